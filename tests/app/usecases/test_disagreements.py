"""Two files that disagree: the earlier value stands, both are kept, one is chosen with a reason."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import disagreements, imports
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.plan import Plan

COUNCIL = """Stream,Funder,Held by,Budget 2026/27
Family hubs grant,Department for Education,Kent County Council,1000
"""
ICB = """Funding stream,Payer,Holder,Amount 2026/27
Family hubs grant,Department for Education,Kent County Council,1200
"""


@pytest.fixture
def bring(tmp_path):
    """Import a file of funding streams by its name and text."""

    def run(document, name, text, **answers):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        choices = imports.Choices(kind="funding", answers=answers)
        staged = imports.stage(document.plan, imports.open_source(path), choices)
        document.do(imports.edit(staged))
        return staged

    return run


@pytest.fixture
def document(bring):
    made = Document(Plan())
    bring(made, "council budget.csv", COUNCIL)
    bring(made, "icb return.csv", ICB)
    return made


def _amount(document):
    (row,) = document.plan.allocations.values()
    return row.amount_p


def _settle(document, chosen, reason="The grant letter says so"):
    document.do(disagreements.settle(document.plan, document.plan.disagreements, chosen, reason))


def test_the_earlier_value_stands_and_both_are_kept_with_their_files(document):
    (row,) = document.plan.disagreements.values()
    said = disagreements.said(document.plan, row)
    assert _amount(document) == 100_000
    assert (said.earlier, said.earlier_file) == ("£1,000.00", "council budget.csv")
    assert (said.other, said.other_file) == ("£1,200.00", "icb return.csv")
    assert (row.earlier_cell, row.other_cell) == ("council budget!D2", "icb return!D2")
    assert row.chosen is None


def test_the_import_counts_them_and_asks(bring):
    document = Document(Plan())
    bring(document, "council budget.csv", COUNCIL)
    staged = bring(document, "icb return.csv", ICB)
    assert staged.as_dict()["disagreements"] == 1
    (question,) = [q for q in staged.questions if q.id == "two_files"]
    assert question.taken == "keep_earlier"
    assert "“council budget.csv”" in question.text


def test_choosing_the_other_value_sets_the_figure_and_says_why(document):
    _settle(document, "other")
    (row,) = document.plan.disagreements.values()
    assert _amount(document) == 120_000
    assert (row.chosen, row.reason) == ("other", "The grant letter says so")
    document.undo()
    assert _amount(document) == 100_000


def test_a_choice_can_be_taken_back_for_the_earlier_value(document):
    _settle(document, "other")
    _settle(document, "earlier")
    assert _amount(document) == 100_000


def test_settling_without_a_reason_is_refused(document):
    with pytest.raises(EditRefused, match="Say why"):
        _settle(document, "other", " ")


def test_what_was_settled_is_not_asked_again_by_the_same_file(document, bring):
    _settle(document, "earlier")
    before = document.plan
    assert bring(document, "icb return.csv", ICB).is_repeat
    assert document.plan == before


def test_the_same_file_again_changes_nothing_while_it_is_open(document, bring):
    before = document.plan
    assert bring(document, "icb return.csv", ICB).is_repeat
    assert document.plan == before


def test_a_new_version_of_the_same_file_is_a_change_and_no_disagreement(bring):
    document = Document(Plan())
    bring(document, "budget 2026 v1.csv", COUNCIL)
    bring(document, "Budget 2026 v2.csv", COUNCIL.replace("1000", "1500"))
    assert not document.plan.disagreements
    assert _amount(document) == 150_000


def test_the_values_of_the_file_are_taken_where_that_is_the_answer(bring):
    document = Document(Plan())
    bring(document, "council budget.csv", COUNCIL)
    bring(document, "icb return.csv", ICB, two_files="take_these")
    (row,) = document.plan.disagreements.values()
    assert (_amount(document), row.chosen) == (120_000, "other")


def test_a_file_that_agrees_leaves_nothing_to_settle(bring):
    document = Document(Plan())
    bring(document, "council budget.csv", COUNCIL)
    bring(document, "icb return.csv", ICB.replace("1200", "1000"))
    assert not document.plan.disagreements


def test_a_figure_that_a_second_file_filled_in_is_not_overwritten_by_a_third(bring):
    document = Document(Plan())
    heads = "Stream,Funder,Held by,Budget 2026/27{}\nHubs,DfE,Kent County Council,1000{}\n"
    bring(document, "council budget.csv", heads.format("", ""))
    bring(document, "icb return.csv", heads.format(",Conditions", ",Under fives only"))
    (stream,) = document.plan.funding_streams.values()
    assert stream.eligible_rule == "Under fives only"
    bring(document, "council budget v2.csv", heads.format(",Eligible spend", ",All ages"))
    (stream,) = document.plan.funding_streams.values()
    (row,) = document.plan.disagreements.values()
    assert stream.eligible_rule == "Under fives only"
    assert disagreements.said(document.plan, row).earlier_file == "icb return.csv"


def test_who_settled_it_is_kept(document):
    plan = document.plan
    document.do(disagreements.settle(plan, plan.disagreements, "earlier", "As agreed", "p1"))
    (row,) = document.plan.disagreements.values()
    assert row.settled_by == "p1"
