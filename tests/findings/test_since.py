"""What appeared, closed and moved between two lists of findings."""

import pytest

from commissionplanner.findings.base import Finding
from commissionplanner.findings.since import since


def finding(rule="CON-010", key="c1", **said):
    said = {
        "level": "warning",
        "title": "T",
        "table": "contracts",
        "name": key,
        "amount_p": 100,
    } | said
    return Finding(rule=rule, key=key, **said)


def test_what_is_found_only_now_appeared_and_only_then_closed():
    found = since([finding(key="gone", amount_p=70)], [finding(key="new", amount_p=30)])
    assert [f.key for f in found.appeared] == ["new"]
    assert [f.key for f in found.closed] == ["gone"]
    assert (found.appeared_p, found.closed_p, found.moved) == (30, 70, ())


@pytest.mark.parametrize(
    ("other", "aspects"),
    [
        ({"amount_p": 140}, ("pounds",)),
        ({"amount_p": None}, ("pounds",)),
        ({"level": "problem"}, ("level",)),
        ({"facts": {"Ends": "31 March"}}, ("facts",)),
        ({"title": "U"}, ("facts",)),
        ({"status": "accepted"}, ("status",)),
        ({"amount_p": 1, "level": "note"}, ("pounds", "level")),
    ],
)
def test_a_finding_that_is_not_the_same_moved_and_how_is_said(other, aspects):
    found = since([finding()], [finding(**other)])
    assert [moved.aspects for moved in found.moved] == [aspects]
    assert (found.appeared, found.closed) == ((), ())


def test_nothing_changed_is_empty():
    assert since([finding()], [finding()]).is_empty


def test_what_is_fixed_is_found_no_longer():
    found = since([finding()], [finding(status="fixed")])
    assert len(found.closed) == 1


def test_pounds_of_a_record_count_once_whatever_findings_it_has():
    found = since([], [finding(), finding("CON-013"), finding(key="c2", amount_p=5)])
    assert found.appeared_p == 105


def test_a_record_moves_by_its_pounds_once():
    before = [finding(amount_p=100), finding("CON-011", amount_p=100), finding(key="c2")]
    now = [
        finding(amount_p=130),
        finding("CON-011", amount_p=130),
        finding(key="c2", amount_p=None),
    ]
    assert since(before, now).moved_p == 30


def test_several_findings_of_one_record_are_taken_together_by_what_they_say():
    before = [finding(title="A", facts={"y": "1"}), finding(title="B", facts={"y": "2"})]
    now = [finding(title="B", facts={"y": "2"}), finding(title="A", facts={"y": "3"})]
    found = since(before, now)
    assert [(m.before.title, m.now.facts["y"]) for m in found.moved] == [("A", "3")]


def test_the_plan_itself_is_the_same_in_a_copy_with_another_id():
    assert since([finding(table="about", key="a")], [finding(table="about", key="b")]).is_empty


def test_pounds_and_levels_come_before_facts():
    before = [finding(key="a"), finding(key="b")]
    now = [finding(key="a", facts={"x": "1"}), finding(key="b", amount_p=900)]
    assert [moved.now.key for moved in since(before, now).moved] == ["b", "a"]
