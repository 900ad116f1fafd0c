"""The Scenarios page, driven as a user drives it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu

from commissionplanner.model.entities import Assumption, BenefitLine, Scenario
from tests.pool_plans import given, pool_plan, spent, table

LINE = BenefitLine(
    id="b", service_id="svc-a", name="Fewer in care", population=100, affected_ppm=1_000_000,
    engagement_ppm=1_000_000, retention_ppm=1_000_000, impact_ppm=1_000_000, deadweight_ppm=0,
    unit_value_p=30_00, lag_profile=("0", "100"), drop_off_ppm=0, benefit_class="fiscal",
    cashability_ppm=0, confidence_grade=1,
)  # fmt: skip


def a_plan(**more):
    scenarios = (Scenario(id="high", name="High prices"), Scenario(id="low", name="Low prices"))
    return pool_plan(
        contributions=given("council", "base", [1_000_00] * 3),
        costs=spent("svc-a", [1_000_00, "absent", "absent"]),
        services=("svc-a",),
        assumptions=table(
            Assumption(id="u", key="uplift", rate_ppm=10_000, low_ppm=0, high_ppm=30_000,
                       made_on=date(2026, 4, 1)),
            Assumption(id="h", key="uplift", rate_ppm=50_000, scenario_id="high",
                       made_on=date(2026, 4, 1)),
        ),
        benefits=table(LINE),
        **{"scenarios": table(*scenarios), **more},
    )  # fmt: skip


@pytest.fixture
def window(make_window):
    return make_window(a_plan(), "scenarios")


@pytest.fixture
def page(window):
    return window.current


def texts(page):
    table_of = page.table
    return [
        [table_of.item(row, column).text() for column in range(table_of.columnCount())]
        for row in range(table_of.rowCount())
    ]


def test_scenarios_stand_side_by_side_with_only_what_differs(page):
    shown = texts(page)
    assert shown[0] == ["Only what differs is shown", "As recorded", "High prices", "Low prices"]
    assert ["Price uplift", "1%", "5%", "1%"] in shown
    assert ["Gap over 3 years", "−£30", "−£153", "−£30"] in shown


def test_a_chip_takes_a_scenario_off_and_puts_it_back(qtbot, page):
    qtbot.mouseClick(page.chips["low"], Qt.MouseButton.LeftButton)
    assert texts(page)[0][1:] == ["As recorded", "High prices"]
    qtbot.mouseClick(page.chips["low"], Qt.MouseButton.LeftButton)
    assert len(texts(page)[0]) == 4


def test_enter_on_a_name_uses_the_scenario_on_every_page(qtbot, window, page):
    page.table.setFocus()
    page.table.setCurrentCell(0, 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.workspace.focus.lens.scenario_id == "high"
    assert window.frame.top.scenario.current() == "high"
    assert page.bridge.title.text() == "From “As recorded” to “High prices”"


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def _pick(qtbot, page, button, *words):
    """Open a menu by its button and choose an entry, and an entry of the menu beneath it."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = page.findChild(QMenu)
    for word in words:
        action = next(a for a in menu.actions() if a.text().startswith(word))
        menu = action.menu() or menu
    action.trigger()
    page.findChild(QMenu).close()


def test_a_new_scenario_is_asked_for_made_used_and_taken_back(qtbot, window, page):
    _pick(qtbot, page, page.new, "Another")
    dialog = _dialog(window)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.name, "Middling")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    plan = window.workspace.plan
    made = next(key for key, row in plan.scenarios.items() if row.name == "Middling")
    assert window.workspace.focus.lens.scenario_id == made
    window.workspace.undo()
    assert made not in window.workspace.plan.scenarios


def test_a_stress_puts_every_range_at_its_worse_end_and_is_taken_back_whole(qtbot, window, page):
    before = window.workspace.plan
    _pick(qtbot, page, page.new, "Stress")
    qtbot.mouseClick(_dialog(window).done_button, Qt.MouseButton.LeftButton)
    made = window.workspace.focus.lens.scenario_id
    rates = [
        a.rate_ppm for a in window.workspace.plan.assumptions.values() if a.scenario_id == made
    ]
    assert rates == [30_000]
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_scenario_is_duplicated_with_what_it_says(qtbot, window, page):
    _pick(qtbot, page, page.acts, "High prices", "Duplicate")
    plan = window.workspace.plan
    made = window.workspace.focus.lens.scenario_id
    assert plan.scenarios[made].name == "Copy of High prices"
    assert [a.rate_ppm for a in plan.assumptions.values() if a.scenario_id == made] == [50_000]


def test_a_scenario_is_made_the_plan_in_one_step_after_asking(qtbot, window, page):
    before = window.workspace.plan
    _pick(qtbot, page, page.acts, "High prices", "Make it the plan")
    qtbot.mouseClick(_dialog(window).buttons["do"], Qt.MouseButton.LeftButton)
    assert window.workspace.plan.assumptions["u"].rate_ppm == 50_000
    assert ["They assume the same.", "", "", ""] in texts(page)
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_scenario_is_deleted_with_what_it_says_and_another_is_shown(window, page):
    page.controller.use("high")
    page.controller.delete("high")
    assert window.workspace.focus.lens.scenario_id is None
    assert set(window.workspace.plan.assumptions) == {"u"}
    assert "High prices" not in texts(page)[0]


def test_sensitivity_is_worked_out_and_says_its_seed(qtbot, page):
    page.views.choose(2)
    qtbot.waitUntil(lambda: "seed 2026" in page.sensitivity.draws.text(), timeout=10_000)
    assert page.sensitivity.tornado.twin().rows[0][0] == "Price uplift"
    assert page.sensitivity.fan.has_figures()


def test_a_seed_is_typed_kept_in_the_plan_and_taken_back(qtbot, window, page):
    page.views.choose(2)
    seed = page.sensitivity.seed
    seed.setText("seven")
    seed.editingFinished.emit()
    assert seed.text() == "2026"
    seed.setText("7")
    seed.editingFinished.emit()
    assert window.workspace.plan.header.chance_seed == 7
    qtbot.waitUntil(lambda: "seed 7;" in page.sensitivity.draws.text(), timeout=10_000)
    window.workspace.undo()
    assert window.workspace.plan.header.chance_seed is None
    qtbot.waitUntil(lambda: "seed 2026;" in page.sensitivity.draws.text(), timeout=10_000)
    assert seed.text() == "2026"


def test_benefits_say_worth_payback_and_who_would_give_more(page):
    page.views.choose(3)
    shown = [
        page.worth.figures.itemAt(n).widget().text() for n in range(page.worth.figures.count())
    ]
    assert "Net present value" in shown
    assert any(text.startswith("By 20") for text in shown)


def test_a_plan_without_scenarios_says_how_to_start(make_window):
    page = make_window(a_plan(scenarios={}), "scenarios").current
    assert page.empty.isVisible()
    assert page.new.kind == "secondary"  # the empty page has its own filled one
    assert page.counts() == "0 scenarios"
