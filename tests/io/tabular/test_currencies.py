"""Amounts in another currency, or divided by their format, are said."""

import openpyxl
import pytest

from commissionplanner.app.usecases import imports
from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.tabular.files.package_parts import kind_of_format
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.model.plan import Plan

REGISTER = "{}Ref,Supplier,Start date,{}\nA1,Acorn,01/04/2026,5\nA2,Beech,25/04/2026,6\n"


@pytest.mark.parametrize(
    ("title", "heading", "said"),
    [
        ("", "Annual value ($)", "dollars ($)"),
        ("", "Value EUR", "EUR"),
        ("", "€", "euros (€)"),
        ("All amounts in euros\n\n", "Annual value", "(euros)"),
        ("", "Annual value (£)", ""),
        ("", "Eur Ing", ""),
        ("", "Value (£; was $)", ""),
        ("", "Annual value (pence)", "pence"),
        ("", "amount_pence", "pence"),
        ("", "Value in Pence", "Pence"),
        ("", "amount_usd", "usd"),
        ("", "Pencester House value", ""),
        ("Costs in pounds and pence\n\n", "Annual value", ""),
        ("The Euro 2028 programme\n\n", "Annual value", ""),
    ],
)
def test_another_currency_in_a_title_or_heading_is_said(make_text, title, heading, said):
    table = read_table(make_text(REGISTER.format(title, heading)))
    found = [w.message for w in table.warnings if w.code == "other_currency"]
    assert [said in message for message in found] == [True] * bool(said)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ('"£"#,##0.00', "money"),
        ("[$£-809]#,##0.00", "money"),
        ("[$€-2] #,##0.00", "foreign:€"),
        ("[$USD] 0", "foreign:USD"),
        ('"$"#,##0', "foreign:$"),
        ('#,##0.00 "USD"', "foreign:USD"),
        ('"eur "#,##0', "foreign:EUR"),
        ("[$-F800]dddd", ""),
        ("#,##0", ""),
        ("#,##0,", "scaled:1000"),
        ('0.0,,"m"', "scaled:1000000"),
        ('0"k"', "beside:k"),
        ('#,##0" "', ""),
        ('"TBC"', "instead:TBC"),
        ("-#,##0.00", "turned:"),
        ("(£#,##0)", "turned:"),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', ""),
        ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', ""),
        ('yyyy"-"mm', ""),
        (";;;", "unseen:"),
    ],
)
def test_a_format_tells_currency_and_scale(code, kind):
    assert kind_of_format(200, code) == kind


def test_amounts_whose_heading_names_another_currency_come_in_as_none(make_text):
    path = make_text(REGISTER.format("", "Annual value ($)").replace("Ref,", "Contract reference,"))
    staged = imports.stage(
        Plan(), imports.open_source(path, with_sheets=False), Choices(kind="contracts")
    )
    assert staged.totals.get("annual_value_p", 0) == 0
    assert "“5” is in $, not in pounds." in [problem.message for problem in staged.problems]


@pytest.mark.parametrize(
    ("n_euros", "said"), [(1, "Some cells of column B"), (2, "The amounts in")]
)
def test_a_format_of_a_few_cells_is_not_that_of_all(tmp_path, n_euros, said):
    book = openpyxl.Workbook()
    for row in (["Ref", "Annual value"], ["A1", 5], ["A2", 6], ["A3", 7]):
        book.active.append(row)
    for number in range(3):
        form = "[$€-2] #,##0.00" if number < n_euros else '"£"#,##0.00'
        book.active.cell(number + 2, 2).number_format = form
    book.save(tmp_path / "register.xlsx")
    table = read_table(tmp_path / "register.xlsx")
    warnings = table.warnings
    assert [w.message.startswith(said) for w in warnings if w.code == "other_currency"] == [True]
    assert table.columns[1] == [5.0 if n_euros > 1 else "€5", 6.0, 7.0]


def test_amounts_shown_in_thousands_are_not_multiplied_again(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Title", "Supplier", "Annual value (£000)"])
    for number in range(1, 4):
        book.active.append([f"A{number}", f"Meals {number}", f"Acorn {number}", 1_000 * number])
        book.active.cell(number + 1, 4).number_format = "#,##0,"
    path = tmp_path / "register.xlsx"
    book.save(path)
    staged = imports.stage(
        Plan(), imports.open_source(path, with_sheets=False), Choices(kind="contracts")
    )
    assert {"scaled_format", "units"} <= {w.code for w in staged.warnings}
    assert staged.totals == {"annual_value_p": 600_000}
    assert [q.taken for q in staged.questions if q.id == "unit_shown"] == ["pounds"]


@pytest.mark.parametrize(("n_percent", "shown"), [(1, "7.5%"), (2, 0.075)])
def test_few_percentages_among_amounts_are_no_pounds(tmp_path, n_percent, shown):
    book = openpyxl.Workbook()
    for row in (["Ref", "Annual value"], ["Uplift", 0.075], ["A2", 0.06], ["A3", 7]):
        book.active.append(row)
    for number in range(3):
        form = "0.0%" if number < n_percent else '"£"#,##0.00'
        book.active.cell(number + 2, 2).number_format = form
    book.save(tmp_path / "register.xlsx")
    table = read_table(tmp_path / "register.xlsx")
    assert table.columns[1] == [shown, 0.06, 7.0]
    staged = imports.stage(
        Plan(),
        imports.open_source(tmp_path / "register.xlsx", with_sheets=False),
        Choices(kind="contracts"),
    )
    said = "“7.5%” is not an amount in pounds."
    assert (said in [problem.message for problem in staged.problems]) is (n_percent == 1)


def test_percentages_in_a_column_of_counts_stay_numbers(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Service", "Places"], ["A", 0.5], ["B", 3], ["C", 7]):
        book.active.append(row)
    book.active.cell(2, 2).number_format = "0%"
    book.save(tmp_path / "places.xlsx")
    assert read_table(tmp_path / "places.xlsx").columns[1] == [0.5, 3.0, 7.0]
