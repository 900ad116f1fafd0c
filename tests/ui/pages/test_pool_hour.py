"""A finance person's hour on the Pools page in pieces, by clicks and keys, each taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from commissionplanner.edits.pools import SetRiskShare
from commissionplanner.model.entities import Allocation, FundingStream, Organisation
from tests.pool_plans import given, pool_plan, risk, spent, table, year

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def _imported():
    """What imports leave: streams with amounts, services with costs, nobody called a partner."""
    plan = pool_plan(costs=spent("svc-a", [90_000_00] * 3, pool=None), services=("svc-a",))
    streams = table(
        FundingStream(id="base", name="Base budget", holder_id="council", ring_fence="none"),
        FundingStream(id="grant", name="Hubs grant", holder_id="council", ring_fence="ring_fenced",
                      eligible_rule="Family hubs only."),
        FundingStream(id="dsg", name="DSG early years block", holder_id="school"),
    )  # fmt: skip
    amounts = table(*(
        Allocation(id=f"a-{key}-{n}", stream_id=key, year=year(n), amount_p=100_000_00)
        for key in streams for n in range(2)
    ))  # fmt: skip
    bodies = table(Organisation(id="council", name="Council"),
                   Organisation(id="school", name="School trust"),
                   Organisation(id="shop", name="A shop"))  # fmt: skip
    tables = {"pools": {}, "pool_members": {}, "pool_services": {}, "risk_shares": {},
              "organisations": bodies, "funding_streams": streams, "allocations": amounts}  # fmt: skip
    return replace(plan, **tables)


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def _is_open(window):
    return any(d.isVisible() for d in window.findChildren(QDialog))


def _choose(box, key):
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


@pytest.fixture
def window(make_window):
    return make_window(_imported(), "pools")


@pytest.fixture
def filled(make_window):
    plan = pool_plan(
        contributions=[*given("council", "base", [60_000_00] * 3),
                       *given("icb", "core", [40_000_00] * 3)],
        costs=[*spent("svc-a", [50_000_00] * 3), *spent("svc-b", [30_000_00, "absent", "absent"])],
        sharing=risk("proportional"), contingency_ppm=10_000,
    )  # fmt: skip
    return make_window(plan, "pools")


def test_bodies_that_hold_money_are_offered_as_partners_with_why(qtbot, window):
    qtbot.mouseClick(window.current.empty.findChildren(type(window.current.risk))[0], LEFT)
    dialog = _dialog(window)
    offered = {key: member.body.why for key, member in dialog.members.items()}
    assert offered == {
        "council": "holds Base budget, holds Hubs grant",
        "school": "holds DSG early years block",
    }


def test_a_fund_is_made_with_its_partners_as_one_step_and_taken_back(qtbot, window):
    before = window.workspace.plan
    window.current.ask_pool()
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.what.control("name"), "Best start")
    _choose(dialog.who.control("host_id"), "council")
    dialog.members["school"].box.click()
    qtbot.keyClicks(dialog.members["school"].lines["to_on"], "31/08/2027")
    qtbot.mouseClick(dialog.done_button, LEFT)
    members = {m.organisation_id: m.to_on for m in window.workspace.plan.pool_members.values()}
    assert {key: str(day) for key, day in members.items()} == {
        "council": "None", "school": "2027-08-31",
    }  # fmt: skip
    assert window.workspace.plan.organisations["school"].is_partner
    assert window.current.notes.text().startswith("Nothing stands in this fund yet. Add the money")
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_fund_without_a_name_or_with_a_bad_date_says_so_and_stays_open(qtbot, window):
    window.current.ask_pool()
    dialog = _dialog(window)
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.what.control("name"), "Best start")
    dialog.members["school"].box.click()
    qtbot.keyClicks(dialog.members["school"].lines["from_on"], "soon")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "soon" in dialog.wrong.text()
    assert not window.workspace.plan.pools


def _money_in(qtbot, window):
    window.current.ask_pool()
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.what.control("name"), "Best start")
    qtbot.mouseClick(dialog.done_button, LEFT)
    qtbot.mouseClick(window.current.add_money, LEFT)
    return _dialog(window)


def test_streams_are_offered_with_what_speaks_against_them(qtbot, window):
    dialog = _money_in(qtbot, window)
    said = [dialog.stream.itemText(at) for at in range(dialog.stream.count())]
    assert said == ["Not recorded", "Base budget", "Hubs grant · with conditions",
                    "DSG early years block · not poolable here"]  # fmt: skip
    _choose(dialog.stream, "grant")
    assert "Ring-fenced: Family hubs only" in dialog.why.text()


def test_a_stream_chosen_fills_in_its_holder_and_what_is_free_of_it(qtbot, window):
    dialog = _money_in(qtbot, window)
    _choose(dialog.stream, "base")
    assert dialog.partner.currentData() == "council"
    assert [line.text() for line in dialog.years.lines.values()] == ["£100,000", "£100,000", ""]
    qtbot.mouseClick(dialog.done_button, LEFT)
    row = next(r for r in window.current.model.rows if r.kind == "in")
    assert [cell.amount_p for cell in row.cells] == [100_000_00, 100_000_00, None]
    qtbot.mouseClick(window.current.add_money, LEFT)
    again = next(d for d in window.findChildren(QDialog) if d.isVisible() and d is not dialog)
    assert again.stream.itemText(3) == "Base budget · in this fund already"


def test_ctrl_d_repeats_the_figure_above_and_is_taken_back(qtbot, filled):
    page, before = filled.current, filled.workspace.plan
    page.view.setFocus()
    assert page.view.go_to("out:svc-b", 1)
    qtbot.keyClick(page.view, Qt.Key.Key_D, CONTROL)
    row = next(r for r in page.model.rows if r.key == "out:svc-b")
    assert row.cells[1].amount_p == 50_000_00
    filled.workspace.undo()
    assert filled.workspace.plan == before


def test_the_sum_of_what_is_selected_is_said(qtbot, filled):
    page = filled.current
    page.view.setFocus()
    page.view.go_to("out:svc-a", 0)
    qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.formula.text() == "2 figures selected: £100,000 in all."


def test_ctrl_e_explains_a_figure_beside_the_grid(qtbot, filled):
    page = filled.current
    page.view.setFocus()
    page.view.go_to("out:svc-b", 1)
    qtbot.keyClick(page.view, Qt.Key.Key_E, CONTROL)
    assert page.panel.figure.isVisible()
    assert "× (1 + 0% uplift)" in page.panel.figure.formula.text()
    assert page.panel.figure.inputs[0][:2] == ("The year before, 2026/27", "£30,000.00")


def test_a_line_is_taken_out_and_its_costs_stay_with_the_service(filled):
    page, before = filled.current, filled.workspace.plan
    page.view.go_to("out:svc-a")
    page.asks.remove(page.view.row)
    plan = filled.workspace.plan
    assert {c.pool_id for c in plan.service_costs.values() if c.service_id == "svc-a"} == {None}
    page.view.go_to(next(r.key for r in page.model.rows if r.kind == "in"))
    page.asks.remove(page.view.row)
    assert {c.partner_id for c in filled.workspace.plan.contributions.values()} == {"icb"}
    filled.workspace.undo()
    filled.workspace.undo()
    assert filled.workspace.plan == before


def test_terms_of_money_in_hold_for_all_its_years(qtbot, filled):
    page = filled.current
    page.view.go_to(next(r.key for r in page.model.rows if r.kind == "in"))
    page.asks.terms(page.view.row)
    dialog = _dialog(filled)
    _choose(dialog.terms.control("in_kind"), "yes")
    income = next(line for (_, name), line in dialog.lines.items() if name == "client_income_p")
    qtbot.keyClicks(income, "1k")
    qtbot.mouseClick(dialog.done_button, LEFT)
    rows = [c for c in filled.workspace.plan.contributions.values() if c.partner_id == "council"]
    assert {row.in_kind for row in rows} == {True}
    assert sorted(row.client_income_p or 0 for row in rows) == [0, 0, 1_000_00]


def test_who_controls_a_scheme_and_its_two_tags_are_set_as_one_step(qtbot, filled):
    page, before = filled.current, filled.workspace.plan
    page.view.go_to("out:svc-a")
    page.asks.terms(page.view.row)
    dialog = _dialog(filled)
    _choose(dialog.scheme.control("control"), "agent")
    _choose(dialog.tags.control("statutory"), "statutory")
    _choose(dialog.tags.control("prevention_tier"), "primary")
    qtbot.keyClicks(dialog.tags.control("tier_reason"), "Offered to all")
    _choose(dialog.costs.control("capital_kind"), "standard_buildings")
    qtbot.mouseClick(dialog.done_button, LEFT)
    plan = filled.workspace.plan
    assert plan.pool_services["in-svc-a"].control == "agent"
    assert plan.services["svc-a"].prevention_tier == "primary"
    assert plan.services["svc-a"].tier_reason == "Offered to all"
    costs = [row for row in plan.service_costs.values() if row.service_id == "svc-a"]
    assert {row.capital_kind for row in costs} == {"standard_buildings"}
    filled.workspace.undo()
    assert filled.workspace.plan == before


def test_the_seven_items_are_ticked_and_stand_beside_the_grid(qtbot, filled):
    page = filled.current
    qtbot.mouseClick(page.side.agreement, LEFT)
    dialog = _dialog(filled)
    assert len(dialog.items) == 7
    dialog.items["aims"].click()
    qtbot.mouseClick(dialog.done_button, LEFT)
    (agreement,) = filled.workspace.plan.agreements.values()
    assert (agreement.terms_held, agreement.pool_ids) == (("aims",), ("pool",))


def test_bands_are_typed_and_must_make_the_whole(qtbot, filled):
    page = filled.current
    qtbot.mouseClick(page.risk, LEFT)
    dialog = _dialog(filled)
    for box in (dialog.over, dialog.under):
        _choose(box, "banded")
    band = dialog.sides["over"].bands.bands[0]
    band["to"].clear()
    qtbot.keyClicks(band["council"], "60%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "60.00%, not 100%" in dialog.wrong.text()
    qtbot.keyClicks(band["icb"], "40%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    shared = filled.current.controller.budget.exposure.stated(0, 10_000_00)
    assert shared.parts_p == {"council": 6_000_00, "icb": 4_000_00}


def test_an_underspend_has_terms_of_its_own_and_undo_takes_them_back(qtbot, filled):
    page, before = filled.current, filled.workspace.plan
    qtbot.mouseClick(page.risk, LEFT)
    dialog = _dialog(filled)
    for box in (dialog.over, dialog.under):
        _choose(box, "fixed_percent")
    over, under = dialog.sides["over"].lines, dialog.sides["under"].lines
    assert dialog.same.isChecked()
    assert not dialog.sides["under"].isVisible()
    for key, share in (("council", "70%"), ("icb", "30%")):
        qtbot.keyClicks(over[key].share, share)
    dialog.same.click()
    assert [line.share.text() for line in under.values()] == ["70%", "30%"]
    under["council"].share.clear()
    qtbot.keyClicks(under["council"].share, "50%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "underspend: the agreed shares make 80.00%, not 100%" in dialog.wrong.text()
    under["icb"].share.clear()
    qtbot.keyClicks(under["icb"].share, "50%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    exposure = page.controller.budget.exposure
    assert exposure.stated(0, 10_000_00).parts_p == {"council": 7_000_00, "icb": 3_000_00}
    assert exposure.stated(0, -10_000_00).parts_p == {"council": -5_000_00, "icb": -5_000_00}
    qtbot.waitUntil(lambda: any("50% and 50%." in s.text() for s in page.side.findChildren(QLabel)))
    filled.workspace.undo()
    assert filled.workspace.plan == before


def test_terms_of_two_sides_come_back_as_they_were_set(qtbot, filled):
    page = filled.current
    terms = [
        {"partner_id": key, "share_ppm": share, "applies_to": side}
        for side, shares in (("over", (700_000, 300_000)), ("under", (500_000, 500_000)))
        for key, share in zip(("council", "icb"), shares, strict=True)
    ]
    methods = {"method_over": "fixed_percent", "method_under": "fixed_percent"}
    ids = ("new", *(f"t{n}" for n in range(4)))
    assert filled.workspace.do(SetRiskShare("pool", methods, tuple(terms), ids))
    before = filled.workspace.plan
    qtbot.mouseClick(page.risk, LEFT)
    dialog = _dialog(filled)
    assert not dialog.same.isChecked()
    assert [line.share.text() for line in dialog.sides["under"].lines.values()] == ["50%", "50%"]
    qtbot.mouseClick(dialog.done_button, LEFT)
    kept = {
        (t.partner_id, t.applies_to): t for t in filled.workspace.plan.risk_share_terms.values()
    }
    assert {key: t.share_ppm for key, t in kept.items()} == {
        ("council", "over"): 700_000, ("icb", "over"): 300_000,
        ("council", "under"): 500_000, ("icb", "under"): 500_000,
    }  # fmt: skip
    assert {t.id for t in kept.values()} == set(before.risk_share_terms)


def test_an_order_of_cover_is_chosen_with_what_it_leaves(qtbot, filled):
    qtbot.mouseClick(filled.current.risk, LEFT)
    dialog = _dialog(filled)
    _choose(dialog.over, "waterfall")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "covers an overspend first" in dialog.wrong.text()
    dialog.cover.steps[0].setCurrentIndex(1)
    _choose(dialog.fallback, "proportional")
    qtbot.mouseClick(dialog.done_button, LEFT)
    (rule,) = filled.workspace.plan.risk_shares.values()
    assert rule.waterfall == ("Underspends elsewhere in the fund",)
    assert rule.method_under == "proportional"


def test_what_is_left_of_an_underspend_may_be_shared_otherwise(qtbot, filled):
    qtbot.mouseClick(filled.current.risk, LEFT)
    dialog = _dialog(filled)
    _choose(dialog.over, "by_cause")
    assert not dialog.fallback_under.isVisible()
    _choose(dialog.under, "by_cause")
    _choose(dialog.fallback, "proportional")
    _choose(dialog.fallback_under, "capped")
    _choose(dialog.residual_under, "icb")
    qtbot.mouseClick(dialog.done_button, LEFT)
    (rule,) = filled.workspace.plan.risk_shares.values()
    assert (rule.fallback_method, rule.fallback_under_method) == ("proportional", "capped")
    assert (rule.residual_bearer_id, rule.residual_bearer_under_id) == (None, "icb")


def test_a_stated_variance_is_shared_to_the_penny(qtbot, filled):
    page, before = filled.current, filled.workspace.plan
    qtbot.mouseClick(page.side.another, LEFT)
    dialog = _dialog(filled)
    dialog.much.selectAll()
    qtbot.keyClicks(dialog.much, "1000.01")
    assert dialog.parts == {"Council": 600_01, "ICB": 400_00}
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert filled.workspace.plan == before


def test_a_variance_is_recorded_with_cause_and_liable_partner_and_taken_back(qtbot, filled):
    page, before = filled.current, filled.workspace.plan
    qtbot.mouseClick(page.side.another, LEFT)
    dialog = _dialog(filled)
    dialog.much.selectAll()
    qtbot.keyClicks(dialog.much, "1000.01")
    _choose(dialog.kind, "under")
    qtbot.mouseClick(dialog.record, LEFT)
    assert dialog.wrong.text() == "Choose the cause of the variance."
    assert filled.workspace.plan == before
    _choose(dialog.cause, "demand")
    _choose(dialog.liable, "icb")
    qtbot.mouseClick(dialog.record, LEFT)
    (row,) = filled.workspace.plan.variances.values()
    assert (row.pool_id, row.year, row.amount_p) == ("pool", year(0), -1_000_01)
    assert (row.cause, row.liable_id, row.service_id) == ("demand", "icb", None)
    qtbot.waitUntil(lambda: not _is_open(filled))
    qtbot.mouseClick(page.side.another, LEFT)
    again = _dialog(filled)
    assert (again.cause.currentData(), again.liable.currentData()) == ("demand", "icb")
    said = again.recorded.text()
    assert said == "Recorded for 2026/27: \u2212£1,000.01, Demand, ICB."
    filled.workspace.undo()
    assert filled.workspace.plan == before


def test_the_sixteen_tests_are_listed_and_lead_to_what_they_rest_on(qtbot, filled):
    page = filled.current
    page.panel.show_view("tests")
    qtbot.waitUntil(lambda: len(page.panel.tests.checks) == 16)
    assert [check.number for check in page.panel.tests.checks] == list(range(1, 17))
    qtbot.mouseClick(page.panel.tests.buttons[8], LEFT)
    dialog = _dialog(filled)
    assert isinstance(dialog.terms.control("vat_route"), QLineEdit)
    qtbot.keyClicks(dialog.terms.control("vat_route"), "The council buys")
    qtbot.mouseClick(dialog.done_button, LEFT)
    qtbot.waitUntil(lambda: page.panel.tests.checks[7].state == "ok")


def test_in_a_long_fund_the_gap_stays_in_view_and_follows_what_is_typed(qtbot, make_window):
    services = tuple(f"svc-{n:02d}" for n in range(30))
    costs = [row for key in services for row in spent(key, [1_000_00] * 3)]
    plan = pool_plan(
        contributions=given("council", "base", [40_000_00] * 3), costs=costs, services=services
    )
    page = make_window(plan, "pools").current
    qtbot.waitUntil(page.sums.isVisible)
    row = next(each for each in page.model.rows if each.key == "out:svc-03")
    page.controller.type_into(row, 0, "£11,000")
    gap = page.sums.model().rows[-1]
    assert [cell.amount_p for cell in gap.cells] == [0, 10_000_00, 10_000_00]


def test_in_a_fund_that_fits_the_sums_stand_once(qtbot, make_window):
    plan = pool_plan(contributions=given("council", "base", [40_000_00] * 3))
    page = make_window(plan, "pools").current
    qtbot.waitUntil(lambda: page.view.isVisible() and bool(page.model.rows))
    qtbot.waitUntil(lambda: not page.sums.isVisible())


def test_the_test_of_ring_fences_asks_for_the_services_that_are_eligible(qtbot, make_window):
    plan = pool_plan(contributions=given("council", "base", [100] * 3), services=("svc-a",))
    fenced = FundingStream(id="base", name="Hubs grant", ring_fence="ring_fenced")
    window = make_window(plan.with_table("funding_streams", table(fenced)), "pools")
    window.current.panel.show_view("tests")
    qtbot.waitUntil(lambda: 2 in window.current.panel.tests.buttons, timeout=10_000)
    qtbot.mouseClick(window.current.panel.tests.buttons[2], LEFT)
    dialog = _dialog(window)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert window.workspace.plan.funding_streams["base"].eligible_service_ids == ("svc-a",)


def test_f6_enters_the_tools_from_the_left(qtbot, make_window):
    window = make_window(pool_plan(services=("svc-a",)), "pools")
    window.frame.rail.focus_region()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.current.fund
