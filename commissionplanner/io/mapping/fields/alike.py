"""How near a heading is to what a column may become: as it is written, and by what it says."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from commissionplanner.io.mapping.fields.gist import gist_of
from commissionplanner.io.mapping.fields.headings import squashed, vat_in
from commissionplanner.io.mapping.fields.targets import Target
from commissionplanner.model.fields import Kind

NEAR: Final = 0.86
"""A heading must be so much alike what a field is called to be taken for it."""
_LONG: Final = 16
"""A heading that begins with so long a one, and goes on, means the same."""
_LATER_PATH: Final = 0.018
"""So much less likely is each path after the best."""
_WITH_VAT: Final = 0.96
_AS_BILLED: Final = 0.97
_BILLED: Final = re.compile(r"invoice(?!.*(?:paid|payment))", re.IGNORECASE)
"""The day of a bill counts as that of its payment where no other is known."""
_AS_ADVERTISED: Final = 0.9
_ADVERTISED: Final = re.compile(
    r"\badvert|\btendered\b|\bas (?:published|notified)\b", re.IGNORECASE
)
"""Of two columns of days or amounts the one of what was advertised is not the one agreed."""
_EFFECTIVE: Final = re.compile(r"\s*effective[\s_]*date\s*", re.IGNORECASE)
"""In registers of awards it is as often the day of the list as that of the award."""
_AGREED: Final = (Kind.DAY, Kind.MONEY)
_SAME_GIST: Final = 0.92
"""Below every listed heading, above most that are merely spelled alike."""


def alike(kind: str, heading: str, target: Target) -> tuple[float, bool]:
    """Return how near a heading is to a target, and whether it is one of its headings.

    Of two that differ in VAT alone, the one without comes first.
    """
    score, exact = _alike(kind, heading, target)
    if (
        target.spec.kind is Kind.MONEY
        and kind in ("contracts", "spend")
        and vat_in(heading) == "gross"
    ):
        score *= _WITH_VAT
    if kind == "spend" and target.spec.kind is Kind.DAY and _BILLED.search(heading):
        score *= _AS_BILLED
    if kind == "contracts" and _ADVERTISED.search(heading) and target.spec.kind in _AGREED:
        score *= _AS_ADVERTISED
    if kind == "contracts" and _EFFECTIVE.fullmatch(heading) and not exact:
        score *= _AS_BILLED
    return score, exact


def _alike(kind: str, heading: str, target: Target) -> tuple[float, bool]:
    """Return how near a heading is to a target: as it is written, or by what it says."""
    path = path_of(heading.rsplit(" · ", 1)[-1])
    if path in target.paths and ("/" in heading or "/" in path or heading == path):
        return 0.995 - min(target.paths.index(path), 7) * _LATER_PATH, True
    score, exact = likeness(heading, target.headings)
    if exact:
        return score, exact
    if "." in target.key:
        score = 0.0  # a number of a body is told from its name by a word alone
    for text, weight in _phrasings_of(heading):
        gist = gist_of(text, kind)
        if gist in target.gists:
            place = min(target.gists.index(gist), 12)
            score = max(score, (_SAME_GIST - place * 0.003) * weight)
    return score, exact


def _phrasings_of(heading: str) -> Iterable[tuple[str, float]]:
    """Yield a heading as words: whole, of stacked ones the last, of alternatives each."""
    yield heading.replace(" · ", " "), 1.0
    if " · " in heading:
        yield heading.rsplit(" · ", maxsplit=1)[-1], 0.97
    parts = [part.strip() for part in heading.split("/")]
    if len(parts) == 2 and all(len(part) >= 4 or " / " in heading for part in parts):
        at = parts[0].casefold().rfind(" of ") + 1
        if at and " of " not in parts[1].casefold():  # as in "Description of goods/services"
            parts[1] = f"{parts[0][:at]}of {parts[1]}"
        for part in parts:  # two languages, or two words for one thing
            yield part, 0.97


_WRAPPERS: Final = frozenset(
    {"compiledrelease", "releases", "release", "records", "record", "data", "grants"}
)


@lru_cache(maxsize=20_000)
def path_of(heading: str) -> str:
    """Return a path such as "compiledRelease/contracts/0/value/amount" without places and wrappers.

    "" where the heading is no path.
    """
    parts = [part for part in re.split(r"[/._]", heading.strip().casefold()) if part]
    if " " in heading.strip() and "/" not in heading:
        return ""
    parts = [part.replace(" ", "") for part in parts]
    kept = [part for part in parts if not part.isdigit() and part not in _WRAPPERS]
    return "/".join(kept)


def likeness(heading: str, forms: Sequence[str]) -> tuple[float, bool]:
    """Return how near a heading is to the headings of a field, and whether it is one of them.

    Stacked headings ("Contract · Start") are compared whole, joined and by their last part;
    the earlier headings of a field are the better ones.
    """
    best = 0.0
    for text, weight in _readings_of(heading):
        score, exact = _likeness(text, tuple(forms))
        if exact:
            return score * weight, True
        best = max(best, score * weight)
    return best, False


def _readings_of(heading: str) -> Iterable[tuple[str, float]]:
    yield squashed(heading), 1.0
    steps = r"[/._]" if re.search(r"[/._]\d+[/._]", heading) else r"[/.]"
    path = [part for part in re.split(steps, heading) if part and not part.isdigit()]
    if len(path) > 1 and " " not in heading:  # as in awards/0/suppliers/0/name
        weight = 0.97 if "tender" in path else 1.0  # what was advertised, not what was agreed
        yield squashed(" ".join(path)), 0.98 * weight
        yield squashed(" ".join(path[-2:])), 0.96 * weight
    if " · " in heading:
        parts = heading.split(" · ")
        yield squashed(parts[-1]), 0.93
        yield squashed(parts[0].split()[-1].split("_")[-1] + " " + parts[-1]), 0.97


@lru_cache(maxsize=50_000)
def _likeness(text: str, forms: tuple[str, ...]) -> tuple[float, bool]:
    from rapidfuzz import fuzz

    if not text:
        return 0.0, False
    if text in forms:
        return 1.0 - min(forms.index(text), 12) * 0.006, True
    if len(text) < 6:
        return 0.0, False
    if any(len(form) >= _LONG and text.startswith(form) for form in forms):
        return 0.92, False
    apart = _apart(text)
    near = [
        fuzz.ratio(text, form) / 100 for form in forms if len(form) >= 6 and _apart(form) == apart
    ]
    return max(near, default=0.0) * 0.95, False


_APART: Final = ("start", "end", "total", "annual", "high", "low", "buyer", "supplier", "initial",
                 "current", "max", "award", "review", "name", "number", "id", "from", "to",
                 "revenue", "capital", "extension", "commissioner", "contact", "contractor", "provider", "recipient",
                 "funding", "code", "title", "date", "value", "type", "kind", "published", "closing")  # fmt: skip


@lru_cache(maxsize=20_000)
def _apart(text: str) -> frozenset[str]:
    """Return the telling words of a squashed heading: alike ones have the same, so that start is never end."""
    return frozenset(word for word in _APART if len(word) > 2 and word in text)
