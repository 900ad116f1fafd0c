"""Views of the Scenarios page beside the comparison, driven as a user drives them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit

from commissionplanner.model.entities import (
    Assumption,
    BenefitLine,
    BenefitShare,
    Scenario,
    Service,
)
from commissionplanner.ui import theme
from tests.pool_plans import given, pool_plan, spent, table

LEFT = Qt.MouseButton.LeftButton
LINE = BenefitLine(
    id="b", service_id="svc-a", name="Fewer in care", population=100, affected_ppm=1_000_000,
    engagement_ppm=1_000_000, retention_ppm=1_000_000, impact_ppm=1_000_000, deadweight_ppm=0,
    unit_value_p=30_00, lag_profile=("100",), drop_off_ppm=0, benefit_class="fiscal",
    cashability_ppm=0, confidence_grade=1,
)  # fmt: skip


def _plan():
    plan = pool_plan(
        contributions=[
            *given("council", "base", [800_00] * 3),
            *given("icb", "core", [200_00] * 3),
        ],
        costs=[*spent("svc-a", [600_00] * 3), *spent("svc-b", [300_00] * 3)],
        scenarios=table(Scenario(id="high", name="High prices", roll_forward="all")),
        assumptions=table(
            Assumption(id="u", key="uplift", unit="percent", rate_ppm=20_000),
            Assumption(id="h", key="uplift", unit="percent", rate_ppm=50_000, scenario_id="high"),
        ),
        benefits=table(LINE),
        benefit_shares=table(
            BenefitShare(id="s", benefit_id="b", organisation_id="icb", share_ppm=1_000_000)
        ),
    )
    tagged = {**plan.services, "svc-a": Service(id="svc-a", name="Portage",
                                                prevention_tier="primary"),
              "svc-b": Service(id="svc-b", name="Placements", prevention_tier="reactive")}  # fmt: skip
    return plan.with_table("services", tagged)


@pytest.fixture
def window(make_window):
    made = make_window(_plan(), "scenarios")
    made.workspace.focus.show_with(scenario_id="high")
    return made


def _see(window, view):
    page = window.current
    page.views.set_current(view)
    page.views.chosen.emit(view)
    return page


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def test_a_value_is_typed_over_in_place_and_taken_back(qtbot, window):
    page, before = _see(window, "assumed"), window.workspace.plan
    table_of = page.assumed.table
    table_of.setCurrentIndex(page.assumed.model.index(0, 3))
    table_of.setFocus()
    qtbot.keyClick(table_of, Qt.Key.Key_F2)
    editor = table_of.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "7%")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.plan.assumptions["h"].rate_ppm == 70_000)
    window.workspace.undo()
    assert window.workspace.plan == before


def test_an_assumption_has_a_profile_by_year(qtbot, window):
    page = _see(window, "assumed")
    page.assumed.table.selectRow(0)
    qtbot.mouseClick(page.assumed.change, LEFT)
    dialog = _dialog(window)
    last = list(dialog.lines)[-1]
    qtbot.keyClicks(dialog.lines[last], "9%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    own = {a.year: a.rate_ppm for a in window.workspace.plan.assumptions.values()
           if a.scenario_id == "high"}  # fmt: skip
    assert own == {None: 50_000, last: 90_000}


def test_what_a_scenario_says_itself_is_removed_from_it(qtbot, window):
    page = _see(window, "assumed")
    page.assumed.table.selectRow(0)
    qtbot.mouseClick(page.assumed.drop, LEFT)
    assert set(window.workspace.plan.assumptions) == {"u"}
    assert not page.assumed.drop.isEnabled()


def test_the_bridge_is_chosen_between_years_and_its_steps_make_the_end(qtbot, window):
    page = _see(window, "side")
    page.bridge.start.chosen.emit("year:2026/27")
    qtbot.waitUntil(lambda: page.bridge.title.text().startswith("From “The year 2026/27”"))
    assert page.bridge.end.current() == "year:2028/29"
    page.bridge.start.chosen.emit("scenario:high")
    qtbot.waitUntil(lambda: page.bridge.title.text() == "From “High prices” to “As recorded”")


def test_a_benefit_line_is_added_with_its_split_and_taken_back(qtbot, window):
    page, before = _see(window, "worth"), window.workspace.plan
    qtbot.mouseClick(page.worth.lines.add, LEFT)
    dialog = _dialog(window)
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.what.control("name"), "Ready for school")
    service = dialog.what.control("service_id")
    service.setCurrentIndex(service.findData("svc-a"))
    _, body, _, share = dialog.shares[0]
    body.setCurrentIndex(body.findData("council"))
    qtbot.keyClicks(share, "60%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "60.00%, not 100%" in dialog.wrong.text()
    qtbot.keyClicks(dialog.shares[1][2], "DWP")
    qtbot.keyClicks(dialog.shares[1][3], "40%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    made = next(b for b in window.workspace.plan.benefits.values() if b.id != "b")
    split = {(s.organisation_id, s.body): s.share_ppm
             for s in window.workspace.plan.benefit_shares.values() if s.benefit_id == made.id}  # fmt: skip
    assert split == {("council", ""): 600_000, (None, "DWP"): 400_000}
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_benefit_line_is_changed_and_deleted_in_place(qtbot, window):
    page = _see(window, "worth")
    qtbot.mouseClick(page.worth.lines.changes["b"], LEFT)
    dialog = _dialog(window)
    value = dialog.numbers.control("unit_value_p")
    value.selectAll()
    qtbot.keyClicks(value, "1.2k")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert window.workspace.plan.benefits["b"].unit_value_p == 1_200_00
    qtbot.mouseClick(page.worth.lines.deletes["b"], LEFT)
    assert not window.workspace.plan.benefits


def test_a_re_balancing_is_drafted_as_a_scenario_with_the_same_gap(qtbot, window):
    page, before = _see(window, "worth"), window.workspace.plan
    qtbot.mouseClick(page.worth.rebalance, LEFT)
    dialog = _dialog(window)
    qtbot.waitUntil(lambda: dialog.told is not None)
    rows = {row[0]: row[1:] for row in dialog.table.texts}
    assert rows["Gap now"] == rows["Gap then"]
    assert rows["ICB gives more"] == ["480", "480", "480"]
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert len(window.workspace.plan.scenarios) == 2
    window.workspace.undo()
    assert window.workspace.plan == before


def test_prevention_is_shown_by_partner_with_new_money_apart_from_new_tags(window):
    page = _see(window, "early")
    rows = {row[0]: row[1:] for row in page.early.shares.texts}
    assert rows["The fund"] == ["66.7%", "66.7%", "66.7%"]
    parts = {row[0]: row[1:] for row in page.early.parts.texts}
    assert parts["New money, £"] == ["0", "30", "62"]
    assert parts["Re-tagged, no money moved, £"] == ["0", "0", "0"]


def test_assumptions_stand_on_lines_as_in_every_table(qtbot, window):
    page = window.current
    page.views.set_current("assumed")
    page.views.chosen.emit("assumed")
    table = page.assumed.table
    qtbot.waitUntil(table.isVisible)
    cell = table.visualRect(table.model().index(0, 0))
    seen = table.viewport().grab().toImage()
    ratio = seen.devicePixelRatio()
    at = (round((cell.center().x()) * ratio), round((cell.bottom()) * ratio))
    assert seen.pixelColor(*at) == theme.current().colour("grid")


def test_with_nothing_assumed_the_card_says_what_may_be(make_window):
    window = make_window(_plan().with_table("assumptions", {}), "scenarios")
    page = _see(window, "assumed")
    assert "nothing is assumed yet" in page.assumed.card.note.text()
