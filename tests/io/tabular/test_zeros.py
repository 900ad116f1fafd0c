"""Codes that are numbers shown with zeros keep them; amounts do not become codes."""

import openpyxl
import pytest

from commissionplanner.io.tabular.kinds import kind_of
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.zeros import with_zeros


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        (123.0, "digits:5", "00123"),
        (1234567, "digits:5", 1234567),
        (123.0, "digits:000-000", "000-123"),
        (123456789.0, "digits:00-00-00", "12345-67-89"),
        (1.5, "digits:5", 1.5),
        (-7, "digits:5", -7),
        (True, "digits:5", True),
        (None, "digits:5", None),
        ("7", "digits:5", "7"),
    ],
)
def test_a_whole_number_is_shown_as_its_format_shows_it(cell, kind, shown):
    assert with_zeros(cell, kind) == shown


def test_only_codes_of_a_sheet_keep_the_zeros_of_their_format(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Ref", "Cost centre", "Annual value", "Supplier"])
    for ref, centre in ((123, 45), (456, 46), (789, 47)):
        sheet.append([ref, centre, 500, "Acorn"])
    for row in (2, 3, 4):
        for column, code in (("A", "00000"), ("B", "00\\-00"), ("C", "00000")):
            sheet[f"{column}{row}"].number_format = code
    sheet["A4"].number_format = "General"
    path = tmp_path / "register.xlsx"
    book.save(path)
    table = read_table(path)
    assert table.columns[0] == ["00123", "00456", 789.0]
    assert table.columns[1] == ["00-45", "00-46", "00-47"]
    assert table.columns[2] == [500.0] * 3
    said = [w.message for w in table.warnings if w.code == "shown_zeros"]
    assert len(said) == 2
    assert "A2 is “00123”" in said[0]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Cost centre", "code"),
        ("Budget code", "code"),
        ("Grant number", "code"),
        ("Grant", "number"),
    ],
)
def test_digits_with_zeros_are_codes_unless_the_heading_says_money(heading, kind):
    assert kind_of(heading, ["00123", "00456"]).kind == kind
