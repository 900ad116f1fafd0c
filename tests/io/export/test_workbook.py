"""The workbook: as agreed, whole, inert, for its audience, right without calculation."""

import os
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
import python_calamine

from commissionplanner.app.usecases.export import content_of
from commissionplanner.budget.results import LEVELS, pool_budget
from commissionplanner.io.export.workbook import SHEETS, workbook
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import Plan
from tests.io.export.as_text import as_text, cells
from tests.io.export.books import HOSTILE, book_of, every_term_plan, small_plan


@pytest.fixture(scope="module")
def content():
    return book_of(small_plan())


def own_part():
    """The workbook without what other parts of the program decide: findings, ties, the digest."""
    made = replace(content_of(small_plan()), findings=(), digest="ab" * 32)
    text = as_text(workbook(made))
    return "".join(li for li in text.splitlines(keepends=True) if not li.startswith("Network!"))


def test_the_workbook_is_as_agreed(checkout):
    """Look at the difference, then write the new text with COMMISSIONPLANNER_GOLDEN=write."""
    golden = checkout / "tests" / "golden" / "small_workbook.txt"
    found = own_part()
    if os.environ.get("COMMISSIONPLANNER_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_same_plan_gives_the_same_bytes_in_whatever_order_it_was_made(content):
    plan = small_plan()
    for name in TABLES:
        plan = plan.with_table(name, dict(reversed(plan.table(name).items())))
    assert list(plan.organisations) != list(plan.in_order().organisations)
    assert book_of(plan) == content


def test_every_sheet_is_there_in_order_and_set_for_print(content):
    book = openpyxl.load_workbook(BytesIO(content))
    assert tuple(book.sheetnames) == SHEETS
    assert {(s.page_setup.orientation, s.page_setup.paperSize) for s in book} == {("landscape", 9)}
    assert all(s.freeze_panes for s in book if s.title != "Sources")


def test_only_our_formulas_and_none_returns_empty_text(content):
    values = cells(content, values=True)
    for place, cell in cells(content).items():
        if cell.data_type == "f":
            assert values[place].value not in (None, ""), place
            assert "HYPERLINK" not in cell.value
    assert any(cell.value == HOSTILE and cell.data_type == "s" for cell in cells(content).values())


def test_nothing_in_the_file_runs_or_leads_outside(content):
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    text = b"".join(zipfile.ZipFile(BytesIO(content)).read(name) for name in names)
    assert b"<hyperlink" not in text
    assert b"ddeLink" not in text


def test_totals_are_right_when_read_without_calculation(content):
    totals = pool_budget(small_plan(), "pool").totals
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    summary = {row[0]: row[2:5] for row in rows.get_sheet_by_name("Summary").to_python() if row[0]}
    shown = [summary["Money in, known"], summary["Services, known"]]
    assert shown == [[p / 100 for p in totals.contributions_p],
                     [p / 100 for p in totals.expenditure_p]]  # fmt: skip
    names = ("with confirmed money", "with indicative money too", "with all known money")
    for level, name in zip(LEVELS, names, strict=True):
        assert summary[f"Balance {name}"] == [p / 100 for p in totals.balance_p[level]]


def test_named_ranges_say_where_the_figures_are(content):
    book = openpyxl.load_workbook(BytesIO(content))
    wanted = {"Pool1_money_in", "Pool1_money_out", "Pool1_contingency", "Pool1_balance_confirmed",
              "Pool1_contingency_input", "Contract_total_values", "Total_resource"}  # fmt: skip
    assert wanted <= set(book.defined_names)


def test_there_is_a_chart(content):
    assert any("chart" in name for name in zipfile.ZipFile(BytesIO(content)).namelist())


def test_a_value_withheld_is_not_shown_and_still_adds_up(content):
    found = {place: cell.value for place, cell in cells(content, values=True).items()}
    assert found["Contracts", "D4"] == (2_469_134 + 900_000_000 + 140_000) / 100
    assert found["Contracts", "D5"] == 1_400.0
    row = next(ref[1:] for (sheet, ref), value in found.items()
               if sheet == "Contracts" and value == "Private")  # fmt: skip
    assert found["Contracts", f"J{row}"] == "Withheld"
    assert any("withheld: £1,400.00" in str(value) for value in found.values())


def test_my_own_organisation_sees_everything():
    found = cells(book_of(small_plan(), audience="my_organisation"), values=True)
    assert "Nothing is withheld." in {cell.value for cell in found.values()}
    assert found["Contracts", "D5"].value == "Nothing"


def test_services_withheld_stand_as_one_line_and_totals_stay():
    plan = small_plan()
    hidden = plan.services["svc-b"].with_found(audience="my_organisation")
    plan = plan.with_table("services", {**plan.services, "svc-b": hidden})
    found = {cell.value for cell in cells(book_of(plan), values=True).values()}
    assert "Withheld: 1 service" in found
    assert pool_budget(plan, "pool").totals.expenditure_p[0] / 100 in found
    assert "Service svc-b" not in {v for v in found if isinstance(v, str) and len(v) < 30}


def test_an_empty_plan_makes_a_workbook_that_says_so():
    found = {cell.value for cell in cells(book_of(Plan()), values=True).values()}
    assert {"The plan holds no pool.", "The plan holds no contract.",
            "Nothing was imported. Figures were entered by hand."} <= found  # fmt: skip


def test_funds_withheld_are_not_said_to_be_missing():
    found = {cell.value for cell in cells(book_of(small_plan(), audience="public")).values()}
    assert "Withheld: the plan's funds are not for this audience." in found
    assert "The plan holds no pool." not in found


def test_money_in_kind_stands_apart_and_in_no_total():
    plan = every_term_plan()
    totals = pool_budget(plan, "pool", "comp").totals
    rows = python_calamine.CalamineWorkbook.from_filelike(
        BytesIO(book_of(plan, scenario_id="comp"))
    )
    shown = {row[0]: row[2:6] for row in rows.get_sheet_by_name("Summary").to_python() if row[0]}
    for name, amounts_p in (
        ("Given in kind, in no total of money", totals.in_kind_in_p),
        ("Spent in kind, in no total of money", totals.in_kind_out_p),
        ("Money in, known", totals.contributions_p),
        ("Services, known", totals.expenditure_p),
    ):
        assert shown[name] == [p / 100 for p in amounts_p]
    assert shown["Given in kind, in no total of money"][0] == 25_000.03
