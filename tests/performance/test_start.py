"""Bar 7: from a cold process to the first painted window, against a bare main window."""

import pytest

pytestmark = pytest.mark.slow
BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(["bare"])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
os._exit(0)
"""
FIRST = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from commissionplanner.app.settings import Settings
from commissionplanner.ui import main, opening
class Stop:
    singleShot = staticmethod(lambda wait, _job: QTimer.singleShot(wait, lambda: os._exit(0)))
opening.QTimer = Stop
app = QApplication(["ours"])
window = main.open_window(app, Settings(theme="light"))
window.show()
app.exec()
"""
FILLED = """
import os
from PySide6.QtWidgets import QApplication
from commissionplanner.app.settings import Settings
from commissionplanner.ui import main
app = QApplication(["ours"])
main._begin = lambda window, argv: None
window = main.open_window(app, Settings(theme="light"))
window.show()
while window.centralWidget() is None:
    app.processEvents()
app.processEvents()
os._exit(0)
"""


def test_the_first_paint_against_a_bare_main_window(bench, table):
    bare, first, filled = bench[1]([BARE, FIRST, FILLED])
    table(7, "start: first painted window, against a bare main window", first, bare, 1.5)
    table(7, "start: welcome page filled (no bar of its own), the same", filled, bare, 1.5)
