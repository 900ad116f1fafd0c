"""Reading the map without seeing it: names, links walked along, the outline as tree and table."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from commissionplanner.edits.records import AddRecords
from commissionplanner.model.entities import Link, Service
from commissionplanner.ui.focus import Thing

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PORTAGE, VISITING = ("services", "portage"), ("services", "visiting")
COUNCIL, TRUST = ("organisations", "council"), ("organisations", "trust")


@pytest.fixture
def canvas(page, workspace):
    hand_off = Link(id="l", from_table="services", from_id="portage", to_table="services",
                    to_id="visiting", kind="refers")  # fmt: skip
    toys = Service(id="toys", name="Toy library", provider_ids=("council",))
    staff = Link(id="m", from_table="services", from_id="portage", to_table="services",
                 to_id="toys", kind="refers")  # fmt: skip
    workspace.document.do(AddRecords("services", (toys,)))
    workspace.document.do(AddRecords("links", (hand_off, staff)))
    page.canvas.setFocus()
    return page.canvas


def spoken(canvas):
    return QAccessible.queryAccessibleInterface(canvas)


def put(canvas, key):
    canvas.go(canvas.standing.hit(key))


def test_every_thing_painted_has_a_name_a_description_and_a_place(canvas):
    listed = spoken(canvas)
    named = [listed.child(at).text(QAccessible.Text.Name) for at in range(listed.childCount())]
    assert "Council: 2 services, 2 links outside" in named
    assert "Portage, service" in named
    for at in range(listed.childCount()):
        assert listed.child(at).text(QAccessible.Text.Description)
        assert not listed.child(at).rect().isEmpty()
        assert listed.indexOfChild(listed.child(at)) == at


def test_what_stands_at_a_point_is_found_there(canvas):
    x, y, wide, high = canvas.camera.box_on_screen(canvas.box_of(VISITING))
    where = canvas.mapToGlobal(QPoint(round(x + wide / 2), round(y + high / 2)))
    found = spoken(canvas).childAt(where.x(), where.y())
    assert found.text(QAccessible.Text.Name) == "Visiting, service"


def test_selection_and_focus_are_told_as_states(canvas, workspace):
    put(canvas, VISITING)
    workspace.focus.select(Thing(*VISITING))
    here = spoken(canvas).focusChild()
    assert here.text(QAccessible.Text.Name) == "Visiting, service"
    assert here.state().selected
    assert here.state().focused


def test_the_whole_is_summed_up_and_a_place_in_one_breath(canvas):
    assert "2 organisations" in spoken(canvas).text(QAccessible.Text.Description)
    put(canvas, COUNCIL)
    assert canvas.accessibleName().startswith("Map: Council: 2 services, 2 links outside")


def test_ctrl_and_an_arrow_go_along_a_link_and_say_what_it_is(canvas):
    put(canvas, PORTAGE)
    one, other = canvas.box_of(PORTAGE), canvas.box_of(VISITING)
    key = Qt.Key.Key_Right if other[0] > one[0] + one[2] else Qt.Key.Key_Down
    if other[0] + other[2] < one[0]:
        key = Qt.Key.Key_Left
    QTest.keyClick(canvas, key, CTRL)
    said = canvas.accessibleName()
    assert canvas.current == canvas.standing.hit(VISITING)
    assert said.startswith("Map: Portage refers to Visiting; no agreement is recorded")


def test_brackets_go_through_the_links_and_enter_follows_the_one_said(canvas):
    put(canvas, PORTAGE)
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    said = canvas.accessibleName()
    assert said.startswith("Map: Link 1 of 3: Portage refers or hands over to Toy library")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.current == canvas.standing.hit(("services", "toys"))


def test_a_place_says_what_it_pays_and_hands_over(canvas):
    from commissionplanner.ui.map.walk import steps

    what = canvas.standing.hit(COUNCIL)
    said = [step.words for step in steps(canvas.scene, canvas.plan, what)]
    assert any(words.startswith("Council pays Trust") for words in said)
    assert any(words.startswith("Council hands over to Trust") for words in said)
    assert "Council holds Portage" in said


def test_where_no_link_leads_is_said(canvas):
    put(canvas, TRUST)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    assert "No link leads that way." in canvas.accessibleName()


@pytest.mark.parametrize("form", ["tree", "table"])
def test_the_outline_is_in_step_both_ways(page, canvas, workspace, form):
    workspace.focus.select(Thing(*VISITING))
    QTest.mouseClick(page.tools.outline, LEFT)
    page.outline.form.choose(["tree", "table"].index(form))
    shown = page.outline._shown()
    assert shown.isVisible()
    names = [index.data() for index in shown.selectionModel().selectedRows()]
    assert names == ["Visiting"]
    QTest.keyClick(shown, Qt.Key.Key_Up)
    assert workspace.focus.thing not in (None, Thing(*VISITING))
    workspace.focus.select(Thing(*COUNCIL))
    assert [i.data() for i in shown.selectionModel().selectedRows()] == ["Council"]


def test_many_are_selected_in_the_outline(page, canvas, workspace):
    QTest.mouseClick(page.tools.outline, LEFT)
    page.outline.form.choose(1)
    page.outline.table.selectAll()
    assert Thing(*PORTAGE) in workspace.focus.things
    assert Thing(*TRUST) in workspace.focus.things


def test_the_table_is_sorted_by_money_the_most_first_and_keeps_the_selection(
    page, canvas, workspace
):
    workspace.focus.select(Thing(*VISITING))
    QTest.mouseClick(page.tools.outline, LEFT)
    page.outline.form.choose(1)
    table = page.outline.table
    table.horizontalHeader().sectionClicked.emit(3)
    amounts = [row.amount_p for row in table._model.rows]
    known = [amount for amount in amounts if amount is not None]
    assert known == sorted(known, reverse=True)
    assert amounts[len(known) :] == [None] * (len(amounts) - len(known))
    assert table.chosen() == (VISITING,)


def test_the_table_counts_links_inside_and_outside(page, canvas):
    from commissionplanner.ui.map.outline_rows import rows

    found = {row.name: (row.inside, row.outside) for row in rows(canvas.scene)}
    assert found["Portage"] == (1, 1)
    assert found["Toy library"] == (1, 0)
