"""The map survives rough handling: random clicks, drags, wheel turns and keys, from a seed."""

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from commissionplanner.edits.base import EditRefused
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.ui.map.slips import Slip
from commissionplanner.ui.widgets.buttons import Button

K, M, B = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
NONE = M.NoModifier
KEYS = [
    K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down, K.Key_Tab, K.Key_Return, K.Key_Escape,
    K.Key_F2, K.Key_Delete, K.Key_N, K.Key_M, K.Key_L, K.Key_C, K.Key_O, K.Key_F, K.Key_Plus,
    K.Key_Minus, K.Key_BracketLeft, K.Key_BracketRight, K.Key_A, K.Key_T, K.Key_Menu,
]  # fmt: skip
HELD = [NONE, NONE, NONE, M.ControlModifier, M.ShiftModifier, M.AltModifier]
TYPED = ["Toy library", "1.2m", "lots", "", "-5", "  "]


class Hand:
    """Somebody in a hurry, the same for the same seed."""

    def __init__(self, page, seed):
        self.page, self.canvas, self.chance = page, page.canvas, random.Random(seed)

    def act(self):
        chance = self.chance
        open_slips = [card for card in self.canvas.findChildren(Slip) if card.isVisible()]
        if open_slips and chance.random() < 0.7:
            self.answer(open_slips[-1])
        else:
            chance.choice((self.key, self.key, self.click, self.drag, self.wheel, self.tool))()
        for window in (*self.page.findChildren(QMenu), *self.page.findChildren(QDialog)):
            window.close()
        if chance.random() < 0.1:
            QApplication.processEvents()

    def spot(self):
        """A point of the canvas: half of the time, one that something stands on."""
        canvas, chance = self.canvas, self.chance
        keys = canvas.all_keys()
        if keys and chance.random() < 0.6:
            box = canvas.box_of(chance.choice(keys))
            if box is not None:
                x, y = canvas.camera.to_screen(box[0] + box[2] / 2, box[1] + box[3] / 2)
                if 0 <= x < canvas.width() and 0 <= y < canvas.height():
                    return QPoint(int(x), int(y))
        return QPoint(chance.randrange(canvas.width()), chance.randrange(canvas.height()))

    def key(self):
        QTest.keyClick(self.canvas, self.chance.choice(KEYS), self.chance.choice(HELD))

    def click(self):
        button = self.chance.choice([B.LeftButton, B.LeftButton, B.MiddleButton])
        QTest.mouseClick(self.canvas, button, self.chance.choice(HELD), self.spot())

    def drag(self):
        held, start = self.chance.choice(HELD), self.spot()
        QTest.mousePress(self.canvas, B.LeftButton, held, start)
        for _ in range(self.chance.randrange(1, 5)):
            QTest.mouseMove(self.canvas, self.spot())
        if self.chance.random() < 0.2:
            QTest.keyClick(self.canvas, K.Key_Escape)
        QTest.mouseRelease(self.canvas, B.LeftButton, held, self.spot())

    def wheel(self):
        at = QPointF(self.spot())
        turn = QPoint(0, self.chance.choice([-480, -120, 120, 480]))
        event = QWheelEvent(
            at, self.canvas.mapToGlobal(at), QPoint(), turn, B.NoButton, NONE,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)

    def tool(self):
        tools, workspace = self.page.tools, self.page.workspace
        self.chance.choice((
            tools.lasso.click, tools.link.click, tools.add_service.click, tools.outline.click,
            workspace.undo, workspace.undo, workspace.redo, tools.fit.click,
            lambda: tools.views.choose(self.chance.randrange(5)),
            lambda: tools.inside.choose(self.chance.choice(["provider", "commissioner"])),
            lambda: self.page.outline.form.choose(self.chance.randrange(2)),
        ))()  # fmt: skip

    def answer(self, card):
        for line in card.findChildren(QLineEdit):
            line.setText(self.chance.choice(TYPED))
        buttons = [one for one in card.findChildren(Button) if one.isVisible()]
        if buttons and self.chance.random() < 0.8:
            QTest.mouseClick(self.chance.choice(buttons), B.LeftButton)
        else:
            QTest.keyClick(card, self.chance.choice([K.Key_Return, K.Key_Escape]))


def handle(page, workspace, seed, actions):
    """Handle the map; what was done must come undone to the same plan."""
    before = plan_digest(workspace.plan)
    hand = Hand(page, seed)
    for _ in range(actions):
        hand.act()
    page.canvas.grab()
    while workspace.document.undo_label:
        try:
            workspace.undo()
        except EditRefused:  # pragma: no cover
            pytest.fail("what was done could not be undone")
    assert plan_digest(workspace.plan) == before


def test_the_map_survives_a_short_seed_and_all_comes_undone(page, workspace):
    handle(page, workspace, 7, 150)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_the_map_survives_a_thousand_random_actions(page, workspace, seed):
    handle(page, workspace, seed, 1_000)
