"""Whole imports, from the file to the card, with real clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commissionplanner.cli.main import run
from commissionplanner.ui.pages import importing
from commissionplanner.ui.widgets.floating import ResultCard
from commissionplanner.ui.widgets.rows import Notice

LEFT = Qt.MouseButton.LeftButton
MESSY = """Vale ICB grants 2026/27 (£000),,,
,,,
Recipient Org:Name,Title,Amount Awarded,Award Date
Little Acorns,Play,12,04/05/2026
Wexcombe CC,Portage,TBC,05/05/2026
Total,,12,
"""


@pytest.fixture
def click_through(qtbot, wait):
    """Go from the present step to the end by the main button, as a newcomer does."""

    def through(page):
        seen = [page.step]
        while page.step < importing.IMPORT:
            qtbot.mouseClick(page.foot.next, LEFT)
            seen.append(page.step)
        qtbot.mouseClick(page.foot.next, LEFT)
        wait()
        return seen

    return through


def test_three_unlike_spreadsheets_are_imported_one_after_the_other(
    window, wait, click_through, shared_samples
):
    files = sorted(path for path in shared_samples.iterdir() if path.suffix in (".xlsx", ".csv"))
    window.workspace.ask_import(files)
    wait()
    page = window.current
    for left in (3, 2, 1):
        assert len(page.control.files) == left
        assert click_through(page) == [0, 1, 2, 3, 4]
    assert len(window.workspace.plan.imports) == 3
    assert {batch.kind for batch in window.workspace.plan.imports.values()} == {
        "contracts", "funding"
    } or len({batch.file_name for batch in window.workspace.plan.imports.values()}) == 3  # fmt: skip
    for _ in range(3):
        window.workspace.undo()
    assert not window.workspace.plan.imports


REAL = ("trafford_vcs_grants.csv", "contractsfinder_notices_2020-09.csv",
        "360g_a001p00000zgyHZAAY.xlsx")  # fmt: skip


@pytest.mark.slow
def test_three_real_files_come_in_with_five_clicks_each_and_no_question_unanswered(
    window, wait, click_through, shared_data
):
    window.workspace.ask_import([shared_data / name for name in REAL])
    wait()
    page = window.current
    for rows in (555, 380, 783):
        assert page.control.preview.staged.rows_accepted == rows
        assert all(question.taken for question in page.control.preview.staged.questions)
        assert click_through(page) == [0, 1, 2, 3, 4]
    plan = window.workspace.plan
    assert {batch.file_name for batch in plan.imports.values()} == set(REAL)
    assert sum(batch.rows_accepted for batch in plan.imports.values()) == 555 + 380 + 783


def test_a_messy_sheet_is_set_right_and_brought_in(
    qtbot, open_file, window, wait, tmp_path, click_through
):
    path = tmp_path / "grants.csv"
    path.write_text(MESSY, encoding="utf-8")
    page = open_file(path)
    page.go_to(importing.ROWS)
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bar = page.rows.replacing
    qtbot.keyClicks(bar.what, "Wexcombe CC")
    qtbot.keyClicks(bar.by, "Wexcombe Council")
    qtbot.waitUntil(lambda: bar.button.words() == "Replace in 1 cell")
    qtbot.mouseClick(bar.button, LEFT)
    qtbot.waitUntil(lambda: bar.count == 0)
    wait()
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_F8)
    page.rows.note.close()
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_F2)
    editor = page.rows.grid.findChild(QLineEdit)
    qtbot.keyClicks(editor, "3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.control.choices.cells))
    wait()
    click_through(page)
    plan = window.workspace.plan
    assert sorted(c.total_value_p for c in plan.contracts.values() if c.total_value_p) == [
        300_000, 1_200_000,
    ]  # fmt: skip
    assert not any(o.name == "Wexcombe CC" for o in plan.organisations.values())
    assert window.findChildren(ResultCard)


def test_a_locked_workbook_is_opened_with_its_password(qtbot, window, wait, shared_data):
    window.workspace.ask_import([shared_data / "calamine_password.xlsx"])
    wait()
    page = window.current
    assert page.trouble.line.hasFocus()
    qtbot.keyClicks(page.trouble.line, "1234")
    qtbot.keyClick(page.trouble.line, Qt.Key.Key_Return)
    wait()
    assert page.control.raw is not None
    assert not page.control.needs_password


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
        ("quote.csv", b'A,B\n1,2\n3,"open\n4,5\n', "row"),
        ("empty.csv", b"", "empty"),
    ],
)
def test_a_file_that_is_refused_names_the_cause_and_the_way_out(
    open_file, tmp_path, name, content, says
):
    path = tmp_path / name
    path.write_bytes(content)
    page = open_file(path)
    words = page.control.problem
    if not words and page.control.preview is not None:
        words = " ".join(w.message for w in page.control.preview.staged.warnings)
    assert says in words
    assert page.control.preview is not None or not page.foot.next.isEnabled()


def test_cancel_in_the_middle_changes_nothing(qtbot, window, page, wait):
    before = window.workspace.plan
    page.go_to(importing.ROWS)
    page.control.type_cell("D4", "31/03/2028")
    wait()
    qtbot.mouseClick(page.foot.cancel, LEFT)
    assert window.workspace.plan is before
    assert page.control.path is None


STRANGE = "Alpha,Beta,Gamma\nred,4,x\nblue,5,y\ngreen,6,z\n"
"""Headings of which none is known."""


def test_a_file_of_which_no_heading_is_known_says_so_as_the_command_does_and_does_not_go_on(
    qtbot, window, open_file, tmp_path, wait, capsys
):
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE, encoding="utf-8")
    page = open_file(path)
    qtbot.mouseClick(page.foot.next, LEFT)
    assert page.step == importing.COLUMNS
    assert not page.foot.next.isEnabled()
    said = page.foot.next.toolTip()
    assert said in next(n.accessibleName() for n in page.side.findChildren(Notice))
    plan = tmp_path / "empty.cplan"
    assert run(["new", str(plan)]) == 0
    assert run(["import", str(plan), str(path)]) == 4
    assert said in capsys.readouterr().err
    page.control.choose_kind("organisations")
    page.control.choose_field("A", "name")
    wait()
    assert page.foot.next.isEnabled()


def test_the_wizard_is_worked_by_keys_alone(qtbot, qapp, window, page, wait):
    def tab_to(name):
        for _ in range(60):
            qapp.processEvents()  # what a step fills its side with is shown
            focus = qapp.focusWidget()
            if name in (focus.accessibleName() or focus.text()):
                return focus
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached")

    assert qapp.focusWidget() is page.raw  # wherever the file was dropped
    for _ in range(2):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert qapp.focusWidget() is page.rows.grid
    qtbot.keyClick(tab_to("Next cell to fix"), Qt.Key.Key_Tab)
    assert qapp.focusWidget() is page.foot.cancel  # the buttons come after what they are about
    tab_to("Replace…")
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
    assert qapp.focusWidget() is page.rows.bar.box  # which a focus proxy leapt over
    qtbot.keyClick(tab_to("Next: match"), Qt.Key.Key_Return)
    qtbot.keyClick(tab_to("Next: import"), Qt.Key.Key_Return)
    qtbot.keyClick(tab_to("Import 2 rows"), Qt.Key.Key_Return)
    wait()
    qtbot.waitUntil(lambda: window.current.key == "contracts")
    assert window.current.isAncestorOf(qapp.focusWidget()) or qapp.focusWidget() is window.current
