"""The Findings page, driven as a user drives it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commissionplanner.model.entities import Action
from commissionplanner.ui.controllers.findings import FindingsController
from commissionplanner.ui.dialogs.answer_finding import (
    AcceptFindingDialog,
    MakeActionDialog,
    RespondDialog,
)
from commissionplanner.ui.dialogs.thresholds import ThresholdsDialog
from commissionplanner.ui.models.finding_list import Head, Line


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "findings")


@pytest.fixture
def page(window):
    return window.current


def _rules(page):
    rows = (page.model.entry(row) for row in range(page.model.rowCount()))
    return [entry.finding.rule for entry in rows if isinstance(entry, Line)]


def _choose(page, rule):
    for row in range(page.model.rowCount()):
        entry = page.model.entry(row)
        if isinstance(entry, Line) and entry.finding.rule == rule:
            page.list.setCurrentIndex(page.model.index(row))
            return
    raise AssertionError(f"{rule} is not in the list")


def _dialog(page, kind):
    dialogs = page.findChildren(kind)
    assert dialogs, "no dialog is open"
    return dialogs[-1]


def test_a_single_year_contract_is_listed_with_its_money_and_reason(page):
    page.show_detail("CON-010")
    assert set(_rules(page)) == {"CON-010"}
    assert page.current.amount_p == 214_000_000


def test_the_page_opens_on_the_ten_that_matter(page):
    assert page.model.wanted.state == "top"
    lines = [page.model.entry(row) for row in range(page.model.rowCount())]
    assert 0 < len(lines) <= 10
    assert all(isinstance(line, Line) for line in lines)
    assert len({(line.finding.rule, line.organisation_id) for line in lines}) == len(lines)
    assert not any(rule.startswith("DAT") for rule in _rules(page))


def test_a_line_of_many_opens_all_that_it_stands_for(qtbot, make_window, plan):
    twin = replace(plan.contracts["c1"], id="c9", title="Family support east")
    page = make_window(
        plan.with_table("contracts", {**plan.contracts, "c9": twin}), "findings"
    ).current
    _choose(page, "CON-010")
    assert page.model.entry(page.list.currentIndex().row()).count == 2
    qtbot.mouseClick(page.detail.every, Qt.MouseButton.LeftButton)
    assert page.model.wanted.state == "open"
    assert _rules(page) == ["CON-010", "CON-010"]


def test_the_detail_lives_on_when_nothing_was_to_be_shown(qtbot, page):
    page.search.setText("zzz")
    assert page.current is None
    page.search.clear()
    page.show_detail("CON-010")
    qtbot.mouseClick(page.detail.down, Qt.MouseButton.LeftButton)
    assert page.current is not None


def test_several_are_accepted_with_one_reason_and_one_undo(qtbot, window, page):
    qtbot.mouseClick(page.chips["open"], Qt.MouseButton.LeftButton)
    page.list.selectAll()
    count = len(page.chosen)
    assert count > 2
    qtbot.mouseClick(page.detail.accept, Qt.MouseButton.LeftButton)
    dialog = _dialog(page, AcceptFindingDialog)
    dialog.reason.setPlainText("Known to the board.")
    dialog.by.setText("Helen Prior")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert len(window.workspace.plan.waivers) == count
    window.workspace.undo()
    assert not window.workspace.plan.waivers


def test_an_accepted_finding_is_reopened(qtbot, window, page):
    page.show_detail("CON-010")
    place = page.current.rule, page.current.key
    FindingsController(window.workspace).accept([page.current], "Known", "H", date(2027, 1, 1))
    qtbot.waitUntil(lambda: page.model.count("accepted") == 1, timeout=10_000)
    qtbot.mouseClick(page.chips["accepted"], Qt.MouseButton.LeftButton)
    assert (page.current.rule, page.current.key) == place
    qtbot.mouseClick(page.detail.accept, Qt.MouseButton.LeftButton)
    assert not window.workspace.plan.waivers


def _with_action(plan, due_on):
    action = Action(id="a1", title="Plan a longer term", rule="CON-010", record_table="contracts",
                    record_id="c1", due_on=due_on, status="open")  # fmt: skip
    return plan.with_table("actions", {"a1": action})


def test_actions_are_a_table_that_says_what_is_overdue(qtbot, make_window, plan):
    window = make_window(_with_action(plan, date(2026, 10, 31)), "findings")
    page = window.current
    qtbot.mouseClick(page.chips["actions"], Qt.MouseButton.LeftButton)
    assert page.promises.isVisible()
    assert not page.list.isVisible()
    model = page.promises.table.model
    late = [column.key for column in model.columns].index("late")
    assert model.cell(0, late).text == "Overdue, 2 days"
    assert "1 overdue" in page.counts()


def test_an_action_is_marked_as_done_and_undo_opens_it(qtbot, make_window, plan):
    window = make_window(_with_action(plan, date(2026, 10, 31)), "findings")
    page = window.current
    qtbot.mouseClick(page.chips["actions"], Qt.MouseButton.LeftButton)
    table = page.promises.table
    table.view.select_key("a1")
    qtbot.mouseClick(table.done_button, Qt.MouseButton.LeftButton)
    action = window.workspace.plan.actions["a1"]
    assert (action.status, action.closed_on) == ("done", date(2026, 11, 2))
    window.workspace.undo()
    assert window.workspace.plan.actions["a1"].status == "open"


def test_a_response_stands_beside_its_finding(qtbot, window, page):
    page.show_detail("CON-010")
    qtbot.mouseClick(page.detail.respond, Qt.MouseButton.LeftButton)
    dialog = _dialog(page, RespondDialog)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "it is kept without words"
    dialog.text.setPlainText("A longer term is out to tender.")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    (response,) = window.workspace.plan.responses.values()
    assert (response.rule, response.organisation_id) == ("CON-010", "council")


def test_a_threshold_is_set_in_the_plan_and_undo_takes_it_back(qtbot, make_window, plan):
    service = replace(plan.services["portage"], eif_evidence="2")
    plan = plan.with_table("services", {**plan.services, "portage": service})
    window = make_window(plan, "findings")
    page = window.current
    page.show_detail("EVI-002")
    qtbot.mouseClick(page.detail.limits, Qt.MouseButton.LeftButton)
    dialog = _dialog(page, ThresholdsDialog)
    (line,) = dialog.lines.values()
    line.setText("a lot")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "what is no figure is taken"
    line.setText("800,000")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    (row,) = window.workspace.plan.thresholds.values()
    assert (row.rule, row.name, row.amount_p) == ("EVI-002", "cost", 80_000_000)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=10_000)
    window.workspace.undo()
    assert not window.workspace.plan.thresholds


def test_a_finding_is_fixed_with_one_click_and_undo_brings_it_back(qtbot, make_window, plan):
    longer = replace(plan.contracts["c1"], max_end_on=date(2029, 3, 31))
    window = make_window(plan.with_table("contracts", {**plan.contracts, "c1": longer}), "findings")
    page = window.current
    page.show_detail("CON-010")
    assert page.detail.fix.words() == "Extend to 31 Mar 2029"
    qtbot.mouseClick(page.detail.fix, Qt.MouseButton.LeftButton)
    assert window.workspace.plan.contracts["c1"].current_end_on == date(2029, 3, 31)
    qtbot.waitUntil(lambda: not _rules(page), timeout=10_000)
    window.workspace.undo()
    assert window.workspace.plan.contracts["c1"] == longer


def test_data_gaps_have_a_tab_of_their_own(qtbot, page):
    assert not any(rule.startswith("DAT") for rule in _rules(page))
    qtbot.mouseClick(page.chips["gaps"], Qt.MouseButton.LeftButton)
    assert "DAT-004" in _rules(page)


def test_a_finding_is_accepted_with_a_reason_and_undo_opens_it_again(qtbot, window, page):
    page.show_detail("CON-010")
    qtbot.mouseClick(page.detail.accept, Qt.MouseButton.LeftButton)
    dialog = _dialog(page, AcceptFindingDialog)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "it is accepted without a reason"
    dialog.reason.setPlainText("Re-procured in the spring.")
    dialog.by.setText("Helen Prior")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    plan = window.workspace.plan
    assert [p.name for p in plan.persons.values()] == ["Helen Prior"]
    assert [w.rule for w in plan.waivers.values()] == ["CON-010"]
    window.workspace.undo()
    assert not window.workspace.plan.waivers


def test_a_finding_becomes_somebodys_action(qtbot, window, page):
    page.show_detail("CON-010")
    qtbot.mouseClick(page.detail.action, Qt.MouseButton.LeftButton)
    dialog = _dialog(page, MakeActionDialog)
    dialog.what.setText("Plan a three-year term")
    dialog.owner.setText("Joy Okafor")
    dialog.due.setText("31 Dec 2026")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    (action,) = window.workspace.plan.actions.values()
    assert (action.title, str(action.due_on)) == ("Plan a three-year term", "2026-12-31")


def test_the_arrows_step_through_and_open_goes_to_the_record(qtbot, window, page):
    page.show_detail("")
    _choose(page, "CON-010")
    before = page.current
    qtbot.mouseClick(page.detail.down, Qt.MouseButton.LeftButton)
    assert page.current != before
    _choose(page, "CON-010")
    qtbot.mouseClick(page.detail.open, Qt.MouseButton.LeftButton)
    assert window.frame.current_page() == "contracts"
    assert window.current.view.current_key == "c1"


def test_clicking_a_head_folds_its_group(qtbot, page):
    page.show_detail("")
    rows = page.model.rowCount()
    where = page.list.visualRect(page.model.index(0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.model.rowCount() < rows
    assert "folded" in page.model.index(0).data()


def test_a_rule_that_found_nothing_is_said_and_all_are_one_click_away(qtbot, window, page):
    window.workspace.focus.go("findings:POO-002")
    assert "No finding of POO-002" in page.nothing.text()
    assert page.nothing.isVisible()
    qtbot.mouseClick(page.all, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()
    assert page.model.rowCount()


def test_typing_filters_by_name(qtbot, page):
    page.search.setFocus()
    for key in "support":
        qtbot.keyClick(page.search, key)
    QApplication.processEvents()
    names = {page.model.entry(r).finding.name for r in range(page.model.rowCount())
             if isinstance(page.model.entry(r), Line)}  # fmt: skip
    assert names <= {"Family support"}


def test_the_subtitle_counts_what_the_chips_count(page):
    chips = [chip.accessibleName() for chip in page.chips.values()]
    said = page.subtitle()
    assert any(said.split()[0] in words for words in chips if words.startswith("Open"))
    assert "a year" in said


def _sealed_and_changed(window):
    from commissionplanner.app.usecases import sealing
    from commissionplanner.edits.records import DeleteRecords

    workspace = window.workspace
    workspace.do(sealing.prepared(workspace.plan, None, None))
    workspace.do(DeleteRecords("contracts", ("c1",)))


def test_a_tab_shows_what_changed_since_the_version_sealed_last(qtbot, make_window, plan):
    window = make_window(plan, "findings")
    assert not window.current.chips["since"].isVisible()
    _sealed_and_changed(window)
    chip = window.current.chips["since"]
    qtbot.waitUntil(chip.isVisible, timeout=10_000)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    page = window.current
    assert chip.words() == "Since version 1"
    heads = [page.model.entry(n).words for n in range(page.model.rowCount())
             if isinstance(page.model.entry(n), Head)]  # fmt: skip
    assert heads[-1] == "Closed since version 1, as it was then"
    assert page.counts().startswith("Since version 1, as at 2 November 2026: ")


def test_a_closed_finding_says_how_it_stood_and_cannot_be_accepted(qtbot, make_window, plan):
    window = make_window(plan, "findings")
    _sealed_and_changed(window)
    page = window.current
    qtbot.waitUntil(page.chips["since"].isVisible, timeout=10_000)
    window.workspace.focus.go("findings:since")
    row = next(n for n in range(page.model.rowCount())
               if "Closed" in str(page.model.index(n).data()) and n > 0
               and not isinstance(page.model.entry(n), Head))  # fmt: skip
    page.list.setCurrentIndex(page.model.index(row))
    assert page.current.key == "c1"
    assert not page.detail.accept.isVisible()
