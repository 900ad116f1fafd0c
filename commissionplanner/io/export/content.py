"""What an export holds, for whom it is made, and what is left out for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from commissionplanner.budget.results import PoolBudget, Totals
from commissionplanner.budget.scenarios import scenario_name
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.findings.base import Finding
from commissionplanner.findings.board import Tile
from commissionplanner.findings.since import Since
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.model.entities import About, Record
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import long_day

AUDIENCES: Final = ("my_organisation", "partners", "exempt", "public")
"""From the narrowest to the widest."""

USUAL_AUDIENCE: Final = "partners"
DATE_WHERE_NONE: Final = date(2000, 1, 1)
_OWNERS: Final = ("service_id", "stream_id", "pool_id")
_NAMED_TO: Final = ("my_organisation", "partners")
"""Audiences that read the names of staff; others read their posts."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom an export is made.

    Attributes:
        audience: A code of `AUDIENCES`.
        usual: Who may see what carries no audience of its own.
    """

    audience: str
    usual: str

    def may_see(self, record: Record | None) -> bool:
        """Whether a record may be seen: its audience is this one or a wider one."""
        said = getattr(record, "audience", None) or self.usual
        if said not in AUDIENCES or self.audience not in AUDIENCES:
            return True
        return AUDIENCES.index(self.audience) <= AUDIENCES.index(said)

    @property
    def reads_names(self) -> bool:
        """Whether names of staff are for this audience; posts are for all."""
        return self.audience in _NAMED_TO

    @property
    def label(self) -> str:
        """The audience in words."""
        return vocabulary("audience").label_of(self.audience)


@dataclass(slots=True)
class Withheld:
    """What is left out of an export: how many of each kind, and how much money."""

    counts: dict[str, int] = field(default_factory=dict)
    amounts_p: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, amount_p: int | None = None, count: int = 1) -> None:
        """Count something left out."""
        self.counts[kind] = self.counts.get(kind, 0) + count
        if amount_p is not None:
            self.amounts_p[kind] = self.amounts_p.get(kind, 0) + amount_p


@dataclass(frozen=True, slots=True)
class Side:
    """One of the scenarios laid beside each other; `scenario_id` None is the base."""

    scenario_id: str | None
    name: str
    budget: PoolBudget

    @property
    def totals(self) -> Totals:
        """Its sums by year."""
        return self.budget.totals


@dataclass(frozen=True, slots=True)
class Beside:
    """A fund's scenarios side by side.

    Attributes:
        sides: The plan as recorded first.
        assumed: What they assume otherwise: what it is, and what each says of it.
        notes: What could not be laid beside them, in sentences.
    """

    sides: tuple[Side, ...] = ()
    assumed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What an export is made of.

    Attributes:
        plan: The plan as the scenario sees it, at the as-at date of the export.
        budgets: Of the pools exported, all under one scenario.
        scenario_id: None for the base.
        findings: What the rules find.
        viewer: For whom it is made.
        digest: Of the plan as it is, 64 hexadecimal digits.
        recorded: The plan as it is, whatever the scenario and the day.
        board: A tile for each barrier of the study.
        since: What became of findings since the version sealed last; None where that is not known.
        since_name: What that version is called; "" where none is sealed.
        since_words: What changed, in a line.
        was: The plan as that version holds it; None where it cannot be read.
        state: "Draft", or the sealed version that the plan is.
        version: The same in more words: when it was sealed, or which version it follows.
        beside: By fund, its scenarios side by side.
        moved: By fund, what moves its gap and its worth.
        withheld: Filled as sheets are written.
    """

    plan: Plan
    budgets: tuple[PoolBudget, ...]
    scenario_id: str | None
    findings: tuple[Finding, ...]
    viewer: Viewer
    digest: str
    recorded: Plan
    board: tuple[Tile, ...] = ()
    since: Since | None = None
    since_name: str = ""
    since_words: str = ""
    was: Plan | None = None
    state: str = "Draft"
    version: str = "Draft"
    beside: Mapping[str, Beside] = field(default_factory=dict)
    moved: Mapping[str, Sensitivity] = field(default_factory=dict)
    withheld: Withheld = field(default_factory=Withheld)

    def may_see(self, record: Record | None) -> bool:
        """Whether a record may be seen, and the service, stream or pool that it is a part of."""
        owner = owner_of(self.recorded, record) if record is not None else None
        return self.viewer.may_see(record) and (owner is None or self.viewer.may_see(owner))

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return scenario_name(self.plan, self.scenario_id)

    @property
    def as_at(self) -> str:
        """The as-at date in words."""
        day = self.plan.header.as_at_on
        return f"As at {long_day(day)}" if day else "As-at date not known"

    @property
    def why_no_pool(self) -> str:
        """Why there is no pool on a sheet, in a sentence."""
        if self.withheld.counts.get("Funds"):
            return "Withheld: the plan's funds are not for this audience."
        return "The plan holds no pool."

    def furniture(self) -> Furniture:
        """Return what stands on every page."""
        header = self.plan.header
        return Furniture(
            title=header.title or "Plan without a title",
            marking=marking(header),
            state=self.state,
            digest=self.digest,
            as_at=self.as_at,
            made_on=header.as_at_on or DATE_WHERE_NONE,
        )


def owner_of(plan: Plan, record: Record) -> Record | None:
    """Return the service, stream or pool that a record is a figure of; None for others."""
    known = spec_by_name(type(record))
    for name in _OWNERS:
        if name in known and known[name].table:
            return plan.record(known[name].table, getattr(record, name) or "")
    return None


def marking(header: About) -> str:
    """Return how a paper made from the plan is to be handled; "" for no marking."""
    if header.marking == "own_text":
        return header.marking_text
    named = header.marking not in (None, "none")
    return vocabulary("marking").label_of(header.marking) if named else ""


class Names:
    """What records are called in full, looked up once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, str], str] = {}

    def of(self, table: str, key: str | None, otherwise: str = "Not known") -> str:
        """Return a record's full name, or other words where there is none."""
        if not key:
            return otherwise
        place = (table, key)
        if place not in self._known:
            self._known[place] = full_name(self._plan.record(table, key)) or key
        return self._known[place]

    def role(self, key: str) -> str | None:
        """Return the code of the role that somebody holds."""
        holder = self._plan.role_holders.get(key)
        return holder.role if holder else None

    def staff(self, viewer: Viewer, key: str | None) -> str:
        """Return somebody's name, or the post for those who do not read names; "" for nobody."""
        person = self._plan.persons.get(key or "")
        if person is None:
            return ""
        if viewer.reads_names and viewer.may_see(person):
            return self.of("persons", key, "")
        held = (r for r in self._plan.role_holders.values() if r.person_id == key)
        role = next((label("role_kind", r.role, "") for r in held), "")
        return person.post or role or "Name withheld"

    def all(self, table: str, keys: tuple[str, ...]) -> str:
        """Return the names of several records, divided by semicolons."""
        return "; ".join(self.of(table, key) for key in keys)


def label(vocabulary_name: str, code: Any, otherwise: str = "Not known") -> str:
    """Return a term's label, or other words where there is no code."""
    return vocabulary(vocabulary_name).label_of(code) if code else otherwise
