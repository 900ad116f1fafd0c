"""What no heading says is asked in the window, once each, with a guess taken until it is answered."""

import pytest
from PySide6.QtCore import QPoint, Qt

from commissionplanner.ui.pages import importing
from commissionplanner.ui.widgets.buttons import ToolButton
from commissionplanner.ui.widgets.inputs import RadioButton

LEFT = Qt.MouseButton.LeftButton
REGISTER = """Ref,Contract title,Supplier,Start date,End date,Total value,VAT status
F1,Meals framework,A Ltd,01/04/2026,31/03/2030,90000000,see note
C1,Family support,B Ltd,01/04/2026,31/03/2028,20000,see note
"""
BUDGET = """Service,2026/27,2027/28
Portage,1000,2000
Play,300,400
"""


@pytest.fixture
def ask(qtbot, open_file, wait, tmp_path):
    """Open a file, go to the rows, and answer a question by the words of its button."""

    def of(text, *answers):
        path = tmp_path / "sent.csv"
        path.write_text(text, encoding="utf-8")
        page = open_file(path)
        while page.step < importing.ROWS:
            qtbot.mouseClick(page.foot.next, LEFT)
        for said, words in answers:
            _answer(qtbot, page, said, words)
            wait()
        return page

    return of


def _answer(qtbot, page, said, words):
    buttons = page.side.findChildren(RadioButton)
    (wanted,) = [b for b in buttons if said in b.accessibleName() and b.text() == words]
    following = [b for b in page.side.findChildren(ToolButton)
                 if b.accessibleName() == "Next question"]  # fmt: skip
    for _ in buttons:
        if not wanted.isVisible():
            qtbot.mouseClick(following[0], LEFT)
    qtbot.mouseClick(wanted, LEFT, pos=QPoint(8, 13))


def _taken(page):
    return {q.id: q.taken for q in page.control.preview.staged.questions}


def test_vat_and_framework_ceilings_are_asked_once_for_all_rows(ask):
    page = ask(REGISTER, ("VAT", "Net"), ("framework", "No"))
    taken = _taken(page)
    assert (taken["vat"], taken["ceilings"]) == ("net", "no")


def test_the_certainty_of_years_across_is_asked_once_for_all_years(ask):
    page = ask(BUDGET, ("How sure is the money of 2026/27 to 2027/28", "Indicative"))
    assert _taken(page)["certainty"] == "indicative"
    assert sum(q.startswith("certainty") for q in _taken(page)) == 1
