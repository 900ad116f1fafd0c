"""The window as a whole: every page opens, none leaves something behind, all can be named."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from commissionplanner.model.plan import Plan
from commissionplanner.ui import page_list

KEYS = [item.key for group in page_list.GROUPS for item in group.items]


class _Shown(QObject):
    """Notes every window that is shown on its own."""

    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp):
    """Names of the classes of windows shown, in order."""
    watcher = _Shown()
    qapp.installEventFilter(watcher)
    yield watcher.names
    qapp.removeEventFilter(watcher)


def test_opening_pages_shows_no_window_but_the_one(make_window, plan, shown):
    window = make_window(plan)
    for key in KEYS:
        window.go(key)
        QApplication.processEvents()
    assert shown == ["Window"]


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_on_a_plan_and_on_an_empty_one(make_window, plan, key):
    for each in (plan, Plan()):
        window = make_window(each, key)
        assert window.frame.current_page() == key
        assert window.frame.top.title.text() == window.current.title


def test_everything_that_takes_the_focus_has_a_name(make_window, plan):
    window = make_window(plan)
    for key in KEYS:
        window.go(key)
        for widget in window.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and widget.isVisible() and widget.isEnabled():
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named or widget.parentWidget().accessibleName(), (key, widget)


def test_clicking_the_rail_changes_the_page(qtbot, make_window, plan):
    window = make_window(plan)
    for key in ("contracts", "findings", "overview"):
        button = next(
            b for b in window.frame.rail.findChildren(QWidget) if getattr(b, "key", "") == key
        )
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.frame.current_page() == key


def test_the_unit_holds_on_every_page(qtbot, make_window, plan):
    window = make_window(plan, "contracts")
    page = window.current
    window.frame.top.unit.chosen.emit("k")
    column = [c.key for c in page.model.columns].index("yearly")
    assert page.model.index(0, column).data() == "2,140"


def test_an_unforeseen_error_is_said_and_the_window_goes_on(make_window, plan):
    from commissionplanner.ui.main import _last_resort

    window = make_window(plan, "contracts")
    error = RuntimeError("a name that nobody should see in the log")
    _last_resort(window)(RuntimeError, error, None)
    assert "not foreseen" in window.said[-1].title
    window.go("findings")
    assert window.frame.current_page() == "findings"


def test_dropping_a_plan_asks_to_open_it(make_window, plan, tmp_path, monkeypatch):
    window = make_window(plan)
    opened = []
    monkeypatch.setattr(window.files, "open_path", opened.append)
    window.files.take([tmp_path / "other.CPLAN"])
    assert opened == [tmp_path / "other.CPLAN"]
