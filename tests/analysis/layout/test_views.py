"""The five views by name, and views as somebody asked for them."""

import pytest

from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.options import Options
from commissionplanner.analysis.layout.views import LABELS, TIPS, Asked, asked, asked_scene, scene
from commissionplanner.model.plan import Plan
from tests.map_plans import YEAR, overlapping


def test_there_are_five_views_each_with_a_tip():
    assert list(LABELS) == ["boundaries", "money", "pathway", "network", "links"] == list(TIPS)


@pytest.mark.parametrize("view", LABELS)
def test_an_empty_plan_can_be_drawn(view):
    assert draw(scene(Plan(), view), Lens(1.0)) is not None


@pytest.mark.parametrize("view", LABELS)
def test_a_view_without_options_is_the_view_itself(small_plan, view):
    wanted = Asked(Options(view=view))
    assert asked_scene(small_plan, wanted).content == scene(small_plan, view).content


def test_a_narrowed_money_flow_still_adds_up(wexcombe):
    made = asked(wexcombe, Asked(Options(view="money", tiers=("primary",))))
    whole = asked(wexcombe, Asked(Options(view="money")))
    assert made.balance == whole.balance
    assert any(one.name.endswith("not shown") for one in made.containers)


def test_a_filter_makes_no_silo_of_what_is_none(wexcombe):
    whole = {one.key for one in asked(wexcombe, Asked(Options())).members if one.is_silo}
    left = asked(wexcombe, Asked(Options(text="e")))
    assert {one.key for one in left.members if one.is_silo} <= whole
    assert "services are shown." in left.hidden[0]


def test_another_year_is_compared_on_the_same_map(wexcombe):
    options = Options(year=YEAR.plus(3), against=YEAR)
    made = asked(wexcombe, Asked(options))
    assert made.year == YEAR.plus(3)
    assert {one.change for one in made.members} >= {"changed", ""}


@pytest.mark.parametrize("view", LABELS)
def test_a_comparison_has_no_words_upon_words(wexcombe, view):
    options = Options(view=view, year=YEAR.plus(3), against=YEAR)
    shown = asked_scene(wexcombe, Asked(options))
    assert overlapping(draw(shown, Lens(1.0))) == []
