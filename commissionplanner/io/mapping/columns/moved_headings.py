"""Headings that stand one column beside the cells they are of, from some column on: asked, as the cells tell."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of, year_in
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.kinds import MONEY_WORDS
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.table import Table

_DAY: Final = re.compile(r"\b(?:dates?|start|end|expiry|commencement)\b")
_CODE: Final = re.compile(
    r"\b(?:ids?|refs?|reference|codes?|no|number|types?|source|currency|options?|month|year)\b"
)
_CALLED: Final = re.compile(
    r"\b(?:name|title|supplier|provider|contractor|description|department|directorate)\b"
)
_HARDLY, _MOSTLY = 0.2, 0.8
_MOVE, _AS_THEY_STAND = "move", "as_they_stand"


def with_headings_over_cells(table: Table, looks: Sequence[Look], asker: Asker) -> Table:
    """Return a table with its headings moved over the cells they are of, as answered.

    So where a cell was put in among the headings, or left out: one column has a heading and no cell, another
    cells and no heading, and those between hold what the heading of the next column says.
    """
    empty = [p for p, h in enumerate(table.headings) if h and looks[p].is_empty]
    bare = [p for p, h in enumerate(table.headings) if not h and not looks[p].is_empty]
    if not empty or len(bare) != 1:
        return table
    before = max((p for p in empty if p < bare[0]), default=None)
    after = min((p for p in empty if p > bare[0]), default=None)
    tried = [(p, _moved(table.headings, p, bare[0])) for p in (before, after) if p is not None]
    place, headings = max(tried, key=lambda pair: _fits(pair[1], looks))
    is_beside = abs(place - bare[0]) == 1  # no column between says anything against it
    if _fits(headings, looks) + is_beside <= _fits(table.headings, looks):
        return table
    first, last = min(place, bare[0]), max(place, bare[0])
    text = (
        f"“{table.headings[place]}” has no cell below it, and column {table.letters[bare[0]]} no heading; the "
        f"headings of columns {table.letters[first]} to {table.letters[last]} seem to stand one column beside their "
        "cells. Move them over these, or take them as they stand?"
    )
    default = _AS_THEY_STAND if -1 in map(_fit, headings, looks) else _MOVE
    if asker.ask("moved_headings", text, (_MOVE, _AS_THEY_STAND), default) == _AS_THEY_STAND:
        return table
    return replace(table, headings=headings, names=unique_names(headings, table.letters))


def _moved(headings: Sequence[str], empty: int, bare: int) -> list[str]:
    """Return the headings with those between two columns one further, so that the bare one has one."""
    said = list(headings)
    del said[bare]
    said.insert(empty, "")
    return said


def _fits(headings: Sequence[str], looks: Sequence[Look]) -> int:
    return sum(map(_fit, headings, looks))


def _fit(heading: str, look: Look) -> int:
    """Return 1 where a heading says plainly what stands below it, -1 where plainly something else, else 0."""
    words = words_of(heading)
    if not words or look.is_empty:
        return 0
    if _DAY.search(words):
        return _told(max(look.days, look.serials))
    if _CODE.search(words):
        return 0
    if MONEY_WORDS.search(words) or year_in(heading) is not None:
        return _told(look.amounts)
    return _told(look.words) if _CALLED.search(words) else 0


def _told(share: float) -> int:
    return 1 if share > _MOSTLY else -1 if share < _HARDLY else 0
