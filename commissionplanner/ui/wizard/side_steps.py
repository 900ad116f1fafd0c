"""What the panel at the right says at each step of the wizard."""

from collections.abc import Callable

from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_preview import Preview
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.wizard.side import Side

_MOST = 8


def fill_file(side: Side, control: ImportController, choose_another: Callable[[], None]) -> None:
    """Say which sheet, heading row and kind were found, and let them be put right."""
    raw, preview = control.raw, control.preview
    if raw is None:
        return
    if control.problem:
        side.add(Notice("problem", "No table was found here", control.problem))
    sheets = [sheet for sheet in raw.sheets if sheet.kind != "chart"]
    if sheets:
        names = [(s.name, s.name if s.kind == "visible" else f"{s.name} (hidden)") for s in sheets]
        side.add_title("Sheet")
        side.add_choices(names, raw.sheet, "Sheet", control.choose_sheet)
    side.add_title("Heading row")
    row = preview.staged.header_row if preview else control.choices.header_row
    side.add_words(f"Row {row:,}." if row else "No row of headings was found.", "ink")
    side.add_words("Click another row at the left if the headings stand there.")
    if preview is not None:
        _fill_kind(side, preview)
        side.add_notes("Seen in the file", shown.seen_in_file(preview.staged))
    other = Button("Choose another file…", height=28)
    other.clicked.connect(choose_another)
    side.add_button(other)


def fill_columns(side: Side, control: ImportController, preview: Preview) -> None:
    """Say how sure the fields of the columns are, and which to check."""
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
        side.add_figure(shown.Figure(name, f"{count:,}", sure == "check" and count > 0))
    doubtful = [head for head in heads if head.sure == "check"]
    if doubtful:
        side.add_title("Please check")
        for head in doubtful[:_MOST]:
            side.add_words(f"{head.letter}  {head.heading}: {head.field}", "ink")
            side.add_words(head.why)
    side.add_questions(preview.staged.questions, control.answer)


def fill_rows(
    side: Side, control: ImportController, preview: Preview, show_next: Callable[[], None] | None
) -> None:
    """Say what the rows add up to, ask, and say what was assumed and matched.

    `show_next` goes to the next cell to fix; it is None where no rows are shown.
    """
    staged = preview.staged
    side.add_reconciliation(preview)
    side.add_questions(staged.questions, control.answer)
    side.add_counts(preview, sum(head.sure == "check" for head in preview.heads))
    if preview.with_problems and show_next is not None:
        go = Button("Next cell to fix", height=28)
        go.clicked.connect(show_next)
        side.add_button(go)
    bodies = shown.bodies(staged)
    if bodies.new or bodies.known:
        side.add_title("Organisations")
        side.add_figure(shown.Figure("In the plan already", f"{bodies.known:,}"))
        side.add_figure(shown.Figure("New", f"{len(bodies.new):,}"))
    side.add_notes("Assumed", staged.notes)


def _fill_kind(side: Side, preview: Preview) -> None:
    side.add_title(f"Read as {shown.kind_words(preview.staged.kind)}")
    guess = preview.staged.kind_guess
    side.add_words(guess.why if guess.kind == preview.staged.kind else "As you said.")
