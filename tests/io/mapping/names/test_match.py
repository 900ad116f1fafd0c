"""Names in files against the plan: codes, variants, likeness, followers, and what was decided."""

from datetime import date

import pytest

from commissionplanner.io.mapping.asking import AnswerError
from commissionplanner.model.entities import FundingStream, NameMatch, Organisation, Service

REGISTER = ("Ref", "Contract title", "Buyer", "Supplier", "Total value")
BOARD = Organisation(id="icb", name="NHS Kent and Medway Integrated Care Board", ods_code="QKS")


def _row(supplier, ref="C1", buyer="Kent County Council"):
    return (ref, "Meals", buyer, supplier, "£10")


def _with(plan, *records, table="organisations"):
    return plan.with_table(table, {record.id: record for record in records})


def _one(staged):
    (match,) = staged.matches
    return match


def _provider(plan):
    (contract,) = plan.contracts.values()
    return plan.organisations[contract.provider_id]


@pytest.mark.parametrize(("held", "found", "how", "taken"), [
    ("Barnardo's", "Barnardos", "variant", "same"),
    ("The Rowan Trust Ltd", "Rowan Trust Limited", "variant", "same"),
    ("Wexcombe Community Trusts", "Wexcombe Community Trust", "alike", "same"),
    ("Wexcombe Family Action", "Wexcombe Families Action", "alike", "new"),
])  # fmt: skip
def test_a_name_is_merged_or_asked_about_by_how_near_it_is(
    empty_plan, table, bring, held, found, how, taken
):
    plan = _with(empty_plan, Organisation(id="x", name=held))
    staged, after = bring(table(REGISTER, _row(found)), plan)
    match = _one(staged)
    assert (match.how, match.taken, match.rows) == (how, taken, {2})
    assert (_provider(after).id == "x") is (taken == "same")
    assert bool(staged.questions) is (taken == "new")


@pytest.mark.parametrize(("held", "found"), [
    ("Ward 1 Nursery School", "Ward 2 Nursery School"), ("East Kent Carers Trust", "West Kent Carers Trust"),
])  # fmt: skip
def test_digits_and_compass_points_are_never_alike(empty_plan, table, bring, held, found):
    plan = _with(empty_plan, Organisation(id="x", name=held))
    staged, after = bring(table(REGISTER, _row(found)), plan)
    assert _provider(after).name == found
    assert not any(match.taken == "same" for match in staged.matches)


def test_every_match_that_is_not_letter_for_letter_is_kept_with_its_uses(empty_plan, table, bring):
    plan = _with(empty_plan, Organisation(id="x", name="Barnardo's"))
    _, after = bring(table(REGISTER, _row("Barnardos")), plan)
    (kept,) = after.name_matches.values()
    (contract,) = after.contracts.values()
    assert (kept.found_name, kept.record_id, kept.is_same) == ("Barnardos", "x", True)
    assert kept.is_decided is False
    assert kept.uses == (f"contracts/{contract.id}/provider_id",)


def test_the_uses_of_each_match_are_those_of_its_own_rows_in_their_order(empty_plan, table, bring):
    held = Organisation(id="x", name="Barnardo's"), Organisation(id="y", name="The Elm Trust")
    rows = _row("Barnardos"), _row("Elm Trust", "C2"), _row("Barnardos", "C3")
    _, after = bring(table(REGISTER, *rows), _with(empty_plan, *held))
    by_ref = {
        contract.ref: f"contracts/{contract.id}/provider_id"
        for contract in after.contracts.values()
    }
    uses = {kept.record_id: kept.uses for kept in after.name_matches.values()}
    assert uses == {"x": (by_ref["C1"], by_ref["C3"]), "y": (by_ref["C2"],)}


def test_an_answer_is_kept_and_obeyed_by_the_next_import(empty_plan, table, bring):
    plan = _with(empty_plan, Organisation(id="x", name="Wexcombe Family Action"))
    file = table(REGISTER, _row("Wexcombe Families Action"))
    key = _one(bring(file, plan)[0]).id
    for answer, is_x in (("same", True), ("new", False)):
        _, after = bring(file, plan, answers={key: answer})
        again, later = bring(table(REGISTER, _row("Wexcombe Families Action", "C2")), after)
        assert not [q for q in again.questions if q.id.startswith("same:")]
        providers = {c.provider_id for c in later.contracts.values()}
        assert (providers == {"x"}) is is_x


def test_a_name_may_be_another_record_that_the_user_looked_up(empty_plan, table, bring):
    plan = _with(
        empty_plan, Organisation(id="x", name="Barnardo's"), Organisation(id="y", name="Y")
    )
    file = table(REGISTER, _row("Barnardos"))
    key = _one(bring(file, plan)[0]).id
    _, after = bring(file, plan, answers={key: "is:y"})
    assert _provider(after).id == "y"
    with pytest.raises(AnswerError, match="same, is:ID"):
        bring(file, plan, answers={key: "is:nobody"})


def test_a_name_never_means_what_it_was_said_never_to_mean(empty_plan, table, bring):
    never = NameMatch(id="n", found_name="Barnardos", record_table="organisations", record_id="x",
                      is_same=False, is_decided=True)  # fmt: skip
    plan = _with(empty_plan, Organisation(id="x", name="Barnardo's"))
    staged, after = bring(
        table(REGISTER, _row("Barnardos")), _with(plan, never, table="name_matches")
    )
    assert _provider(after).id != "x"
    assert staged.matches == []


def test_importing_the_same_again_changes_nothing_where_names_were_matched(
    empty_plan, table, bring
):
    plan = _with(empty_plan, Organisation(id="x", name="Barnardo's"))
    file = table(REGISTER, _row("Barnardos"), _row("BARNARDOS", "C2"))
    _, after = bring(file, plan)
    again, _ = bring(file, after)
    assert again.is_repeat


def test_a_group_is_not_its_board_unless_the_user_says_so(empty_plan, table, bring):
    plan = _with(empty_plan, BOARD)
    file = table(REGISTER, _row("A Ltd", buyer="NHS Kent and Medway CCG"))
    staged, after = bring(file, plan)
    match = _one(staged)
    assert (match.how, match.taken, match.proposed_id) == ("follows", "new", "icb")
    assert "30 June 2022" in match.why
    (follows,) = after.successions.values()
    group = after.organisations[follows.from_id]
    assert (group.type, group.valid_to_on, follows.to_id) == ("ccg", date(2022, 6, 30), "icb")
    assert follows.effective_on == date(2022, 7, 1)
    _, after = bring(file, plan, answers={match.id: "same"})
    assert {c.commissioner_id for c in after.contracts.values()} == {"icb"}


def test_an_abolished_council_and_its_successor_are_linked_with_the_day(table, bring):
    file = table(
        ("Organisation name", "Type"), ("Carlisle City Council", ""), ("Cumberland Council", "")
    )
    _, plan = bring(file)
    (follows,) = plan.successions.values()
    names = [plan.organisations[key].name for key in (follows.from_id, follows.to_id)]
    assert names == ["Carlisle City Council", "Cumberland Council"]
    assert follows.effective_on == date(2023, 4, 1)


SERVICES = ("Service name", "Scheme ID", "Commissioner", "2026/27 budget (£)")


@pytest.mark.parametrize(("held", "ref", "found", "how", "is_held"), [
    ("Health & Wellbeing", "", "Health and wellbeing", "variant", True),
    ("Health visiting", "", "Health Visiting Service", "alike", False),
    ("Reablement at home", "7", "Reablement at home (council)", "code", True),
    ("Falls prevention", "", "Falls preventing", "alike", False),
])  # fmt: skip
def test_services_are_matched_too(empty_plan, table, bring, held, ref, found, how, is_held):
    council = Organisation(id="kent", name="Kent County Council")
    service = Service(id="s", name=held, ref=ref, lead_commissioner_id="kent")
    plan = _with(_with(empty_plan, council), service, table="services")
    file = table(SERVICES, (found, "7", "Kent County Council", "£10"), banner=("2026/27",))
    staged, after = bring(file, plan, kind="services")
    assert [m.how for m in staged.matches if m.table == "services"] == [how]
    assert (len(after.services) == 1) is is_held


STREAMS = ("Funding stream", "Ref", "2026/27 (£)")


@pytest.mark.parametrize(("held", "found", "why"), [
    ("Disabled Facilities Grant", "DFG", "first letters"),
    ("DFG", "Disabled Facilities Grant", "first letters"),
    ("Improved Better Care Fund", "iBCF", "first letters"),
    ("Better Care Fund minimum NHS contribution", "Minimum NHS contribution to the Better Care Fund", "order"),
    ("Portage", "Home teaching", "reference 101"),
])  # fmt: skip
def test_abbreviations_other_orders_and_another_name_of_a_reference_are_asked_about(
    empty_plan, table, bring, held, found, why
):
    stream = FundingStream(id="f", name=held, ref="101" if "101" in why else "")
    plan = _with(empty_plan, stream, table="funding_streams")
    file = table(STREAMS, (found, "101", "£10"), banner=("2026/27",))
    staged, after = bring(file, plan, kind="funding")
    (match,) = staged.matches
    assert (match.taken, why in match.why) == ("new", True)
    assert len(after.funding_streams) == 2
    answers = {match.id: "same"}
    assert len(bring(file, plan, kind="funding", answers=answers)[1].funding_streams) == 1


@pytest.mark.parametrize(("held", "found"), [
    ("Disabled Facilities Grant", "DFX"), ("Disabled Facilities Grant", "Dementia Friends Group"),
    ("DFG", "DFX"),
])  # fmt: skip
def test_names_with_the_same_letters_that_are_no_abbreviation_are_not(
    empty_plan, table, bring, held, found
):
    plan = _with(empty_plan, FundingStream(id="f", name=held), table="funding_streams")
    staged, _ = bring(table(STREAMS, (found, "", "£10"), banner=("2026/27",)), plan, kind="funding")
    assert staged.matches == []


def test_a_reference_of_several_names_of_a_file_tells_nothing(empty_plan, table, bring):
    plan = _with(
        empty_plan, FundingStream(id="f", name="Portage", ref="101"), table="funding_streams"
    )
    rows = (("Portage", "101", "£10"), ("Home teaching", "101", "£20"))
    staged, after = bring(table(STREAMS, *rows, banner=("2026/27",)), plan, kind="funding")
    assert staged.matches == []
    assert {s.name for s in after.funding_streams.values()} == {"Portage", "Home teaching"}


def test_streams_named_by_costs_are_matched_too(empty_plan, table, bring):
    plan = _with(
        empty_plan, FundingStream(id="f", name="Better Care Fund"), table="funding_streams"
    )
    file = table(("Service name", "Source of funding", "2026/27 budget (£)"),
                 ("Falls", "The Better Care Fund", "£10"), banner=("2026/27",))  # fmt: skip
    staged, after = bring(file, plan, kind="services")
    assert [(m.table, m.taken) for m in staged.matches] == [("funding_streams", "same")]
    assert {c.stream_id for c in after.service_costs.values()} == {"f"}


def test_names_alike_within_a_file_are_one_where_the_user_says_so(table, bring):
    file = table(REGISTER, _row("Smith & Co"), _row("Smith and Co", "C2"))
    staged, _ = bring(file)
    (key,) = staged.twins
    _, plan = bring(file, answers={key: "same"})
    assert len({c.provider_id for c in plan.contracts.values()}) == 1
