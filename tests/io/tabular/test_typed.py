"""Kinds of columns, and what is suspicious in their values."""

import pytest

from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.io.tabular.checks import compared, strong_components
from commissionplanner.io.tabular.kinds import kind_of
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.typed import typed


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Contract value", ["1,234.50", "TBC", "(5)"], "money"),
        ("AwardedAmount", [1.5, 2.0, None], "money"),
        ("Sort code", ["20-11-12", "20-04-05"], "code"),
        ("Review", ["20-11-12", "20-04-05"], "date"),
        ("Places", [4.0, 5.0], "number"),
        ("2026/27", ["£5", "£6"], "money"),
        ("Ref", ["00123", "A1"], "code"),
        ("Budget code", ["4711", "4712"], "code"),
        ("Anything", ["0012", "0013"], "code"),
        ("Number of places", ["4", "5"], "number"),
        ("Start date", ["01/04/2026", "TBC"], "date"),
        ("Registered", ["01/04/2026", "02/04/2026"], "date"),
        ("Valid from", [20260401, 20260501], "date"),
        ("Extended?", ["Y", "N", "Y"], "yes/no"),
        ("Is SME", ["Yes", "No"], "yes/no"),
        ("Is SME", ["0", "1"], "yes/no"),
        ("Min age", ["0", "1", "11"], "number"),
        ("Financial year", ["2026/27", "2027/28"], "text"),
        ("Term", ["1+1", "12 months", "rolling"], "text"),
        ("Age band", ["0-5", "5-7"], "text"),
        ("Name", ["Acorn", "Beech"], "text"),
        ("Ages", [ErrorCell("#REF!"), None], "text"),
    ],
)
def test_a_column_is_taken_for_what_heading_and_cells_say(heading, cells, kind):
    assert kind_of(heading, cells).kind == kind


def test_one_code_with_a_leading_nought_among_thousands_is_not_lost():
    assert kind_of("Supplier", ["1"] * 30_000 + ["007"]).kind == "code"


@pytest.fixture
def read(make_text):
    """Rows and warnings, as (code, row, column), of a csv file of the given text."""

    def read(text):
        found = typed(read_table(make_text(text)))
        said = [(warning.code, warning.row, warning.column) for warning in found.warnings]
        return list(found.rows()), said

    return read


def test_comma_decimals_are_asked_about_and_not_guessed(read):
    rows, said = read('Ref,Amount\nA,"1.234,56"\nB,"1,234.56"\nC,12\nD,13\n')
    assert [row[1] for row in rows] == [None, "1234.56", "12", "13"]
    assert said == [("comma_decimals", 2, "Amount")]


def test_month_first_columns_are_read_so_and_said(read):
    rows, said = read("Ref,Start date\nA,04/25/2026\nB,05/01/2026\n")
    assert [row[1] for row in rows] == ["2026-04-25", "2026-05-01"]
    assert said == [("month_first", None, "Start date")]


def test_dates_that_prove_no_order_are_read_day_first_and_that_is_said(read):
    rows, said = read("Ref,Start date\nA,04/05/2026\nB,05/01/2026\n")
    assert [row[1] for row in rows] == ["2026-05-04", "2026-01-05"]
    assert said == [("order_assumed", None, "Start date")]


def test_long_codes_are_kept_whole_and_said(read):
    rows, said = read("Name,Account\nA,1234567890123456789\nB,12\n")
    assert rows[0][1] == "1234567890123456789"
    assert said == [("long_code", 2, "Account")]


def test_double_keys_are_said_of_the_first_key_only_and_those_in_foreign_letters_too(read):
    _, said = read("Ref,Supplier ref\nA1,1\nB,1\nA1,2\nС,3\nC,4\na1,5\n")
    assert said == [
        ("lookalike_names", 7, "Ref"),
        ("lookalike_names", 6, "Ref"),
        ("duplicate_key", 4, "Ref"),
    ]


@pytest.mark.parametrize("other", ["ACORN LTD", "Acorn  Ltd", "Acorn\u200b Ltd", "Аcorn Ltd"])
def test_names_that_look_alike_are_said(read, other):
    _, said = read(f"Supplier,Note\nAcorn Ltd,one\n{other},two\n")
    assert ("lookalike_names", 3, "Supplier") in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bee\u202ech", "bidi_characters"),
        ("Bee\x07ch", "control_characters"),
        ("=cmd|' /C calc'!A0", "dde"),
    ],
)
def test_signs_that_mislead_are_said(read, text, code):
    assert read(f"Title,Note\n{text},one\nElm,two\n")[1] == [(code, 2, "Title")]


def test_loops_are_said_self_loops_too(read):
    _, said = read("From,To\nA,B\nB,C\nC,A\nD,D\nE,F\n")
    assert said == [("loop", 2, "To"), ("loop", 5, "To")]


def test_components_are_those_that_reach_one_another():
    links = {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": [], "e": ["e"]}
    assert sorted(map(sorted, strong_components(links))) == [["a", "b"], ["e"]]


def test_names_are_compared_without_case_spaces_and_hidden_signs():
    assert compared(" The\u00a0 Acorn\u200b ") == compared("the acorn")


def test_a_column_is_not_turned_round_where_another_proves_the_file_day_first(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("Start date,End date\n01/04/2026,31/03/2029\n04/13/2026,31/03/2027\n")
    found = list(typed(read_table(path)).rows())
    assert found == [("2026-04-01", "2029-03-31"), (None, "2027-03-31")]
