"""The sheets of the board and of what changed: figures, formulas, and who may see what."""

import io
from datetime import date

import openpyxl
import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import sealing
from commissionplanner.app.usecases.export import content_of
from commissionplanner.edits.records import AddRecords, DeleteRecords, SetFields
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import Response
from tests.findings.build import contract, organisation, plan_of


@pytest.fixture
def plan():
    """Sealed with three contracts of a year: one went, one grew in value, one became longer."""
    rows = [
        contract(key, title=f"Contract {key}", days=365) for key in ("gone", "dearer", "longer")
    ]
    made = plan_of(organisation("council"), *rows)
    document = Document(made)
    document.do(SetFields("contracts", ("gone",), {"audience": "my_organisation"}))
    document.do(sealing.prepared(document.plan, None, date(2026, 12, 1)))
    document.do(DeleteRecords("contracts", ("gone",)))
    document.do(SetFields("contracts", ("dearer",), {"total_value_p": 150_00}))
    document.do(SetFields("contracts", ("longer",), {"current_end_on": date(2029, 3, 31)}))
    said = Response(id="r", rule="CON-010", record_id="dearer", organisation_id="council",
                    text="A longer term is being agreed.", audience="my_organisation")  # fmt: skip
    document.do(AddRecords("responses", (said,)))
    return document.plan


def rows_of(plan, sheet, audience=None, *, values=True):
    made = workbook(content_of(plan, audience=audience))
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=values)
    return [row for row in book[sheet].iter_rows(values_only=True) if any(row)]


def test_a_share_is_a_formula_of_its_pounds_with_its_value_stored(plan):
    def figure(*, values):
        rows = rows_of(plan, "Board", values=values)
        return next(row for row in rows if row[1] == "Single-year exposure")

    shown = figure(values=True)
    assert (shown[2], shown[4], shown[5]) == (pytest.approx(150 / 183.33, abs=1e-3), 150, shown[5])
    assert str(figure(values=False)[2]).startswith("=IF(N(F")


def test_each_figure_stands_beside_what_it_was_with_the_change(plan):
    head = next(row for row in rows_of(plan, "Board") if row[0] == "Barrier")
    assert head[9:11] == ("In version 1", "Change since")
    row = next(row for row in rows_of(plan, "Board") if row[1] == "Single-year exposure")
    assert row[9] == 1
    assert row[10] == pytest.approx(row[2] - 1)


def test_what_is_not_known_is_the_words_and_never_nil(plan):
    row = next(row for row in rows_of(plan, "Board") if row[1] == "Prevention share")
    assert (row[2], row[6]) == ("Not known", 0)


def test_the_since_sheet_lists_what_appeared_moved_and_closed(plan):
    rows = rows_of(plan, "Since", "my_organisation")
    told = {(row[0], row[2], row[4]) for row in rows if row[2] == "CON-010"}
    assert ("Moved", "CON-010", "Contract dearer") in told
    assert {
        ("Closed", "CON-010", "Contract gone"),
        ("Closed", "CON-010", "Contract longer"),
    } <= told


def test_a_closed_finding_is_for_whoever_could_see_its_record_then(plan):
    rows = rows_of(plan, "Since", "partners")
    assert "Contract gone" not in {row[4] for row in rows if len(row) > 4}


def test_a_plan_never_sealed_says_so():
    rows = rows_of(plan_of(), "Since")
    assert rows[1][0] == "No version of this plan is sealed yet."


def test_a_response_is_printed_beside_its_finding_for_whom_it_is_for(plan):
    def said(audience):
        rows = rows_of(plan, "Findings", audience)
        return next(row[7] for row in rows if row[1] == "CON-010" and row[3] == "Contract dearer")

    assert said("my_organisation") == "Council: A longer term is being agreed."
    assert not said("partners")
