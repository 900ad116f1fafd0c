"""What the Pathway holds: stages, services in them, hand-offs with the agreement behind each."""

from dataclasses import replace

from hypothesis import given, settings

from commissionplanner.analysis.layout.pathway import ALL, MOST, pathway
from commissionplanner.model.entities import Agreement, Link, Service
from tests.map_plans import YEAR, by_id, plans, with_stages


def standing(content):
    return {one.name: content.containers[one.container].name for one in content.members}


def test_services_stand_in_the_first_stage_that_they_name(small_plan):
    plan = with_stages(small_plan, portage=("infancy", "early_childhood"), visiting=("birth",))
    assert standing(pathway(plan, None)) == {
        "Portage": "Infancy", "Visiting": "Birth and the first weeks",
    }  # fmt: skip


def test_a_service_for_parents_and_children_stands_with_the_children(small_plan):
    plan = with_stages(small_plan, portage=("infancy", "parenthood"), visiting=("parenthood",))
    assert standing(pathway(plan, None)) == {"Portage": "Infancy", "Visiting": "Parents and carers"}


def test_what_is_for_all_of_childhood_or_says_nothing_lies_beneath(small_plan):
    plan = with_stages(small_plan, portage=("whole_childhood", "birth"))
    held = pathway(plan, None)
    assert standing(held) == {"Portage": "All through childhood", "Visiting": "Stage not recorded"}
    assert [one.name for one in held.containers if one.is_band] == list(standing(held).values())


def test_a_stage_with_nothing_is_still_there(small_plan):
    held = pathway(with_stages(small_plan, portage=("infancy",)), None)
    assert {one.name: one.services for one in held.containers}["Pregnancy"] == 0


def test_each_hand_off_says_what_agreement_is_behind_it(small_plan):
    signed = Agreement(
        id="isa", name="Sharing", kind="information_sharing", signed_on=YEAR.first_day
    )
    assert [one.agreed for one in pathway(small_plan, None).hand_offs] == ["none"]
    link = replace(small_plan.links["l1"], agreement_id="isa")
    plan = small_plan.with_table("links", {"l1": link}).with_table("agreements", {"isa": signed})
    assert [one.agreed for one in pathway(plan, None).hand_offs] == ["live"]


def test_of_two_records_of_one_hand_off_the_better_agreement_counts(small_plan):
    again = Link(id="l2", from_table="services", from_id="visiting", to_table="services",
                 to_id="portage", kind="refers", agreement_id="isa")  # fmt: skip
    plan = small_plan.with_table("links", {**small_plan.links, "l2": again})
    assert [one.agreed for one in pathway(plan, None).hand_offs] == ["unsaid"]


def test_within_one_organisation_no_agreement_is_asked_for(small_plan):
    both = {key: replace(row, provider_ids=("trust",)) for key, row in small_plan.services.items()}
    held = pathway(small_plan.with_table("services", both), None)
    assert (held.hand_offs, len(held.within)) == ((), 1)


def test_of_many_services_those_that_hand_over_are_drawn_and_the_rest_is_said(small_plan):
    more = [Service(id=f"s{n}", name=f"S{n}", provider_ids=("council",)) for n in range(MOST)]
    plan = small_plan.with_table("services", {**small_plan.services, **by_id(more)})
    held = pathway(plan, None)
    assert {one.name for one in held.members} == {"Portage", "Visiting"}
    assert held.hidden == (f"{MOST} services with no hand-off, or the fewest: not drawn.",)
    assert len(pathway(plan, None, opened={ALL}).members) == MOST + 2


@settings(max_examples=40)
@given(plans())
def test_every_hand_off_between_organisations_is_drawn(plan):
    held = pathway(plan, YEAR)
    drawn = len(held.hand_offs) + len(held.within)
    pairs = {(k.from_id, k.to_id) for k in plan.links.values() if k.from_id != k.to_id}
    assert drawn == len(pairs)
