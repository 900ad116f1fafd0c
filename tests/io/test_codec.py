"""Records and change-sets as JSON: everything comes back, nothing is guessed."""

import json

import pytest
from hypothesis import given

from commissionplanner.io import codec
from commissionplanner.model.changes import ChangeSet, difference
from commissionplanner.model.entities import TABLES, Contract
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from tests.strategies import plans


@given(plans(), plans())
def test_a_change_set_comes_back_from_its_line(one, other):
    changes = difference(one, other, "Change “it”")
    line = json.dumps(codec.changes_to_json(changes))
    assert codec.changes_from_json(json.loads(line)) == changes


@given(plans(full=True))
def test_every_kind_of_record_comes_back(plan):
    for name in TABLES:
        for record in plan.table(name).values():
            assert codec.record_from_json(name, codec.record_to_json(record)) == record


def test_nil_is_kept_and_not_known_is_left_out():
    held = codec.record_to_json(Contract(id="c", annual_value_p=0, total_value_p=None))
    assert held == {"id": "c", "annual_value_p": 0}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("annual_value_p", "12"), ("annual_value_p", 1.5), ("annual_value_p", True),
        ("annual_value_p", 2**63), ("start_on", "20260401"), ("start_on", "2026-02-30"),
        ("start_on", 5), ("title", 5), ("service_ids", ["a", ""]), ("service_ids", "a"),
        ("colour", "red"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_a_problem_not_a_guess(field, value):
    with pytest.raises(codec.ValueProblem):
        codec.record_from_json("contracts", {"id": "c", field: value})


@pytest.mark.parametrize("text", ["2026/28", "26/27", "2026-27", "２０２６/27"])
def test_a_year_is_read_in_one_form_only(text):
    with pytest.raises(codec.ValueProblem):
        codec.from_json(spec_by_name(TABLES["allocations"].entity)["year"], text)


@pytest.mark.parametrize("held", [{}, {"label": "x"}, {"label": "x", "changes": [{"table": "no"}]}])
def test_a_line_of_another_form_is_refused(held):
    with pytest.raises(codec.ValueProblem):
        codec.changes_from_json(held)


def test_an_empty_change_set_comes_back():
    changes = difference(Plan(), Plan(), "Nothing")
    assert codec.changes_from_json(codec.changes_to_json(changes)) == ChangeSet("Nothing")
