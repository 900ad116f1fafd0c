"""Why figures of bodies are no money and no list of them: rates, bands of council tax, counts of people."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.values.contents import are_amounts

_FEW: Final = 2
_RATE: Final = re.compile(
    r"\b(?:rates?|percent(?:age)?|proportion|ratio|median|mean|average|scores?|quartile|"
    r"per (?:hour|week|day|night|head|pupil|child|capita|place|[\d ]*0{3}))\b|%"
)
_NO_FIGURE: Final = re.compile(r"\b(?:codes?|ids?|numbers?|no|urn|ecode|rank)\b|^year$")
_REACHED: Final = re.compile(
    r"\b(?:address|post ?code|tele?phone|phone|website|web site|url|charity|company)\b"
)
"""Headings by which a register says how to reach a body."""
_KEPT: Final = re.compile(rf"{_REACHED.pattern}|\bdate\b")
"""Those, and the days on which a register saw a body."""
_TAX_BAND: Final = re.compile(r"\bband [a-h]\b")
_BANDS: Final = 4
_PEOPLE: Final = re.compile(
    r"\b(?:patients?|persons?|people|populations?|waiting|weeks|attendances?|admissions?|referrals?|births|deaths|"
    r"households|all ages|aged)\b"
)
_AGES: Final = re.compile(
    r"(?:aged? )?\d{1,2} ?(?:to|-|\u2013) ?\d{1,2}(?: years)?|\d\d ?\+|\d\d and over"
)
_MONEY: Final = re.compile(
    r"£|'000|\b(?:\w*budget\w*|costs?|spen[dt]\w*|expenditure|amounts?|values?|pa(?:y|id|yments?)|price|fees?|money|fund\w*|grants?|"
    r"allocat\w+|contribut\w+|contracts?|income|net|gross|outturn|finance|financial|thousands?|pounds|gbp|"
    r"revenue|capital|r?del|cdel|award\w*|pool\w*|bcf|schemes?|services?|invoice\w*|charges?|tariff)\b",
    re.IGNORECASE,
)
"""What says that figures are money, or are of something that costs it."""


def no_money(staged: Staged, words: Sequence[str]) -> str:
    """Return why the figures of a table are none that a plan holds, as a sentence; "" where they may be.

    Args:
        staged: Made ready.
        words: Of its headings, one a column.
    """
    if sum(bool(_TAX_BAND.search(text)) for text in words) >= _BANDS:
        return f"“{staged.file}” holds what households pay of each band of council tax, which is no funding."
    return _of_rates(staged, words) or _of_people(staged, words)


def _of_rates(staged: Staged, words: Sequence[str]) -> str:
    """Return why a table of bodies is no list of them: all that it says of them is two rates or more.

    Not where it says how to reach them, as registers do, or has any other figure.
    """
    table = staged.sheet.table
    if staged.kind not in ("organisations", "funding") or any(map(_KEPT.search, words)):
        return ""
    rates = [bool(_RATE.search(text)) for text in words]
    figures = [
        p
        for p, text in enumerate(words)
        if not _NO_FIGURE.search(text) and (rates[p] or are_amounts(table.columns[p]))
    ]
    if len(figures) < _FEW or not all(rates[p] and are_amounts(table.columns[p]) for p in figures):
        return ""
    named = table.names[figures[0]]
    return f"“{staged.file}” holds rates, such as “{named}”, which are no money of the bodies it names."


def _of_people(staged: Staged, words: Sequence[str]) -> str:
    """Return why a table is one of statistics: it counts people in whole numbers, and nothing in it speaks of money.

    Bodies with codes of the NHS beside them are told apart by these, whatever is counted of them.
    """
    if staged.kind in ("contracts", "agreements") or staged.sheet.has("ods_code"):
        return ""
    table = staged.sheet.table
    titles = (table.file.rpartition(".")[0], table.sheet, *table.banner)
    said = [*map(words_of, titles), *words]
    counted = sum(bool(_PEOPLE.search(text) or _AGES.fullmatch(text)) for text in words)
    counted += any(_PEOPLE.search(words_of(title)) for title in titles)
    if counted < _FEW or any(map(_REACHED.search, words)):
        return ""
    if any(_MONEY.search(text) for text in (*said, *table.headings)):
        return ""
    figures = [
        column
        for column, text in zip(table.columns, words, strict=True)
        if not (_NO_FIGURE.search(text) or _RATE.search(text)) and are_amounts(column)
    ]
    if len(figures) < _FEW or any(
        isinstance(cell, float) and cell % 1 for c in figures for cell in c
    ):
        return ""
    return f"“{staged.file}” counts people, and nothing in it says that its figures are money."
