"""The partner round: nothing is seen too early, nothing is scored, sides are told apart."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import partner_round as pr
from commissionplanner.app.usecases.plans import sample_plan
from commissionplanner.model.entities import Organisation, PartnerReturn, PartnerRound
from commissionplanner.model.plan import Plan

BODIES = ("a", "b", "c")
Q = "say_asked"


def plan_of(*answers: tuple[str, str, str | None], left_out: tuple[str, ...] = ()) -> Plan:
    """A round that asks three bodies; each answer is body, question or other body, code."""
    asked = PartnerRound(id="r", title="Round", held_by="Clerk", asked_on=date(2026, 9, 1),
                         asked_ids=BODIES, left_out_ids=left_out)  # fmt: skip
    rows = {}
    for n, (body, about, code) in enumerate(answers):
        is_tie = about in BODIES
        rows[str(n)] = PartnerReturn(
            id=str(n), round_id="r", organisation_id=body, answer=code,
            question=pr.WORKS_WITH if is_tie else about, about_id=about if is_tie else None,
        )  # fmt: skip
    organisations = {key: Organisation(id=key, name=key.upper()) for key in BODIES}
    return Plan(organisations=organisations, partner_rounds={"r": asked}, partner_returns=rows)


def the_round(plan: Plan) -> PartnerRound:
    return plan.partner_rounds["r"]


def heard(plan: Plan) -> pr.Heard:
    return next(each for each in pr.heard(plan, the_round(plan)) if each.question == Q)


ALL = (("a", Q, "agree"), ("b", Q, "agree_strongly"), ("c", Q, "neither"))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_is_seen_before_all_have_answered(count):
    plan = plan_of(*ALL[:count])
    assert pr.heard(plan, the_round(plan)) == ()
    assert pr.pairs(plan, the_round(plan)) == ()
    assert pr.hidden_returns(plan) == frozenset(plan.partner_returns)
    assert pr.latest(plan) is None


def test_once_all_have_answered_sides_are_shown_by_body():
    found = heard(plan_of(*ALL))
    assert (found.agree, found.neither, found.disagree) == (("a", "b"), ("c",), ())
    assert found.reading == "none_disagree"
    assert pr.hidden_returns(plan_of(*ALL)) == frozenset()


def test_a_body_left_out_is_not_waited_for_and_what_it_said_is_not_shown():
    plan = plan_of(("a", Q, "agree"), ("b", Q, "disagree"), ("c", Q, "agree"), left_out=("c",))
    assert heard(plan).agree == ("a",)
    assert heard(plan).reading == "difference"


def test_one_body_alone_is_never_shown():
    plan = plan_of(("a", Q, "agree"), left_out=("b", "c"))
    assert not pr.may_be_read(plan, the_round(plan))


def test_one_on_a_side_with_nobody_beside_it_is_open():
    plan = plan_of(("a", Q, "agree"), ("b", Q, "neither"), ("c", Q, "cannot_say"))
    assert heard(plan).reading == "open"


def test_a_question_passed_over_is_silent_not_a_side():
    plan = plan_of(("a", Q, "disagree"), ("b", Q, "disagree"), ("c", "say_money", "agree"))
    assert heard(plan).silent == ("c",)
    assert heard(plan).reading == "none_agree"


def test_ties_are_told_apart_by_who_says_so():
    plan = plan_of(("a", "b", "yes"), ("b", "a", "yes"), ("a", "c", "yes"), ("c", "a", "no"),
                   ("b", "c", "no"))  # fmt: skip
    found = {(p.first, p.second): (p.tie, p.said_by) for p in pr.pairs(plan, the_round(plan))}
    assert found == {
        ("a", "b"): ("both", ""), ("a", "c"): ("one", "a"), ("b", "c"): ("not_known", ""),
    }  # fmt: skip


def test_an_answer_of_no_round_is_hidden():
    plan = plan_of(*ALL)
    stray = PartnerReturn(id="x", organisation_id="a", question=Q, answer="agree")
    rows = {**plan.partner_returns, "x": stray}
    assert pr.hidden_returns(plan.with_table("partner_returns", rows)) == {"x"}


@given(st.lists(st.sampled_from(["agree", "agree_strongly", "neither", "disagree",
                                 "disagree_strongly", "cannot_say", None]),
                min_size=3, max_size=3))  # fmt: skip
def test_every_body_stands_on_exactly_one_side(codes):
    # each answers something else too, so that nobody is waited for
    other = [(body, "say_money", "agree") for body in BODIES]
    plan = plan_of(*other, *((b, Q, c) for b, c in zip(BODIES, codes, strict=True) if c))
    found = heard(plan)
    sides = (found.agree, found.neither, found.disagree, found.cannot_say, found.silent)
    assert sorted(body for side in sides for body in side) == list(BODIES)


def test_the_latest_readable_round_is_the_one_spoken_of():
    plan = plan_of(*ALL)
    later = replace(the_round(plan), id="later", asked_on=date(2027, 1, 1))
    plan = plan.with_table("partner_rounds", {**plan.partner_rounds, "later": later})
    assert pr.latest(plan) == the_round(plan)


def test_the_sample_round_has_agreement_difference_and_one_sided_ties():
    plan = sample_plan("x")
    asked = pr.latest(plan)
    assert asked is not None
    assert {each.reading for each in pr.heard(plan, asked)} >= {
        "none_disagree",
        "none_agree",
        "difference",
    }
    assert {pair.tie for pair in pr.pairs(plan, asked)} >= {"both", "one", "neither"}
