"""Lines of widgets where the text is large: nothing is pushed out of view."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from commissionplanner.app.session import Session
from commissionplanner.ui import theme
from commissionplanner.ui.pages.findings import FindingsPage
from commissionplanner.ui.pages.overview import OverviewPage
from commissionplanner.ui.pages.signoff import SignOffPage
from commissionplanner.ui.widgets.reflow import Reflow
from commissionplanner.ui.workspace import Workspace


@pytest.mark.parametrize(
    ("width", "lines"),
    [(1000, [5]), (760, [5]), (700, [3, 2]), (300, [2, 2, 1]), (100, [1] * 5)],
)
def test_lines_are_about_alike_and_fill_the_width(qtbot, qapp, width, lines):
    theme.apply(qapp, "light")
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Reflow(10, holder)
    tiles = [QWidget() for _ in range(5)]
    for tile in tiles:
        row.add(tile, least=144)
    holder.resize(width, 400)
    holder.show()
    tops = sorted({tile.y() for tile in tiles})
    found = [[tile for tile in tiles if tile.y() == top] for top in tops]
    assert [len(line) for line in found] == lines
    assert all(width - 5 <= line[-1].geometry().right() + 1 <= width for line in found)


def test_no_page_is_wider_than_its_room_at_twice_the_text_size(qtbot, qapp, plan):
    theme.apply(qapp, "light", 2.0)
    workspace = Workspace()
    workspace.open(Session(plan))
    qtbot.waitUntil(lambda: not workspace.jobs.is_busy)
    try:
        for made in (OverviewPage, FindingsPage, SignOffPage):
            page = made(workspace)
            qtbot.addWidget(page)
            page.resize(1262, 570)
            page.show()
            assert page.minimumSizeHint().width() <= page.width(), page.key
            for area in page.findChildren(QScrollArea):
                held = area.widget() if area.isVisible() else None
                assert held is None or held.width() <= area.viewport().width(), page.key
    finally:
        theme.apply(qapp, "light")
