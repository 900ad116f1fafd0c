"""Help, read as a user reads it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut, QTextCursor

from commissionplanner.app import manual
from commissionplanner.ui.dialogs.help import TOPIC_OF_PAGE, HelpDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "contracts")


@pytest.fixture
def help_(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(HelpDialog)))
    return window.findChild(HelpDialog)


def _click(qtbot, help_, words):
    item = next(i for i in help_._items.values() if i.text(0) == words)
    help_.list.scrollToItem(item)
    qtbot.mouseClick(help_.list.viewport(), LEFT, pos=help_.list.visualItemRect(item).center())


def test_f1_opens_help_at_the_page_shown_and_leaves_the_window_usable(help_):
    assert help_.isVisible()
    assert not help_.isModal()
    assert help_.text.toPlainText().startswith("Tables")


def test_a_second_f1_opens_no_second_help(qtbot, window, help_):
    window.go("help")
    qtbot.waitUntil(lambda: len(window.findChildren(HelpDialog)) == 1)


def test_a_click_on_a_topic_shows_its_text(qtbot, help_):
    _click(qtbot, help_, "Keys")
    assert "Ctrl+K" in help_.text.toPlainText()


def test_a_group_is_folded_and_unfolded_by_a_click(qtbot, help_):
    head = help_._heads[manual.RULES]
    assert not head.isExpanded()
    where = help_.list.visualItemRect(head).center()
    qtbot.mouseClick(help_.list.viewport(), LEFT, pos=where)
    assert head.isExpanded()


def test_words_typed_narrow_the_topics_and_are_marked(qtbot, help_):
    qtbot.keyClicks(help_.search, "framework ceiling")
    assert 0 < len(help_.shown) < len(manual.topics())
    assert all(manual.topic(key).mentions("framework ceiling") for key in help_.shown)
    assert help_.text.extraSelections()


def test_words_that_nothing_says_are_answered(qtbot, help_):
    qtbot.keyClicks(help_.search, "zzz")
    assert "zzz" in help_.said.text()
    assert help_.shown == ()
    qtbot.keyClick(help_.search, Qt.Key.Key_Escape)
    assert len(help_.shown) == len(manual.topics())


def test_a_link_leads_to_another_topic(qtbot, help_):
    help_.show_topic("first-sitting")
    cursor = help_.text.document().find("Importing")
    help_.text.setTextCursor(cursor)
    where = help_.text.cursorRect(QTextCursor(cursor)).center() - QPoint(12, 0)
    qtbot.mouseClick(help_.text.viewport(), LEFT, pos=where)
    qtbot.waitUntil(lambda: help_.text.toPlainText().startswith("Importing spreadsheets"))


def test_every_topic_can_be_shown(help_):
    for topic in manual.topics():
        help_.show_topic(topic.key)
        assert help_.text.toPlainText().startswith(topic.title)


def test_every_page_named_has_its_topic():
    assert all(manual.topic(key) is not None for key in TOPIC_OF_PAGE.values())


def test_every_key_of_the_window_is_in_the_help(window):
    keys = {s.key().toString() for s in window.findChildren(QShortcut)} - {""}
    said = manual.topic("keys").text
    assert {key for key in keys if f"**{key}**" not in said} == {"Ctrl+Shift+Z"}  # redo, as well
