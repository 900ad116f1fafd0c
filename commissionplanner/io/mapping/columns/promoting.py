"""Columns that stand for what no column is called, and further levels of what one is."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.columns.elimination import is_another
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.alike import NEAR, alike
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, Taken
from commissionplanner.io.mapping.fields.headings import squashed, words_of
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look, are_line_codes

_CALLED: Final = {"services": "name", "contracts": "title"}


def promote(kind: str, headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Let the description name the records of a list that has no column of names.

    References that are codes of lines of a section 251 statement are those. Of several levels of
    what was bought the finest describes a payment that nothing else does.
    """
    if kind == "services" and "s251_line" not in taken.fields:
        for place, guess in taken.items():
            if guess.key == "ref" and are_line_codes(looks[place]):
                why = "Each cell is the code of a line of a section 251 statement."
                taken.take(place, "s251_line", 0.8, why)
                break
    if kind == "spend":
        _detail_types(headings, looks, taken)
    if kind == "funding" and "name" not in taken.fields:
        _promote_source(headings, looks, taken)
    if kind == "funding" and {"payer_id", "holder_id"} & taken.fields == {"holder_id"}:
        _promote_board(headings, looks, taken)
    called = _CALLED.get(kind)
    if called is None or called in taken.fields:
        return
    for place, guess in taken.items():
        if guess.key == "description" and not is_another(called, looks[place]):
            why = f"No column is called a {called}; the description stands for it."
            taken.take(place, called, 0.7, why)
            return
    if kind == "contracts":
        _promote_sort(headings, looks, taken)
    else:
        _promote_area(looks, taken)


def _detail_types(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Let a finer sort than the one taken describe payments that no column describes."""
    sort = taken.of("type")
    if sort is None or "description" in taken.fields:
        return
    finer = [
        place
        for place, look in enumerate(looks)
        if place not in taken and look.words > 0.8 and len(look.sample) > len(looks[sort.place].sample)
        and any(alike("spend", headings[place], targets_for("spend")[key])[0] >= NEAR for key in ("type", "description"))
    ]  # fmt: skip
    if finer:
        best = max(finer, key=lambda place: len(looks[place].sample))
        why = f"It says more closely than “{headings[sort.place]}” what was bought, and no other column does."
        taken.take(best, "description", 0.65, why)


def _promote_source(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Let sources that are hardly bodies, such as "Private sector match", name the streams rather than who pays."""
    for place, guess in taken.items():
        look = looks[place]
        if guess.key != "payer_id" or "source" not in words_of(headings[place]).split():
            continue
        if payer_share(look) < _FEW_BODIES and body_share(look) <= _FEW_BODIES:
            why = "Its cells are hardly bodies, and no other column says what each stream is."
            taken.take(place, "name", 0.7, why)
            return


def _promote_board(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Let NHS bodies beside the authorities that hold NHS contributions be who pays them.

    So minimum contributions to the Better Care Fund are listed. Beside other money they may be no more than places.
    """
    if not any(_NHS_GIVES.search(words_of(heading)) for heading in headings):
        return
    for place, heading in enumerate(headings):
        free = place not in taken or taken[place].key is None
        if free and _BOARD.fullmatch(words_of(heading)) and looks[place].words > 0.9:
            why = f"It names the NHS bodies whose contributions these are, as “{heading}” says."
            taken.take(place, "payer_id", 0.7, why)
            return


_NHS_GIVES: Final = re.compile(r"\b(?:nhs|icb|ccg)\b.*\bcontributions?\b")
_BOARD: Final = re.compile(
    r"(?:nhs )?(?:icb|ccg|integrated care board|clinical commissioning group)(?: name)?"
)
_FEW_BODIES: Final = 0.34
_SORT: Final = re.compile(
    r"(?:service|bed|care|placement|provision|support|accommodation) (?:type|category)|type of (?:service|bed|care|placement|provision|support)"
)


def _promote_sort(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Let what sort of service is bought name the contracts of a register that names them no other way.

    It is so little sure that it is asked about.
    """
    for place, heading in enumerate(headings):
        free = place not in taken or taken[place].key is None
        if free and _SORT.fullmatch(words_of(heading)) and looks[place].words > 0.8:
            why = f"No column is called a title; “{heading}” is the only one that says what is bought."
            taken.take(place, "title", 0.55, why)
            return
    for place, heading in enumerate(headings):
        free = place not in taken or taken[place].key is None
        plain = free and squashed(heading) in targets_for("contracts")["title"].headings
        if plain and looks[place].words > 0.8 and len(looks[place].sample) > 1:
            why = f"Many rows share one of few texts of “{heading}”, but no other column says what each is."
            taken.take(place, "title", 0.55, why)
            return


def _promote_area(looks: Sequence[Look], taken: Taken) -> None:
    """Let areas of spending, each another, name the services of a budget that names them no other way.

    It is so little sure that it is asked about.
    """
    area = taken.of("area")
    if area is None or area.place > 0 or "amount_p" not in taken.fields:
        return
    look = looks[area.place]
    if look.distinct > _EACH_ANOTHER and look.words > 0.8 and look.filled == look.total:
        why = "No column is called a name; its cells, each another, say what each row is."
        taken.take(area.place, "name", 0.55, why)


_EACH_ANOTHER: Final = 0.95
_LEVELLED: Final = ("area", "type")
_LEVEL: Final = re.compile(r"\b(?:level \d|sub|second|secondary|lower|further|\d)\b")


def further_level(
    place: int, headings: Sequence[str], taken: Mapping[int, ColumnGuess]
) -> ColumnGuess | None:
    """Return a column left out as a further level of one of areas or types that comes in; None for others."""
    words = words_of(headings[place])
    if not _LEVEL.search(words):
        return None
    of = set(_LEVEL.sub("", words).split())
    shared = {
        guess.place: len(of & set(_LEVEL.sub("", words_of(headings[guess.place])).split()))
        for guess in taken.values()
        if guess.key in _LEVELLED
    }
    if not any(shared.values()):
        return None
    nearest = max(shared, key=lambda other: shared[other])
    why = f"A further level of “{headings[nearest]}”, which comes in; one level of it is kept."
    return ColumnGuess(place, None, 0.7, why, rival=taken[nearest].key)
