"""Which rows add up others, wherever they stand: below, above, beside, in groups. None counts twice."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals import doubted_totals
from commissionplanner.io.mapping.totals.bare_totals import lone_texts, proved_bare, telling_columns
from commissionplanner.io.mapping.totals.closing_rows import closing_rows, lone_amounts
from commissionplanner.io.mapping.totals.doubted_totals import Others, Reasons
from commissionplanner.io.mapping.totals.labels import (
    OWNERS,
    label_key,
    label_of,
    says_included,
)
from commissionplanner.io.mapping.totals.levels import upper_levels
from commissionplanner.io.mapping.totals.register_totals import lone_rows, of_all, register_totals
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.headings.total_words import is_called_total
from commissionplanner.model.money import format_pounds

_SUM_WORDS: Final = re.compile(
    r"\b(?:budget|net|gross|overall|all|sum|whole|combined|spend|expenditure|england|region|council|service)\b",
    re.IGNORECASE,
)
_SURE_WORDS: Final = re.compile(
    r"\b(?:budget|net|gross|overall|all|sum|whole|combined|spend|expenditure|england|total)\b",
    re.IGNORECASE,
)
_FEWEST: Final = 3
"""So many amounts at least must add up before a row that does not say so is a total."""
_REACH: Final = 400
_MOST_ROWS: Final = 30_000
"""In longer tables rows that do not say that they are totals are not looked for."""


def find_totals(sheet: Sheet, asker: Asker) -> Reasons:
    """Return the rows that add up others, by position, with the reason to leave each out.

    Those that only are called totals, or were not proved by the rows about them, are noted on the
    sheet, to be held against what comes in.
    """
    reasons: Reasons = {}
    if sheet.kind in ("services", "funding"):
        reasons.update(_labelled(sheet, asker))
        reasons.update(proved_bare(sheet, reasons))
        called = set(reasons)
        reasons.update(upper_levels(sheet, asker, reasons))
        all_count = _all_count(sheet, reasons)
        if len(sheet.table.rows) <= _MOST_ROWS and not all_count:
            counted = {**reasons, **_included(sheet, reasons)}
            reasons.update(_running(sheet, asker, counted))
            reasons.update(_programmes(sheet, asker, reasons))
            reasons.update(_groups_above(sheet, asker, reasons))
        counted = {**reasons, **_included(sheet, reasons)}
        of_all = {} if all_count else _of_all_asked(sheet, asker, counted)
        reasons.update(of_all)
        if not all_count:
            reasons.update(lone_rows(sheet, asker, reasons))
            if len(sheet.table.rows) <= _MOST_ROWS:
                reasons.update(_groups_beneath(sheet, asker, reasons))
        sheet.totals = frozenset(called | of_all.keys())
    elif sheet.kind in ("contracts", "spend"):
        reasons.update(register_totals(sheet, asker))
        sheet.totals = frozenset(reasons)
    if sheet.kind in ("services", "funding", "contracts", "spend"):
        reasons.update(closing_rows(sheet, asker, reasons))
        reasons.update(lone_amounts(sheet, asker, reasons))
    return reasons


def _included(sheet: Sheet, left: Reasons) -> Reasons:
    """Return the rows whose amounts other rows hold, as they say, which no total adds up again."""
    rows = (p for p in range(len(sheet.table.rows)) if p not in left)
    return {p: "It is in other rows." for p in rows if says_included(sheet, p)}


def _all_count(sheet: Sheet, left: Reasons) -> bool:
    """Whether a total that the file calls one is the sum of all other rows, so that none of them is."""
    amounts = [
        [a or 0 for a in sheet.amounts(p)] for p in range(len(sheet.table.rows)) if p not in left
    ]
    sums = [sum(column) for column in zip(*amounts, strict=True)]
    return any(sums) and any([a or 0 for a in sheet.amounts(p)] == sums for p in left)


def _labelled(sheet: Sheet, asker: Asker) -> Iterator[tuple[int, str]]:
    """Yield rows that only add up others: by what the table proves and by what they are called."""
    key = label_key(sheet)
    owner = next((k for k in OWNERS if sheet.has(k)), None)
    proved = set(sheet.table.total_lines)
    named = []
    lone = lone_texts(sheet, telling_columns(sheet))
    for position, row in enumerate(sheet.table.rows):
        label = (sheet.text(key, position) if key else "").strip()
        body = (sheet.text(owner, position) if owner else "").strip()
        if row in proved:
            shown = " ".join((label or body).split())[:60]
            yield position, f"“{shown}” adds up other rows, which come in."
        elif is_called_total(label or body or lone.get(position, "")):
            named.append(position)
    if named:
        others = Others(sheet, key or owner)
        yield from doubted_totals.called(sheet, asker, named, others)


def _running(sheet: Sheet, asker: Asker, left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield rows that add up those above them, though they are not called totals.

    A return of many authorities proves it by its lines: a line that equals the sum of the
    authority's lines so far, in most authorities, is a total in all. A list of one body's lines
    must say something like it (budget, net, all) besides adding up; such a line is asked about
    where it looks like a record.
    """
    key = label_key(sheet)
    if key is None:
        return
    proved: dict[str, int] = {}
    seen: dict[str, list[int]] = {}
    for group in of_one_body(sheet, left):
        for position, adds_up in _running_sums(sheet, group):
            label = _line_label(sheet.text(key, position))
            if label or adds_up:  # without a name each row stands for itself
                seen.setdefault(label, []).append(position)
                proved[label] = proved.get(label, 0) + adds_up
    doubted: Reasons = {}
    others = Others(sheet, key)
    for label, positions in seen.items():
        count = proved.get(label, 0)
        lone = not label or (len(positions) < _FEWEST and _SUM_WORDS.search(label))
        if count and count * 10 >= len(positions) * 6 and (len(positions) >= _FEWEST or lone):
            every = [p for p in range(len(sheet.table.rows)) if p not in left
                     and _line_label(sheet.text(key, p)) == label]  # fmt: skip
            for position in every if label else list(positions):
                said = f"“{label_of(sheet, position)}”" if label else "It"
                reason = f"{said} adds up the rows above it, which come in."
                if len(positions) < _FEWEST and _is_doubted(position, label, others):
                    doubted[position] = reason
                else:
                    yield position, reason
    yield from doubted_totals.summed(sheet, asker, doubted, others)


def _is_doubted(position: int, label: str, others: Others) -> bool:
    """Whether a sum of others may be a record: it looks like one, or no word says that it is a sum."""
    return others.like_a_record(position) or bool(label and not _SURE_WORDS.search(label))


def _of_all_asked(sheet: Sheet, asker: Asker, left: Reasons) -> Reasons:
    """Return the rows that add up all others, without those said to be records."""
    found = dict(of_all(sheet, left))
    if not found:
        return {}
    others = Others(sheet, label_key(sheet))
    doubted = {
        position: reason
        for position, reason in found.items()
        if _is_doubted(position, _line_label(label_of(sheet, position)), others)
    }
    sure = {position: reason for position, reason in found.items() if position not in doubted}
    return {**sure, **dict(doubted_totals.summed(sheet, asker, doubted, others))}


def _line_label(text: str) -> str:
    return " ".join(re.sub(r"^[\d.]+[a-z]?\s*", "", text.strip()).casefold().split())


def of_one_body(sheet: Sheet, left: Collection[int] = ()) -> list[list[int]]:
    """Return runs of rows of the same body, in order, without those left out."""
    owner = next((k for k in OWNERS if sheet.has(k)), None)
    runs: list[list[int]] = []
    before: str | None = None
    for position in range(len(sheet.table.rows)):
        if position in left:
            continue
        now = sheet.text(owner, position) if owner else ""
        if now != before:
            runs.append([])
            before = now
        runs[-1].append(position)
    return runs


def _running_sums(sheet: Sheet, group: list[int]) -> Iterator[tuple[int, bool]]:
    """Yield each row that has an amount, and whether that is the sum of the rows so far.

    A sum may leave out the last line or two, as "excluding capital" does, or hold no more than the
    rows below the last total. Sums found are not added to the later ones.
    """
    parts: list[int] = []
    since, before = 0, -1
    for position in group:
        if position != before + 1:
            since = len(parts)  # a total stands between
        before = position
        amount_p = sheet.first_amount(position)
        if not amount_p:
            continue
        sums = {sum(parts)}
        if len(parts) > _FEWEST + 1:
            sums |= {sum(parts[:-1]), sum(parts[:-2])}
        if len(parts) - since >= _FEWEST:
            sums.add(sum(parts[since:]))
        adds_up = len(parts) >= _FEWEST and any(abs(amount_p - one) <= 100 for one in sums)
        if adds_up:
            since = len(parts)
        else:
            parts.append(amount_p)
        yield position, adds_up


def _groups_above(sheet: Sheet, asker: Asker, left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield rows that are the sum of the rows beneath them, as a department is of its teams.

    They and those rows must be half of the list, and two such rows at least be there, or one that agrees in
    several columns or has many rows: a single sum may be chance.
    """
    rows = [p for p in range(len(sheet.table.rows)) if p not in left]
    amounts = [[a or 0 for a in sheet.amounts(p)] for p in rows]
    found = _sums_in(rows, _Listed(amounts))
    if not found:
        return
    first = min(found)
    text = (
        f"Some rows ({len(found):,}) are the sum of the rows beneath them, such as “{label_of(sheet, first)}” "
        f"(row {sheet.row(first):,}). Leave them out, so that nothing counts twice?"
    )
    if asker.ask("group_totals", text, ("leave_out", "as_they_stand"), "leave_out") == "leave_out":
        for position, count in found.items():
            yield position, _sum_of(sheet, position, count, "beneath")


def _groups_beneath(sheet: Sheet, asker: Asker, left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield rows, two at least, that are the sum of the rows above them, though no other sign tells of it."""
    rows = [p for p in range(len(sheet.table.rows) - 1, -1, -1) if p not in left]
    found = _sums_in(rows, _Listed([[a or 0 for a in sheet.amounts(p)] for p in rows]))
    if len(found) < 2 or any(question.id == "group_totals" for question in asker.questions):
        return
    reasons = {p: _sum_of(sheet, p, count, "above") for p, count in found.items()}
    yield from doubted_totals.summed(sheet, asker, reasons, Others(sheet, label_key(sheet)))


def _sum_of(sheet: Sheet, position: int, count: int, side: str) -> str:
    return (
        f"“{label_of(sheet, position)}” is the sum of the {count:,} rows {side} it, which come in."
    )


def _sums_in(rows: Sequence[int], listed: "_Listed") -> dict[int, int]:
    """Return the rows that are the sum of those next to them on one side, and of how many; none in doubt."""
    found: dict[int, int] = {}
    columns: dict[int, int] = {}
    at = 0
    while at < len(rows):
        count = listed.beneath(at)
        if count:
            found[rows[at]], columns[rows[at]] = count, sum(map(bool, listed.amounts[at]))
        at += 1 + count
    sure = len(found) >= 2 or any(n >= 4 or columns[p] >= 2 for p, n in found.items())
    covered = len(found) + sum(found.values())
    return found if sure and covered * 2 >= listed.filled[-1] else {}


class _Listed:
    """The amounts of the rows of a list, and their sums from its top, by which runs are compared.

    Attributes:
        amounts: By row, in every column of amounts.
        filled: How many rows before each place have an amount.
    """

    def __init__(self, amounts: list[list[int]]) -> None:
        self.amounts = amounts
        self.filled = [*accumulate(map(any, amounts), initial=0)]
        self._sums = [[*accumulate(column, initial=0)] for column in zip(*amounts, strict=True)]

    def beneath(self, at: int) -> int:
        """Return how many rows just beneath a row make it in every column; 0 for none."""
        whole = self.amounts[at]
        column = next((n for n, amount in enumerate(whole) if amount), None)
        if column is None:
            return 0
        sums, slack = self._sums[column], _slack(whole[column], _REACH)
        wanted = sums[at + 1] + whole[column]
        for end in range(at + 2, min(len(self.amounts), at + 1 + _REACH) + 1):
            if abs(sums[end] - wanted) <= slack and self._is_made_of(whole, at + 1, end):
                return end - at - 1
        return 0

    def _is_made_of(self, whole: Sequence[int], start: int, end: int) -> bool:
        """Whether two rows or more of a run make an amount in every column."""
        return self.filled[end] - self.filled[start] >= 2 and all(
            abs(sums[end] - sums[start] - amount) <= _slack(amount, end - start)
            for sums, amount in zip(self._sums, whole, strict=True)
        )


def _slack(whole: int, count: int) -> int:
    """Return how far so many parts may be from their sum, where it is in whole pounds."""
    return 0 if whole % 100 else min(100 + 50 * count, abs(whole) // 1_000)


def _programmes(sheet: Sheet, asker: Asker, left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield rows of programmes whose projects are in rows of their own: TD-ABC, TD-ABC-01."""
    if not sheet.has("ref"):
        return
    refs = {p: sheet.text("ref", p) for p in range(len(sheet.table.rows)) if p not in left}
    children: dict[str, list[int]] = {}
    for position, ref in refs.items():
        parts = re.split(r"[-/.]", ref)
        if len(parts) >= 3:
            children.setdefault(ref[: -len(parts[-1]) - 1], []).append(position)
    tops = [p for p, ref in refs.items() if ref in children and p not in children[ref]]
    if not tops:
        _note_shorter(sheet, asker, refs, children)
        return
    text = (
        f"Some rows ({len(tops):,}) are programmes whose projects are in rows of their own, such as "
        f"“{refs[tops[0]]}”. Count the projects only, or the programmes as well?"
    )
    if asker.ask("programme_rows", text, ("projects", "as_well"), "projects") == "projects":
        for position in tops:
            yield (
                position,
                _programme_reason(sheet, refs[position], position, children[refs[position]]),
            )


def _note_shorter(
    sheet: Sheet, asker: Asker, refs: dict[int, str], children: dict[str, list[int]]
) -> None:
    """Say that rows with shorter codes are no programmes of the other rows."""
    shorter = [ref for ref in refs.values() if len(re.split(r"[-/.]", ref)) == 2]
    if children and shorter and sheet.kind == "funding":
        asker.note(
            f"{len(shorter):,} rows have shorter codes than the rest, such as “{shorter[0]}”. No other row "
            "is a project of theirs, so nothing is counted twice."
        )


def _programme_reason(sheet: Sheet, ref: str, position: int, projects: list[int]) -> str:
    whole = sum(a for a in sheet.amounts(position) if a is not None)
    parts = sum(a for p in projects for a in sheet.amounts(p) if a is not None)
    said = f"“{ref}” is a programme whose {len(projects)} projects are in rows of their own"
    if whole == parts:
        return f"{said}; they add up to it."
    gap = format_pounds(abs(whole - parts))
    return f"{said}; it says {gap} {'more' if whole > parts else 'less'} than they do."
