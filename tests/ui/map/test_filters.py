"""The filter row, colour and size, and what the map is compared with, by click and key."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu

from commissionplanner.app.session import Session
from commissionplanner.edits.records import AddRecords
from commissionplanner.model.entities import Payment, Scenario, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

LEFT = Qt.MouseButton.LeftButton
NEXT = FinancialYear.parse("2027/28")


@pytest.fixture
def row(page):
    page.resize(1900, 640)
    return page.filters


def tick(row, chip, key):
    QTest.mouseClick(chip, LEFT, pos=QPoint(8, chip.height() // 2))
    (menu,) = [one for one in row.findChildren(QMenu) if one.isVisible()]
    (action,) = [one for one in menu.actions() if one.data() == key]
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    assert menu.isVisible()  # it stays, to tick more
    menu.close()
    menu.deleteLater()


def services(page):
    return {one.key for one in page.canvas.scene.content.members if one.table == "services"}


def test_a_tick_leaves_services_out_and_says_how_many_are_shown(page, row):
    tick(row, row.chips["organisations"], "trust")
    assert services(page) == {"visiting"}
    assert row.count.text() == "1 of 2 services shown"
    assert row.chips["organisations"].words() == "Organisation: Trust"


def test_the_cross_of_a_chip_shows_all_again(page, row):
    chip = row.chips["organisations"]
    tick(row, chip, "trust")
    QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 10, chip.height() // 2))
    assert services(page) == {"portage", "visiting"}
    assert not chip.isChecked()


def test_delete_on_a_chip_shows_all_again_by_keyboard(page, row):
    chip = row.chips["organisations"]
    tick(row, chip, "trust")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert services(page) == {"portage", "visiting"}


def test_typing_words_filters_and_clear_all_empties_every_filter(page, row, qtbot):
    QTest.keyClicks(row.text, "port")
    qtbot.waitUntil(lambda: services(page) == {"portage"})
    tick(row, row.chips["single"], "none")
    QTest.mouseClick(row.clear_all, LEFT)
    assert services(page) == {"portage", "visiting"}
    assert row.text.text() == ""
    assert page.asking.now().single == "any"


@pytest.mark.parametrize("at", range(5))
def test_filters_hold_in_every_view(page, row, at):
    tick(row, row.chips["organisations"], "trust")
    page.tools.views.choose(at)
    assert row.count.text() == "1 of 2 services shown"
    page.canvas.grab()


def test_what_says_nothing_in_a_view_is_disabled_and_says_why(page, row):
    page.tools.views.choose(1)
    assert not row.chips["kinds"].isEnabled()
    assert "Money flow" in row.chips["kinds"].toolTip()
    assert not page.tools.colour.isEnabled()
    assert "whose money" in page.tools.colour.toolTip()


def test_a_plan_without_services_says_that_there_is_nothing_to_filter(page, row, workspace):
    bare = workspace.plan.with_table("services", {}).with_table("service_costs", {})
    workspace.open(Session(bare))
    page.refresh()
    assert "no services" in row.chips["tiers"].toolTip()


def test_marks_and_sizes_say_a_field_and_the_legend_explains_both(page):
    page.tools.colour.choose("cost")
    page.tools.sized.choose("cost")
    said = page.canvas.legend.accessibleDescription()
    assert "Colour: Cost in the year" in said
    assert "Size: Cost in the year" in said
    assert page.canvas.scene.content.key.entries


def test_another_year_is_marked_and_escape_ends_it(page, row, workspace):
    cost = ServiceCost(id="c3", service_id="portage", year=NEXT, payer_id="council", amount_p=1)
    workspace.document.do(AddRecords("service_costs", (cost,)))
    tick(row, row.against, "year 2027/28")
    assert page.canvas.scene.content.year == NEXT
    assert page.asking.against.startswith("2027/28 against 2026/27: 0 new, 0 gone, ")
    assert "2027/28 against 2026/27" in page.counts()
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert not page.asking.now().is_compared
    assert page.asking.against == ""


def test_a_scenario_is_set_against_the_plan_as_recorded(page, row, workspace):
    workspace.document.do(AddRecords("scenarios", (Scenario(id="s", name="Pooled"),)))
    tick(row, row.against, "scenario s")
    assert page.asking.against == "Pooled against As recorded: nothing differs."


def test_an_older_version_is_chosen_from_a_file(page, row, workspace, tmp_path, monkeypatch, qtbot):
    old = workspace.plan.with_table(
        "services", {k: s for k, s in workspace.plan.services.items() if k != "portage"}
    ).with_table("service_costs", {})
    path = tmp_path / "old.cplan"
    Session(old).save_copy(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(row.against, LEFT, pos=QPoint(8, 8))
    row.against.picked.emit(("file",))
    qtbot.waitUntil(lambda: page.asking.against.startswith("Now against “old.cplan”: "))
    changes = {one.key: one.change for one in page.canvas.scene.content.members}
    assert changes["portage"] == "added"


def test_a_version_that_is_gone_is_said_and_no_longer_compared(page, workspace, tmp_path, qtbot):
    told = []
    workspace.speak = told.append
    page.asking.filters.against.picked.emit((f"version {tmp_path / 'gone.cplan'}",))
    qtbot.waitUntil(lambda: bool(told))
    assert "is not there any more" in told[0].title
    assert not page.asking.now().is_compared
    assert isinstance(workspace.plan, Plan)


def test_what_is_asked_is_kept_in_a_saved_view(page, row, workspace):
    tick(row, row.chips["organisations"], "trust")
    tick(row, row.against, "year 2027/28")
    page.tools.sized.choose("cost")
    before = page.asking.now()
    page.saved._save("Trust over time")
    QTest.mouseClick(row.clear_all, LEFT)
    page.asking.end_comparison()
    page.saved.choose(page.saved.views()[0])
    assert page.asking.now() == before
    assert services(page) == {"visiting"}


def test_a_plan_of_payments_alone_says_why_the_map_is_empty(page, workspace):
    paid = Payment(id="p", payer_id="council", supplier_id="trust", amount_p=5)
    workspace.open(Session(Plan().with_table("payments", {"p": paid})))
    page.refresh()
    said = [one.text() for one in page._empty.findChildren(QLabel)]
    assert any(words.startswith("1 sum of payments") for words in said)


def test_choices_that_do_not_fit_are_lists_within_more(page, qtbot):
    tools = page.tools
    qtbot.addWidget(tools)
    tools.resize(560, 46)
    tools.show()
    tools.arrange()
    assert not tools.sized.isVisible()
    assert tools._more.geometry().right() <= tools.width()
    QTest.mouseClick(tools._more, LEFT)
    (menu,) = [one for one in tools.findChildren(QMenu) if one.isVisible()]
    assert any(action.text().startswith("Size") and action.menu() for action in menu.actions())
    menu.close()
