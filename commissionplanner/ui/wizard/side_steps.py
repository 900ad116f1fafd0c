"""What the panel at the right says at each step of the wizard."""

from collections.abc import Callable

from commissionplanner.app import import_figures
from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_book import BookReady
from commissionplanner.app.import_preview import Preview
from commissionplanner.app.sheet_marks import SheetMarks, listed_sheets
from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.tabular.shape import FoundTable
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.controllers.pointing import Pointing
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.wizard.sheet_list import SheetList
from commissionplanner.ui.wizard.side import Side

_MOST = 8
_REST = "rows_to_fix"


def fill_file(side: Side, control: ImportController, choose_another: Callable[[], None]) -> None:
    """Say which sheet, headings, table and kind were found, and let them be put right."""
    raw, preview, marks = control.raw, control.preview, control.marks
    if raw is None or marks is None:
        return
    if control.problem:
        side.add(Notice("problem", "No table was found here", control.problem))
    if preview is not None:
        _fill_unknown(side, control, preview)
    side.add_title("Where the table is")
    side.add_words(_headings(marks), "ink")
    side.add_words(
        "Click a row, or press Enter on it, to say what it is: headings, start or end of the "
        "data, a total, to be left out. Click a letter for its column."
    )
    if len(marks.tables) > 1:
        side.add_title(f"Tables on this sheet ({len(marks.tables)})")
        point = Pointing(control)
        tables = [(str(t.number), _table(t)) for t in marks.tables]
        taken = next((str(t.number) for t in marks.tables if t.taken), "")
        side.add_choices(tables, taken, "Table", lambda key: point.table(int(key)))
    SheetList(side, control, listed_sheets(raw)).fill()
    if preview is not None:
        _fill_kind(side, preview)
        _fill_profile(side, preview)
        side.add_notes("Seen in the file", shown.seen_in_file(preview.staged))
    other = Button("Choose another file…", height=28)
    other.clicked.connect(choose_another)
    side.add_button(other)


def _headings(marks: SheetMarks) -> str:
    if marks.headings is None:
        return "No row of headings was found."
    first, last = marks.headings
    return (
        f"Headings in row {first:,}."
        if first == last
        else f"Headings in rows {first:,} to {last:,}."
    )


def _table(table: FoundTable) -> str:
    name = f"“{table.title[:28]}”" if table.title else f"Table {table.number}"
    return f"{name}, rows {table.first_row:,} to {table.last_row:,}"


def fill_columns(side: Side, control: ImportController, preview: Preview) -> None:
    """Say how sure the fields of the columns are, and which to check."""
    _fill_unknown(side, control, preview)
    _fill_kind(side, preview)
    heads = preview.heads
    side.add_title("Columns")
    words = {
        "certain": "Certain",
        "likely": "Likely",
        "check": "Please check",
        "left_out": "Left out",
    }
    for sure, name in words.items():
        count = sum(head.sure == sure for head in heads)
        side.add_figure(import_figures.Figure(name, f"{count:,}", sure == "check" and count > 0))
    doubtful = [head for head in heads if head.sure == "check"]
    if doubtful:
        side.add_title("Please check")
        for head in doubtful[:_MOST]:
            side.add_words(f"{head.letter}  {head.heading}: {head.field}", "ink")
            side.add_words(head.why)
    staged = preview.staged
    side.add_questions(staged.questions, _offered(staged), control.answer)


def _offered(staged: Staged) -> list[Question]:
    return [question for question in staged.offered if question.id != _REST]


def fill_rows(
    side: Side, control: ImportController, preview: Preview, show_next: Callable[[], None] | None
) -> None:
    """Say what the rows add up to, ask, and say what was assumed and matched.

    `show_next` goes to the next cell to fix; it is None where no rows are shown.
    """
    staged = preview.staged
    side.add_reconciliation(staged)
    _fill_rest(side, control, preview)
    asked = [question for question in staged.questions if question.id != _REST]
    side.add_questions(asked, _offered(staged), control.answer)
    side.add_counts(preview, sum(head.sure == "check" for head in preview.heads))
    if preview.with_problems and show_next is not None:
        go = Button("Next cell to fix", height=28)
        go.clicked.connect(show_next)
        side.add_button(go)
    bodies = preview.bodies
    if bodies.new or bodies.known:
        side.add_title("Organisations")
        side.add_figure(import_figures.Figure("In the plan already", f"{bodies.known:,}"))
        side.add_figure(import_figures.Figure("New", f"{len(bodies.new):,}"))
    side.add_notes("Assumed", staged.notes)


def fill_sheets(side: Side, ready: BookReady) -> None:
    """Say of each sheet that comes in what its rows add up to."""
    for sheet in ready.sheets:
        side.add_reconciliation(sheet.staged, f"Sheet “{sheet.name}”")


def _fill_rest(side: Side, control: ImportController, preview: Preview) -> None:
    """Offer to import what is good now and to keep the rows with cells to fix for later."""
    taken = next((q.taken for q in preview.staged.questions if q.id == _REST), "bring_in")
    if not preview.with_problems and taken == "bring_in":
        return
    side.add_title("Rows with cells to fix")
    choices = [
        ("bring_in", "Import them too, those cells left empty"),
        ("hold", "Import what is good now, keep the rest for later"),
    ]
    side.add_choices(
        choices, taken, "Rows with cells to fix", lambda key: control.answer(_REST, key)
    )
    if taken == "hold":
        side.add_words("The rest is kept in the plan. Finish it on the Sources page.")


def _fill_unknown(side: Side, control: ImportController, preview: Preview) -> None:
    """Say why the file would bring nothing that is known, and what to do."""
    why, staged = control.unknown, preview.staged
    if not why:
        return
    if not staged.row_count:
        side.add(Notice("problem", "There is nothing to bring in", why))
        return
    ways = (
        "Choose what it is at “Read as”, and give its columns their fields at the step Columns. "
        "Nothing comes in before that."
    )
    notice = Notice("problem", "What is this file?", f"{why} {ways}")
    if staged.knows_columns:
        kind = staged.kind
        taken = Button(f"It holds {shown.kind_words(kind)}", height=28)
        taken.clicked.connect(lambda _=False: control.choose_kind(kind))
        notice.add_button(taken)
    side.add(notice)


def _fill_profile(side: Side, preview: Preview) -> None:
    name = preview.staged.sheet.profile
    if name:
        more = "The step of columns is passed by; go back from the rows to see or change them."
        side.add(Notice("good", f"Columns as in the profile “{name}”", more))


def _fill_kind(side: Side, preview: Preview) -> None:
    side.add_title(f"Read as {shown.kind_words(preview.staged.kind)}")
    guess = preview.staged.kind_guess
    side.add_words(guess.why if guess.kind == preview.staged.kind else "As you said.")
