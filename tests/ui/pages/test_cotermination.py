"""The co-termination planner, driven as a user drives it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from commissionplanner.analysis.layout.shapes import Words
from commissionplanner.ui.dialogs.choose_services import ChooseServices
from commissionplanner.ui.finding_detail import FindingDetail
from commissionplanner.ui.focus import Thing

DAY = date(2030, 3, 31)


@pytest.fixture(scope="module")
def sample():
    from commissionplanner import paths
    from commissionplanner.io.plan_folder import read_plan_folder

    folder = paths.resources().parent / "sample_plans" / "wexcombe" / "tables"
    return read_plan_folder(folder).plan


@pytest.fixture
def window(make_window, sample):
    return make_window(sample, "timeline")


@pytest.fixture
def page(qtbot, window):
    qtbot.mouseClick(window.current.align, Qt.MouseButton.LeftButton)
    window.current.ask(type(window.current.asked)("supplier", ("lantern",)))
    return window.current


def ends(page):
    held = page.workspace.plan.contracts
    return {key: held[key].current_end_on for key in ("c-cs-0333", "c-cs-0372", "c-ph-0188")}


def test_the_timelines_button_opens_it_on_a_fund_with_a_day_proposed(qtbot, window):
    qtbot.mouseClick(window.current.align, Qt.MouseButton.LeftButton)
    page = window.current
    assert page.subtitle() == "Best Start pool"
    assert page.tools.day.words().startswith("31 Mar 2030: 2 of 4")
    assert "2 contracts cannot be aligned; each says why." in page.said.text()


def test_ends_are_aligned_as_one_edit_and_undo_takes_it_back(qtbot, window, page):
    before = ends(page)
    assert page.tools.apply.words() == "Align 3 ends"
    qtbot.mouseClick(page.tools.apply, Qt.MouseButton.LeftButton)
    assert set(ends(page).values()) == {DAY}
    assert "one undo takes it back" in window.said[-1].title
    assert page.counts() == "0 moves ticked"
    page.workspace.undo()
    assert ends(page) == before
    assert page.counts() == "3 moves ticked"


def test_a_move_cleared_with_the_space_bar_is_left_as_it_is(qtbot, page):
    page.table.setFocus()
    page.table.setCurrentIndex(page.rows.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.rows.index(0, 3).data() == "Left as it is"
    assert page.tools.apply.words() == "Align 2 ends"
    qtbot.mouseClick(page.tools.apply, Qt.MouseButton.LeftButton)
    assert ends(page)["c-cs-0333"] == date(2029, 3, 31)


def test_the_table_says_route_reason_and_small_provider(page):
    cells = [page.rows.index(0, column).data() for column in range(page.rows.columnCount())]
    assert cells[3:6] == ["Extend by 12 months", "+£410k",
                          "Option on record (3+1), to check with procurement"]  # fmt: skip
    assert cells[10] == "Voluntary body: 31.3% of its £1.3m in the plan"
    last = page.rows.rowCount() - 1
    assert page.rows.index(last, 6).data() == "No option recorded"
    assert page.more.text().startswith("Lantern (voluntary body): +£990k")


def test_bars_show_what_each_move_adds_and_the_common_day(page):
    texts = [shape.text for shape in page.canvas.shapes() if isinstance(shape, Words)]
    assert "Extend by 18 months" in texts
    heads = [shape.text for shape in page.canvas.heads() if isinstance(shape, Words)]
    assert "Ends 31 Mar 2030" in heads


def test_another_day_is_typed_and_what_is_no_day_is_said(qtbot, window, page):
    page.tools.day.choose("other")
    page.tools.typed.clear()
    qtbot.keyClicks(page.tools.typed, "31/03/2029")
    qtbot.keyClick(page.tools.typed, Qt.Key.Key_Return)
    assert page.worked.found.target_on == date(2029, 3, 31)
    page.tools.day.choose("other")
    page.tools.typed.clear()
    qtbot.keyClicks(page.tools.typed, "soon")
    qtbot.keyClick(page.tools.typed, Qt.Key.Key_Return)
    assert "is not a date" in window.said[-1].title


def test_shortening_is_proposed_only_once_asked_for(qtbot, page):
    page.ask(type(page.asked)("stage", ("infancy",), date(2028, 3, 31)))
    assert not page.worked.found.of("shorten")
    page.tools.shorten.setFocus()
    qtbot.keyClick(page.tools.shorten, Qt.Key.Key_Space)
    assert len(page.worked.found.of("shorten")) == 3
    assert "Cost of ending early: £0 recorded, 2 not known." in page.said.text()


def test_services_are_ticked_in_a_list_that_narrows(qtbot, page):
    page.tools.kind.choose("services")
    dialog = page.window().findChildren(ChooseServices)[-1]
    qtbot.keyClicks(dialog.finder, "speech")
    shown = [n for n in range(dialog.list.count()) if not dialog.list.item(n).isHidden()]
    for at in shown:
        dialog.list.item(at).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert page.asked.keys == ("nursery-speech", "speech-language")
    assert {m.contract.id for m in page.worked.found.moves} == {"c-icb-1985", "c-icb-2272"}


def test_the_list_is_exported_and_said(qtbot, window, page, tmp_path, monkeypatch):
    path = tmp_path / "ends.csv"
    answer = (str(path), "Table of text (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    qtbot.mouseClick(page.tools.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy)
    assert "Young carers" in path.read_text(encoding="utf-8-sig")
    assert window.said[-1].title == "Decision list saved"
    assert "6 contracts, 3 to move, 2 with why they cannot." in window.said[-1].lines


@pytest.mark.parametrize(
    ("thing", "kind"),
    [(Thing("pools", "inclusion"), "pool"), (Thing("organisations", "icb"), "commissioner"),
     (Thing("services", "camhs-under-fives"), "chain")],
)  # fmt: skip
def test_a_finding_about_ends_opens_it_on_its_group(window, thing, kind):
    window.workspace.focus.go("cotermination", thing)
    assert window.current.worked.found.group.kind == kind


def test_a_finding_offers_it_as_what_would_fix_it(qtbot, window):
    window.go("findings:CON-015")
    found = next(f for f in window.workspace.results.findings if f.rule == "CON-015")
    detail = window.current.findChild(FindingDetail)
    detail.show_finding(found)
    buttons = detail.findChildren(type(detail.fix))
    button = next(each for each in buttons if each.words() == "Plan the end dates")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.current.key == "cotermination"
    assert window.current.worked.found is not None


def test_without_an_as_at_date_it_says_what_to_do(make_window, plan):
    from dataclasses import replace

    about = replace(plan.header, as_at_on=None)
    window = make_window(plan.with_table("about", {"plan": about}), "cotermination")
    assert window.current.said.text().startswith("Give the plan an as-at date first")
    assert not window.current.tools.apply.isEnabled()
