"""Editing on the map with real clicks, drags and keys; one undo takes each edit back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from commissionplanner.ui.focus import Thing
from commissionplanner.ui.map.slips import AddSlip, HomeSlip, RenameSlip, Slip, TieSlip

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PORTAGE, VISITING = ("services", "portage"), ("services", "visiting")
BASE, TRUST = ("funding_streams", "base"), ("organisations", "trust")


@pytest.fixture
def canvas(page):
    page.canvas.setFocus()
    return page.canvas


def at(canvas, key) -> QPoint:
    x, y, wide, high = canvas.camera.box_on_screen(canvas.box_of(key))
    return QPoint(round(x + wide / 2), round(y + high / 2))


def head(canvas, key) -> QPoint:
    """A point of a container that no chip stands on."""
    x, y, wide, _ = canvas.camera.box_on_screen(canvas.box_of(key))
    return QPoint(round(x + wide / 2), round(y + 20 * canvas.camera.zoom))


def drag(canvas, start, end, held=Qt.KeyboardModifier.NoModifier):
    QTest.mousePress(canvas, LEFT, held, start)
    for part in (0.2, 0.5, 0.8, 1.0):
        spot = start + (end - start) * part
        QTest.mouseMove(canvas, spot)
    QTest.mouseRelease(canvas, LEFT, held, end)


def slip(canvas, kind=Slip):
    (found,) = [card for card in canvas.findChildren(kind) if card.isVisible()]
    return found


def press(card, words):
    QTest.mouseClick(card.buttons[words], LEFT)


def keys(canvas, *pressed, held=Qt.KeyboardModifier.NoModifier):
    for key in pressed:
        QTest.keyClick(canvas, key, held)


def put(canvas, key):
    canvas.go(canvas.standing.hit(key))


def test_dragging_a_service_to_another_organisation_asks_what_that_means(canvas, workspace):
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    asked = slip(canvas)
    assert list(asked.buttons) == [
        "Trust becomes provider", "Trust becomes lead commissioner", "Only move the picture",
        "Cancel",
    ]  # fmt: skip
    assert workspace.plan.services["portage"].provider_ids == ("council",)


def test_dragging_may_change_the_provider_and_one_undo_takes_it_back(canvas, workspace):
    before = workspace.plan
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    press(slip(canvas), "Trust becomes provider")
    assert workspace.plan.services["portage"].provider_ids == ("trust",)
    assert workspace.document.undo_label == "Change provider of “Portage” to “Trust”"
    workspace.undo()
    assert workspace.plan == before


def test_dragging_may_change_the_lead_commissioner(canvas, workspace):
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    press(slip(canvas), "Trust becomes lead commissioner")
    assert workspace.plan.services["portage"].lead_commissioner_id == "trust"


def test_dragging_may_only_move_the_picture(canvas, workspace):
    before = workspace.plan.services
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    press(slip(canvas), "Only move the picture")
    assert workspace.plan.services == before
    assert [p.record_id for p in workspace.plan.positions.values()] == ["portage"]


def test_escape_leaves_a_drag_between_organisations_as_it_was(canvas, workspace):
    before = workspace.plan
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    keys(slip(canvas), Qt.Key.Key_Escape)
    assert workspace.plan is before
    assert canvas._ghost is None


def test_a_stream_dragged_gets_another_holder(canvas, workspace):
    drag(canvas, at(canvas, BASE), head(canvas, TRUST))
    press(slip(canvas), "Trust becomes holder")
    assert workspace.plan.funding_streams["base"].holder_id == "trust"


def test_the_key_m_moves_a_service_as_a_drag_does(canvas, workspace):
    put(canvas, PORTAGE)
    keys(canvas, Qt.Key.Key_M)
    first = slip(canvas, HomeSlip)
    first.body.setCurrentIndex(first.body.findData("trust"))
    press(first, "Go on")
    press(next(c for c in canvas.findChildren(Slip) if c.isVisible()), "Trust becomes provider")
    assert workspace.plan.services["portage"].provider_ids == ("trust",)


def test_a_link_drawn_with_an_amount_becomes_a_cost_and_says_so(canvas, workspace):
    drag(canvas, at(canvas, BASE), at(canvas, VISITING), ALT)
    asked = slip(canvas, TieSlip)
    QTest.keyClicks(asked.amount, "1.2m")
    assert asked.text.text() == "Adds a cost to Visiting, paid from Base: £1,200,000.00 in 2026/27."
    QTest.keyClick(asked.amount, Qt.Key.Key_Return)
    (made,) = [c for c in workspace.plan.service_costs.values() if c.stream_id == "base"]
    assert (made.service_id, made.amount_p, str(made.year)) == ("visiting", 120_000_000, "2026/27")
    assert workspace.document.undo_label.startswith("Draw money from “Base” to “Visiting”")
    workspace.undo()
    assert len(workspace.plan.service_costs) == 2


def test_only_legal_kinds_are_offered(canvas):
    drag(canvas, at(canvas, PORTAGE), at(canvas, VISITING), ALT)
    offered = [choice.text() for choice in slip(canvas, TieSlip).choices]
    assert offered == [
        "Portage refers or hands over to Visiting", "Portage shares information with Visiting",
        "Portage shares staff with Visiting", "Visiting refers or hands over to Portage",
    ]  # fmt: skip


def test_an_amount_that_is_none_is_said_in_place_and_nothing_is_drawn(canvas, workspace):
    drag(canvas, at(canvas, BASE), at(canvas, VISITING), ALT)
    asked = slip(canvas, TieSlip)
    QTest.keyClicks(asked.amount, "lots")
    press(asked, "Draw link")
    assert asked.isVisible()
    assert "not an amount" in asked.amount.accessibleDescription()
    assert len(workspace.plan.service_costs) == 2


def test_things_that_nothing_can_join_are_said_to_be_so(canvas, workspace, monkeypatch):
    said = []
    monkeypatch.setattr(workspace, "speak", said.append)
    canvas.tie_wanted.emit(BASE, BASE)
    assert "Nothing more can join" in said[0].title


def test_a_link_is_drawn_by_keyboard(canvas, workspace):
    put(canvas, PORTAGE)
    keys(canvas, Qt.Key.Key_L)
    put(canvas, VISITING)
    keys(canvas, Qt.Key.Key_Return)
    press(slip(canvas, TieSlip), "Draw link")
    (link,) = workspace.plan.links.values()
    assert (link.kind, link.from_id, link.to_id) == ("refers", "portage", "visiting")
    assert workspace.document.undo_label == "Draw hand-off from “Portage” to “Visiting”"


def test_escape_leaves_a_link_that_was_begun(canvas):
    put(canvas, PORTAGE)
    keys(canvas, Qt.Key.Key_L, Qt.Key.Key_Escape)
    assert canvas.tied is None


def test_a_service_is_added_where_one_clicks(page, canvas, workspace):
    QTest.mouseClick(page.tools.add_service, LEFT)
    spot = head(canvas, TRUST)
    QTest.mouseClick(canvas, LEFT, pos=spot)
    asked = slip(canvas, AddSlip)
    QTest.keyClicks(asked.name, "Speech therapy")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    (made,) = [s for s in workspace.plan.services.values() if s.name == "Speech therapy"]
    assert made.provider_ids == ("trust",)
    assert workspace.focus.thing == Thing("services", made.id)
    left, top, _, _ = canvas.camera.box_on_screen(canvas.box_of(("services", made.id)))
    assert abs(left - spot.x()) < 40 * canvas.camera.zoom
    assert abs(top - spot.y()) < 60 * canvas.camera.zoom
    workspace.undo()
    assert len(workspace.plan.services) == 2
    assert workspace.plan.positions == {}


def test_a_service_is_added_by_keyboard(canvas, workspace):
    put(canvas, TRUST)
    keys(canvas, Qt.Key.Key_N)
    asked = slip(canvas, AddSlip)
    press(asked, "Add service")
    assert asked.isVisible()  # a name is needed
    QTest.keyClicks(asked.name, "Speech therapy")
    press(asked, "Add service")
    assert [s.provider_ids for s in workspace.plan.services.values()][-1] == ("trust",)
    assert workspace.document.undo_label == "Add “Speech therapy”"


def test_f2_renames_in_place(canvas, workspace):
    put(canvas, PORTAGE)
    keys(canvas, Qt.Key.Key_F2)
    asked = slip(canvas, RenameSlip)
    asked.name.selectAll()
    QTest.keyClicks(asked.name, "Portage team")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    assert workspace.plan.services["portage"].name == "Portage team"
    assert workspace.document.undo_label == "Rename “Portage” to “Portage team”"


def test_delete_says_what_goes_with_it(canvas, workspace):
    before = workspace.plan
    QTest.mouseClick(canvas, LEFT, pos=at(canvas, VISITING))
    keys(canvas, Qt.Key.Key_Delete)
    asked = slip(canvas)
    assert asked.text.text() == "1 service cost goes with it. One undo brings it back."
    press(asked, "Delete")
    assert "visiting" not in workspace.plan.services
    workspace.undo()
    assert workspace.plan == before


def test_a_lasso_selects_and_all_of_it_is_deleted_as_one_step(page, canvas, workspace):
    before = workspace.plan
    page.tools.lasso.click()
    whole = canvas.rect().adjusted(2, 2, -2, -2)
    QTest.mousePress(canvas, LEFT, pos=whole.topLeft())
    for spot in (whole.topRight(), whole.bottomRight(), whole.bottomLeft()):
        QTest.mouseMove(canvas, spot)
    QTest.mouseRelease(canvas, LEFT, pos=whole.bottomLeft())
    assert set(canvas.chosen) == {PORTAGE, VISITING, BASE}
    keys(canvas, Qt.Key.Key_Delete)
    press(slip(canvas), "Delete")
    assert workspace.plan.services == {}
    workspace.undo()
    assert workspace.plan == before


def test_all_is_selected_by_ctrl_a_and_one_is_taken_out_by_ctrl_click(canvas, workspace):
    keys(canvas, Qt.Key.Key_A, held=CTRL)
    assert len(workspace.focus.things) == 3
    QTest.mouseClick(canvas, LEFT, CTRL, at(canvas, BASE))
    assert Thing(*BASE) not in workspace.focus.things
    QTest.mouseClick(canvas, LEFT, SHIFT, at(canvas, BASE))
    assert Thing(*BASE) in workspace.focus.things


def test_what_is_selected_together_is_moved_together(canvas, workspace):
    workspace.focus.select(Thing(*PORTAGE), Thing(*BASE))
    drag(canvas, at(canvas, PORTAGE), at(canvas, PORTAGE) + QPoint(0, 14))
    assert {p.record_id for p in workspace.plan.positions.values()} == {"portage", "base"}
    assert workspace.document.undo_label == "Move 2 things on the map"


def test_alt_and_arrows_move_a_thing(canvas, workspace):
    put(canvas, TRUST)
    x = canvas.box_of(TRUST)[0]
    keys(canvas, Qt.Key.Key_Right, held=ALT)
    assert canvas.box_of(TRUST)[0] - x == pytest.approx(22)


def test_many_are_given_a_field_at_once(canvas, workspace):
    from commissionplanner.ui.dialogs.bulk_edit import BulkEdit

    workspace.focus.select(Thing(*PORTAGE), Thing(*VISITING))
    keys(canvas, Qt.Key.Key_T)
    (dialog,) = canvas.findChildren(BulkEdit)
    dialog._terms.setCurrentIndex(dialog._terms.findText("Primary"))
    QTest.mouseClick(dialog.done_button, LEFT)
    tiers = {s.prevention_tier for s in workspace.plan.services.values()}
    assert tiers == {"primary"}


def test_the_menu_of_a_thing_offers_every_edit_with_its_key(page, canvas):
    put(canvas, PORTAGE)
    keys(canvas, Qt.Key.Key_Menu)
    (menu,) = page.findChildren(QMenu)
    offered = [action.text().replace("\t", " ") for action in menu.actions()]
    assert "Rename… F2" in offered
    assert "Delete… Del" in offered
    menu.close()


def test_undoing_everything_done_on_the_map_gives_the_plan_back(canvas, workspace):
    before = workspace.plan
    drag(canvas, at(canvas, PORTAGE), head(canvas, TRUST))
    press(slip(canvas), "Trust becomes provider")
    put(canvas, VISITING)
    keys(canvas, Qt.Key.Key_Delete)
    press(slip(canvas), "Delete")
    while workspace.document.undo_label:
        workspace.undo()
    assert workspace.plan == before
