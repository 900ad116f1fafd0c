"""Buttons, chips, segments and drop-downs, driven as a user drives them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.flow import Beside, FlowLayout
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.widgets.steps import StepsBar

Key = Qt.Key


@pytest.fixture
def shown(qtbot, qapp):
    """Show widgets in a row, as on a page."""
    theme.apply(qapp, "light")
    page = QWidget()
    row = QHBoxLayout(page)

    def show(*widgets):
        for widget in widgets:
            row.addWidget(widget)
        qtbot.addWidget(page)
        page.show()
        return widgets[0] if len(widgets) == 1 else widgets

    return show


@pytest.fixture
def units(shown):
    return shown(Segments([("p", "£"), ("k", "£k"), ("m", "£m")], "k", name="Unit of money"))


def test_arrows_choose_a_segment_and_stop_at_the_ends(qtbot, units):
    heard = []
    units.chosen.connect(heard.append)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Home):
        qtbot.keyClick(units, key)
    assert heard == ["m", "k", "p"]


def test_a_click_chooses_a_segment(qtbot, units):
    with qtbot.waitSignal(units.chosen) as told:
        qtbot.mouseClick(units, Qt.MouseButton.LeftButton, pos=units.rect().center() * 1.6)
    assert told.args == ["m"]


def test_segments_say_what_is_chosen(units):
    units.set_current("m")
    assert units.accessibleName() == "Unit of money: £m"


def test_setting_a_segment_tells_no_one(qtbot, units):
    with qtbot.assertNotEmitted(units.chosen):
        units.set_current("p")


def test_a_chip_with_nothing_to_show_is_disabled_and_says_why(shown):
    chip = shown(Chip("To fix", count=2))
    chip.set_count(0)
    assert not chip.isEnabled()
    assert chip.toolTip() == "Nothing here matches this filter."


def test_a_chip_that_is_on_can_go_off_even_at_nought(qtbot, shown):
    chip = shown(Chip("To fix", count=2, on=True))
    chip.set_count(0)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()
    assert not chip.isEnabled()


def test_a_chip_says_its_count(shown):
    assert shown(Chip("No lead", count=1200)).accessibleName() == "No lead, 1,200"


def test_enter_presses_a_button(qtbot, shown):
    button = shown(Button("Export", icon="export"))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Key.Key_Return)


def test_an_ampersand_in_the_words_of_a_button_stays(shown):
    button = shown(Button("Health & Care"))
    assert button.words() == "Health & Care"
    assert button.shortcut().isEmpty()


def test_words_that_stand_where_text_does_give_way_and_are_in_the_tooltip(qtbot, shown):
    words = "Commission on the future delivery of public services, section 4"
    link = shown(Button(words, "quiet", flush=True))
    assert link.toolTip() == ""
    link.window().setFixedWidth(link.minimumSizeHint().width() + 60)
    qtbot.waitUntil(lambda: link.toolTip() == words)
    assert link.width() < link.sizeHint().width()
    link.window().setFixedWidth(link.sizeHint().width() + 60)
    qtbot.waitUntil(lambda: link.toolTip() == "")


def test_a_disabled_button_gives_its_reason_and_takes_it_back(shown):
    button = shown(Button("Seal version 3"))
    button.setToolTip("Freeze every figure")
    button.disable("Seal when all 13 lines are green or accepted.")
    assert (button.isEnabled(), button.toolTip()) == (
        False,
        "Seal when all 13 lines are green or accepted.",
    )
    button.enable()
    assert (button.isEnabled(), button.toolTip()) == (True, "Freeze every figure")
    plain = shown(Button("Next"))
    for reason in ("No file is open.", "The rows are being read."):
        plain.disable(reason)
    plain.enable()
    assert plain.toolTip() == ""


def test_a_tool_button_has_a_name_and_shows_its_key(shown):
    button = shown(ToolButton("undo", "Undo", key="Ctrl+Z"))
    assert (button.accessibleName(), button.toolTip()) == ("Undo", "Undo (Ctrl+Z)")


def test_the_ring_is_shown_on_keyboard_focus_and_not_after_a_click(qtbot, shown):
    button, rings = shown(Button("One")), []
    for reason in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
        button.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, reason))
        rings.append(not button._by_mouse)
    assert rings == [False, True]


def test_up_and_down_choose_in_a_drop_down(qtbot, shown):
    year = shown(DropDown("Year", [("26", "2026/27"), ("27", "2027/28")], "26"))
    with qtbot.waitSignal(year.chosen) as told:
        qtbot.keyClick(year, Key.Key_Down)
    assert told.args == ["27"]
    assert year.accessibleName() == "Year: 2027/28"


def test_a_drop_down_keeps_the_choice_only_if_it_is_still_offered(shown):
    year = shown(DropDown("Year", [("26", "2026/27"), ("27", "2027/28")], "27"))
    year.set_choices([("28", "2028/29")], "27")
    assert (year.current(), year.words()) == ("28", "2028/29")


def test_escape_empties_a_filter(qtbot, shown):
    box = shown(FilterBox("Filter these contracts"))
    qtbot.keyClicks(box, "family")
    qtbot.keyClick(box, Key.Key_Escape)
    assert box.text() == ""


def test_a_badge_that_does_nothing_takes_no_focus(shown):
    still, press = shown(Badge("Host: Council"), Badge("NET-001 Silo", "problem", click=True))
    assert still.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert press.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_buttons_that_do_not_fit_fold_into_more_and_the_primary_stays(shown):
    bar = Toolbar()
    plain, primary = Button("Paste from Excel"), Button("Add contract", "primary")
    bar.add(FilterBox("Filter these contracts"))
    bar.add_right(plain)
    bar.add_right(primary)
    shown(bar)
    bar.resize(420, 46)
    assert (plain.isVisible(), primary.isVisible(), bar._more.isVisible()) == (False, True, True)
    bar.resize(900, 46)
    assert (plain.isVisible(), bar._more.isVisible()) == (True, False)


def test_a_switch_that_does_not_fit_shows_the_one_chosen_and_lists_the_rest(qtbot, shown):
    views = [("a", "Side by side"), ("b", "Assumptions"), ("c", "Sensitivity")]
    switch, bar = Segments(views, "a", name="What is shown"), Toolbar()
    bar.add(FilterBox("Filter"))
    bar.add(switch)
    shown(bar)
    bar.resize(320, 46)
    assert (switch.isVisible(), switch.is_folded()) == (True, True)
    qtbot.keyClick(switch, Key.Key_Space)
    menu = switch.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    menu.actions()[1].trigger()
    assert switch.current() == "b"
    menu.close()
    bar.resize(900, 46)
    assert not switch.is_folded()


def test_cards_stand_below_each_other_where_the_text_is_too_large(shown):
    page, one, two = QWidget(), QWidget(), QWidget()
    row = Beside(400, page)
    for each in (one, two):
        each.setMinimumSize(300, 50)
        row.addWidget(each)
    shown(page)
    page.setGeometry(0, 0, 350, 300)
    page.layout().activate()
    assert (one.x(), two.x(), two.y() > one.y()) == (0, 0, True)
    page.setGeometry(0, 0, 800, 300)
    page.layout().activate()
    assert two.x() > one.x()


def test_only_steps_that_are_done_can_be_gone_back_to(qtbot, shown):
    steps = shown(StepsBar(["File", "Columns", "Rows"]))
    steps.set_current(1)
    with qtbot.waitSignal(steps.asked) as told:
        qtbot.keyClick(steps, Key.Key_Left)
    assert told.args == [0]
    assert steps.accessibleName() == "Step 2 of 3: Columns"


def test_a_badge_with_many_words_stays_within_its_panel(qtbot):
    holder = QWidget()
    flow = FlowLayout(holder)
    badge = Badge("Funding is only assumed in 2029/30 to 2030/31 and in years after that", "advice")
    flow.addWidget(badge)
    qtbot.addWidget(holder)
    holder.resize(200, 60)
    holder.show()
    assert badge.width() <= 200
