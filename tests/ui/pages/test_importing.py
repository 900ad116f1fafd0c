"""The import wizard, driven as a user drives it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from commissionplanner.ui.focus import Thing
from commissionplanner.ui.pages import importing
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.floating import ResultCard
from commissionplanner.ui.widgets.inputs import RadioButton
from commissionplanner.ui.widgets.rows import Notice

SAMPLES = Path(__file__).parents[3] / "sample_plans" / "partners"
COUNCIL = SAMPLES / "wexcombe-council-contract-register-q2.xlsx"
REGISTER = """Published by Wexcombe Council,,,,
Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,"£1,000.00"
A2,Dads' groups,Wexcombe Voluntary Action,TBC,"£2,000.00"
Total,,,,"£3,000.00"
"""
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "contracts")


@pytest.fixture
def wait(qtbot, window):
    """Wait until no job runs."""

    def until_idle():
        qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)

    return until_idle


@pytest.fixture
def page(window, wait, register):
    window.workspace.ask_import([register])
    wait()
    return window.current


def _to(qtbot, page, step):
    while page.step < step:
        qtbot.mouseClick(page.foot.next, LEFT)


def test_files_dropped_on_the_window_open_the_wizard(window, wait, register):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register))])
    window.dropEvent(QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    ))  # fmt: skip
    wait()
    assert window.current.key == "importing"
    assert window.current.control.preview.staged.file == "register.csv"


def test_nothing_changes_before_the_last_step_and_the_foot_says_so(qtbot, window, page):
    before = window.workspace.plan
    _to(qtbot, page, importing.IMPORT)
    assert window.workspace.plan is before
    assert "Nothing has changed yet" in page.foot._promise.text()


def test_a_column_is_given_another_field_in_its_head(qtbot, page, wait):
    _to(qtbot, page, importing.COLUMNS)
    assert page.rows.grid.head.boxes[4].current() == "annual_value_p"
    page.rows.grid.head.boxes[4].choose("total_value_p")
    wait()
    assert page.control.preview.staged.totals == {"total_value_p": 300_000}
    assert page.rows.grid.head.boxes[4].toolTip() == "As you said."


def test_a_cell_without_a_value_is_marked_and_says_why(qtbot, page):
    _to(qtbot, page, importing.ROWS)
    index = page.rows.grid.rows.index(1, 3)
    assert page.rows.grid.rows.cell(index).problem
    qtbot.mouseClick(page.rows.grid.viewport(), LEFT, pos=page.rows.grid.visualRect(index).center())
    assert "TBC" in page.rows.note.popover.accessibleName()
    qtbot.keyClick(page.rows.note.popover, Qt.Key.Key_Escape)
    assert page.rows.note.popover is None


def _press(qtbot, page, words):
    button = next(b for b in page.rows.note.popover.findChildren(Button) if b.words() == words)
    qtbot.mouseClick(button, LEFT)


def test_a_date_is_typed_in_place_of_a_cell_without_one(qtbot, page, wait):
    _to(qtbot, page, importing.ROWS)
    page.show_next_problem()
    _press(qtbot, page, "Type a date…")
    page.rows.note.line.selectAll()
    qtbot.keyClicks(page.rows.note.line, "31/03/2028")
    qtbot.keyClick(page.rows.note.line, Qt.Key.Key_Return)
    wait()
    assert not page.control.preview.with_problems
    assert page.rows.grid.rows.index(1, 3).data() == "31 Mar 2028"
    assert any("“TBC” was replaced" in note for note in page.control.preview.staged.notes)


def test_a_row_is_left_out_by_hand_and_brought_in_again(qtbot, page, wait):
    _to(qtbot, page, importing.ROWS)
    page.show_next_problem()
    _press(qtbot, page, "Leave row out")
    wait()
    assert page.control.preview.staged.totals == {"annual_value_p": 100_000}
    page.rows.note.explain(page.rows.grid.rows.index(1, 0))
    _press(qtbot, page, "Bring it in")
    wait()
    assert page.control.preview.staged.totals == {"annual_value_p": 300_000}


def test_filters_show_rows_with_problems_and_rows_left_out(qtbot, page):
    _to(qtbot, page, importing.ROWS)
    qtbot.mouseClick(page.rows.bar.chips["problems"], LEFT)
    assert [page.rows.grid.rows.line(n).row for n in range(page.rows.grid.rows.rowCount())] == [4]
    qtbot.mouseClick(page.rows.bar.chips["out"], LEFT)
    assert [page.rows.grid.rows.line(n).row for n in range(page.rows.grid.rows.rowCount())] == [5]


def test_a_question_is_answered_and_the_answer_holds(qtbot, page, window, wait):
    page.control.replace_file(COUNCIL)
    wait()
    _to(qtbot, page, importing.ROWS)
    said = [b for b in page.side.findChildren(RadioButton) if b.text() == "Not known"]
    unknown = next(b for b in said if "says whose" in b.accessibleName())
    buttons = page.side.findChildren(ToolButton)
    following = next(b for b in buttons if b.accessibleName() == "Next question")
    for _ in range(page.side.findChildren(RadioButton).index(unknown)):
        if not unknown.isVisible():
            qtbot.mouseClick(following, LEFT)
    qtbot.mouseClick(unknown, LEFT, pos=QPoint(8, 13))
    wait()
    asked = page.control.preview.staged.questions
    question = next(q for q in asked if q.id == "whose")
    assert (question.taken, question.answered) == ("unknown", True)


def test_importing_is_one_step_with_a_card_and_undo_takes_all_of_it_back(qtbot, window, page, wait):
    before = window.workspace.plan
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    assert len(window.workspace.plan.contracts) == len(before.contracts) + 2
    card = window.said[-1]
    assert card.title == "2 contracts imported"
    assert card.lines[:2] == (
        "£3,000.00 a year. It agrees with the sheet’s own total to the penny.",
        "1 row left out: 1 total.",
    )
    told = next(c for c in window.findChildren(ResultCard) if c.isVisible())
    undo = next(b for b in told.findChildren(Button) if b.words() == "Undo import")
    qtbot.mouseClick(undo, LEFT)
    assert window.workspace.plan.contracts == before.contracts
    assert not window.workspace.plan.imports
    assert not told.isVisible(), "what it told of is gone"


def test_after_other_edits_the_card_does_not_undo_those(qtbot, window, page, wait):
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    undo = next(b for b in window.said[-1].buttons if b.label == "Undo import")
    qtbot.mouseClick(window.page("contracts").add_button, LEFT)
    count = len(window.workspace.plan.contracts)
    window.files.acts[undo.action]()
    assert len(window.workspace.plan.contracts) == count
    assert "Other changes were made since" in window.said[-1].title


def test_importing_the_same_file_again_changes_nothing_and_says_so(
    qtbot, window, page, wait, register
):
    for _ in range(2):
        _to(qtbot, page, importing.IMPORT)
        words = page.foot.next.words()
        qtbot.mouseClick(page.foot.next, LEFT)
        wait()
        count = len(window.workspace.document.steps)
        window.workspace.ask_import([register])
        wait()
    assert words == "Finish: nothing to import"
    assert count == 1


def test_a_file_that_cannot_be_read_says_why_and_offers_another(window, wait, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    window.workspace.ask_import([broken])
    wait()
    page = window.current
    assert page.places.currentWidget() is page.trouble
    assert "broken.xlsx" in page.control.problem
    assert not page.foot.next.isEnabled()


def test_a_locked_file_asks_for_its_password_and_a_wrong_one_asks_again(
    qtbot, window, wait, shared_data
):
    window.workspace.ask_import([shared_data / "calamine_password.xlsx"])
    wait()
    page = window.current
    qtbot.keyClicks(page.trouble.line, "wrong")
    qtbot.keyClick(page.trouble.line, Qt.Key.Key_Return)
    wait()
    assert page.control.needs_password
    assert "does not open" in page.control.problem


def test_several_files_come_one_after_the_other(qtbot, window, wait, register):
    window.workspace.ask_import([register, SAMPLES / "wexcombe-voluntary-sector-grants.csv"])
    wait()
    page = window.current
    assert page.foot._promise.text().startswith("File 1 of 2.")
    qtbot.mouseClick(page.foot.skip, LEFT)
    wait()
    assert page.control.preview.staged.file == "wexcombe-voluntary-sector-grants.csv"
    assert page.foot._promise.text().startswith("File 2 of 2.")


def test_another_sheet_of_the_same_file_is_offered_next(qtbot, window, wait):
    window.workspace.ask_import([COUNCIL])
    wait()
    page = window.current
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    another = next(b for b in window.said[-1].buttons if b.label == "Import another sheet…")
    window.files.acts[another.action]()
    wait()
    assert page.control.preview.staged.sheet_name == "Family hubs"


def test_cancel_leaves_the_plan_as_it_was(qtbot, window, page):
    before = window.workspace.plan
    qtbot.mouseClick(page.foot.cancel, LEFT)
    assert window.workspace.plan is before
    assert window.current.key == "sources"


def test_the_wizard_is_gone_through_by_keys(qtbot, page):
    page.raw.setFocus()
    for _ in range(2):
        qtbot.keyClick(
            page.places.currentWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier
        )
    assert page.step == importing.ROWS
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.step == importing.COLUMNS


def test_an_edit_made_meanwhile_makes_the_import_ready_again(qtbot, window, page, wait):
    stale = page.control.preview
    qtbot.mouseClick(window.page("contracts").add_button, LEFT)
    wait()
    assert page.control.preview is not stale
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    assert len(window.workspace.plan.imports) == 1


NAMES = """Ref,Contract title,Supplier,End date,Annual value
A1,Portage,Little Acornes,31/03/2027,"£1,000.00"
A2,Dads,Littel Acorns,31/03/2027,"£2,000.00"
"""


@pytest.fixture
def names(window, wait, tmp_path, qtbot):
    """The wizard at its fourth step, with a name that is merged and one that is asked about."""
    path = tmp_path / "names.csv"
    path.write_text(NAMES, encoding="utf-8")
    window.workspace.ask_import([path])
    wait()
    _to(qtbot, window.current, importing.MATCH)
    return window.current.matches


def _cells(step, row):
    return [words.text for words in step.table.lines.lines[row].cells]


def test_names_are_listed_with_how_sure_and_why_the_doubtful_first(names):
    assert _cells(names, 0)[:2] == ["Littel Acorns", "Little Acorns"]
    assert _cells(names, 0)[2].startswith("Please check")
    assert _cells(names, 1)[2].startswith("Likely")
    assert "alike" in _cells(names, 1)[4]


def test_the_keys_settle_a_name_and_take_the_answer_back(qtbot, names, wait):
    names.table.setFocus()
    for key, now in (("1", "This one"), ("3", "A new one, for now"), ("2", "A new one")):
        names.table.setCurrentIndex(names.table.lines.index(0, 0))
        place = [line.cells[0].text for line in names.table.lines.lines].index("Littel Acorns")
        names.table.setCurrentIndex(names.table.lines.index(place, 0))
        qtbot.keyClick(names.table, key)
        wait()
        rows = {line.cells[0].text: line.cells[3].text for line in names.table.lines.lines}
        assert rows["Littel Acorns"] == now


def test_another_record_is_searched_for_and_taken_by_keyboard(qtbot, names, wait):
    names.table.setFocus()
    qtbot.keyClick(names.table, "4")
    search = names.search
    qtbot.keyClicks(search.box, "wexcombe council")
    qtbot.keyClick(search.box, Qt.Key.Key_Return)
    wait()
    rows = {line.cells[0].text: line.cells[1].text for line in names.table.lines.lines}
    assert rows["Littel Acorns"] == "Wexcombe Council"


def test_a_match_is_undone_in_the_inspector(qtbot, window, names, wait):
    page = window.current
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    plan = window.workspace.plan
    held = next(o for o in plan.organisations.values() if o.name == "Little Acorns")
    window.workspace.focus.go("organisations", Thing("organisations", held.id))
    undo = next(
        b
        for b in window.findChildren(Button)
        if b.accessibleName().startswith("Undo the match") and b.words() == "Undo this match"
    )
    qtbot.mouseClick(undo, LEFT)
    own = [o for o in window.workspace.plan.organisations.values() if o.name == "Little Acornes"]
    assert len(own) == 1
    assert any(c.provider_id == own[0].id for c in window.workspace.plan.contracts.values())


NEXT_YEAR = """Published by Wexcombe Council,,,,
Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2028,"£1,500.00"
A3,Swimming,Wexcombe Voluntary Action,31/03/2028,"£700.00"
"""


@pytest.fixture
def again(qtbot, window, page, wait, tmp_path):
    """The next version of a register that was imported, in the wizard."""
    _to(qtbot, page, importing.IMPORT)
    qtbot.mouseClick(page.foot.next, LEFT)
    wait()
    path = tmp_path / "register 2.csv"
    path.write_text(NEXT_YEAR, encoding="utf-8")
    window.workspace.ask_import([path])
    wait()
    return window.current


def _lines(step):
    return [[words.text for words in line.cells] for line in step.table.lines.lines]


def test_headings_that_are_known_pass_the_columns_by_and_it_is_said(qtbot, again):
    assert again.foot.next.words() == "Next: check rows"
    assert any(
        "Columns as in the profile" in n.accessibleName() for n in again.side.findChildren(Notice)
    )
    qtbot.mouseClick(again.foot.next, LEFT)
    assert again.step == importing.ROWS
    qtbot.mouseClick(again.foot.back, LEFT)
    assert again.step == importing.COLUMNS


def test_the_next_version_is_a_list_of_differences_accepted_line_by_line(
    qtbot, window, again, wait
):
    _to(qtbot, again, importing.IMPORT)
    step = again.summary
    whats = {(line[1], line[2], line[3], line[4]) for line in _lines(step)}
    assert ("Portage equipment", "£ a year", "£1,000.00", "£1,500.00") in whats
    assert any(line[2] == "Contract is kept" for line in _lines(step))
    place = next(n for n, line in enumerate(_lines(step)) if line[2] == "£ a year")
    step.table.setCurrentIndex(step.table.lines.index(place, 0))
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    wait()
    qtbot.mouseClick(again.foot.next, LEFT)
    wait()
    held = {c.ref: c for c in window.workspace.plan.contracts.values()}
    assert held["A1"].annual_value_p == 100_000
    assert held["A1"].current_end_on.year == 2028
    assert {"A2", "A3"} <= set(held)


def test_the_differences_are_filtered_by_words_and_by_kind(qtbot, again):
    _to(qtbot, again, importing.IMPORT)
    step = again.summary
    step.filter_box.setText("swimming")
    assert [line[1] for line in _lines(step)] == ["Swimming"]
    step.filter_box.clear()
    step.states.chosen.emit("gone")
    assert [line[2] for line in _lines(step)] == ["Contract is kept"]


def test_files_are_asked_for_in_the_folder_of_the_last(window, tmp_path, monkeypatch):
    asked = []

    def answer(_parent, _title, folder, _kinds):
        asked.append(folder)
        return [str(tmp_path / "register.csv")], ""

    monkeypatch.setattr(importing.QFileDialog, "getOpenFileNames", answer)
    for _ in range(2):
        assert importing.ask_files(window) == [tmp_path / "register.csv"]
    assert asked[0] != str(tmp_path)
    assert asked[1] == str(tmp_path)
