"""Key columns that no heading made clear: taken by what they hold and a word, and always asked."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.columns.kind_figures import coded_names, names_nobody
from commissionplanner.io.mapping.columns.wanted import (
    ASKED,
    LOOSELY,
    WANTED,
    Want,
    are_days,
    are_sums,
    are_titles,
)
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, Taken
from commissionplanner.io.mapping.fields.headings import (
    SET_ASIDE,
    is_millions,
    is_thousands,
    says_annual,
    words_of,
)
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.values.contents import (
    Look,
    is_as_at,
)

CONFIDENCE: Final = 0.58


def complete(
    kind: str, headings: Sequence[str], looks: Sequence[Look], taken: Taken
) -> list[ColumnGuess]:
    """Return guesses for key fields that no column has yet, from the columns that are free.

    A column is taken where its heading has a word of the field and its cells are of its sort; of
    several the one with more of the words, then the first.
    """
    found: dict[int, ColumnGuess] = {}
    fields = set(taken.fields)
    for want in WANTED.get(kind, ()):
        if want.key in fields:
            continue
        free = [p for p in range(len(headings)) if p not in taken and p not in found]
        if want.key == "total_value_p" and "annual_value_p" in fields:
            free = [p for p in free if _WHOLE.search(words_of(headings[p]))]
        said = _said(want, headings, looks, free)
        if kind == "funding":
            said = _of_the_row(want, said, headings, looks, free)
        best = _best(want, said, looks)
        if best is None:
            continue
        guess = _guess(kind, want, best, headings[best])
        found[best] = guess
        fields.add(guess.key or "")
    if kind in ("services", "funding") and not fields & {"name", "holder_id", "description"}:
        found |= _without_heading(headings, looks, taken, found)
    return list(found.values())


def _of_the_row(
    want: Want,
    said: dict[int, int],
    headings: Sequence[str],
    looks: Sequence[Look],
    free: Sequence[int],
) -> dict[int, int]:
    """Return how well columns suit a field of funding, where one of them is of the whole row.

    Of bodies it is that which has codes of its own for each row, of the likeliest totals the largest.
    """
    most = max(said.values(), default=0)
    best = [p for p in said if said[p] == most]
    if want.key == "holder_id":
        own = [
            p for p in coded_names(headings, looks) if p in free and _score(want, headings[p]) > 0
        ]
        return {**said, **dict.fromkeys(own[:1], most + 1)}
    if most <= 0 or len(best) < 2:
        return said
    if want.key == "amount_p" and all("total" in words_of(headings[p]).split() for p in best):
        return {**said, max(best, key=lambda p: looks[p].largest): most + 1}
    return said


def _without_heading(
    headings: Sequence[str],
    looks: Sequence[Look],
    taken: Mapping[int, ColumnGuess],
    found: Mapping[int, ColumnGuess],
) -> dict[int, ColumnGuess]:
    """Take the first column for what each row of a budget is called, where it alone has no heading."""
    amounts = any(guess.key == "amount_p" for guess in (*taken.values(), *found.values()))
    if not amounts or not headings or headings[0] or not all(headings[1:]):
        return {}
    if 0 in taken or not are_titles(looks[0]):
        return {}
    why = "It has no heading, stands first, and its cells say what each row is."
    return {0: ColumnGuess(0, "name", CONFIDENCE, why)}


_WHOLE: Final = re.compile(r"\b(?:total|whole|full|lifetime|life|aggregate|tcv)\b")


def _said(
    want: Want, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> dict[int, int]:
    """Return how many words of a field the headings have whose cells suit it; -1 where they deny it."""
    fitting = [
        p
        for p in free
        if headings[p] and not looks[p].is_empty and want.holds(looks[p])
        and not (want.key in _BODIES and names_nobody(looks[p]))
        and not (want.key in _DAYS_OF_ROWS and is_as_at(looks[p], words_of(headings[p])))
    ]  # fmt: skip
    return {p: _score(want, headings[p]) for p in fitting}


_DAYS_OF_ROWS: Final = ("start_on", "award_on")
_BODIES: Final = frozenset(
    {
        "holder_id",
        "payer_id",
        "provider_id",
        "provider_ids",
        "supplier_id",
        "lead_commissioner_id",
        "commissioner_id",
    }
)


def _best(want: Want, said: Mapping[int, int], looks: Sequence[Look]) -> int | None:
    """Return the column that a field is taken from; None where none is likely enough."""
    best = max(said, key=lambda p: (said[p], -p), default=None)
    if best is None or said[best] > 0 or not want.alone:
        return best if best is not None and said[best] > 0 else None
    if want.lone is None:
        return best if len(said) == 1 and said[best] == 0 else None
    lone = [p for p in said if said[p] == 0 and want.lone(looks[p])]
    return lone[0] if len(lone) == 1 else None


def possible(
    kind: str, key: str, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the free columns that a field could be in, and whether their headings deny it.

    Those whose cells suit it and whose headings do not; of amounts, where there are none, all.
    """
    wants = [want for want in WANTED.get(kind, ()) if want.key == key and not want.by_word]
    scores = [item for want in wants for item in _said(want, headings, looks, free).items()]
    found = sorted({place for place, score in scores if score >= 0})
    if not found and any(want.holds is are_sums for want in wants):
        return sorted({place for place, _ in scores}), True  # rather than lose what rows are worth
    return found, False


def worded(
    kind: str, key: str, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> dict[int, int]:
    """Return the free columns whose headings have a word of a field, with how many; the most first.

    Their cells need suit it loosely only, for they are asked about and not taken. Of days and
    amounts those too whose headings say something against it, with -1.
    """
    found: dict[int, int] = {}
    for want in (*WANTED.get(kind, ()), *ASKED.get(kind, ())):
        if want.key != key or want.by_word:
            continue
        holds = LOOSELY.get(want.holds, want.holds)
        for place in free:
            heading, look = headings[place], looks[place]
            if (
                not heading
                or look.is_empty
                or not holds(look)
                or (
                    want.holds is are_sums
                    and look.largest < 100
                    and not (is_thousands(heading) or is_millions(heading))
                )
            ):
                continue
            score = _score(want, heading)
            is_denied = want.holds in (are_days, are_sums) and want.words.search(words_of(heading))
            if score > 0 or is_denied:
                found[place] = max(score, found.get(place, -1))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def words_in(kind: str, key: str, heading: str) -> int:
    """Return how many words of a field a heading has, of the wordings the first; -1 for one against it."""
    wants = (*WANTED.get(kind, ()), *ASKED.get(kind, ()))
    return next((_score(want, heading) for want in wants if want.key == key), 0)


_OVER_TERM: Final = re.compile(
    r"\b(?:income|budget|spend|funding|fees?) over (?:the )?(?:whole |full |contract )?(?:term|life|length)\b"
)
"""What is no value by itself, and is one where it is said to be of the whole term."""


def _score(want: Want, heading: str) -> int:
    """Return how many of the words of a field a heading has; below nought where it says otherwise."""
    words = f"{SET_ASIDE.sub('', words_of(heading))} {'gbp' if '£' in heading and want.holds is are_sums else ''}"
    is_of_term = want.key == "total_value_p" and _OVER_TERM.search(words)
    if want.never.search(words) and not is_of_term:
        return -1
    is_sum = want.holds is are_sums and want.key != "annual_value_p"
    whole = is_sum and "total" in words.split()  # rather than one of its parts
    return len(set(want.words.findall(words))) + whole + bool(is_of_term)


def _guess(kind: str, want: Want, place: int, heading: str) -> ColumnGuess:
    key = want.key
    if key == "total_value_p" and says_annual(heading):
        key = "annual_value_p"
    label = targets_for(kind)[key].label.lower()
    why = f"No heading is nearer to {label}; the cells of “{heading}” are {want.what}."
    return ColumnGuess(place, key, CONFIDENCE, why)
