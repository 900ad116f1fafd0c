"""What a view says of itself."""

from commissionplanner.analysis.layout import words
from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.content import Balance
from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.analysis.layout.pathway import pathway


def test_the_balance_is_said_so_that_it_can_be_checked():
    held = Balance(in_p=500_00, out_p=450_00, left_p=60_00, short_p=10_00, unknown=2)
    assert words.balance_words(held) == (
        "Money in £500 · given out £450 · not given out £60 · "
        "£10 more given out than came in · 2 amounts not known"
    )
    assert words.balance_pounds(held) == (
        "£500.00 in + £10.00 short = £450.00 given out + £60.00 not given out"
    )


def test_the_status_of_the_money_flow_is_its_balance(small_plan):
    assert words.status(money_flow(small_plan, None)).startswith(
        "Money in £900 · given out £500 · not given out £400"
    )


def test_the_status_of_boundaries_counts(small_plan):
    assert words.status(boundaries(small_plan, None)).startswith("2 organisations · 2 services")


def test_the_money_flow_is_told_whole(small_plan):
    said = words.summary(money_flow(small_plan, None))
    assert "To the penny: £900.00 in = £500.00 given out + £400.00 not given out." in said
    assert "Streams: Base £900." in said
    assert "Providers: Trust £400, Council £100." in said


def test_a_place_and_a_flow_are_told_to_the_penny(small_plan):
    content = money_flow(small_plan, None)
    base = next(one for one in content.containers if one.name == "Base")
    assert "£400.00 not given out" in words.station_words(base)
    last = words.flow_words(content, content.ribbons[-1])
    assert last == "Visiting to Trust\n£400.00"


def test_the_boundaries_are_told_with_their_silos(small_plan):
    assert "Silos: Portage." in words.summary(boundaries(small_plan.with_table("links", {}), None))


def test_the_pathway_is_told_with_what_it_lacks(small_plan):
    content = pathway(small_plan, None)
    said = words.status(content)
    assert said.startswith("1 hand-off between organisations · 1 without a live agreement")
    assert "Visiting hands over to Portage: no agreement is recorded." in words.summary(content)
