"""Lines of spending across a sheet: columns of amounts, each headed by a service, a row an authority.

So section 251 statements and revenue outturn returns are published. Each amount becomes the cost
of a service of that authority.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.whose import public_share
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import words_of, year_in
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.io.tabular.table import Table

LEAVE_OUT: Final = "leave_out"
_CODED: Final = re.compile(
    r"\s*(\d{1,2}(?:\.\d{1,2}){1,2}[a-z]?)\b[\s:.\-\u2013]*(?=[^\W\d])(.*)", re.S
)
"""A line of a section 251 statement: "3.1.2 Fostering services"."""
_TOTAL: Final = re.compile(
    r"\b(?:sub ?)?totals?\b|\bnet (?:current|revenue) expenditure\b|\ball services\b"
)
_NOT_SPENT: Final = re.compile(
    rf"{_TOTAL.pattern}|\breserves?\b|\b(?:opening|closing) balances?\b|\bbalances? at\b|"
    r"^(?:(?:financial|calendar|fiscal) )?year(?: (?:start|end|ending|beginning))?$"
)
"""Sums of lines, what is in hand and not spent, and years that stand as plain numbers."""
_NO_LINE: Final = re.compile(
    r"\b(?:population|pupils?|number|per head|percent|rate|change|code|urn|income|employees|running|allocation|"
    r"block|grants?|funding|fund|contribution|budget|forecast|variance|gross|net|settlement|amount|value|spend)\b|%"
)
_BODY: Final = re.compile(r"\b(?:authority|authorities|la|council|lea|hwb|board|icb|area name)\b")
_CODE: Final = re.compile(r"\b(?:codes?|urn|ids?|(?:la|lea|cassr|authority) (?:no|number))$")
"""What each authority goes by, which are numbers in some lists: "CASSR code"."""
_GROUP: Final = re.compile(r"(?:ons |government )?regions?(?: (?:name|or nation))?|nation|country")
"""What authorities are grouped by: it names no line."""
_FEWEST_CODED, _FEWEST = 3, 4
_SAMPLE: Final = 400


def line_columns(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, ColumnGuess]:
    """Return the columns that are lines of spending, where a file has them across; none otherwise.

    They are where three headings at least begin with the code of a line; or where each row is an
    authority, and of four columns of amounts at least none is headed by a year or a sort of money.
    """
    amounts = [p for p, look in enumerate(looks) if headings[p] and is_amounts(look)]
    lines = {p: found for p in amounts if (found := _CODED.match(headings[p]))}
    if len(lines) >= _FEWEST_CODED:
        return {p: _guess(p, headings[p], found[2], found[1]) for p, found in lines.items()}
    if len(amounts) < _FEWEST or not is_by_authority(headings, looks):
        return {}
    if measured := _measured([headings[p] for p in amounts], amounts):
        return measured
    named = [p for p in amounts if not _is_aside(words_of(headings[p]), looks[p])]
    others = [h for h in (headings[p] for p in named) if _NO_LINE.search(words_of(h)) or year_in(h)]
    if len(named) < _FEWEST or others or not all(map(_is_worded, (headings[p] for p in named))):
        return {}
    return {p: _guess(p, headings[p], headings[p].rpartition(" · ")[2], "") for p in named}


def _is_aside(words: str, look: Look) -> bool:
    """Whether a column of numbers is of sums, balances or years, or holds the code of each row."""
    return bool(_NOT_SPENT.search(words) or (_CODE.search(words) and look.distinct > 0.98))


_MEASURES: Final = (
    "total expenditure", "gross expenditure", "gross current expenditure", "net current expenditure",
    "net expenditure", "total net expenditure", "net revenue expenditure",
)  # fmt: skip
"""What of a line a column is, as revenue outturn returns say below or behind it; the first that a file has is read."""
_BEHIND: Final = re.compile(r"\s(?:·|[-\u2013])\s|:\s|\s\((?=[^()]+\)$)")


_LONG: Final = {
    "tot": "total",
    "net": "net",
    "cur": "current",
    "exp": "expenditure",
    "gross": "gross",
    "rev": "revenue",
}
_SHORT: Final = re.compile(r"(\w+?)_((?:tot|net|gross)_(?:(?:cur|rev|tot)_)?exp)", re.IGNORECASE)
"""How data sets of revenue outturn head a line and its measure: "RS_csc_net_cur_exp"."""


def _measured(headings: Sequence[str], places: Sequence[int]) -> dict[int, ColumnGuess]:
    """Return the columns of the first measure of each line, where headings are of lines and measures; none otherwise."""
    return next(iter(_by_measure(headings, places).values()), {})


def _by_measure(
    headings: Sequence[str], places: Sequence[int]
) -> dict[str, dict[int, ColumnGuess]]:
    """Return the columns of each measure that several lines have; `headings` are those of `places`."""
    found: dict[str, dict[int, ColumnGuess]] = {measure: {} for measure in _MEASURES}
    for place, heading in zip(places, headings, strict=True):
        ends = list(_BEHIND.finditer(heading))
        measure = words_of(heading[ends[-1].end() :]) if ends else ""
        line = heading[: ends[-1].start()] if ends else ""
        if not ends and (code := _SHORT.fullmatch(heading)):
            line, measure = code[1], " ".join(_LONG[part] for part in code[2].casefold().split("_"))
        if measure in found and _is_worded(line):
            found[measure][place] = _guess(place, heading, line.rpartition(" · ")[2], "")
    return {measure: lines for measure, lines in found.items() if len(lines) >= _FEWEST}


def _guess(place: int, heading: str, line: str, code: str) -> ColumnGuess:
    why = f"“{heading}” is a line of spending, and its cells are amounts: each is a service's."
    name = " ".join(line.split())
    return ColumnGuess(place, "amount_p", 0.75, why, line=name, line_code=code)


def is_amounts(look: Look) -> bool:
    """Whether a column holds amounts, and neither days, years nor words."""
    return look.amounts > 0.6 and look.words < 0.5 and look.days < 0.5 and look.years < 0.9


def _is_worded(heading: str) -> bool:
    return sum(letter.isalpha() for letter in heading) >= 4


def is_by_authority(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether each row is of an authority, and no other column names what it is of."""
    if any(look.days > 0.8 and look.years < 0.9 for look in looks):
        return False
    bodies = [
        p
        for p, look in enumerate(looks)
        if _BODY.search(words_of(headings[p])) and look.words > 0.9 and look.distinct > 0.3
        and (public_share(look) > 0.5 or "name" in words_of(headings[p]).split() or look.codes < 0.9)
    ]  # fmt: skip
    names = [
        p
        for p, look in enumerate(looks)
        if p not in bodies and look.words > 0.9 and look.distinct > 0.3 and look.codes < 0.9
        and not _GROUP.fullmatch(words_of(headings[p]))
    ]  # fmt: skip
    return bool(bodies) and not names


def settle_lines(table: Table, guesses: list[ColumnGuess], asker: Asker) -> list[ColumnGuess]:
    """Ask whether columns that seem to be lines of spending are; sums of lines beside them are not.

    Args:
        table: As read.
        guesses: One a column.
        asker: Asked.
    """
    guesses = _of_one_measure(table, guesses, asker)
    lines = [guess for guess in guesses if guess.line]
    if not lines:
        return guesses
    amounts = [amounts_of(table, guess.place) for guess in lines]
    sums = {guess.place for at, guess in enumerate(lines) if _is_sum(guess, at, amounts)}
    shown = [table.names[guess.place] for guess in lines if guess.place not in sums]
    text = (
        f"“{shown[0]}” to “{shown[-1]}” ({len(shown):,} columns) look like lines of spending, one a column. Read each "
        "amount as the cost of a service of that name, or leave these columns out?"
    )
    taken = asker.ask("lines_across", text, ("services", LEAVE_OUT), "services")
    gone = {guess.place for guess in lines} if taken == LEAVE_OUT else sums
    if sums and taken != LEAVE_OUT:
        names = ", ".join(f"“{table.names[place]}”" for place in sorted(sums))
        asker.note(f"{names} only add up other columns, and are not counted again.")
    return [
        replace(g, key=None, line="", line_code="", confidence=0.7, why="It only adds up other columns."
                if g.place in sums else "It is not read as a line of spending.")
        if g.place in gone
        else g
        for g in guesses
    ]  # fmt: skip


def _of_one_measure(table: Table, guesses: list[ColumnGuess], asker: Asker) -> list[ColumnGuess]:
    """Ask which measure of the lines is meant, where a return has several: the gross and the net, for one."""
    held = {guess.place for guess in guesses if guess.line}
    free = (
        [g.place for g in guesses if g.line or (g.key is None and g.confidence < 1.0)]
        if held
        else []
    )
    measures = _by_measure([table.headings[place] for place in free], free)
    taken = next((name for name, lines in measures.items() if held <= set(lines)), "")
    if len(measures) < 2 or not taken:
        return guesses
    text = (
        f"Each line of spending has several amounts: {', '.join(measures)}. Which of them is the cost? Adding them "
        "would count money twice."
    )
    meant = measures[asker.ask("amount_column", text, tuple(measures), taken)]
    why = "Another amount of each line is taken for its cost."
    return [
        meant.get(g.place)
        or (replace(g, key=None, line="", confidence=0.7, why=why) if g.line else g)
        for g in guesses
    ]


def _is_sum(guess: ColumnGuess, at: int, amounts: Sequence[Sequence[int]]) -> bool:
    """Whether a column is what some lines side by side before or after it make, in nearly every row.

    `amounts` are those of all lines, and `at` is which of them the column is.
    """
    if _TOTAL.search(words_of(guess.line)):
        return True
    own = amounts[at]
    for step in (-1, 1):
        made = [0] * len(own)
        for count, other in enumerate(_indexes(at, step, len(amounts)), start=1):
            made = [a + b for a, b in zip(made, amounts[other], strict=True)]
            if count > 1 and agree(own, made):
                return True
    return False


def _indexes(index: int, step: int, end: int) -> range:
    return range(index - 1, -1, -1) if step < 0 else range(index + 1, end)


def amounts_of(table: Table, place: int) -> list[int]:
    """Return the amounts of the first rows of a column in pence as they stand, 0 for a cell of none."""
    return [read_money(cell).value or 0 for cell in table.columns[place][:_SAMPLE]]


def agree(own: Sequence[int], made: Sequence[int]) -> bool:
    """Whether nearly all amounts that are not nil are the same, roundings of a pound each apart.

    Of small ones, as in millions, they may be a twentieth apart.
    """
    pairs = [(a, b) for a, b in zip(own, made, strict=True) if a or b]
    near = sum(abs(a - b) <= min(200, max(15, abs(a) // 20)) for a, b in pairs)
    return len(pairs) >= _FEWEST_CODED and near * 20 >= len(pairs) * 19
