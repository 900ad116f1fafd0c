"""What is said when an import has been made."""

from commissionplanner.app.import_preview import check_sum, reason_words, reasons
from commissionplanner.app.messages import Button, Message, Tone
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.targets import MAIN_TABLE, targets_for
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import counted


def imported(staged: Staged, batch_id: str, sheets_left: int = 0) -> Message:
    """Return the result card of an import.

    Args:
        staged: What was brought in.
        batch_id: Of the record of the import; buttons name it: "rows_left_out:ID", "slip:ID",
            "undo_import:ID", "next_sheet:ID".
        sheets_left: How many sheets of the file have not been imported.
    """
    lines = [line for line in (_money(staged), _left_out(staged), _unread(staged)) if line]
    buttons = [
        Button(f"slip:{batch_id}", "Open slip"),
        Button(f"undo_import:{batch_id}", "Undo import"),
    ]
    if staged.left_out:
        buttons.insert(0, Button(f"rows_left_out:{batch_id}", "Show rows left out"))
    if sheets_left:
        buttons.append(Button(f"next_sheet:{batch_id}", "Import another sheet…"))
    foot = f"{staged.file}, sheet “{staged.sheet_name}”" if staged.sheet_name else staged.file
    tone = Tone.ATTENTION if staged.problems else Tone.DONE
    return Message(tone, _title(staged), tuple(lines), tuple(buttons), foot)


def _title(staged: Staged) -> str:
    table = TABLES[MAIN_TABLE[staged.kind]]
    for counts, verb in ((staged.compared.added, "imported"), (staged.compared.changed, "updated")):
        count = counts.get(table.name, 0)
        if count:
            return f"{table.counted(count)} {verb}"
    return f"{staged.rows_accepted:,} rows imported"


def _money(staged: Staged) -> str:
    if not staged.totals:
        return ""
    check = check_sum(staged)
    key, amount_p = max(staged.totals.items(), key=lambda pair: pair[1])
    if check is None:
        name = targets_for(staged.kind)[key].label if key in targets_for(staged.kind) else key
        return f"{format_pounds(amount_p)} in “{name}”. The sheet has no total to check it against."
    level, words, figure = check
    if level == "good":
        total_p = staged.sheet_total["amount_p"] if staged.sheet_total else amount_p
        return f"{format_pounds(total_p)}, agreed with the sheet to the penny."
    return f"{words} {figure} from what came in."


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
