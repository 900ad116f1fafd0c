"""The Map page with real clicks, drags and keys."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from commissionplanner.model.plan import Plan
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.map.hits import Hit

LEFT = Qt.MouseButton.LeftButton


def middle(page, table, key) -> QPoint:
    x, y, wide, high = page.canvas.camera.box_on_screen(page.canvas.box_of((table, key)))
    return QPoint(round(x + wide / 2), round(y + high / 2))


def drag(qtbot, page, start: QPoint, way: QPoint):
    qtbot.mousePress(page.canvas, LEFT, pos=start)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(page.canvas, start + way * part)
    qtbot.mouseRelease(page.canvas, LEFT, pos=start + way)


def test_a_click_on_a_chip_selects_the_service(qtbot, page, workspace):
    qtbot.mouseClick(page.canvas, LEFT, pos=middle(page, "services", "visiting"))
    assert workspace.focus.things == (Thing("services", "visiting"),)


def test_a_click_with_ctrl_adds_to_the_selection(qtbot, page, workspace):
    qtbot.mouseClick(page.canvas, LEFT, pos=middle(page, "services", "visiting"))
    held = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(page.canvas, LEFT, held, middle(page, "funding_streams", "base"))
    assert workspace.focus.things[-1] == Thing("funding_streams", "base")
    assert len(workspace.focus.things) == 2


def test_a_click_on_the_ground_selects_nothing(qtbot, page, workspace):
    workspace.focus.select(Thing("services", "visiting"))
    qtbot.mouseClick(page.canvas, LEFT, pos=QPoint(4, 4))
    assert workspace.focus.things == ()


def test_a_container_dragged_stays_there_and_one_undo_takes_it_back(qtbot, page, workspace):
    x, y, _, _ = page.canvas.box_of(("organisations", "trust"))
    start = QPoint(*(round(v) for v in page.canvas.camera.to_screen(x + 60, y + 30)))
    drag(qtbot, page, start, QPoint(30, 40))
    zoom = page.canvas.camera.zoom
    after = page.canvas.box_of(("organisations", "trust"))
    assert abs(after[0] - x - 30 / zoom) < 0.01
    assert abs(after[1] - y - 40 / zoom) < 0.01
    assert workspace.document.undo_label == "Move “Trust” on the map"
    workspace.undo()
    assert workspace.plan.positions == {}


def test_a_chip_dragged_keeps_its_place_within_its_container(qtbot, page, workspace):
    x, y, _, _ = page.canvas.box_of(("services", "visiting"))
    drag(qtbot, page, middle(page, "services", "visiting"), QPoint(60, 50))
    (place,) = workspace.plan.positions.values()
    assert (place.table_name, place.record_id) == ("services", "visiting")
    left, top, _, _ = page.canvas.box_of(("services", "visiting"))
    assert left > x
    assert top > y


def test_the_wheel_zooms_at_the_pointer(page):
    at = QPointF(300, 200)
    before = page.canvas.camera.to_map(300, 200)
    event = QWheelEvent(
        at, page.canvas.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    zoom = page.canvas.camera.zoom
    QApplication.sendEvent(page.canvas, event)
    assert page.canvas.camera.zoom > zoom
    after = page.canvas.camera.to_map(300, 200)
    assert abs(after[0] - before[0]) + abs(after[1] - before[1]) < 1e-6


def test_dragging_the_ground_pans(qtbot, page):
    before = page.canvas.camera
    drag(qtbot, page, QPoint(5, 5), QPoint(40, 30))
    after = page.canvas.camera
    assert (after.x - before.x, after.y - before.y) == (40, 30)
    assert after.zoom == before.zoom


def test_tab_goes_from_node_to_node_and_enter_selects(qtbot, page, workspace):
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Tab)
    assert page.canvas.current.kind == "container"
    qtbot.keyClick(page.canvas, Qt.Key.Key_Tab)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    assert workspace.focus.thing is not None
    assert page.canvas.accessibleName().startswith("Map: ")


def test_arrows_go_to_the_nearest_in_that_direction(qtbot, page):
    page.canvas.setFocus()
    one, other = (page.canvas.standing.hit(("services", key)) for key in ("portage", "visiting"))
    one, other = sorted((one, other), key=lambda hit: page.canvas.standing.box(hit)[0])
    page.canvas.current = one
    qtbot.keyClick(page.canvas, Qt.Key.Key_Right)
    assert page.canvas.current == other


def test_the_gravest_silo_is_explained_and_its_link_can_be_drawn(qtbot, page, workspace):
    from commissionplanner.ui.widgets.buttons import Button
    from commissionplanner.ui.widgets.floating import Callout

    (card,) = [c for c in page.canvas.findChildren(Callout) if c.isVisible()]
    assert card.accessibleName() == "Why this is a silo"
    qtbot.mouseClick(card.findChild(Button), LEFT)
    (link,) = workspace.plan.links.values()
    assert (link.from_id, link.to_id, link.kind) == ("portage", "visiting", "refers")


def test_a_silo_explanation_once_closed_stays_closed(page, workspace):
    from commissionplanner.ui.widgets.floating import Callout

    page.canvas.findChild(Callout).close_card()
    workspace.focus.selected.emit()
    assert not [c for c in page.canvas.findChildren(Callout) if c.isVisible()]


def test_finding_selects_what_fits(qtbot, page, workspace):
    page.start_find()
    qtbot.keyClicks(page.finder, "visi")
    assert workspace.focus.thing == Thing("services", "visiting")


def test_the_other_view_shows_a_node_for_each_organisation(page):
    show(page, "links")
    assert page.subtitle() == "Organisation links"
    assert page.canvas.scene.content.members == ()
    assert len(page.canvas.scene.content.containers) == 2


def show(page, view):
    page.tools.views.choose([key for key, _ in page.tools.views._choices].index(view))


def test_the_money_flow_says_what_adds_up(page):
    show(page, "money")
    assert page.subtitle() == "Money flow"
    assert page.counts().startswith("Money in ")
    assert "To the penny: " in page.canvas.accessibleDescription()


def test_a_click_on_a_place_of_the_money_flow_selects_what_it_stands_for(qtbot, page, workspace):
    show(page, "money")
    qtbot.mouseClick(page.canvas, LEFT, pos=middle(page, "funding_streams", "base"))
    assert workspace.focus.things == (Thing("funding_streams", "base"),)


def test_a_place_of_the_money_flow_dragged_keeps_its_height(qtbot, page, workspace):
    show(page, "money")
    before = page.canvas.box_of(("services", "visiting"))
    drag(qtbot, page, middle(page, "services", "visiting"), QPoint(0, 60))
    after = page.canvas.box_of(("services", "visiting"))
    assert after[0] == before[0]
    assert after[1] > before[1] + 20
    workspace.undo()
    assert page.canvas.box_of(("services", "visiting")) == before


def test_hovering_lights_a_node_and_what_it_is_joined_to(qtbot, page):
    qtbot.mouseMove(page.canvas, middle(page, "services", "visiting"))
    page.canvas._hover(page.canvas.standing.hit(("services", "visiting")))
    assert isinstance(page.canvas.lit, Hit)
    page.canvas.grab()


def test_an_empty_plan_says_what_belongs_here(page, workspace):
    from commissionplanner.app.session import Session
    from commissionplanner.ui.widgets.empty_page import EmptyPage

    workspace.open(Session(Plan()))
    page.refresh()
    assert page.findChild(EmptyPage).isVisible()


def test_the_map_is_saved_where_the_user_says(qtbot, page, workspace, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(workspace, "speak", said.append)
    target = tmp_path / "map.svg"
    monkeypatch.setattr(
        "commissionplanner.ui.map.saving.QFileDialog.getSaveFileName",
        lambda *_: (str(target), "*.svg"),
    )
    qtbot.mouseClick(page.tools.export, LEFT)
    qtbot.waitUntil(lambda: bool(said))
    assert "Portage" in target.read_text(encoding="utf-8")
    assert said[0].title == "Map saved"
