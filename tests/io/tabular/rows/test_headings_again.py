"""Headings that stand again among the rows, in their own order or in another."""

from pathlib import Path

from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.rows.headings_again import order_again
from commissionplanner.io.tabular.table import Table

HEAD = "Reference,Provider,Start date,Annual value\n"
ROWS = "C-1,Acorn Care Ltd,01/04/2025,1000\nC-2,Beech Homes Ltd,13/05/2025,2000\nC-3,Cedar Trust,14/06/2025,3000\n"


def _read(folder: Path, text: str) -> Table:
    file = folder / "register.csv"
    file.write_text(text, encoding="utf-8")
    return read_table(file)


def test_rows_below_headings_in_another_order_are_read_by_these(tmp_path: Path) -> None:
    again = "Provider,Reference,Annual value,Start date\nDogwood Ltd,C-4,4000,15/07/2025\n"
    table = _read(tmp_path, HEAD + ROWS + again + HEAD + "C-5,Elm CIC,16/08/2025,5000\n")
    rows = list(zip(*table.columns, strict=True))
    assert rows[3] == ("C-4", "Dogwood Ltd", "15/07/2025", "4000")
    assert rows[4] == ("C-5", "Elm CIC", "16/08/2025", "5000")
    assert table.cell_name(3, 0) == "B6"
    assert table.cell_name(4, 0) == "A8"
    assert [w.row for w in table.warnings if w.code == "headings_in_another_order"] == [5]


def test_a_heading_that_is_missing_further_down_leaves_its_cells_blank(tmp_path: Path) -> None:
    head = "Reference,Provider,Start date,Annual value,Area\n"
    rows = "".join(f"{row},North\n" for row in ROWS.splitlines())
    table = _read(
        tmp_path,
        head + rows + "Provider,Reference,Annual value,Area,\nDogwood Ltd,C-4,4000,South,\n",
    )
    assert list(zip(*table.columns, strict=True))[3] == (
        "C-4",
        "Dogwood Ltd",
        None,
        "4000",
        "South",
    )


def test_a_record_with_some_words_of_the_headings_is_one(tmp_path: Path) -> None:
    table = _read(
        tmp_path, HEAD + ROWS + "C-4,Reference,Provider,4000\nC-5,Elm CIC,16/08/2025,5000\n"
    )
    assert len(table.rows) == 5
    assert not [w for w in table.warnings if w.code == "headings_in_another_order"]


def test_parts_of_years_that_repeat_are_no_headings_in_another_order() -> None:
    """A profile with RDEL, CDEL and Total under each year was read shifted below its second block."""
    parts = ["RDEL", "CDEL", "Total"]
    years = [f"{year} · {part}" for year in ("2024/25", "2025/26") for part in parts]
    assert order_again(["Project", *years], ["", *parts, *parts]) is None
    assert order_again(["Project", *years], ["RDEL", *parts[1:], *parts, ""]) is None
    assert order_again(["Project", *parts], ["CDEL", "Project", "RDEL", "Total"]) == [1, 2, 0, 3]
