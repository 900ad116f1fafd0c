"""The Organisation links view."""

from commissionplanner.analysis.layout.organisation_links import organisation_links


def test_two_bodies_share_one_line_with_the_money_between_them(small_plan):
    shown = organisation_links(small_plan, None)
    (tie,) = shown.ties
    assert tie.amount_p == 400_00
    assert {shown.containers[tie.source].name, shown.containers[tie.target].name} == {
        "Council", "Trust",
    }  # fmt: skip


def test_an_organisation_without_links_is_counted_not_drawn(small_plan):
    apart = small_plan.with_table("services", {}).with_table("links", {})
    assert "have no link recorded" in organisation_links(apart, None).hidden[0]
