"""How far the areas of two bodies coincide, by the people who live in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from commissionplanner.analysis.index import Index
from commissionplanner.model.money import PPM, round_ratio


@dataclass(frozen=True, slots=True)
class Mismatch:
    """How two bodies' areas differ, seen from each side.

    Attributes:
        one: A body.
        other: Another whose areas meet some of the first's.
        one_ppm: Share of the first's people who live outside the area of the other that holds
            most of each of its areas; 0 where they coincide.
        other_ppm: The same, seen from the other.
    """

    one: str
    other: str
    one_ppm: int
    other_ppm: int


def mismatches(index: Index) -> tuple[tuple[Mismatch, ...], int]:
    """Return the pairs of bodies whose areas meet, and how many pairs there are in all.

    B = 1 − Σ over k of the largest pop(k ∩ j) ÷ pop(k). Areas are compared by their small areas;
    a pair without a small area in common, or without population, is not compared.
    """
    areas, people = _areas(index), _people(index)
    found = []
    pairs = list(combinations(sorted(areas), 2))
    for one, other in pairs:
        mine, theirs = areas[one], areas[other]
        sides = _apart(people, mine, theirs), _apart(people, theirs, mine)
        meet = any(a & b for a in mine for b in theirs)
        if meet and sides[0] is not None and sides[1] is not None:
            found.append(Mismatch(one, other, sides[0], sides[1]))
    return tuple(found), len(pairs)


_Codes = frozenset[str]


def _apart(
    people: Mapping[str, int], mine: Iterable[_Codes], theirs: Iterable[_Codes]
) -> int | None:
    whole = sum(_count(people, area) for area in mine)
    best = sum(max(_count(people, area & other) for other in theirs) for area in mine)
    return PPM - round_ratio(best * PPM, whole) if whole else None


def _count(people: Mapping[str, int], codes: _Codes) -> int:
    return sum(people.get(code, 0) for code in codes)


def _areas(index: Index) -> Mapping[str, list[_Codes]]:
    found: dict[str, list[_Codes]] = {}
    for row in index.plan.boundary_members.values():
        area = index.plan.boundaries.get(row.boundary_id or "")
        if area is not None and area.geometry_codes and row.organisation_id:
            held = found.setdefault(row.organisation_id, [])
            codes = frozenset(area.geometry_codes)
            if codes not in held:
                held.append(codes)
    return found


def _people(index: Index) -> Mapping[str, int]:
    """Return the people of all ages in each small area, of the latest year recorded for it."""
    latest: dict[str, int] = {}
    for row in index.plan.population.values():
        if row.year is not None:
            latest[row.area] = max(latest.get(row.area, 0), row.year.start)
    found: dict[str, int] = {}
    for row in index.plan.population.values():
        if row.year is not None and row.people and row.year.start == latest[row.area]:
            found[row.area] = found.get(row.area, 0) + row.people
    return found
