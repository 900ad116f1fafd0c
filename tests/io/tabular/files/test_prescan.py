"""A zip that could show one program this and another that is refused before it is opened."""

import io
import struct
import zipfile

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.mending import check_whole
from commissionplanner.io.tabular.files.prescan import prescan
from tests.io.tabular.odd.excel import package, parts_of

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
STRINGS = {"xl/sharedStrings.xml": "<sst><si><t>Acorn</t></si></sst>"}


def test_a_sound_workbook_is_let_in(tmp_path):
    path = package(parts_of(**STRINGS))(tmp_path)
    assert prescan(path, path.name, "xlsx").n_worksheets == 1
    check_whole(str(path), path.name)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_a_part_that_is_there_twice_is_refused(tmp_path, name):
    path = package(parts_of())(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "<worksheet/>")
    with pytest.raises(FileProblem, match="twice"):
        prescan(path, path.name, "xlsx")


def test_parts_that_lie_over_one_another_are_refused(tmp_path):
    def spoil(raw):
        last = raw.rfind(b"PK\x01\x02")
        before = raw.rfind(b"PK\x01\x02", 0, last)
        return raw[: last + 42] + raw[before + 42 : before + 46] + raw[last + 46 :]

    path = package(parts_of(), then=spoil)(tmp_path)
    with pytest.raises(FileProblem, match="lies over another"):
        prescan(path, path.name, "xlsx")


def test_two_files_one_after_the_other_are_refused(tmp_path):
    path = package(parts_of(), then=lambda raw: raw + raw)(tmp_path)
    with pytest.raises(FileProblem, match="two files one after the other"):
        prescan(path, path.name, "xlsx")


def test_what_declares_entities_is_refused_by_that_name(tmp_path):
    bomb = '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    path = package(parts_of(**{"xl/sharedStrings.xml": bomb}))(tmp_path)
    with pytest.raises(FileProblem, match="XML entities"):
        prescan(path, path.name, "xlsx")


def test_a_text_that_was_altered_is_damaged(tmp_path):
    path = package(parts_of(**STRINGS))(tmp_path)
    with zipfile.ZipFile(path) as archive:
        crc = struct.pack("<I", archive.getinfo("xl/sharedStrings.xml").CRC)
    with pytest.raises(FileProblem, match="not as it was written"):
        check_whole(io.BytesIO(path.read_bytes().replace(crc, b"\1\2\3\4")), path.name)
