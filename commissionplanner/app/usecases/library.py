"""Read and search the offline library, and see what a plan makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from commissionplanner.analysis.nations import nations
from commissionplanner.edits.library import item_of, rating_of
from commissionplanner.model.entities import Service
from commissionplanner.model.library import KINDS, Entry, entries, notes_by_rule
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; nothing given looks for everything.

    Attributes:
        words: Words that must all stand in an entry, in any order.
        kind: A key of `KINDS`; "" for all.
        barrier: A code of the vocabulary `barrier`; "" for all.
        here: Whether entries of nations other than the plan's are left out.
        linked: Whether only entries linked to a service of the plan are wanted.
        unchecked: Whether only entries that were not read in the document are wanted.
    """

    words: str = ""
    kind: str = ""
    barrier: str = ""
    here: bool = False
    linked: bool = False
    unchecked: bool = False


def search(plan: Plan, wanted: Wanted) -> tuple[Entry, ...]:
    """Return the entries of the library that are looked for, kind by kind."""
    places = nations(plan)
    tests = (
        lambda e: not wanted.kind or e.kind == wanted.kind,
        lambda e: not wanted.barrier or wanted.barrier in e.barriers,
        lambda e: not wanted.here or e.is_for(places),
        lambda e: not wanted.unchecked or e.checked != "read",
        lambda e: not wanted.linked or bool(services_of(plan, e)),
    )
    parts = wanted.words.casefold().split()
    return tuple(
        entry
        for entry in entries().values()
        if all(test(entry) for test in tests) and all(part in _haystack(entry) for part in parts)
    )


def services_of(plan: Plan, entry: Entry) -> tuple[Service, ...]:
    """Return the services that an entry is linked to, or that carry the rating it stands for."""
    rating = rating_of(entry)
    if rating is not None:
        return tuple(s for s in plan.services.values() if s.eif_evidence == rating)
    item = item_of(plan, entry.id)
    held = item.service_ids if item else ()
    return tuple(plan.services[key] for key in held if key in plan.services)


def rules_citing(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the rules whose reason cites an entry, or that name it as a lever."""
    notes = notes_by_rule().items()
    return tuple(rule for rule, held in notes if entry.id in (*held.cites, *held.levers))


def nation_words(entry: Entry) -> str:
    """Write the nations that an entry is for; "any nation" where it says none."""
    return _labels("nation", entry.nations) or "any nation"


def barrier_words(entry: Entry) -> str:
    """Write the barriers that an entry speaks to; "" for none."""
    return _labels("barrier", entry.barriers)


def _labels(name: str, codes: Sequence[str]) -> str:
    return ", ".join(vocabulary(name).label_of(code) for code in codes)


@cache
def _haystack(entry: Entry) -> str:
    said = (entry.title, entry.says, entry.citation, entry.source, entry.date, *entry.terms)
    words = (KINDS[entry.kind], nation_words(entry), barrier_words(entry), entry.checked_words)
    return " ".join((*said, *words)).casefold()
