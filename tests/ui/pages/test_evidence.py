"""The Evidence page: the library searched and linked, the core offer, money by evidence."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commissionplanner.model.library import entries
from commissionplanner.ui.dialogs.choose_services import ChooseServices
from commissionplanner.ui.widgets.buttons import Button


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "evidence")


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def segment(qtbot, window, view):
    window.current.views.setFocus()
    window.focusWidget()
    for _ in range(("plan", "library", "offer", "money").index(view)):
        qtbot.keyClick(window.current.views, Qt.Key.Key_Right)
    assert window.current.shown == view


def dialog(window):
    return window.findChildren(ChooseServices)[-1]


def tick(made, name):
    items = [made.list.item(at) for at in range(made.list.count())]
    item = next(item for item in items if item.text().startswith(name))
    item.setCheckState(Qt.CheckState.Checked)


def test_the_library_is_searched_and_narrowed_by_kind(qtbot, window):
    segment(qtbot, window, "library")
    library = window.current.library
    assert library.rows.rowCount() == len(entries())
    qtbot.keyClicks(library.finder, "section 75 pooled")
    found = [library.rows.key(at) for at in range(library.rows.rowCount())]
    assert "lever-s75-pool" in found
    assert len(found) < 12
    library.kind.set_current("lever")
    library.kind.chosen.emit("lever")
    assert library.chosen == "lever-s75-pool"
    assert "entries shown" in window.current.counts()


def test_a_citation_is_copied(qtbot, window):
    window.workspace.focus.go("evidence:library:first-1000-days")
    click(qtbot, window.current.library.copy)
    assert QApplication.clipboard().text() == entries()["first-1000-days"].cite()


def test_an_entry_is_linked_to_services_shown_there_and_undone(qtbot, window):
    window.workspace.focus.go("evidence:library:first-1000-days")
    library = window.current.library
    click(qtbot, library.link)
    made = dialog(window)
    click(qtbot, made.done_button)
    assert made.isVisible()
    qtbot.keyClicks(made.finder, "port")
    tick(made, "Portage")
    click(qtbot, made.done_button)
    [item] = window.workspace.plan.evidence.values()
    assert (item.library_id, item.service_ids) == ("first-1000-days", ("portage",))
    unlink = next(b for b in library.findChildren(Button) if b.accessibleName() == "Unlink Portage")
    click(qtbot, unlink)
    assert window.workspace.plan.evidence == {}
    window.workspace.undo()
    assert len(window.workspace.plan.evidence) == 1


def test_what_cannot_be_linked_says_why(window):
    window.workspace.focus.go("evidence:library:cba-grades")
    assert not window.current.library.link.isEnabled()
    assert "no rating" in window.current.library.link.toolTip()


def test_a_proposal_is_linked_with_one_click_and_undone(qtbot, window):
    window.workspace.focus.go("evidence:offer:speech_therapy")
    offer = window.current.offer
    [button] = offer.proposals
    click(qtbot, button)
    assert window.workspace.plan.services["speech"].core_offer == ("speech_therapy",)
    assert offer.chosen == "speech_therapy"
    window.workspace.undo()
    assert window.workspace.plan.services["speech"].core_offer == ()
    assert len(offer.proposals) == 1


def test_a_line_nobody_provides_is_said_and_taken_back(qtbot, window):
    window.workspace.focus.go("evidence:offer:attachment")
    offer = window.current.offer
    click(qtbot, offer.gap)
    assert window.workspace.plan.header.core_offer_gaps == ("attachment",)
    at = offer.table.currentIndex().row()
    assert offer.rows.index(at, 1).data() == "Nobody provides it"
    click(qtbot, offer.gap)
    assert window.workspace.plan.header.core_offer_gaps == ()


def test_chips_show_the_lines_that_need_something(qtbot, window):
    window.workspace.focus.go("evidence:offer")
    offer = window.current.offer
    whole = offer.rows.rowCount()
    click(qtbot, offer.proposed)
    shown = [offer.rows.key(at) for at in range(offer.rows.rowCount())]
    assert "speech_therapy" in shown
    assert len(shown) < whole


def test_money_without_evidence_is_listed_and_opened(qtbot, window):
    segment(qtbot, window, "money")
    money = window.current.money
    assert money.bare.rowCount() == 1
    assert money.bare.index(0, 0).data() == "Portage"
    money.services.setFocus()
    money.services.selectRow(0)
    qtbot.keyClick(money.services, Qt.Key.Key_Return)
    assert window.frame.current_page() == "services"


def test_an_empty_plan_alarms_nobody(make_window, plan):
    window = make_window(replace(plan, services={}, service_costs={}), "evidence")
    for view in ("library", "offer", "money"):
        window.workspace.focus.go(f"evidence:{view}")
    assert not window.current.offer.link.isEnabled()
    assert window.current.money.bare.rowCount() == 0
