"""Rows whose cells stand beside their columns."""

import pytest

from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.shifted import shifted_rows, shifted_runs, stray_cells
from commissionplanner.io.tabular.typed import kinds_of, shifts_in, typed

HEAD = "Ref,Title,Supplier,Start,End,Value,SME,Team\n"
ROWS = [
    f"C{n},Care {n} at home,Acorn {n} Ltd,0{1 + n % 9}/04/2026,31/03/2027,{1000 + n},{'YN'[n % 2]},Adults"
    for n in range(12)
]
RIGHT = "C4,,Care 4 at home,Acorn 4 Ltd,04/04/2026,31/03/2027,1004,Y"
LEFT = "C4,Acorn 4 Ltd,04/04/2026,31/03/2027,1004,Y,Adults,"
NO_START = "C4,Care 4 at home,Acorn 4 Ltd,31/03/2027,1004,Y,Adults,"
NO_VALUE = "C4,Care 4 at home,Acorn 4 Ltd,04/04/2026,31/03/2027,Y,Adults,"
ONE_MORE = "C4,Care 4 at home,Acorn 4,Ltd,04/04/2026,31/03/2027,1004,Y"
STRAY = "C4,Care 4 at home,Acorn 4 Ltd,04/04/2026,31/03/2027,,1234.50,Adults"


@pytest.fixture
def read(make_text):
    """The table with its fifth row replaced, every column with its kind."""

    def run(row):
        lines = [*ROWS[:4], row, *ROWS[5:]]
        return typed(read_table(make_text(HEAD + "\n".join(lines) + "\n")))

    return run


def _found(found):
    return shifted_rows(found.table.columns, [column.kind for column in found.columns])


@pytest.mark.parametrize(("row", "by"), [(RIGHT, 1), (LEFT, -1)])
def test_a_row_one_column_out_is_found_and_said(read, row, by):
    found = read(row)
    assert _found(found) == {4: by}
    assert "shifted_row" in {warning.code for warning in found.warnings if warning.row == 6}


def test_rows_shifted_alike_are_said_in_one_statement():
    shifted = {3: 1, 4: 1, 5: 1, 6: -1, 9: -1}
    assert [said for _, said in shifted_runs(shifted, range(2, 20))] == [
        "rows 5 to 7 (one column to the right)", "row 8 (one column to the left)", "row 11 (one column to the left)",
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "by"), [(NO_START, -1), (NO_VALUE, -1), (ONE_MORE, 1)])
def test_a_row_that_is_out_from_the_middle_on_is_found(read, row, by):
    assert _found(read(row)) == {4: by}


@pytest.mark.parametrize("row", ["C4,Care,Acorn,rolling,see the schedule,1004,Y,Adults"])
def test_words_among_days_with_a_blank_beside_them_are_no_shift(read, row):
    assert _found(read(row)) == {}
    assert _found(read(row.replace(",1004,Y", ",,"))) == {}


def test_a_text_row_with_one_cell_less_is_shifted_where_the_day_could_be_either(make_text):
    head = "Ref,Title,Supplier,Value,Start,End\n"
    rows = [f"C{n},Care {n},Acorn Ltd,{n}00,01/04/2026,31/03/2027" for n in range(1, 20)]
    rows[4] = "C5,Care 5,Acorn Ltd,500,31/03/2027"
    table = read_table(make_text(head + "\n".join(rows) + "\n"))
    assert shifts_in(table, kinds_of(table)) == {4: -1}


def test_an_amount_among_the_words_before_a_blank_last_cell_is_shifted(make_text):
    rows = [f"0{n % 9 + 1}/05/2023,Adults,Acorn Ltd,Agency staff,{n + 1}49.02" for n in range(24)]
    rows[5] = rows[5].replace("Adults,", "") + ","
    rows[9] = rows[9].rpartition(",")[0] + ","  # no amount is known
    table = read_table(
        make_text("Date,Department,Supplier,Account description,Net amount\n" + "\n".join(rows))
    )
    assert shifts_in(table, kinds_of(table)) == {5: -1}


def test_a_number_that_calls_something_beside_a_blank_total_is_no_shift(make_text):
    rows = [f"Care {n},Acorn Ltd,0{n % 9 + 1}/05/2023,{n + 1}49.02,{n + 2}000" for n in range(24)]
    rows[5] = "101,Acorn Ltd,01/05/2023,649.02,"
    table = read_table(
        make_text("Title,Supplier,Start,Annual value,Total value\n" + "\n".join(rows))
    )
    assert shifts_in(table, kinds_of(table)) == {}


@pytest.mark.parametrize("row", [ROWS[4], STRAY, "C4,Care,Acorn,TBC,n/a,-,N,Adults"])
def test_a_row_in_its_place_is_not_called_shifted(read, row):
    assert _found(read(row)) == {}


def test_an_amount_among_yes_and_no_is_found_and_said(read):
    found = read(STRAY)
    kinds = [column.kind for column in found.columns]
    assert list(stray_cells(found.table.columns, kinds)) == [(6, 4)]
    assert [w.column for w in found.warnings if w.row == 6] == ["SME"]


def test_what_was_spent_to_date_is_an_amount_that_shifts_no_row(make_text):
    head = "Ref,Title,Start,End,Value,Spend to date\n"
    rows = (
        f"C{n},Care {n},0{1 + n % 9}/04/2026,31/03/2027,{26_000 + 2_000 * n},{3_000 + 3_300 * n}"
        for n in range(20)
    )
    found = typed(read_table(make_text(head + "\n".join(rows) + "\n")))
    assert found.columns[5].kind.kind == "money"
    assert _found(found) == {}


@pytest.mark.parametrize("rows", [{4}, {4, 5, 6, 7, 8}])
def test_rows_with_amounts_among_codes_and_nothing_last_are_shifted(make_text, rows):
    lines = [
        f"Town {'ABCDEFGHIJKLMN'[n]},{'' if n in rows else f'E0600{n:04},'}{5_000 + n * 7},{900 + n}{',' if n in rows else ''}"
        for n in range(14)
    ]  # fmt: skip
    text = "Local authority,ONS code,Health grant (£),Drug grant (£)\n" + "\n".join(lines) + "\n"
    assert _found(typed(read_table(make_text(text)))) == dict.fromkeys(sorted(rows), -1)


def test_a_code_that_could_be_billions_among_codes_is_no_number(make_text):
    lines = [
        f"Town {n},{'95B' if n == 3 else f'00N{n}'},{'' if n == 3 else 900 + n}" for n in range(14)
    ]
    found = typed(read_table(make_text("Council,SNAC,Grant (£)\n" + "\n".join(lines) + "\n")))
    assert _found(found) == {}


def test_codes_with_and_without_letters_beside_a_blank_last_cell_are_no_shift(make_text):
    lines = [
        f"{'K' if n % 3 else ''}{1000 + n},Town {n},{5_000 + n * 7},{'' if n % 4 else 'See file'}"
        for n in range(14)
    ]
    text = "Ref,Local authority,Grant (£),Remarks\n" + "\n".join(lines) + "\n"
    assert _found(typed(read_table(make_text(text)))) == {}


FULL = [
    f"C{n},Care {n} at home,Acorn {n} Ltd,{n + 10}/04/2026,{1000 + n},Adults" for n in range(12)
]
NAMES = "Ref,Title,Supplier,Start,Value,Team"


@pytest.mark.parametrize("first", [4, 8])
def test_rows_that_lack_a_cell_are_found_though_they_are_most(make_text, first):
    lines = [
        *FULL[: 12 - first],
        *(f"{','.join(row.split(',')[1:])}," for row in FULL[12 - first :]),
    ]
    table = read_table(make_text("\n".join([NAMES, *lines]) + "\n"))
    assert shifts_in(table, kinds_of(table)) == dict.fromkeys(range(12 - first, 12), -1)


def test_rows_with_a_cell_too_many_are_found_though_they_are_half(make_text):
    lines = [row + "," if n % 2 else f",{row}" for n, row in enumerate(FULL)]
    table = read_table(make_text("\n".join([NAMES + ",", *lines]) + "\n"))
    assert shifts_in(table, kinds_of(table)) == dict.fromkeys(range(0, 12, 2), 1)


def test_rows_without_what_stands_in_the_last_column_are_whole(make_text):
    lines = [row if n % 2 else row.replace("Adults", "") for n, row in enumerate(FULL)]
    table = read_table(make_text("\n".join([NAMES, *lines]) + "\n"))
    assert not shifts_in(table, kinds_of(table))
