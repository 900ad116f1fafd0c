"""What each filter of the map offers for a plan, with how many services each choice would show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.boundaries import single_years
from commissionplanner.analysis.layout.narrowing import Levels
from commissionplanner.analysis.layout.options import KINDS
from commissionplanner.analysis.layout.shading import LEVELS
from commissionplanner.model.entities import TABLES, Service
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN, capital
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.map.choice_chip import Choice

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "organisations": ("Organisation", "Services that an organisation commissions, provides or pays for"),
    "kinds": ("Kind", "Which kinds of things are drawn"),
    "tiers": ("Prevention", "Services of some tiers of prevention"),
    "statutory": ("Statutory", "Services by whether the law asks for them"),
    "single": ("Single-year", "Services by whether a contract of a year or less carries them"),
    "evidence": ("Evidence", "Services by how strong the evidence for them is"),
    "levels": ("Findings", "Services with a finding of some level"),
    "age_bands": ("Ages", "Services for some ages"),
}  # fmt: skip
"""Every filter with ticks: its name and what it does."""
_TERMS: Final = {"tiers": "prevention_tier", "statutory": "statutory", "evidence": "eif_evidence"}
_SINGLE: Final = (("only", "Single-year only"), ("none", "Without single-year"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters are counted on.

    Attributes:
        plan: The whole plan, as shown.
        year: The year shown.
        levels: Levels of findings by thing.
    """

    plan: Plan
    year: FinancialYear | None
    levels: Levels


def choices(name: str, facts: Facts) -> tuple[Choice, ...]:
    """Return what a filter offers.

    Raises:
        KeyError: there is no such filter.
    """
    return _MAKE[name](facts)


def _organisations(facts: Facts) -> tuple[Choice, ...]:
    plan, index = facts.plan, index_of(facts.plan)
    counts: Counter[str] = Counter()
    for service in plan.services.values():
        counts.update(_bodies(index, service, facts.year))
    found = [
        Choice(key, display_name(plan.organisations.get(key)) or key, count)
        for key, count in counts.items()
        if key in plan.organisations
    ]
    return tuple(sorted(found, key=lambda one: (-(one.number or 0), one.words.casefold(), one.key)))


def _bodies(index: Index, service: Service, year: FinancialYear | None) -> frozenset[str]:
    paying: Iterable[str] = index.funders(service.id, year) if year is not None else ()
    return frozenset((*index.commissioners(service), *index.providers(service), *paying))


def _kinds(facts: Facts) -> tuple[Choice, ...]:
    return tuple(
        Choice(table, capital(TABLES[table].plural), len(facts.plan.table(table)))
        for table in KINDS
    )


def _terms(name: str) -> Callable[[Facts], tuple[Choice, ...]]:
    field = _TERMS[name]

    def make(facts: Facts) -> tuple[Choice, ...]:
        counts = Counter(getattr(one, field) or "" for one in facts.plan.services.values())
        return _of_terms(field, counts)

    return make


def _of_terms(field: str, counts: Counter[str]) -> tuple[Choice, ...]:
    """Return every term of a field of a service, and that it is not known."""
    words = spec_by_name(Service)[field].vocabulary
    terms = [
        Choice(term.code, term.label, counts[term.code])
        for term in vocabulary(words).terms
        if not term.retired or counts[term.code]
    ]
    return (*terms, Choice("", NOT_KNOWN, counts[""]))


def _ages(facts: Facts) -> tuple[Choice, ...]:
    counts: Counter[str] = Counter()
    for one in facts.plan.services.values():
        counts.update(set(one.age_bands or ("",)))
    return _of_terms("age_bands", counts)


def _single(facts: Facts) -> tuple[Choice, ...]:
    singles = single_years(index_of(facts.plan), facts.year)
    only = sum(singles.get(key, (False, 0))[0] for key in facts.plan.services)
    counts = {"only": only, "none": len(facts.plan.services) - only}
    return tuple(Choice(key, words, counts[key]) for key, words in _SINGLE)


def _levels(facts: Facts) -> tuple[Choice, ...]:
    counts: Counter[str] = Counter()
    for (table, key), levels in facts.levels.items():
        if table == "services" and key in facts.plan.services:
            counts.update(levels)
    return tuple(Choice(level, capital(level), counts[level]) for level in LEVELS)


_MAKE: Final[Mapping[str, Callable[[Facts], tuple[Choice, ...]]]] = {
    "organisations": _organisations,
    "kinds": _kinds,
    "tiers": _terms("tiers"),
    "statutory": _terms("statutory"),
    "single": _single,
    "evidence": _terms("evidence"),
    "levels": _levels,
    "age_bands": _ages,
}
