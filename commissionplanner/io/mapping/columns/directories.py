"""Lists of bodies: those without headings, and those of places that are not called by name."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.columns.kind_figures import coded_names
from commissionplanner.io.mapping.fields.alike import NEAR, alike
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, Taken
from commissionplanner.io.mapping.fields.headings import without_year, words_of
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.model.entities import ORGANISATION_CODES

_PLACES: Final = frozenset({"urn", "provider type", "provision type", "type of provision"})
"""Headings of registers of homes, nurseries and agencies."""
_OWN: Final = 0.95
"""Of numbers that stand for names so large a share at least differs."""
_AUTHORITIES: Final = frozenset({"la", "la name", "local authority", "authority", "council"})


def turn_area(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take the authority of each place in a register for its area, where no column names the places.

    Otherwise each home would make its authority a body of the home's sector, opened on its day.
    A place without a name goes by its number.
    """
    held = taken.of("name")
    if held is None or words_of(headings[held.place]) not in _AUTHORITIES:
        return
    said = {words_of(heading) for heading in headings} & _PLACES
    is_own = looks[held.place].filled > 1 and looks[held.place].distinct == 1
    if not said or (said == {"urn"} and is_own):
        return  # each row is of an authority of its own
    for place, guess in taken.items():
        if guess.key == "area":
            why = "Another column says more nearly where it is."
            taken.take(place, None, 0.7, why)
    why = "It is where each place of the register is; no column names the places."
    taken.take(held.place, "area", 0.7, why)
    named = _called(headings, looks, taken)
    if named is not None:
        taken.take(named, "name", 0.9, f"“{headings[named]}” is a heading of organisation.")
        return
    for place, heading in enumerate(headings):
        if words_of(heading) == "urn" and looks[place].distinct > _OWN:
            why = "No column names the places; each goes by its number."
            taken.take(place, "name", 0.58, why)
            return


def _called(
    headings: Sequence[str], looks: Sequence[Look], taken: Mapping[int, ColumnGuess]
) -> int | None:
    """Return the first column left whose heading is one of names and whose cells have words."""
    target = targets_for("organisations")["name"]
    free = (p for p in range(len(headings)) if p not in taken and looks[p].words > 0.8)
    return next((p for p in free if alike("organisations", headings[p], target)[0] >= NEAR), None)


_COMPACT: Final = re.compile(r"[a-z][\w-]*:[\w.-]+")
"""A code of a register with the name of the register before it, such as "local-authority-eng:YOR"."""


def _rename(
    place: int, held: ColumnGuess | None, headings: Sequence[str], taken: Taken
) -> ColumnGuess | None:
    """Take the names that codes of their own stand beside for the bodies' names, unless one is said outright."""
    if held is not None and not words_of(headings[held.place]).endswith(" name"):
        return held
    if held is not None:
        why = f"Another column of names, “{headings[place]}”, has codes of its own for each row."
        taken.take(held.place, None, 0.7, why, rival="name")
    why = f"Each row has a code of its own for “{headings[place]}”."
    taken.take(place, "name", 0.75, why)
    return taken[place]


def _take_fuller(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take the column headed "name" for the bodies' names, where many lack that of full names."""
    held = taken.of("name")
    if held is None or looks[held.place].filled > looks[held.place].total * _OWN:
        return
    for place, heading in enumerate(headings):
        look = looks[place]
        is_full = look.filled == look.total and look.words > 0.9 and look.distinct > 0.9
        if words_of(heading) == "name" and is_full:
            why = f"It has a name in each row; some lack “{headings[held.place]}”."
            gone = f"Some rows lack it; “{heading}” has a name in each."
            taken.pass_on(held, place, 0.9, why, gone)
            return


def turn_codes(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take the first column of names for the bodies' names, where that taken holds codes of a register.

    A code that bodies of different names share is that of a body they belong to, and not theirs.
    """
    _take_fuller(headings, looks, taken)
    held = taken.of("name")
    own = coded_names(headings, looks)
    if own and (held is None or (held.place not in own and headings[held.place] != "")):
        held = _rename(own[0], held, headings, taken)
    if held is None:
        return
    is_place = words_of(headings[held.place]).startswith("location ")
    for guess in [g for g in taken.values() if g.key in ORGANISATION_CODES]:
        is_other = is_place and words_of(headings[guess.place]).startswith("provider ")
        if is_other or looks[guess.place].distinct < looks[held.place].distinct * _OWN:
            why = (
                f"Rows of different “{headings[held.place]}” share it, so it is no code of theirs."
            )
            taken.take(guess.place, None, 1.0, why)
    if not all(_COMPACT.fullmatch(text) for text in looks[held.place].sample):
        return
    for place, heading in enumerate(headings):
        words = words_of(heading).split()
        if place in taken or words[-1:] != ["name"] or looks[place].words < 0.8:
            continue
        if looks[place].distinct > 0.8 and " " in "".join(looks[place].sample):
            why = f"“{headings[held.place]}” holds codes; this is the first column of names."
            gone = f"Its cells are codes; the names are in “{heading}”."
            taken.pass_on(held, place, 0.7, why, gone)
            return


_OF_OTHERS: Final = frozenset(
    {
        "provider name",
        "provider",
        "organisation",
        "organisation name",
        "parent name",
        "trust name",
        "group name",
    }
)
_OWN_NAMES: Final = frozenset(
    {
        "name",
        "location name",
        "site name",
        "setting name",
        "home name",
        "branch name",
        "service name",
    }
)


def turn_locations(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take the names of places for the bodies' names, where several belong to one that runs them.

    So a register of care homes names each and its provider; by the provider alone its rows would
    fold into a few.
    """
    held = taken.of("name")
    if held is None or words_of(headings[held.place]) not in _OF_OTHERS:
        return
    shared = looks[held.place]
    own = [
        p
        for p, heading in enumerate(headings)
        if words_of(heading) in _OWN_NAMES and p != held.place
        and looks[p].words > 0.9 and looks[p].filled == looks[p].total
        and looks[p].distinct > max(shared.distinct, 0.8)
    ]  # fmt: skip
    if len(own) != 1 or (own[0] in taken and taken[own[0]].key not in (None, "short_name")):
        return
    name, parent = headings[own[0]], headings[held.place]
    taken.take(own[0], "name", 0.9, f"Each row is of another “{name}”; several share “{parent}”.")
    key = None if "parent_id" in taken.fields else "parent_id"
    taken.take(held.place, key, 0.8, f"It is who runs each “{name}”.")


_PRICE_HEADS: Final = frozenset(
    {
        "cost",
        "cost £",
        "cost amount",
        "costs",
        "amount",
        "fee",
        "fees",
        "price",
        "charge",
        "charges",
    }
)
_BESIDE_PRICE: Final = frozenset(
    {"cost type", "cost option", "amount description", "cost description", "fee type"}
)
_PRICED_BY: Final = frozenset({"unit", "units", "per", "unit of measure", "charging unit"})
_PRICE_OF_ONE: Final = re.compile(r"(?:unit |list )?(?:price|charge|fee|tariff)s?(?: per unit)?")
"""What is paid for one of something, where a column beside it says of what."""
_PRICE: Final = re.compile(
    r"\bfree\b|\b(?:per|an?|each) (?:half )?(?:hour|session|day|week|family|child|person|head|visit|class|place)\b",
    re.IGNORECASE,
)


def prices(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, ColumnGuess]:
    """Return the columns of what people pay for a service in a directory, which are left out.

    Their cells say "Free" or "£2 per family", or a column beside them says what is paid for.
    """
    words = [words_of(heading) for heading in headings]
    beside = bool(_BESIDE_PRICE & set(words))
    by_unit = bool(_PRICED_BY & set(words))
    why = "It is what people pay to use the service, and not what it costs."
    return {
        place: ColumnGuess(place, None, 1.0, why)
        for place, text in enumerate(words)
        if not looks[place].is_empty
        and (
            (text in _PRICE_HEADS and (beside or _are_prices(looks[place])))
            or (by_unit and _PRICE_OF_ONE.fullmatch(without_year(headings[place])))
        )
    }


def _are_prices(look: Look) -> bool:
    return sum(bool(_PRICE.search(text)) for text in look.sample) * 2 >= len(look.sample)


def directory(free: Sequence[int], looks: Sequence[Look]) -> list[ColumnGuess]:
    """Read the columns of a directory of bodies that has no headings: code, name, dates."""
    found: list[ColumnGuess] = []
    codes = [p for p in free if looks[p].codes > 0.95 and looks[p].distinct > 0.95 and looks[p].length <= 6
             and looks[p].words > 0.5]  # fmt: skip
    names = [
        p
        for p in free
        if looks[p].length > 10
        and looks[p].distinct > 0.5
        and looks[p].words > 0.95
        and p not in codes[:1]
    ]
    days = [p for p in free if looks[p].days > 0.95]
    if codes:
        found.append(
            ColumnGuess(codes[0], "ods_code", 0.7, "Each cell is a short code of its own.")
        )
    if names:
        found.append(ColumnGuess(names[0], "name", 0.8, "Each cell is a name of its own."))
    for place, key, what in zip(
        days, ("valid_from_on", "valid_to_on"), ("opening", "closing"), strict=False
    ):
        why = f"It holds dates; the {'first' if what == 'opening' else 'second'} such column is taken for {what}."
        found.append(ColumnGuess(place, key, 0.6, why))
    return found
