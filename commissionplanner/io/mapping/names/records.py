"""Which service or funding stream of the plan a name in a file means."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from commissionplanner.io.mapping.names.likeness import nearest
from commissionplanner.io.mapping.names.review import ASK_FROM, Reviewer, named_in
from commissionplanner.io.mapping.names.variants import nearness, plain_name, same_name
from commissionplanner.model.entities import TABLES, Record

_TAIL: Final = frozenset(
    "service services programme project scheme team grant fund funding stream budget the of for".split()
)
_SMALL: Final = frozenset("a and at by for from in of on the to with".split())
_BARE: Final = 0.9
"""Two names that differ in a word such as "service" alone, or in the order of words, are asked about; so is an
abbreviation, and another name for a reference."""
_FEWEST_INITIALS: Final = 3
_SAME_REF: Final = 0.6
"""Names must be as near as this for their common reference to make them one."""

Fits = Callable[[Record], bool]
"""Whether a record of the plan may be meant, by its owner."""


@dataclass(slots=True)
class RecordMatcher:
    """Finds records of one table by reference, name, variant of the name, and likeness.

    Attributes:
        names: All names of the file, so that near ones are looked for at one go.
    """

    table: str
    reviewer: Reviewer
    names: Iterable[str] = ()
    _by_ref: dict[str, list[str]] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _by_plain: dict[str, list[str]] = field(default_factory=dict)
    _by_bare: dict[str, list[str]] = field(default_factory=dict)
    _by_initials: dict[str, list[str]] = field(default_factory=dict)
    _in_file: frozenset[str] = frozenset()
    _near: dict[str, tuple[str, float]] | None = None

    def __post_init__(self) -> None:
        self._in_file = frozenset(map(same_name, self.names))
        for key, record in self.reviewer.plan.table(self.table).items():
            name, ref = named_in(record), str(getattr(record, "ref", ""))
            if ref:
                self._by_ref.setdefault(same_name(ref), []).append(key)
            if name:
                self._by_name.setdefault(same_name(name), []).append(key)
                self._by_plain.setdefault(plain_name(name), []).append(key)
                self._by_bare.setdefault(_bare(name), []).append(key)
                self._by_initials.setdefault(_short_for(name), []).append(key)

    def find(self, name: str, ref: str, row: int | None, fits: Fits) -> str | None:
        """Return the one record of the plan that a row means, or None."""
        if not same_name(name):
            return None
        exact = self._fitting(self._by_name.get(same_name(name), ()), name, fits)
        if exact:
            return exact[0] if len(exact) == 1 else None
        decided = self.reviewer.decided(self.table, name, row)
        if decided is not None and fits(self._record(decided)):
            return decided
        return self._by_code(name, ref, row, fits) or self._by_likeness(name, row, fits)

    def _by_code(self, name: str, ref: str, row: int | None, fits: Fits) -> str | None:
        held = self._fitting(self._by_ref.get(same_name(ref), ()) if ref else (), name, fits)
        if len(held) != 1:
            return None
        other = named_in(self._record(held[0]))
        if not other:
            return None
        is_near = nearness(name, other) >= _SAME_REF
        if not is_near and same_name(other) in self._in_file:
            return None
        why = f"Both have the reference {ref}."
        score = 1.0 if is_near else _BARE
        return self.reviewer.propose(self.table, name, held[0], score, "code", why, row)

    def _by_likeness(self, name: str, row: int | None, fits: Fits) -> str | None:
        variants = self._fitting(self._by_plain.get(plain_name(name), ()), name, fits)
        if len(variants) == 1:
            why = "The names differ only in marks, “the” or “and”."
            return self.reviewer.propose(self.table, name, variants[0], 1.0, "variant", why, row)
        bare = self._fitting(self._by_bare.get(_bare(name), ()), name, fits)
        if len(bare) == 1 and not variants:
            why = (
                "The names differ only in words such as “service”, or in the order of their words."
            )
            return self.reviewer.propose(self.table, name, bare[0], _BARE, "alike", why, row)
        short = self._fitting(self._by_initials.get(_short_for(name), ()), name, fits)
        if len(short) == 1 and _is_short(name) != _is_short(named_in(self._record(short[0]))):
            why = "One is made of the first letters of the other."
            return self.reviewer.propose(self.table, name, short[0], _BARE, "alike", why, row)
        near = self._nearest().get(name)
        if near is None or variants or bare:
            return None
        held = self._fitting(self._by_name.get(same_name(near[0]), ()), name, fits)
        if len(held) != 1:
            return None
        why = f"The names are {near[1]:.0%} alike."
        return self.reviewer.propose(self.table, name, held[0], near[1], "alike", why, row)

    def _nearest(self) -> dict[str, tuple[str, float]]:
        if self._near is None:
            held = [named_in(r) for r in self.reviewer.plan.table(self.table).values()]
            new = sorted({n for n in self.names if n and same_name(n) not in self._by_name})
            self._near = nearest(new, [n for n in held if n], ASK_FROM)
        return self._near

    def _fitting(self, keys: Iterable[str], name: str, fits: Fits) -> list[str]:
        allowed = self.reviewer.may_be(self.table, name, keys)
        return [key for key in allowed if fits(self._record(key))]

    def _record(self, key: str) -> Record:
        found = self.reviewer.plan.record(self.table, key)
        if found is None:
            raise KeyError(key)
        return found

    @property
    def singular(self) -> str:
        """What one record is called."""
        return TABLES[self.table].singular


def _bare(name: str) -> str:
    words = plain_name(name).split()
    kept = [word for word in words if word not in _TAIL]
    return " ".join(sorted(word for word in kept if word not in _SMALL) or kept or words)


def _is_short(name: str) -> bool:
    """Whether a name is an abbreviation: "DFG", "iBCF"."""
    return name.isalpha() and len(name) >= _FEWEST_INITIALS and sum(map(str.isupper, name)) >= 2


def _short_for(name: str) -> str:
    """Return the abbreviation that a name is, or that its first letters make; "" for too few of them."""
    if _is_short(name):
        return name.casefold()
    words = [word for word in plain_name(name).split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) >= _FEWEST_INITIALS else ""
