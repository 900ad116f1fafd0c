"""OpenDocument sheets written otherwise than their reader needs."""

import pytest

from commissionplanner.io.tabular.files.plain_ods import is_plain, plain

_TEXT = b'<table:table-cell office:value-type="string"><text:p>Acorn</text:p></table:table-cell>'
_NUMBER = b'<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
_ROW = b"<table:table-row>" + _TEXT + _NUMBER + b"<table:table-cell/></table:table-row>"


def test_a_plain_sheet_stays_as_it_is():
    assert is_plain(_ROW)
    assert plain(_ROW) == _ROW


@pytest.mark.parametrize(
    "odd",
    [
        _ROW.replace(b"><table:", b">\n  <table:").replace(b"</text:p><", b"</text:p>\n<"),
        _ROW.replace(b"><text:p", b">\n  <text:p"),
        _ROW.replace(_NUMBER, b"<!-- how many -->" + _NUMBER + b"<?x y?>"),
        _ROW.replace(b"Acorn", b"<![CDATA[Acorn]]>"),
        _ROW.replace(b' office:value-type="string"', b"", 1),
        _ROW.replace(b'"string"', b'"unknown"'),
    ],
)
def test_an_odd_sheet_becomes_plain(odd):
    assert not is_plain(odd)
    assert plain(odd) == _ROW


def test_a_time_longer_than_a_day_is_the_text_it_shows():
    cell = b'<table:table-cell office:value-type="time" office:time-value="PT%bH17M54S"><text:p>9:17</text:p></table:table-cell>'
    assert is_plain(cell % b"09")
    assert not is_plain(cell % b"27")
    assert plain(cell % b"27") == _TEXT.replace(b"Acorn", b"9:17")


def test_a_number_without_its_value_is_the_text_it_shows():
    shown = plain(_NUMBER.replace(b' office:value="5"', b""))
    assert b'office:value-type="string"><text:p>5<' in shown
