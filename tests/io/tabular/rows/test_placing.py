"""Where the table is on its sheet: several tables, and what the user says of one."""

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.shape import Shape

HEAD = "Ref,Supplier,Amount\n"
ROWS = "A1,Acorn,5\nA2,Beech,7\nA3,Cedar,9\n"
GRANTS = "Grant,Year,Given\nYouth,2026,1\nElders,2026,2\n"
BELOW = f"{HEAD}{ROWS}\nTable 2: grants\n{GRANTS}"
BESIDE = "Code,Name,,Team,Head\nA,Acorn,,North,Jo\nB,Beech,,South,Al\nC,Cedar,,,\nD,Dell,,,\n"


@pytest.fixture
def table(make_text):
    """The table in a csv file of the given text, as the user says of it."""
    return lambda text, **said: read_table(make_text(text), shape=Shape(**said))


def test_the_largest_of_several_tables_is_read_and_the_others_are_named(table, codes):
    found = table(BELOW)
    assert found.rows == [2, 3, 4]
    assert [(t.number, t.title, t.header_row, t.taken) for t in found.tables] == [
        (1, "Ref", 1, True),
        (2, "Table 2: grants", 7, False),
    ]
    assert "several_tables" in codes(found)


@pytest.mark.parametrize(
    ("text", "n_tables", "rows"),
    [
        (f"{HEAD}{ROWS}\nRef,Spent\nA1,5\nA2,6\n", 2, [2, 3, 4]),
        (
            f"{HEAD}{ROWS}\nPaid,,\nContract,2024/25,\n,Budget,Actual\nA1,5,6\nA2,6,7\n",
            2,
            [2, 3, 4],
        ),
        (f"{HEAD}{ROWS}\n\nBy body\nBody,Spent\nAcorn,5\nElm,6\n", 2, [2, 3, 4]),
        (f"{HEAD}{ROWS}\nA4,Dell,Awaiting a bid\nA5,Elm,4\n", 1, [2, 3, 4, 6, 7]),
        (f"{HEAD}{ROWS}\nRef,Supplier,Amount\nA5,Elm,4\n", 1, [2, 3, 4, 7]),
        ("Ref,Given,,Ref,Given\nA,1,,A,5\nB,2,,B,6\nC,3,,C,7\n", 2, [2, 3, 4]),
    ],
)
def test_a_table_below_or_beside_has_headings_of_its_own(table, text, n_tables, rows):
    found = table(text)
    assert (len(found.tables), found.rows) == (n_tables, rows)


@pytest.mark.parametrize("said", [{"table": 2}, {"header_row": 7}])
def test_another_table_is_read_by_its_number_or_its_headings(table, said):
    found = table(BELOW, **said)
    assert (found.headings, found.rows) == (["Grant", "Year", "Given"], [8, 9])
    assert found.banner == ["Table 2: grants"]


def test_a_table_ends_where_the_next_begins(table):
    assert table(BELOW, header_row=1).rows == [2, 3, 4]


def test_a_larger_table_below_a_small_one_is_read(table):
    rows = "".join(f"G{n},2026,{n}\n" for n in range(20))
    assert table(f"{HEAD}{ROWS}\n{GRANTS}{rows}").header_row == 6


def test_tables_side_by_side_are_told_apart(table):
    assert table(BESIDE).headings == ["Code", "Name"]
    right = table(BESIDE, table=2)
    assert (right.headings, right.letters, right.rows) == (["Team", "Head"], ["D", "E"], [2, 3])


def test_a_table_of_codes_is_told_apart_from_a_key_beside_it(table):
    rows = [f"{100 + n},{2 * n},{'' if n == 5 else n}" for n in range(6)]
    beside = [",,North,Jo", ",,South,Al", *[",,,"] * 4]
    text = "Code,Given,Spent,,Team,Head\n" + "".join(
        f"{row}{more}\n" for row, more in zip(rows, beside, strict=True)
    )
    assert table(text).headings == ["Code", "Given", "Spent"]
    assert [found.n_rows for found in table(text).tables] == [6, 2]


@pytest.mark.parametrize(
    ("heads", "n_tables"),
    [("Body,Project,Given,Body,Project,Given", 2), ("Body,Budget,Spent,Year,Budget,Spent", 1)],
)
def test_headings_that_come_again_beside_themselves_head_a_table_each(table, heads, n_tables):
    rows = "".join(f"Acorn {n},Play {n},{n},Beech {n},Fun {n},{n * 2}\n" for n in range(1, 6))
    found = table(f"{heads}\n{rows}")
    assert len(found.tables) == n_tables
    if n_tables > 1:
        assert [t.headings for t in found.tables] == [("body", "project", "given")] * 2
        assert table(f"{heads}\n{rows}", table=2).columns[2] == ["2", "4", "6", "8", "10"]


def test_a_blank_column_within_a_table_parts_nothing(table):
    found = table("Code,Name,,2025/26,2026/27\nA,Acorn,,1,2\nB,Beech,,3,4\nC,Cedar,,5,\n")
    assert (found.letters, len(found.tables)) == (["A", "B", "D", "E"], 1)


def test_headings_printed_again_after_a_gap_begin_no_table(table):
    found = table(f"{HEAD}{ROWS}\n{HEAD}A4,Elm,3\n")
    assert (found.rows, len(found.tables)) == ([2, 3, 4, 7], 1)


def test_a_row_of_words_after_a_gap_begins_no_table(table):
    found = table(f"{HEAD}{ROWS}\nA4,Elm,TBC\nA5,Fir,4\nA6,Gorse,6\n")
    assert (found.rows, len(found.tables)) == ([2, 3, 4, 6, 7, 8], 1)


def test_a_table_that_is_not_there_is_refused_with_how_many_are(table):
    with pytest.raises(FileProblem, match="no table 3: 2 found"):
        table(BELOW, table=3)


def test_the_number_of_rows_of_headings_may_be_said(table):
    text = f"Register,,\n{HEAD}code,name,pounds\n{ROWS}"
    found = table(text, header_row=2, heading_rows=2)
    assert (found.headings[2], found.rows) == ("Amount · pounds", [4, 5, 6])
    assert found.heading_rows == (2, 3)


def test_a_table_may_be_said_to_have_no_headings(table):
    found = table("North,South,East\nA,B,C\nD,E,F\n", heading_rows=0)
    assert (found.header_row, found.headings, found.rows) == (None, ["", "", ""], [1, 2, 3])


def test_the_first_and_the_last_row_may_be_said(table):
    found = table(HEAD + ROWS + "A4,Elm,3\n", first_row=3, last_row=4)
    assert found.rows == [3, 4]
    assert [(out.row, out.kind) for out in found.left_out] == [(2, "outside"), (5, "outside")]


def test_a_last_row_that_was_said_is_no_note(table):
    text = f"{HEAD}{ROWS}\nNotes on the fourth of these suppliers,,\n"
    assert table(text).rows == [2, 3, 4]
    assert table(text, last_row=6).rows == [2, 3, 4, 6]


def test_a_row_left_out_may_be_put_back(table):
    text = HEAD + ROWS + "Total,,21\n"
    assert table(text).rows == [2, 3, 4]
    found = table(text, rows_in=frozenset({5}))
    assert (found.rows, found.left_out) == ([2, 3, 4, 5], [])


@pytest.mark.parametrize("said", [{"first_row": 99}, {"last_row": 0}])
def test_a_row_that_is_not_there_is_refused(table, said):
    with pytest.raises(FileProblem, match="Choose the row of data again"):
        table(HEAD + ROWS, **said)


def test_headings_of_groups_are_noticed(table, codes):
    found = table(f"{HEAD}Children,,\n{ROWS}Adults,,\n{ROWS}")
    assert found.group_rows == [2, 6]
    assert "group_rows" in codes(found)
