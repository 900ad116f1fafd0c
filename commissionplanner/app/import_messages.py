"""What is said when an import has been made."""

from collections.abc import Sequence

from commissionplanner.app.import_figures import (
    check_sum,
    money_words,
    reason_words,
    reasons,
    total_of,
)
from commissionplanner.app.messages import Button, Message, Tone
from commissionplanner.io.mapping.fields.targets import MAIN_TABLE
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.entities import TABLES
from commissionplanner.model.words import counted


def imported(sheets: Sequence[Staged], batch_id: str, sheets_left: int = 0) -> Message:
    """Return the result card of an import.

    Args:
        sheets: What was brought in, sheet by sheet.
        batch_id: Of the record of the first import; buttons name it: "rows_left_out:ID",
            "slip:ID", "undo_import:ID", "next_sheet:ID".
        sheets_left: How many sheets of the file have not been imported.
    """
    first = sheets[0]
    many = len(sheets) > 1
    buttons = [
        Button(f"slip:{batch_id}", "Open slips" if many else "Open slip"),
        Button(f"undo_import:{batch_id}", "Undo import"),
    ]
    if first.left_out and not many:
        buttons.insert(0, Button(f"rows_left_out:{batch_id}", "Show rows left out"))
    if sheets_left:
        buttons.append(Button(f"next_sheet:{batch_id}", "Import another sheet…"))
    tone = Tone.ATTENTION if any(sheet.problems for sheet in sheets) else Tone.DONE
    if many:
        title, lines, foot = f"{len(sheets)} sheets imported", _by_sheet(sheets), first.file
    else:
        said = (_money(first), _left_out(first), _unread(first))
        title, lines = _title(first), tuple(line for line in said if line)
        foot = f"{first.file}, sheet “{first.sheet_name}”" if first.sheet_name else first.file
    return Message(tone, title, lines, tuple(buttons), foot, batch_id)


def _by_sheet(sheets: Sequence[Staged]) -> tuple[str, ...]:
    """Return a line for each sheet: what came in, and what there is to look at."""
    lines = []
    for sheet in sheets:
        parts = [_title(sheet)]
        check = check_sum(sheet)
        if check is not None:
            level, words, figure = check
            agreed = "agrees with its total to the penny"
            parts.append(agreed if level == "good" else f"{words[:1].lower()}{words[1:]} {figure}")
        if sheet.left_out:
            parts.append(f"{counted(len(sheet.left_out), 'row')} left out")
        if sheet.problems:
            parts.append(f"{counted(len(sheet.problems), 'cell')} to fix")
        lines.append(f"{sheet.sheet_name}: {', '.join(parts)}.")
    return tuple(lines)


def _title(staged: Staged) -> str:
    table = TABLES[MAIN_TABLE[staged.kind]]
    for counts, verb in ((staged.compared.added, "imported"), (staged.compared.changed, "updated")):
        count = counts.get(table.name, 0)
        if count:
            return f"{table.counted(count)} {verb}"
    return f"{staged.rows_accepted:,} rows imported"


def _money(staged: Staged) -> str:
    """Say what came in, in total and a year where both are known, and whether the sheet agrees."""
    if not staged.totals:
        return ""
    check, amounts = check_sum(staged), money_words(staged)
    said = f"{amounts[0]}, {', '.join(amounts[1:])}" if amounts[1:] else amounts[0]
    if check is None:
        return f"{said}. The sheet has no total to check it against."
    level, words, figure = check
    if level == "good":
        of = total_of(staged) if amounts[1:] else ""
        return f"{said}. It agrees with the sheet’s own total{of} to the penny."
    return f"{said}. {words} {figure} from what came in."


def _left_out(staged: Staged) -> str:
    count = len(staged.left_out)
    if not count:
        return "No row was left out."
    why = [reason_words(words, n) for words, n in reasons(out.reason for out in staged.left_out)]
    return f"{counted(count, 'row')} left out: {', '.join(why)}."


def _unread(staged: Staged) -> str:
    count = len(staged.problems)
    if not count:
        return ""
    words = (
        "1 cell could not be read and is"
        if count == 1
        else f"{count:,} cells could not be read and are"
    )
    return f"{words} kept as found, to be put right."
