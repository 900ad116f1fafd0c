"""What the mark of a service says when somebody chooses a field for it: kinds, or steps of a scale."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.content import ColourKey, Content
from commissionplanner.analysis.layout.narrowing import Levels
from commissionplanner.model.entities import Service
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

USUAL: Final = ("prevention", "commissioner")
"""What the map shows by its own marks."""
DERIVED: Final = {
    "cost": "Cost in the year",
    "single_year": "Single-year contract",
    "finding_level": "Gravest finding",
}
_KINDS: Final = (Kind.TERM, Kind.TERMS, Kind.FLAG, Kind.REF, Kind.REFS, Kind.TEXT, Kind.CODE)
_SCALES: Final = (Kind.MONEY, Kind.QUANTITY, Kind.RATE, Kind.COUNT)
MOST_KINDS: Final = 8
STEPS: Final = 5
LEAST, MOST = 0.8, 1.8
"""How large the least and the most are drawn."""
OTHER: Final = "Other"
LEVELS: Final = ("problem", "warning", "advice", "note")


def colour_fields() -> Mapping[str, str]:
    """Return what marks can be coloured by: names with labels, in order."""
    usual = {"prevention": "Prevention", "commissioner": "Commissioner"}
    own = {
        name: spec.label
        for name, spec in spec_by_name(Service).items()
        if spec.kind in (*_KINDS, *_SCALES) and name not in ("name", "short_name", "description")
    }
    return {**usual, **DERIVED, **own}


def size_fields() -> Mapping[str, str]:
    """Return what sizes can say: names of fields that hold numbers, with labels."""
    own = {n: s.label for n, s in spec_by_name(Service).items() if s.kind in _SCALES}
    return {"cost": DERIVED["cost"], **own}


def shaded(content: Content, plan: Plan, field: str, levels: Levels | None = None) -> Content:
    """Return a view whose services' marks say a field.

    Raises:
        KeyError: there is no such field.
    """
    if field in USUAL:
        return content
    label = colour_fields()[field]
    at = [n for n, one in enumerate(content.members) if one.table == "services"]
    if not at:
        return content
    numbers = _numbers(content, plan, field, at)
    if numbers is not None:
        entries, shades = _steps(numbers, field)
    else:
        entries, shades = _sorted_out([_words(content, plan, field, n, levels or {}) for n in at])
    members = list(content.members)
    for n, shade in zip(at, shades, strict=True):
        members[n] = replace(members[n], shade=shade)
    key = ColourKey(label, entries, numbers is not None)
    return replace(content, members=tuple(members), key=key)


def sized(content: Content, plan: Plan, field: str) -> Content:
    """Return a view whose services are as large as a field says: by its square root, up to 1.8.

    Raises:
        KeyError: there is no such field of numbers.
    """
    if not field:
        return content
    label = size_fields()[field]
    at = [n for n, one in enumerate(content.members) if one.table == "services"]
    if not at:
        return content
    numbers = _numbers(content, plan, field, at) or []
    most = max((value for value in numbers if value is not None), default=0)
    members = list(content.members)
    for n, value in zip(at, numbers, strict=True):
        part = (max(value or 0, 0) / most) ** 0.5 if most > 0 else 0.0
        members[n] = replace(members[n], scale=round(LEAST + (MOST - LEAST) * part, 3))
    size = f"{label}: up to {_said(most, field)}" if most > 0 else f"{label}: not known"
    return replace(content, members=tuple(members), size=size)


def _numbers(
    content: Content, plan: Plan, field: str, at: Sequence[int]
) -> list[int | None] | None:
    """Return what a field of numbers holds; None for a field of another kind."""
    if field == "cost":
        return [content.members[n].amount_p for n in at]
    spec = spec_by_name(Service).get(field)
    if spec is None or spec.kind not in _SCALES:
        return None
    rows = [plan.services.get(content.members[n].key) for n in at]
    return [None if row is None else getattr(row, field) for row in rows]


def _steps(values: Sequence[int | None], field: str) -> tuple[tuple[str, ...], list[int | None]]:
    """Return at most five steps with about as many services in each, and the step of each."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return (), [None for _ in values]
    tops = sorted({known[-(-len(known) * n // STEPS) - 1] for n in range(1, STEPS + 1)})
    names, low = [], known[0]
    for top in tops:
        names.append(
            f"{_said(low, field)} to {_said(top, field)}" if low < top else _said(top, field)
        )
        low = next((value for value in known if value > top), top)
    shades = [
        None if value is None else next(n for n, top in enumerate(tops) if value <= top)
        for value in values
    ]
    return tuple(names), shades


def _said(value: int, field: str) -> str:
    spec = spec_by_name(Service).get(field)
    if spec is None or spec.kind is Kind.MONEY:
        return format_short(value)
    if spec.kind is Kind.QUANTITY:
        return f"{value / 1000:,g}"
    return f"{value / 10_000:g}%" if spec.kind is Kind.RATE else f"{value:,}"


def _sorted_out(words: Sequence[str]) -> tuple[tuple[str, ...], list[int | None]]:
    """Return the kinds in view, the commonest first, and the kind of each; "" is not known."""
    counts = Counter(word for word in words if word)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    kept = ranked if len(ranked) <= MOST_KINDS else ranked[: MOST_KINDS - 1]
    entries = (*kept, OTHER) if len(kept) < len(ranked) else tuple(kept)
    at = {word: n for n, word in enumerate(kept)}
    return entries, [at.get(word, len(kept)) if word else None for word in words]


def _words(content: Content, plan: Plan, field: str, n: int, levels: Levels) -> str:
    """Return what a field holds of a service, in words; "" where that is not known."""
    one = content.members[n]
    if field == "single_year":
        return "Single-year" if one.is_single else "Longer, or not known"
    if field == "finding_level":
        held = levels.get((one.table, one.key), frozenset())
        return next((level.capitalize() for level in LEVELS if level in held), "No finding")
    row = plan.services.get(one.key)
    spec = spec_by_name(Service)[field]
    return "" if row is None else _told(plan, spec, getattr(row, field))


def _told(plan: Plan, spec: FieldSpec, value: object) -> str:
    if value is None or value in ("", ()):
        return ""
    if spec.kind is Kind.FLAG:
        return "Yes" if value else "No"
    first = value[0] if isinstance(value, tuple) else value
    if spec.kind in (Kind.TERM, Kind.TERMS):
        more = " and others" if isinstance(value, tuple) and len(value) > 1 else ""
        return vocabulary(spec.vocabulary).label_of(str(first)) + more
    if spec.kind in (Kind.REF, Kind.REFS):
        top = index_of(plan).top(str(first)) if spec.table == "organisations" else str(first)
        return display_name(plan.record(spec.table, top or "")) or str(first)
    return str(first)
