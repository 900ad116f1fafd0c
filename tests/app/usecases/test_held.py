"""Rows held by an import: finished inside the plan, through the same mapping, as one step."""

import json

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import held, imports
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.held import DropHeldRows, SetHeldCell
from commissionplanner.model.plan import Plan

REGISTER = """Ref,Contract title,Buyer,Supplier,Start date,End date,Annual value,Contact email
A1,Meals,Kent County Council,A Ltd,01/04/2025,31/03/2027,1000,a@b.uk
A2,Clubs,Kent County Council,B Ltd,01/04/2025,TBC,2000,c@d.uk
A2,Clubs,Kent County Council,B Ltd,01/04/2025,31/03/2026,4000,c@d.uk
"""


@pytest.fixture
def bring(tmp_path):
    """Import a register with its rows to fix held, and others that are chosen."""
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")

    def run(document, rows=(), **answers):
        choices = imports.Choices(
            rows_held=frozenset(rows), answers={"rows_to_fix": "hold", **answers}
        )
        staged = imports.stage(document.plan, imports.open_source(path), choices)
        document.do(imports.edit(staged))
        return staged

    return run


@pytest.fixture
def document(bring):
    made = Document(Plan())
    bring(made)
    return made


def _row(document):
    (row,) = document.plan.held_rows.values()
    return row


def test_a_row_to_fix_is_left_out_and_held_with_its_reason(bring):
    staged = bring(Document(Plan()))
    said = staged.as_dict()
    assert [out["row"] for out in said["rows_held"]] == [3]
    assert said["rows_held"] == said["rows_left_out"]
    assert said["totals"] == {"annual_value_p": 500_000}


def test_a_held_row_keeps_its_cells_by_heading_and_nobody_s_e_mail(document):
    cells = json.loads(_row(document).cells)
    assert cells["End date"] == "TBC"
    assert cells["Start date"] == "1 Apr 2025"
    assert "Contact email" not in cells


def test_a_held_row_counts_in_no_figure_until_it_is_finished(document):
    assert sorted(c.annual_value_p for c in document.plan.contracts.values()) == [100_000, 400_000]
    document.do(SetHeldCell(_row(document).id, "End date", "30/09/2026"))
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    assert sum(c.annual_value_p for c in document.plan.contracts.values()) == 700_000
    assert not document.plan.held_rows


def test_a_finished_row_is_a_record_of_its_own_beside_one_like_it(document):
    document.do(SetHeldCell(_row(document).id, "End date", "30/09/2026"))
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    ends = sorted(str(c.current_end_on) for c in document.plan.contracts.values() if c.ref == "A2")
    assert ends == ["2026-03-31", "2026-09-30"]


def test_the_slip_counts_a_finished_row_as_in(document):
    document.do(SetHeldCell(_row(document).id, "End date", "30/09/2026"))
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    (batch,) = document.plan.imports.values()
    assert (batch.rows_accepted, batch.rows_left_out, batch.rows_held) == (3, 0, 0)
    assert batch.amount_in_p == 700_000
    assert json.loads(batch.slip)["totals"] == {"annual_value_p": 700_000}


def test_a_row_with_a_cell_that_cannot_be_read_stays_held_and_says_which(document):
    found = held.finish(document.plan, document.plan.held_rows)
    assert found.edit is None
    assert found.staying[_row(document).id].startswith("“End date”: “TBC”")


def test_an_empty_cell_is_not_known_and_does_not_hold_the_row(document):
    document.do(SetHeldCell(_row(document).id, "End date", ""))
    assert held.finish(document.plan, document.plan.held_rows).rows == 1


def test_finishing_is_one_step_that_one_undo_takes_back(document):
    document.do(SetHeldCell(_row(document).id, "End date", "30/09/2026"))
    before = document.plan
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    document.undo()
    assert document.plan == before


def test_importing_the_same_file_again_does_not_hold_a_finished_row_again(document, bring):
    document.do(SetHeldCell(_row(document).id, "End date", "30/09/2026"))
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    before = document.plan
    assert bring(document).is_repeat
    assert document.plan == before


def test_importing_the_same_file_twice_changes_nothing(document, bring):
    before = document.plan
    assert bring(document).is_repeat
    assert document.plan is before


def test_a_row_that_comes_in_with_the_file_after_all_is_no_longer_held(document, tmp_path):
    source = imports.open_source(tmp_path / "register.csv")
    choices = imports.Choices(cells={"F3": "30/09/2026"})
    document.do(imports.edit(imports.stage(document.plan, source, choices)))
    assert not document.plan.held_rows
    assert len(document.plan.contracts) == 3


def test_a_row_that_the_user_holds_waits_though_nothing_is_the_matter(bring):
    document = Document(Plan())
    bring(document, rows={2})
    assert sorted(row.row for row in document.plan.held_rows.values()) == [2, 3]
    assert len(document.plan.contracts) == 1


def test_dropping_a_row_keeps_the_reason_on_the_slip(document):
    document.do(DropHeldRows((_row(document).id,), "Ended before it began"))
    (batch,) = document.plan.imports.values()
    (out,) = json.loads(batch.slip)["rows_left_out"]
    assert out["reason"] == "Held for later, then dropped: Ended before it began"
    assert (batch.rows_left_out, batch.rows_held) == (1, 0)


def test_dropping_without_a_reason_is_refused(document):
    with pytest.raises(EditRefused, match="Say why"):
        document.do(DropHeldRows((_row(document).id,), " "))


def test_amounts_in_thousands_are_read_so_when_a_row_is_finished(tmp_path):
    path = tmp_path / "budget.csv"
    rows = "\n".join(f"Service {n},Kent County Council,{n}.5,budget" for n in range(1, 6))
    path.write_text(
        f"Budgets 2026/27 (£000),,,\n,,,\nService,Commissioner,Budget 2026/27,Measure\n{rows}\n",
        encoding="utf-8",
    )
    document = Document(Plan())
    choices = imports.Choices(kind="services", rows_held=frozenset({5}))
    staged = imports.stage(document.plan, imports.open_source(path), choices)
    document.do(imports.edit(staged))
    document.do(held.finish(document.plan, document.plan.held_rows).edit)
    costs = sorted(c.amount_p for c in document.plan.service_costs.values())
    assert costs == [150_000, 250_000, 350_000, 450_000, 550_000]
