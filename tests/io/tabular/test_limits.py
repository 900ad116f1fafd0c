"""A file of more than one import can hold is refused before the work is done, whatever its format."""

import time

import openpyxl
import pytest

from commissionplanner.app.usecases import imports
from commissionplanner.io import limits
from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular import raw
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.io.tabular.files import crowded
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.readings import read_percent_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from tests.io.tabular.odd.case import GOOD, written
from tests.io.tabular.odd.excel import TABLE, package, parts_of, row, sheet
from tests.io.tabular.odd.others import an_ods

BLANKS = "".join(row(n, "<c s='1'/>") for n in range(5, 300))
MAKERS = (
    written("register.csv", GOOD + ",,,\n" * 300),
    package(parts_of(sheet(TABLE + BLANKS)), "register.xlsx"),
    an_ods,
)


def _import(path):
    return imports.stage(Plan(), imports.open_source(path, with_sheets=False), Choices())


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("limit", "n", "said"), [
    ("STAGED_ROWS", 3, "3 rows with something in them"), ("STAGED_CELLS", 15, "15 cells"),
])  # fmt: skip
def test_too_many_rows_or_cells_are_refused_alike(make, limit, n, said, tmp_path, monkeypatch):
    path = make(tmp_path)
    assert _import(path).rows_accepted == 3
    monkeypatch.setattr(limits, limit, n)
    with pytest.raises(FileProblem, match=said) as problem:
        _import(path)
    assert "Save it as several files" in problem.value.message
    assert len(read_table(path).rows) == 3  # what is only read needs no room for records


def test_empty_rows_do_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "STAGED_ROWS", 4)
    assert [_import(make(tmp_path)).rows_accepted for make in MAKERS] == [3, 3, 3]


@pytest.mark.parametrize("make", MAKERS)
def test_more_rows_than_can_be_read_in_time_are_refused_while_they_are_counted(
    make, tmp_path, monkeypatch
):
    monkeypatch.setattr(limits, "READ_ROWS", 3)
    with pytest.raises(FileProblem, match="3 rows with something in them") as problem:
        read_table(make(tmp_path))
    assert "Save it as several files" in problem.value.message


def test_more_error_cells_than_can_be_listed_are_refused_and_none_is_lost(tmp_path, monkeypatch):
    path = tmp_path / "errors.xlsx"
    book = openpyxl.Workbook()
    for cells in [("Ref", "Value"), ("C1", "#REF!"), ("C2", "#N/A")]:
        book.active.append(cells)
    book.save(path)
    assert len(read_table(path).rows) == 2
    monkeypatch.setattr(limits, "ERROR_CELLS", 2)
    with pytest.raises(FileProblem, match="2 cells or more that show an error such as #REF!"):
        read_table(path)


@pytest.mark.parametrize("read", [read_date, read_percent_ppm])
def test_a_very_long_text_is_no_value_and_takes_no_time(read):
    began = time.process_time()
    for n in range(20):
        assert read(f"monday {n} 1.5 " * 2_500).value is None
    assert time.process_time() - began < 1


class _Meddling(Progress):
    """Lengthens a file at so many steps of its reading."""

    def __init__(self, path, times):
        super().__init__()
        self.path, self.times = path, times

    def step(self, *_):
        if self.times:
            self.times -= 1
            with self.path.open("a") as file:
                file.write("A9,Elm,01/04/2026,9\n")


def test_a_file_that_changes_while_it_is_read_is_read_once_more_and_then_refused(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(raw, "_SETTLING", 0)
    path = written("register.csv", GOOD)(tmp_path)
    assert len(read_table(path, progress=_Meddling(path, 1)).rows) == 4
    with pytest.raises(FileProblem, match="changed, moved or deleted while it was read, twice"):
        read_table(path, progress=_Meddling(path, 10_000))
    assert path.read_text().startswith(GOOD)


def test_a_cell_longer_than_any_is_named(tmp_path):
    path = package(parts_of(sheet(TABLE + row(5, "A4", "x" * 1_000_001))))(tmp_path)
    with pytest.raises(FileProblem, match=r"Data!B5 of “odd\.xlsx” has over 1,000,000 characters"):
        read_table(path)


def test_the_rows_of_a_very_large_sheet_are_counted_before_it_is_read(tmp_path, monkeypatch):
    path = str(package(parts_of(sheet(TABLE + BLANKS)))(tmp_path))
    monkeypatch.setattr(crowded, "_FEW_BYTES", 0)
    monkeypatch.setattr(limits, "READ_ROWS", 4)
    crowded.refuse_rows(path, "odd.xlsx", None, is_staged=False)
    monkeypatch.setattr(limits, "READ_ROWS", 3)
    with pytest.raises(FileProblem, match=r"“odd\.xlsx” has more than 3 rows with something in"):
        crowded.refuse_rows(path, "odd.xlsx", None, is_staged=False)
