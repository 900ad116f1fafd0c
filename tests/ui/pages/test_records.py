"""The Records page, used as its users use it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from commissionplanner.app.usecases.plans import sample_plan
from commissionplanner.model.entities import TABLES, Person, Pool, RiskShare, RiskShareTerm
from commissionplanner.model.plan import Plan
from commissionplanner.ui import record_tables
from commissionplanner.ui.focus import Thing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window, plan):
    tables = {name: plan.table(name) for name in ("about", "organisations", "services")}
    people = {"ada": Person(id="ada", name="Ada Lowe"), "bo": Person(id="bo", name="Bo Reed")}
    return make_window(Plan(**tables, persons=people), "records")


@pytest.fixture
def page(window):
    return window.current


def _choose(qtbot, page, words):
    qtbot.mouseClick(page.show_table, LEFT)
    menu = page.show_table.findChild(QMenu)
    action = next(each for each in menu.actions() if each.text() == words)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def test_the_list_chooses_the_table_and_its_tools(qtbot, window, page):
    _choose(qtbot, page, "People")
    assert page.current.model.rowCount() == 2
    assert window.frame.top.subtitle.text() == "2 people"
    assert page.current.add_button.isVisible()
    assert page.current.add_button.words() == "Add person"


def test_a_record_is_added_typed_into_and_taken_back(qtbot, window, page):
    _choose(qtbot, page, "Decisions")
    qtbot.mouseClick(page.current.add_button, LEFT)
    view = page.current.view
    column = [c.key for c in page.current.model.columns].index("body")
    index = page.current.model.index(0, column)
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.viewport().findChild(QLineEdit)
    editor.setText("Health and Wellbeing Board")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: index.data() == "Health and Wellbeing Board")
    qtbot.mouseClick(window.frame.top.undo, LEFT)
    qtbot.mouseClick(window.frame.top.undo, LEFT)
    assert not window.workspace.plan.decisions


def test_an_empty_table_says_what_it_is_for_and_offers_no_import(qtbot, page):
    from commissionplanner.ui.widgets.buttons import Button

    _choose(qtbot, page, "Reserves")
    shown = [b.words() for b in page.current.findChildren(Button) if b.isVisible()]
    assert shown == ["Add reserve"]


def test_filtering_keeps_to_the_table_shown(qtbot, page):
    _choose(qtbot, page, "People")
    qtbot.keyClicks(page.current.filter_box, "reed")
    assert tuple(page.current.model.keys) == ("bo",)


def test_a_thing_selected_elsewhere_opens_its_table(window, page):
    window.go("records", Thing("persons", "bo"))
    assert page.show_table.current() == "persons"
    assert page.current.view.current_key == "bo"
    assert "Bo Reed" in window.inspector.title.text()


def test_changes_reach_the_tables_that_are_not_shown(qtbot, window, page):
    from commissionplanner.edits.records import DeleteRecords

    _choose(qtbot, page, "People")
    _choose(qtbot, page, "Decisions")
    window.workspace.do(DeleteRecords("persons", ("ada",)))
    _choose(qtbot, page, "People")
    assert page.current.model.rowCount() == 1


def test_a_record_without_a_name_is_called_by_what_it_belongs_to(make_window, plan):
    held = Plan(
        about=plan.table("about"),
        pools={"p": Pool(id="p", name="Best start fund")},
        risk_shares={"r": RiskShare(id="r", pool_id="p")},
        risk_share_terms={"t": RiskShareTerm(id="t", risk_share_id="r")},
    )
    page = make_window(held, "records:risk_share_terms").current
    assert page.current.model.index(0, 1).data() == "Best start fund"


def test_every_table_of_the_sample_plan_is_shown_whole(make_window):
    plan = sample_plan("sample")
    window = make_window(plan, "records")
    for table in sorted(set(record_tables.WHY) - {"partner_rounds"}):
        window.go(f"records:{table}")
        model = window.current.current.model
        assert model.rowCount() == len(plan.table(table))
        assert all(model.headerData(n, Qt.Orientation.Horizontal) for n in range(1, 4))


def test_every_table_has_a_page():
    own = {"organisations", "services", "funding_streams", "contracts", "agreements", "evidence"}
    decided = {"pools", "pool_members", "pool_services", "contributions", "scenarios", "overrides"}
    kept = {
        "about",
        "waivers",
        "signoffs",
        "sealed_versions",
        "local_terms",
        "name_matches",
        "thresholds",
    }
    rounds = {"partner_returns"}  # seen in their round, once all have answered
    sources = {"imports", "import_profiles", "held_rows", "disagreements", "transfers", "requests"}
    drawn = {"positions", "saved_views"}
    assert set(TABLES) - own - decided - kept - drawn - sources - rounds == set(record_tables.WHY)
