"""Rows that go one cell beyond the last heading, and what columns hold without those that are shifted."""

from commissionplanner.io.mapping.values.contents import look_at
from commissionplanner.io.tabular.beyond import rows_beyond
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.typed import kinds_of, shifts_in, unshifted

HEAD = "Date,Expense type,Supplier,Transaction number,Amount £\n"
OLD = [f"0{1 + n % 9}/04/2026,Care,Acorn {n} Ltd,{60000 + n},{n + 1}0.50" for n in range(8)]
NEW = [f"0{1 + n % 9}/05/2026,Care,Z{n},Beech {n} Ltd,{70000 + n},{n + 2}0.75" for n in range(20)]


def test_most_rows_with_a_cell_more_than_the_headings_are_the_ones_that_are_shifted(make_text):
    table = read_table(make_text(HEAD + "\n".join([*OLD, *NEW]) + "\n"))
    assert rows_beyond(table.columns, table.headings) == list(range(8, 28))
    assert shifts_in(table, kinds_of(table)) == dict.fromkeys(range(8, 28), 1)


def test_remarks_beside_rows_that_fit_their_headings_shift_none(make_text):
    rows = [f"{row},see the note" if n % 2 else row for n, row in enumerate(OLD * 3)]
    table = read_table(make_text(HEAD + "\n".join(rows) + "\n"))
    assert rows_beyond(table.columns, table.headings) == []


def test_rows_that_are_shifted_show_nothing_of_what_a_column_holds(make_text):
    head = "Ref,Title,Start,End,Value,SME\n"
    whole = [f"C{n},Care {n} at home,0{n + 1}/04/2026,31/03/2027,{n}00,Yes" for n in range(9)]
    left = [row.partition(",")[2] + "," for row in whole]
    table = read_table(make_text(head + "\n".join([*whole, *left]) + "\n"))
    assert look_at(table.columns[3]).days < 1
    assert [look_at(unshifted(table)[place]).days for place in (2, 3)] == [1, 1]
    assert [len(column) for column in unshifted(table)] == [9] * 6


def test_words_of_the_last_column_in_the_one_before_it_shift_a_row(make_text):
    head = "Date,Shop,Amount,Purpose,Directorate\n"
    teams = ("Housing", "Public Health", "Communities")
    whole = [f"0{1 + n % 9}/04/2026,Shop {n},{n}.50,Travel,{teams[n % 3]}" for n in range(20)]
    rows = [row.replace(",Travel", "") + "," if n % 2 else row for n, row in enumerate(whole)]
    table = read_table(make_text(head + "\n".join(rows) + "\n"))
    assert shifts_in(table, kinds_of(table)) == {n: -1 for n in range(20) if n % 2}
    optional = [row.replace("Public Health", "") for row in whole]
    table = read_table(make_text(head + "\n".join(optional) + "\n"))
    assert shifts_in(table, kinds_of(table)) == {}
