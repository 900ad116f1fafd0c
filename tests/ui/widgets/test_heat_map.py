"""The matrix of links: every theme, missing and unconfirmed cells, its table."""

import pytest

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.heat_map import Cell, Group, HeatMap

CELLS = [
    [Cell(3, 0.5, "Within Council: 3 links of 6 possible"),
     Cell(0, 0.0, "Council and ICB: no link recorded of 8 possible")],
    [Cell(0, 0.0, "Council and ICB: no link recorded of 8 possible", is_sure=False),
     Cell(0, None, "Within ICB: nothing that could be linked")],
]  # fmt: skip


@pytest.fixture
def matrix(qtbot):
    made = HeatMap("Links")
    qtbot.addWidget(made)
    made.show_matrix([Group("Council", 0), Group("ICB", None)], CELLS)
    made.resize(320, made.heightForWidth(320))
    return made


@pytest.mark.parametrize("name", theme.NAMES)
def test_missing_and_unconfirmed_cells_differ_in_every_theme(qapp, matrix, name):
    theme.apply(qapp, name, 1.0)
    picture = matrix.grab().toImage()
    first, second, third, _ = (m.where.toRect() for m in matrix.marks())
    missing, unsure = picture.copy(second), picture.copy(third)
    assert missing != unsure
    assert picture.copy(first) != missing
    theme.apply(qapp, "light", 1.0)


def test_the_table_holds_what_the_cells_say(matrix):
    twin = matrix.twin()
    assert twin.heads == ("", "Council", "ICB")
    assert twin.rows[0] == ("Council", "3 links of 6 possible", "no link recorded of 8 possible")


def test_cells_grow_with_the_width_up_to_a_most(matrix):
    assert matrix.heightForWidth(140) < matrix.heightForWidth(320) <= matrix.heightForWidth(2000)


def test_without_groups_it_says_so(qtbot):
    made = HeatMap("Links")
    qtbot.addWidget(made)
    made.set_why_empty("No organisation is recorded")
    made.grab()
    assert made.marks()[0].words == "Not known: No organisation is recorded"
