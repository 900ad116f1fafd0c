"""The frame: regions, the rail that folds, cards that float."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.frame import Frame
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.floating import ResultCard
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.widgets.rail import RailGroup, RailItem


class Page(QWidget):
    def __init__(self):
        super().__init__()
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)


@pytest.fixture
def frame(qtbot, qapp):
    theme.apply(qapp, "light")
    items = [
        RailItem("overview", "Overview"),
        RailItem("map", "Map"),
        RailItem("funding", "Funding"),
    ]
    made = Frame([RailGroup("", items)], [RailItem("help", "Help and tour")])
    qtbot.addWidget(made)
    bar = Toolbar()
    bar.add(Button("Export"))
    made.add_page("overview", Page(), bar)
    made.add_page("map", Page(), narrow_rail=True)
    made.resize(1366, 768)
    made.show_page("overview")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_rail_folds_while_an_inspector_is_open_below_1500(frame):
    assert not frame.rail.folded()
    frame.set_inspector(Inspector("Service", "Health visiting"))
    assert frame.rail.folded()
    frame.set_inspector(None)
    assert not frame.rail.folded()


def test_the_rail_stays_wide_where_there_is_room(frame):
    frame.resize(1600, 900)
    frame.set_inspector(Inspector("Service", "Health visiting"))
    assert not frame.rail.folded()


def test_the_rail_folds_on_a_page_that_asks_for_it(frame):
    frame.show_page("map")
    assert frame.rail.folded()


def test_what_the_user_chose_for_the_rail_holds(frame):
    frame.fold_rail(folded=False)
    frame.show_page("map")
    assert not frame.rail.folded()


def test_a_page_without_a_toolbar_has_no_toolbar_row(frame):
    assert frame._toolbars.isVisible()
    frame.show_page("map")
    assert not frame._toolbars.isVisible()


def test_f6_moves_through_the_regions_and_round(qtbot, frame):
    frame.activateWindow()
    frame.rail.focus_region()
    seen = []
    for _ in range(3):
        qtbot.keyClick(frame, Qt.Key.Key_F6)
        seen.append(type(frame.focusWidget()).__name__)
    assert seen == ["Button", "QLineEdit", "_Button"]


def test_with_no_plan_open_pages_are_dimmed_and_help_is_not(frame):
    frame.rail.set_pages_enabled(enabled=False)
    live = {key: frame.rail._buttons[key].isEnabled() for key in frame.rail._buttons}
    assert live == {"overview": False, "map": False, "funding": False, "help": True}


def test_a_count_in_the_rail_is_said(frame):
    frame.rail.set_count("map", 27)
    assert frame.rail._buttons["map"].accessibleName() == "Map, 27"


def test_the_width_of_the_inspector_stays_within_its_bounds(frame):
    frame.slot.set_wide(2000)
    assert frame.slot.wide() == 640
    frame.slot.set_wide(10)
    assert frame.slot.wide() == 260


def test_a_result_card_floats_above_the_status_bar_and_stays_until_closed(qtbot, frame):
    card = ResultCard(
        "203 contracts imported", ["£18,407,910, agreed with the sheet to the penny."]
    )
    frame.float_card(card)
    assert card.geometry().bottom() <= frame.height() - frame.status.height()
    assert card.geometry().right() <= frame.width()
    with qtbot.waitSignal(card.closed):
        qtbot.mouseClick(card.cross, Qt.MouseButton.LeftButton)
    assert not card.isVisible()


def test_a_second_card_stands_above_the_first(frame):
    first, second = ResultCard("One"), ResultCard("Two")
    frame.float_card(first)
    frame.float_card(second)
    assert second.geometry().top() < first.geometry().top()
