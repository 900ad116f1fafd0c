"""Better Care Fund templates of every year, by their own rules."""

import pytest
import xlsxwriter

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.io.mapping.columns.bcf import read_income, source_of, template_of, templates
from commissionplanner.model.plan import Plan

HEADS = ("Scheme ID", "Scheme Name", "Brief Description of Scheme", "Scheme Type", "Sub Types",
         "Please specify if 'Scheme Type' is 'Other'", "Area of Spend", "Please specify if 'Area of Spend' is 'other'",
         "Commissioner", "% NHS (if Joint Commissioner)", "% LA (if Joint Commissioner)", "Provider",
         "Source of Funding", "Expenditure (£)", "New/ Existing Scheme")  # fmt: skip


def line(
    n,
    name,
    commissioner="LA",
    nhs=None,
    council=None,
    source="Minimum NHS Contribution",
    amount=100,
):
    return (n, name, "", "Carers Services", "", "", "Social Care", "", commissioner, nhs, council, "Local Authority",
            source, amount, "Existing")  # fmt: skip


@pytest.fixture
def book(tmp_path):
    """Make a workbook with the income and expenditure sheets of the template of 2022-23."""

    def make(lines, income=1_000, sheet="5a. Expenditure", above=()):
        path = tmp_path / "bcf.xlsx"
        with xlsxwriter.Workbook(str(path)) as workbook:
            guide = workbook.add_worksheet("1. Guidance")
            guide.write_row(0, 0, ("Read this", "first"))
            coming = workbook.add_worksheet("4. Income")
            coming.write(0, 0, "Better Care Fund 2022-23 Template")
            for at, row in enumerate((("Disabled Facilities Grant (DFG)", "Gross Contribution"), ("DFG", 300),
                                      ("NHS Minimum Contribution", "Contribution"), ("NHS Wexcombe ICB", income),
                                      ("Total NHS Minimum Contribution", income)), 3):  # fmt: skip
                coming.write_row(at, 1, row)
            going = workbook.add_worksheet(sheet)
            going.write(0, 0, "Better Care Fund 2022-23 Template")
            for at, row in enumerate((*above, HEADS, *lines), 8):
                going.write_row(at, 1, row)
        return path

    return make


def brought(path, **answers):
    staged = imports.stage(Plan(), imports.open_source(path), imports.Choices(answers=answers))
    document = Document(Plan())
    document.do(imports.edit(staged))
    return staged, document.plan


def test_there_is_a_template_for_every_year():
    years = {str(year) for template in templates() for year in template.years}
    assert years == {f"20{n}/{n + 1}" for n in range(16, 26)}


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.id)
def test_each_template_is_known_by_its_headings_and_year(table, template):
    from commissionplanner.io.mapping.columns.bcf import _data

    headings = next(t["headings"] for t in _data()["template"] if t["id"] == template.id)
    first = template.years[0]
    found = template_of(
        table(headings, file=f"BCF {first.start}-{first.start % 100 + 1} return.xlsx")
    )
    assert found is not None
    assert first in found.years


def test_the_same_source_has_other_words_in_other_years():
    assert source_of("Minimum CCG Contribution") == source_of("minimum nhs contribution")
    assert source_of("Grants") is None


def test_income_takes_the_total_of_a_block_and_else_adds_its_rows():
    rows = [("iBCF Contribution", None), ("iBCF", 5), ("Additional LA Contribution", 3),
            ("Additional LA Contribution", 4), ("Total iBCF Contribution", 6)]  # fmt: skip
    assert read_income(rows, 1) == {
        "Improved Better Care Fund": [600], "Additional LA Contribution": [700],
    }  # fmt: skip


def test_the_expenditure_sheet_is_taken_and_one_scheme_keeps_a_cost_a_source(book):
    lines = [line(1, "Carers"), line(1, "Carers", source="DFG", amount=50), line(2, "Reablement")]
    staged, plan = brought(book(lines))
    assert (staged.sheet_name, staged.kind) == ("5a. Expenditure", "services")
    assert (len(plan.services), len(plan.service_costs)) == (2, 3)
    assert staged.totals == {"amount_p": 25_000}
    assert {str(cost.year) for cost in plan.service_costs.values()} == {"2022/23"}


BALANCE = [("Running balances", "", "Income", "Expenditure", "Balance"), *(
    (source, "", 1_000, 250, 750) for source in ("DFG", "Minimum NHS Contribution", "iBCF", "Additional LA Contribution",
    "Additional NHS Contribution", "Local Authority Discharge Funding", "ICB Discharge Funding", "Total")), ()]  # fmt: skip


def test_the_schemes_are_found_by_their_headings_whatever_the_sheet_is_called(book):
    lines = [line(n, f"Carers {n}") for n in range(12)]
    for name in ("BCF schemes", "Spend 22-23"):
        staged, _ = brought(book(lines, income=900, sheet=name))
        assert (staged.sheet_name, staged.rows_accepted) == (name, 12)
        assert any(question.id == "bcf_income" for question in staged.questions)


@pytest.mark.parametrize("n_schemes", [1, 3])
def test_few_schemes_are_found_below_the_balances_of_their_sheet(book, n_schemes):
    lines = [line(n, f"Carers {n}") for n in range(n_schemes)]
    staged, plan = brought(book(lines, sheet="Schemes", above=BALANCE))
    assert (staged.sheet_name, staged.kind) == ("Schemes", "services")
    assert len(plan.services) == n_schemes
    assert staged.totals == {"amount_p": 10_000 * n_schemes}


def test_shares_are_completed_where_joint_and_marked_where_they_do_not_make_a_whole(book):
    lines = [
        line(1, "Carers", "Joint", 0.6),
        line(2, "Beds", "Joint", 0.6, 0.5),
        line(3, "Falls", "LA", 0.3, 0.7),
    ]
    staged, plan = brought(book(lines))
    shares = {s.name: (s.nhs_share_ppm, s.la_share_ppm) for s in plan.services.values()}
    assert shares["Carers"] == (600_000, 400_000)
    assert shares["Falls"] == (None, None)
    assert any("110 %" in problem.message for problem in staged.problems)


def test_more_spent_than_comes_in_is_asked_and_may_be_held_back(book):
    lines = [
        line(1, "Carers", amount=900),
        line(2, "Beds", amount=200),
        line(3, "Adaptations", source="DFG", amount=300),
    ]
    staged, _ = brought(book(lines))
    question = next(q for q in staged.questions if q.id == "bcf_income")
    assert "£100.00 more than comes in" in question.text
    assert brought(book(lines), bcf_income="leave_out")[0].totals == {"amount_p": 30_000}
    assert all(q.id != "bcf_income" for q in brought(book(lines, income=1_100))[0].questions)


def test_the_income_sheet_comes_in_as_streams(book):
    staged, plan = brought(book([line(1, "Carers")]), sheets="all")
    assert [other.kind for other in staged.also] == ["funding"]
    amounts = {
        plan.funding_streams[a.stream_id].name: a.amount_p for a in plan.allocations.values()
    }
    assert amounts["Minimum NHS Contribution"] == 100_000
    assert amounts["Disabled Facilities Grant"] == 30_000


def test_a_line_that_was_updated_counts_once(table, bring):
    heads = (*HEADS[:13], "Expenditure 24/25 (£)", "Do you wish to update?", "Updated Outputs for 2024-25",
             "Updated Expenditure for 2024-25 (£)", "Comments if updated e.g. reason for the changes made")  # fmt: skip
    rows = [
        (*line(1, "Carers")[:13], 100, "Yes", None, 150, ""),
        (*line(2, "Beds")[:13], 200, "No", None, None, ""),
    ]
    staged, _ = bring(table(heads, *rows, file="BCF 2024-25 update.xlsx"))
    assert staged.totals == {"amount_p": 35_000}


def test_a_title_tells_the_year_of_templates_alike_and_of_a_next_edition(table):
    last = {str(t.years[-1]): t for t in templates()}
    heads = [h for h in HEADS if "specify" not in h]
    for year in ("2019/20", "2020/21", "2022/23", "2027/28"):
        found = template_of(table(heads, banner=[f"Better Care Fund {year} Template"]))
        assert [str(y) for y in found.years] == [year]
    assert "2027/28" not in last
