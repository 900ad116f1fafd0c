"""What columns are that headings leave open: asked, with the likeliest answer taken and said."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.bcf import is_updated
from commissionplanner.io.mapping.columns.beside_years import settle_beside_years
from commissionplanner.io.mapping.columns.completion import possible, worded
from commissionplanner.io.mapping.columns.contested import (
    is_asked,
    other_names,
    rivals_of,
)
from commissionplanner.io.mapping.columns.elimination import are_codes, likely
from commissionplanner.io.mapping.columns.heading_cautions import settle_cautions
from commissionplanner.io.mapping.columns.income import settle_income
from commissionplanner.io.mapping.columns.kind_figures import is_of_transfers
from commissionplanner.io.mapping.columns.lead_agencies import settle_ids, settle_lead
from commissionplanner.io.mapping.columns.line_columns import settle_lines
from commissionplanner.io.mapping.columns.old_and_new import settle_old_and_new
from commissionplanner.io.mapping.columns.partner_columns import settle_partners
from commissionplanner.io.mapping.columns.same_year import settle_same_year
from commissionplanner.io.mapping.columns.stream_columns import settle_streams
from commissionplanner.io.mapping.columns.swapped import (
    are_mostly_after,
    settle_swapped,
    share_named,
)
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.columns.which_of_several import (
    exchanged,
    one_of,
    settle_amount,
    settle_days,
    settle_value,
    settle_vat,
)
from commissionplanner.io.mapping.columns.who_pays import settle_givers, settle_tiers
from commissionplanner.io.mapping.columns.whose import public_share, settle_whose
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import (
    says_annual,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.fields.targets import reads_as, targets_for
from commissionplanner.io.mapping.values.contents import Look, fitness
from commissionplanner.io.tabular.table import Table

DOUBTFUL: Final = 0.6
"""So little sure, or less, a key column is asked about."""
_KNOWN: Final = 0.7
_FEWEST_KNOWN: Final = 4
"""Where headings tell fewer columns (a clear one is counted twice), the others are not told by their cells: it may be any table."""
LIKELY: Final = 0.56
"""How sure a column is that only its cells and the columns beside it tell."""
KEY_FIELDS: Final = {
    "contracts": ("title", "provider_id", "start_on", "current_end_on", "total_value_p", "annual_value_p"),
    "spend": ("paid_on", "amount_p", "supplier_id"),
    "services": ("name", "amount_p"),
    "funding": ("name", "holder_id", "amount_p"),
    "organisations": ("name",),
}  # fmt: skip
"""What a file of a kind is imported for."""
_VALUES: Final = {"total_value_p", "annual_value_p"}
_OF_A_PART: Final = re.compile(
    r"\bper (?:week|hour|day|night|head|place|person|unit|session|bed)\b|\b(?:unit|hourly|weekly|daily|contributions?)\b"
)
"""What is the rate of one unit, or what one partner gives: no value of the whole."""
_SAME_THING: Final = {
    **dict.fromkeys(_VALUES, _VALUES), "current_end_on": {"current_end_on", "initial_end_on", "term_months"},
    "start_on": {"start_on", "award_on"}, "term_months": {"current_end_on", "initial_end_on"},
}  # fmt: skip
"""Of a field that need not be asked for: those one of which is enough."""
_ALSO_ASKED: Final = {
    "contracts": ("award_on", "ref", "commissioner_id", "term_months"), "spend": ("reference", "payer_id"), "services": ("provider_ids", "lead_commissioner_id"),
    "funding": ("payer_id",),
}  # fmt: skip
"""Fields asked for only where the heading of a column has a word of them."""
_BY_WORD: Final = {"annual_value_p"}
_SUPPLIERS: Final = {"provider_id", "supplier_id"}
_ASIDE: Final = {"ref", "reference", "area", "type", "description", "department"}
"""Fields of columns that may be suppliers, where no other column is."""
_SEVERAL: Final = 3
_HARDLY: Final = 0.1
_FITS: Final = 0.7
_MOST_CHOICES: Final = 6
_NONE: Final = "none"


def settle(
    kind: str,
    table: Table,
    guesses: list[ColumnGuess],
    looks: Sequence[Look],
    choices: Choices,
    asker: Asker,
) -> list[ColumnGuess]:
    """Ask whatever the headings of a table leave open, and return the columns as answered.

    A field that the user gave to a column is not asked about again.
    """
    given = frozenset(field for field in choices.columns.values() if field)
    case = Unsettled(kind, table, looks, given, asker)
    across = settle_streams if kind == "funding" else settle_lines
    guesses = across(table, guesses, asker)
    guesses = settle_partners(case, settle_swapped(case, guesses))
    if "total_value_p" not in given or "value_is" in choices.answers:
        guesses = settle_vat(case, guesses)
        guesses = settle_value(case, guesses)
    if "amount_p" not in given or "amount_column" in choices.answers:
        guesses = settle_amount(case, guesses)
    if kind in ("services", "funding") and not is_updated(table):
        guesses = settle_same_year(table, guesses, asker)
        guesses = settle_beside_years(case, guesses)
    guesses = settle_old_and_new(case, settle_cautions(case, guesses))
    steps = (
        settle_award,
        settle_days,
        settle_lead,
        settle_ids,
        settle_income,
        settle_whose,
        settle_givers,
        settle_tiers,
        settle_doubtful,
        settle_missing,
        settle_contested,
    )
    for step in steps:
        guesses = step(case, guesses)
    return guesses


def settle_contested(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask of each key field which column it is read from, where a left-out one could give it as well."""
    asked = {question.id for question in case.asker.questions}
    for key in (*KEY_FIELDS.get(case.kind, ()), "ref"):
        held = [g for g in guesses if g.key == key]
        if len(held) != 1 or key in case.given or held[0].is_series or is_asked(key, asked):
            continue
        rivals = rivals_of(case.kind, held[0], guesses, case.table.headings, case.looks)
        if case.kind == "organisations" and not rivals:
            rivals = other_names(held[0], guesses, case.table.headings, case.looks)
        rivals = (rivals or _bodies_instead(case, held[0], guesses))[:_MOST_CHOICES]
        first, others = held[0], list(rivals)
        if key == "ref" and others and case.looks[first.place].distinct < _OF_ALL:
            why = "Each of its cells is another, where the other column has the same in most rows."
            guesses, first, others[0] = exchanged(guesses, first, others[0], why)
        label = targets_for(case.kind)[key].label
        guesses = one_of(case, f"column_{key}", label, guesses, first, others)
    return guesses


_OF_ALL: Final = 0.2
"""A reference of which no larger a share differs is of what the rows stand under, such as a framework."""


def settle_doubtful(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask about each key column that was taken by what it holds, not by its heading."""
    for guess in [
        g for g in guesses if g.confidence <= DOUBTFUL and g.key in KEY_FIELDS.get(case.kind, ())
    ]:
        target = targets_for(case.kind)[guess.key or ""]
        fits = (g for g in guesses if g.key is None and not case.looks[g.place].is_empty)
        others = [g.place for g in fits if fitness(case.looks[g.place], reads_as(target)) > _FITS]
        names = [case.table.names[place] for place in (guess.place, *others[:_MOST_CHOICES])]
        text = f"Is “{names[0]}” the column of {target.label.lower()}? Its heading does not say so clearly."
        taken = case.asker.ask(f"column_{guess.key}", text, (*names, _NONE), names[0])
        if taken == names[0]:
            continue
        place = None if taken == _NONE else case.table.names.index(taken)
        gone = replace(guess, key=None, confidence=1.0, why="As you said.")
        said = replace(
            guess, place=place if place is not None else -1, confidence=1.0, why="As you said."
        )
        guesses = [gone if g is guess else said if g.place == place else g for g in guesses]
    return guesses


def settle_missing(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask for each key field that no column is, where one could be; by default none is."""
    for key in (*KEY_FIELDS.get(case.kind, ()), *_ALSO_ASKED.get(case.kind, ())):
        held = {guess.key for guess in guesses} | case.given
        held |= {"name"} if any(guess.line for guess in guesses) else set()
        held |= {"amount_p"} if case.kind == "services" else set()  # a directory has none
        asked = any(question.id == f"column_{key}" for question in case.asker.questions)
        if asked or key in held:
            continue
        found, is_denied = _that_could_be(case, key, guesses, held)
        if not found:
            continue
        places = found[:_MOST_CHOICES]
        known = {g.key: g.place for g in guesses if g.key}
        sure = sum(
            (g.confidence >= DOUBTFUL - 0.05) + (g.confidence >= _KNOWN) for g in guesses if g.key
        )
        is_told = sure >= _FEWEST_KNOWN and not is_denied
        best = likely(key, case.table, case.looks, places, known) if is_told else None
        guesses = _one_that_could_be(case, key, places, best, guesses)
    return guesses


def _that_could_be(
    case: Unsettled, key: str, guesses: Sequence[ColumnGuess], held: AbstractSet[str | None]
) -> tuple[list[int], bool]:
    """Return the left-out columns that a key field could be in, and whether none is to be taken unsaid.

    Only those with a word of it, where it need not be asked for or another field tells as much.
    """
    same = held & _SAME_THING.get(key, set())
    if key == "term_months" and same:
        return [], True
    free = [
        g.place
        for g in guesses
        if g.key is None and g.confidence < 1.0 and not (key == "name" and g.rival == "holder_id")
    ]  # bodies that might hold the money are none of its streams
    free += _texts_of_others(case, key, guesses)
    scored = worded(case.kind, key, case.table.headings, case.looks, free)
    by_word = list(scored)
    if same and key in _VALUES:
        by_word = [p for p in scored if not _OF_A_PART.search(words_of(case.table.headings[p]))]
    if key == "payer_id" and case.kind == "funding" and not by_word:
        by_word = _givers(case, free)
    if same or key in _BY_WORD or key in _ALSO_ASKED.get(case.kind, ()):
        return [p for p in by_word if year_in(case.table.headings[p]) is None], True
    if key == "current_end_on":
        free += _days_of_award_after_start(case, guesses)
    if key == "name" and case.kind == "funding":
        free = [p for p in free if not are_codes(case.looks[p])]
    found, is_denied = possible(case.kind, key, case.table.headings, case.looks, free)
    if found or key == "name":  # streams across are named by their headings
        return found, is_denied
    return by_word, True


def _givers(case: Unsettled, free: Sequence[int]) -> list[int]:
    """Return the left-out columns of public bodies, where the rows are transfers from one to another."""
    filled = [
        (h, look)
        for h, look in zip(case.table.headings, case.looks, strict=True)
        if not look.is_empty
    ]
    if not is_of_transfers(filled):
        return []
    return [p for p in free if case.looks[p].words > 0.9 and public_share(case.looks[p]) > 0.5]


def _texts_of_others(case: Unsettled, key: str, guesses: Sequence[ColumnGuess]) -> list[int]:
    """Return a column taken for something else that may be this: names of bodies where none is of suppliers.

    And a column of what pays for contracts, each cell another, where no other has titles.
    """
    if key in _SUPPLIERS:
        return [g.place for g in guesses if g.key in _ASIDE and _holds_bodies(case, g.place)]
    if key != "title":
        return []
    others = [g.place for g in guesses if g.key == "stream_ids"]
    return [
        p for p in others if case.looks[p].distinct > 0.9 and case.looks[p].filled >= _FEWEST_KNOWN
    ]


def _holds_bodies(case: Unsettled, place: int) -> bool:
    """Whether most of several texts are names of bodies."""
    look = case.looks[place]
    return len(look.sample) >= _SEVERAL and share_named(look) >= 0.5


def _bodies_instead(
    case: Unsettled, held: ColumnGuess, guesses: Sequence[ColumnGuess]
) -> list[ColumnGuess]:
    """Return left-out columns of bodies, where that of suppliers has hardly any, or one in all its rows."""
    look = case.looks[held.place]
    is_one = len(look.sample) == 1 and look.filled > _SEVERAL
    if held.key not in _SUPPLIERS or not (is_one or share_named(look) <= _HARDLY):
        return []
    return [g for g in guesses if g.key is None and _holds_bodies(case, g.place)]


def _days_of_award_after_start(case: Unsettled, guesses: Sequence[ColumnGuess]) -> list[int]:
    """Return the column of days of award, where most come after the first day: it may be the last."""
    held = {g.key: g.place for g in guesses if g.key in ("award_on", "start_on")}
    is_after = len(held) > 1 and are_mostly_after(case.table, held["award_on"], held["start_on"])
    return [held["award_on"]] if is_after else []


def _one_that_could_be(
    case: Unsettled, key: str, places: Sequence[int], best: int | None, guesses: list[ColumnGuess]
) -> list[ColumnGuess]:
    """Ask which column a key field is in; `best` is taken by default, where the cells tell it."""
    names = [case.table.names[place] for place in places]
    label = targets_for(case.kind)[key].label.lower()
    default, could = _NONE, " or ".join(f"“{name}”" for name in names)
    text = f"No column is taken for {label}; {could} could be. Which is it?"
    if best is not None:
        default = case.table.names[best]
        text = f"No heading says {label}; by its cells “{default}” is taken for it. Which is it?"
    taken = case.asker.ask(f"column_{key}", text, (*names, _NONE), default)
    if taken == _NONE:
        return guesses
    place = case.table.names.index(taken)
    heading = case.table.headings[place]
    yearly = key == "total_value_p" and (says_annual(heading) or year_in(heading) is not None)
    answered = any(q.id == f"column_{key}" and q.answered for q in case.asker.questions)
    why = "As you said." if answered else "No heading is nearer, and its cells suit it alone."
    share, field = 1.0 if answered else LIKELY, "annual_value_p" if yearly else key
    return [
        replace(g, key=field, confidence=share, why=why, rival=None) if g.place == place else g
        for g in guesses
    ]


_DECIDED: Final = re.compile(r"\b(?:deci(?:sion|ded)|committee|cabinet)\b")


def settle_award(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Leave out days of a decision, taken by a word for those of the award, that come after the start.

    What is decided then is what follows the contract.
    """
    award = first_of(guesses, "award_on")
    start = first_of(guesses, "start_on")
    if award is None or start is None or {"award_on", "start_on"} & case.given:
        return guesses
    if award.confidence >= _KNOWN:
        return guesses
    if not _DECIDED.search(words_of(case.table.headings[award.place])):
        return guesses
    if not are_mostly_after(case.table, award.place, start.place):
        return guesses
    why = "Most of its days come after the contracts start, and so are not of their award."
    return [replace(g, key=None, why=why) if g is award else g for g in guesses]
