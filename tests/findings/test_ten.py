"""The ten that matter: one line for each rule and organisation, by distinct pounds."""

from commissionplanner.findings.base import Finding
from commissionplanner.findings.ten import matters


def _found(rule="CON-010", key="c1", *, level="warning", amount_p=100, body="a", **more):
    return Finding(
        rule=rule, level=level, title=more.pop("title", "Committed for a year or less"),
        table="contracts", key=key, name=key, amount_p=amount_p, organisation_ids=(body,), **more,
    )  # fmt: skip


def test_findings_of_one_rule_and_organisation_make_one_line():
    (line,) = matters([_found(key="c1"), _found(key="c2", amount_p=50)])
    assert (line.rule, line.organisation_id, len(line.findings)) == ("CON-010", "a", 2)
    assert line.amount_p == 150


def test_a_record_found_twice_counts_its_pounds_once():
    (line,) = matters([_found(amount_p=70), _found(amount_p=100)])
    assert line.amount_p == 100


def test_another_organisation_makes_another_line():
    assert len(matters([_found(), _found(key="c2", body="b")])) == 2


def test_lines_stand_by_pounds_and_advice_after_what_asks_for_something():
    lines = matters([
        _found("CON-013", amount_p=900, level="advice"),
        _found("CON-010", amount_p=10),
        _found("CON-011", amount_p=20, level="problem"),
    ])  # fmt: skip
    assert [line.rule for line in lines] == ["CON-011", "CON-010", "CON-013"]


def test_data_gaps_notes_and_what_is_accepted_are_left_out():
    assert not matters([
        _found("DAT-004"), _found(level="note"), _found(status="accepted"), _found(status="fixed"),
    ])  # fmt: skip


def test_there_are_no_more_than_ten_unless_all_are_asked_for():
    many = [_found(body=str(at)) for at in range(11)]
    assert (len(matters(many)), len(matters(many, None))) == (10, 11)


def test_unknown_pounds_are_not_nil():
    unknown, partly = [_found(amount_p=None)], [_found(), _found(key="c2", amount_p=None)]
    assert (matters(unknown)[0].amount_p, matters(unknown)[0].unknown) == (None, 1)
    assert (matters(partly)[0].amount_p, matters(partly)[0].unknown) == (100, 1)


def test_cases_with_titles_of_their_own_are_named_by_the_rule():
    (line,) = matters([_found(title="One"), _found(key="c2", title="Two")])
    assert line.title not in ("One", "Two")


def test_advice_adds_no_pounds_to_what_asks_for_something():
    (line,) = matters([_found(), _found(key="c2", level="advice", amount_p=999)])
    assert (line.amount_p, len(line.findings)) == (100, 1)
