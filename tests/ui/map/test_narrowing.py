"""Folding places, and only what is up- or downstream of one thing."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from commissionplanner.edits.records import AddRecords
from commissionplanner.model.entities import Link, Organisation, Service
from commissionplanner.ui.focus import Thing

LEFT = Qt.MouseButton.LeftButton
PORTAGE, VISITING = ("services", "portage"), ("services", "visiting")
COUNCIL, TRUST = ("organisations", "council"), ("organisations", "trust")


@pytest.fixture
def canvas(page):
    page.canvas.setFocus()
    return page.canvas


def put(canvas, key):
    canvas.go(canvas.standing.hit(key))


def test_the_key_c_folds_a_place_and_unfolds_it(page, canvas):
    before = canvas.box_of(COUNCIL)
    put(canvas, PORTAGE)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert canvas.scene.content.folded == {"council"}
    assert canvas.box_of(COUNCIL)[3] < before[3]
    assert canvas.box_of(PORTAGE) == canvas.box_of(COUNCIL)  # it is found where it is folded
    put(canvas, COUNCIL)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert canvas.box_of(COUNCIL)[2:] == before[2:]


def test_a_click_beside_the_name_folds_a_place(page, canvas):
    x, y, _, _ = canvas.camera.box_on_screen(canvas.box_of(TRUST))
    zoom = canvas.camera.zoom
    QTest.mouseClick(canvas, LEFT, pos=QPoint(round(x + 8 * zoom), round(y + 15 * zoom)))
    assert canvas.scene.content.folded == {"trust"}


def test_what_is_folded_is_neither_hit_nor_walked_but_stands_in_the_outline(page, canvas):
    from commissionplanner.ui.map.hits import in_order
    from commissionplanner.ui.map.outline_rows import rows

    put(canvas, COUNCIL)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    n = [m.key for m in canvas.scene.content.members].index("portage")
    assert np.isnan(canvas.scene.members[n]).all()
    assert all(hit.kind != "member" or hit.at != n for hit in in_order(canvas.scene))
    assert "Portage" in [row.name for row in rows(canvas.scene)]
    canvas.grab()


def test_a_directorate_is_folded_by_itself(page, canvas, workspace):
    team = Organisation(id="team", name="Team", parent_id="council")
    workspace.document.do(AddRecords("organisations", (team,)))
    service = Service(id="toys", name="Toys", provider_ids=("council",), directorate_id="team",
                      lead_commissioner_id="council")  # fmt: skip
    workspace.document.do(AddRecords("services", (service,)))
    put(canvas, ("organisations", "team"))
    assert canvas.current.kind == "directorate"
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert canvas.scene.content.folded == {"team"}
    assert canvas.box_of(("services", "toys")) == canvas.box_of(COUNCIL)
    assert canvas.box_of(PORTAGE) != canvas.box_of(COUNCIL)


def test_only_what_is_downstream_is_drawn_and_hit_until_o_again(page, canvas, workspace):
    apart = Service(id="toys", name="Toys", provider_ids=("trust",))
    link = Link(id="l", from_table="services", from_id="portage", to_table="services",
                to_id="visiting", kind="refers")  # fmt: skip
    workspace.document.do(AddRecords("services", (apart,)))
    workspace.document.do(AddRecords("links", (link,)))
    put(canvas, PORTAGE)
    QTest.keyClick(canvas, Qt.Key.Key_O)
    assert services(canvas) == {"portage", "visiting"}
    assert page.filters.around.words() == "Around Portage, to the end"
    QTest.keyClick(canvas, Qt.Key.Key_O)
    assert services(canvas) == {"portage", "visiting", "toys"}


def test_what_is_narrowed_stays_so_when_the_plan_changes_and_in_another_view(
    page, canvas, workspace
):
    put(canvas, VISITING)
    QTest.keyClick(canvas, Qt.Key.Key_O)
    before = services(canvas)
    workspace.document.do(AddRecords("services", (Service(id="new", name="New"),)))
    assert services(canvas) == before
    workspace.focus.select(Thing(*VISITING))
    page.tools.views.choose(3)
    assert services(canvas) == before


def test_the_chip_says_how_far_and_which_way_and_its_list_changes_that(page, canvas):
    put(canvas, VISITING)
    QTest.keyClick(canvas, Qt.Key.Key_O)
    page.filters.around.setFocus()
    QTest.keyClick(page.filters.around, Qt.Key.Key_Space)
    (menu,) = page.filters.findChildren(QMenu)
    wanted = {"way up", "steps 2"}
    for action in [one for one in menu.actions() if one.data() in wanted]:
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    asked = page.asking.now()
    assert (asked.way, asked.steps) == ("up", 2)
    menu.close()


def services(canvas):
    return {one.key for one in canvas.scene.content.members if one.table == "services"}
