"""The slip of an import that was made: what it kept for good, as the Sources page shows it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from commissionplanner.app import wording
from commissionplanner.app.choice_words import choice_words
from commissionplanner.app.import_figures import A_YEAR, IN_TOTAL, check_words
from commissionplanner.app.import_preview import counted
from commissionplanner.io.mapping.fields.targets import KINDS, MAIN_TABLE, targets_for
from commissionplanner.model.entities import ImportBatch, ImportProfile, Record
from commissionplanner.model.money import Pence, format_pounds
from commissionplanner.model.origins import entries
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Slip:
    """What an import kept.

    Attributes:
        figures: Words and number, as text.
        check: Level, words and figure of the check against the sheet's own total; None without.
        did: "26 contracts added" and the like.
        left_out: Row and reason, of those that are not held.
        cells: Cell and what is the matter with it.
        questions: Question and the answer taken.
        money: Heading of each column of amounts, what it adds up to in all rows of the file, and in
            those that came in.
        columns: Heading and the field it became; "Left out" for none.
        held: Row and reason, of those held in the plan for later, finished since or not.
    """

    figures: tuple[tuple[str, str], ...]
    check: tuple[str, str, str] | None
    did: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = field(default=())
    held: tuple[tuple[str, str], ...] = ()
    money: tuple[tuple[str, str, str], ...] = ()

    def as_lines(self, batch: ImportBatch) -> list[tuple[str, str, str]]:
        """Return the slip as lines of three: the part of it, what, and what is said of that."""
        lines = [("File", batch.file_name, ""), ("Sheet", batch.sheet, "")]
        lines.append(("SHA-256 of the file", batch.file_sha256, ""))
        lines.append(("Imported", when(batch), ""))
        lines += [("Figures", words, number) for words, number in self.figures]
        if self.check:
            lines.append(("Figures", self.check[1], self.check[2]))
        lines += [
            ("Money before and after", heading, f"{before} in the file, {after} came in")
            for heading, before, after in self.money
        ]
        lines += [("Done", words, "") for words in self.did]
        for part, pairs in (
            ("Held for later", self.held), ("Row left out", self.left_out), ("Cell to fix", self.cells),
            ("Question and answer", self.questions), ("Column", self.columns),
        ):  # fmt: skip
            lines += [(part, " ".join(first.split()), second) for first, second in pairs]
        lines += [("Assumed", note, "") for note in self.notes]
        return lines

    def as_text(self, batch: ImportBatch) -> str:
        """Return the slip as lines with tabs, to paste elsewhere."""
        lines = [("File", batch.file_name), ("Sheet", batch.sheet), *self.figures]
        if self.check:
            lines.append((self.check[1], self.check[2]))
        lines += [
            (f"Money in {heading}", f"{before} in the file, {after} came in")
            for heading, before, after in self.money
        ]
        lines += [("Done", words) for words in self.did]
        for title, pairs in (
            ("Row held for later", self.held), ("Row left out", self.left_out), ("Cell to fix", self.cells),
            ("Question", self.questions), ("Column", self.columns),
        ):  # fmt: skip
            lines += [(f"{title} {first}", second) for first, second in pairs]
        lines += [("Assumed", note) for note in self.notes]
        lines.append(("SHA-256", batch.file_sha256))
        return "\n".join("\t".join(pair) for pair in lines)


def money_of(batch: ImportBatch) -> tuple[Pence | None, Pence | None]:
    """Return what an import brought in total and, of contracts, a year; None where no column says it."""
    totals = _totals(batch.slip)
    a_year_p = totals.get(A_YEAR)
    is_a_year = A_YEAR in totals and IN_TOTAL not in totals
    return (None if is_a_year else batch.amount_in_p), a_year_p


@lru_cache(maxsize=256)  # a table of imports asks for it at every paint
def _totals(slip: str) -> dict[str, int]:
    return _whole(_read(slip).get("totals"))


def slip_of(plan: Plan, batch: ImportBatch) -> Slip:
    """Return the slip of an import; what cannot be read of it is left empty."""
    kept = _read(batch.slip)
    totals = _whole(kept.get("totals"))
    fields = targets_for(batch.kind) if batch.kind in KINDS else {}
    figures = [
        ("Rows read", _count(batch.rows_read)),
        ("Rows in", _count(batch.rows_accepted)),
        ("Rows left out", _count(batch.rows_left_out)),
        ("Cells to fix", _count(batch.problem_count)),
    ]
    if batch.rows_held:
        figures.insert(3, ("Of them held for later", _count(batch.rows_held)))
    figures += [
        (fields[key].label if key in fields else key, format_pounds(amount_p))
        for key, amount_p in totals.items()
    ]
    own = _whole(kept.get("sheet_total"))
    if own:
        figures.append(("The sheet’s own total", format_pounds(own["amount_p"])))
    figures.append(("In the plan now", _still_here(plan, batch)))
    return Slip(
        figures=tuple(figures),
        check=check_words(own["difference_p"]) if own else None,
        did=tuple(
            f"{words} {verb}"
            for verb, key in (
                ("added", "added"),
                ("changed", "changed"),
                ("as they were", "unchanged"),
            )
            for words in counted(_whole(kept.get(key)))
        ),
        left_out=_left_out(kept),
        cells=_pairs(kept.get("problems"), "cell", "message"),
        questions=_answers(kept),
        notes=tuple(str(note) for note in kept.get("notes") or ()),
        columns=columns_of(batch),
        held=_held(plan, batch, kept),
        money=_money(kept),
    )


def _held(plan: Plan, batch: ImportBatch, kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return number and reason of each row that was held, and whether the plan holds it no longer."""
    rows = [row for row in plan.held_rows.values() if row.import_id == batch.id]
    now = {str(row.row): row.reason for row in rows}
    then = dict(_pairs(kept.get("rows_held"), "row", "reason"))
    gone = {row: f"{why} It was finished or dropped since." for row, why in then.items()}
    return tuple(sorted({**gone, **now}.items(), key=lambda pair: (len(pair[0]), pair[0])))


def _answers(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return each question with the answer taken, as its button says it."""
    pairs = _pairs(kept.get("questions"), "text", "taken")
    return tuple((text, choice_words(taken)) for text, taken in pairs)


def _left_out(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return number and reason of each row left out for good; those held are told apart."""
    held = set(_pairs(kept.get("rows_held"), "row", "reason"))
    every = _pairs(kept.get("rows_left_out"), "row", "reason")
    return tuple(pair for pair in every if pair not in held)


def _money(kept: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return heading, sum in the file and sum that came in of each column of amounts."""
    found = []
    for line in kept.get("money") or ():
        sums = _whole(line)
        if {"before_p", "after_p"} <= set(sums):
            pounds = format_pounds(sums["before_p"]), format_pounds(sums["after_p"])
            found.append((str(line.get("column", "")), *pounds))
    return tuple(found)


def columns_of(made: ImportBatch | ImportProfile) -> tuple[tuple[str, str], ...]:
    """Return heading and field of each column of an import or a profile."""
    fields = targets_for(made.kind) if made.kind in KINDS else {}
    found = []
    for heading, value in _read(made.mapping).items():
        key, _, year = str(value or "").partition("@")
        label = fields[key].label if key in fields else key
        found.append((heading, f"{label} {year}".strip() if key else "Left out"))
    return tuple(found)


def when(batch: ImportBatch) -> str:
    """Return when an import was made: "2 Nov 2026, 14:32"; "" where that was not recorded."""
    try:
        at = datetime.fromisoformat(batch.imported_at).astimezone()
    except ValueError:
        return ""
    return f"{wording.day_text(at.date())}, {at:%H:%M}"


def _still_here(plan: Plan, batch: ImportBatch) -> str:
    """Return how many records of the file's own table are in the plan and were brought in or changed by it."""
    if batch.kind not in KINDS:
        return NOT_KNOWN
    rows = plan.table(MAIN_TABLE[batch.kind]).values()
    own = sum([row.import_id == batch.id for row in rows])
    others = [row for row in rows if row.field_sources and row.import_id != batch.id]
    return f"{own + sum(_is_changed_by(row, batch.id) for row in others):,}"


def _is_changed_by(row: Record, batch_id: str) -> bool:
    """Whether an import changed a record last in a field."""
    named = any(batch_id in text for text in row.field_sources)
    return named and any(origin.import_id == batch_id for origin in entries(row).values())


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {str(key): number for key, number in value.items() if isinstance(number, int)}


def _pairs(value: Any, first: str, second: str) -> tuple[tuple[str, str], ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        (str(row.get(first, "")), str(row.get(second, ""))) for row in rows if isinstance(row, dict)
    )


def _count(number: int | None) -> str:
    return NOT_KNOWN if number is None else f"{number:,}"
