"""Money and services brought into a fund, as typed and clicked."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from commissionplanner.model.entities import Contract, FundingStream
from tests.pool_plans import pool_plan, table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(make_window):
    contract = Contract(
        id="c", ref="C-1", title="Home visiting", commissioner_id="icb",
        annual_value_p=120_000_00, start_on=date(2026, 4, 1), current_end_on=date(2028, 3, 31),
    )  # fmt: skip
    streams = [
        FundingStream(id="base", name="Base budget", holder_id="council", recurrence="recurrent"),
        FundingStream(id="core", name="Core allocation", holder_id="icb", recurrence="one_off"),
    ]
    plan = pool_plan(services=("svc-a",), funding_streams=table(*streams))
    return make_window(plan.with_table("contracts", table(contract)), "pools").current


def _dialog(page):
    return next(d for d in page.window().findChildren(QDialog) if d.isVisible())


def _plan(page):
    return page.window().workspace.plan


def test_a_service_that_the_plan_lacks_is_named_in_the_fund(qtbot, page):
    qtbot.mouseClick(page.add_service, LEFT)
    dialog = _dialog(page)
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert dialog.isVisible(), "without a name it says so and stays"
    qtbot.keyClicks(dialog.service.lineEdit(), "Family coaching")
    assert "it is added" in dialog.says.text()
    dialog.tier.setCurrentIndex(dialog.tier.findData("primary"))
    qtbot.keyClicks(next(iter(dialog.years.lines.values())), "£25k")
    qtbot.mouseClick(dialog.done_button, LEFT)
    service = next(s for s in _plan(page).services.values() if s.name == "Family coaching")
    (cost,) = [c for c in _plan(page).service_costs.values() if c.service_id == service.id]
    assert (cost.pool_id, cost.amount_p) == ("pool", 25_000_00)
    assert service.prevention_tier == "primary"
    qtbot.mouseClick(page.window().frame.top.undo, LEFT)
    assert service.id not in _plan(page).services


def test_a_contract_without_a_service_brings_its_name_and_its_amounts(qtbot, page):
    qtbot.mouseClick(page.add_service, LEFT)
    dialog = _dialog(page)
    at = dialog.service.findData("contract:c")
    dialog.service.setCurrentIndex(at)
    dialog.service.activated.emit(at)
    amounts = [line.text() for line in dialog.years.lines.values()]
    assert amounts == ["£120,000", "£120,000", ""]
    qtbot.mouseClick(dialog.done_button, LEFT)
    (key,) = _plan(page).contracts["c"].service_ids
    assert _plan(page).services[key].name == "Home visiting"


def test_the_partners_own_streams_are_listed_first(qtbot, page):
    qtbot.mouseClick(page.add_money, LEFT)
    dialog = _dialog(page)
    for partner in ("icb", "council"):
        dialog.partner.setCurrentIndex(dialog.partner.findData(partner))
        dialog.partner.activated.emit(dialog.partner.currentIndex())
        first = dialog.stream.itemData(1)
        assert _plan(page).funding_streams[first].holder_id == partner


def test_whether_money_recurs_follows_the_stream_until_it_is_said(qtbot, page):
    qtbot.mouseClick(page.add_money, LEFT)
    dialog = _dialog(page)
    qtbot.waitUntil(lambda: dialog.partner.hasFocus())

    def pick(box, key):
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())

    for stream, recurs in (("base", "yes"), ("core", "no"), ("base", "yes")):
        pick(dialog.stream, stream)
        assert dialog.recurs.currentData() == recurs
    pick(dialog.recurs, "no")
    pick(dialog.stream, "base")
    assert dialog.recurs.currentData() == "no"


def test_a_cap_typed_without_its_kind_is_kept_and_one_taken_away_goes(qtbot, page):
    qtbot.mouseClick(page.risk, LEFT)
    dialog = _dialog(page)
    dialog.over.setCurrentIndex(dialog.over.findData("capped"))
    dialog.over.activated.emit(dialog.over.currentIndex())
    line = dialog.sides["over"].lines["icb"]
    qtbot.keyClicks(line.cap, "50k")
    assert line.kind.currentData() == "amount"
    line.kind.setCurrentIndex(line.kind.findData("none"))
    line.kind.activated.emit(line.kind.currentIndex())
    assert line.cap.text() == ""
