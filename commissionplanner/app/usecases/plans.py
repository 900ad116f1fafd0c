"""Make, open and save plans: the one way, for the window and for every command."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from commissionplanner import paths
from commissionplanner.app import recovery
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import canonical, lock, save
from commissionplanner.io.store.contents import Facts, HistoryEntry, history_entry
from commissionplanner.model.changes import ChangeSet, difference
from commissionplanner.model.entities import TABLES, About
from commissionplanner.model.entities.about import MOST_YEARS
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

SUFFIX: Final = ".cplan"
SAMPLE: Final = "wexcombe.cplan"


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan and the file it came from or was last saved as.

    Attributes:
        path: The file.
        plan: What it holds.
        history: Every change-set made to it, oldest first.
        facts: Digest, save and size of the file.
    """

    path: Path
    plan: Plan
    history: tuple[HistoryEntry, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Signature:
    """Who changes a plan, when and why, as the history records it; "" where not said."""

    who: str = ""
    when: str = ""
    why: str = ""

    @classmethod
    def now(cls, who: str = "", why: str = "") -> "Signature":
        """Return a signature of this moment, to the second, UTC."""
        return cls(who, datetime.now(UTC).isoformat(timespec="seconds"), why)


def open_plan(path: Path) -> OpenedPlan:
    """Open a plan file.

    Raises:
        FileProblem: it cannot be opened whole; the message says why, what to do and, where an
            earlier version is whole, where that is.
    """
    found = recovery.read_plan(path)
    return OpenedPlan(path, found.plan, found.history, found.facts)


def save_plan(
    opened: OpenedPlan,
    plan: Plan,
    steps: Sequence[ChangeSet] | None = None,
    signature: Signature | None = None,
) -> OpenedPlan:
    """Save a plan over the file it was opened from, with the steps in its history.

    Args:
        opened: What was opened.
        plan: What to save.
        steps: The change-sets that led from the one to the other; where not given, the
            difference of the two is recorded as one step.
        signature: Who, when, why; where not given, this moment and nobody.

    Raises:
        EditRefused: somebody else changed the file since it was opened.
        FileProblem: it was not saved; the file is as it was.
    """
    signed = signature or Signature.now()
    if steps is None:
        steps = (difference(opened.plan, plan, "Changes"),)
    history = (*opened.history, *(_entry(step, signed) for step in steps if step))
    try:
        facts = save.save(opened.path, plan, history, opened.facts.save_id, opened.facts.sha256)
    except FileProblem as problem:
        if problem.code == "changed":
            raise EditRefused(problem.message) from problem
        raise
    return OpenedPlan(opened.path, plan, history, facts)


def open_elsewhere(path: Path) -> str:
    """Say who else has a plan open, in a sentence; "" where nobody has."""
    holder = lock.holder(path)
    if holder is None:
        return ""
    return (
        f"{holder.named} has “{path.name}” open. Whoever saves next there is asked what to do with "
        "what was saved here."
    )


def save_as(source: Path, target: Path) -> OpenedPlan:
    """Open a plan, check it and write it anew under another name, replacing what is there.

    The digest stays. Locks are neither made nor obeyed.

    Raises:
        FileProblem: the one cannot be opened or the other not be written.
    """
    opened = open_plan(source)
    facts = save.save(target, opened.plan, opened.history, opened.facts.save_id)
    return replace(opened, path=target, facts=facts)


def new_plan(
    path: Path,
    title: str = "",
    first_year: FinancialYear | None = None,
    year_count: int = 5,
    *,
    sample: bool = False,
    today: date | None = None,
    new_id: NewId | None = None,
) -> OpenedPlan:
    """Make a new plan file: empty, or with what the sample plan holds.

    Args:
        path: Where; there must be no file yet.
        title: Of the plan; where not given, the name of the file.
        first_year: The first year planned; where not given, the year that `today` lies in.
        year_count: How many years are planned, one to ten.
        sample: Whether to start from the sample plan.
        today: The as-at date of an empty plan, which its owner may change.
        new_id: Gives the plan its id.

    Raises:
        EditRefused: there is a file of that name, or the number of years is not possible.
        FileProblem: it could not be written.
    """
    if path.exists():
        raise EditRefused(f"“{path.name}” is there already. Choose another name, or open it.")
    if not 1 <= year_count <= MOST_YEARS:
        raise EditRefused(f"A plan has one to {MOST_YEARS} years, not {year_count}.")
    plan_id = (new_id or random_ids())()
    if sample:
        plan = sample_plan(plan_id, title)
    else:
        plan = empty_plan(plan_id, title or path.stem, first_year, year_count, today)
    facts = save.save(path, plan, expected_sha256=save.NO_FILE)
    return OpenedPlan(path, plan, (), facts)


def sample_plan(plan_id: str, title: str = "") -> Plan:
    """Return what the sample plan holds, as a plan of its own.

    Raises:
        FileProblem: the sample is not where it was installed.
    """
    plan = _with_id(open_plan(paths.samples() / SAMPLE).plan, plan_id)
    return _with_title(plan, title) if title else plan


def empty_plan(
    plan_id: str,
    title: str,
    first_year: FinancialYear | None = None,
    year_count: int = 5,
    today: date | None = None,
) -> Plan:
    """Return a plan that holds nothing but its title, years and as-at date."""
    as_at_on = today or datetime.now(UTC).astimezone().date()
    about = About(
        id=plan_id,
        title=title,
        as_at_on=as_at_on,
        first_year=first_year or FinancialYear.of(as_at_on),
        year_count=year_count,
        audience="partners",
    )
    return Plan(about={plan_id: about})


def _with_id(plan: Plan, plan_id: str) -> Plan:
    return replace(plan, about={plan_id: replace(plan.header, id=plan_id)})


def _with_title(plan: Plan, title: str) -> Plan:
    return replace(plan, about={plan.id: plan.header.with_found(title=title)})


def _entry(step: ChangeSet, signed: Signature) -> HistoryEntry:
    return history_entry(step, signed.when, signed.who, signed.why)


def counts(plan: Plan) -> dict[str, int]:
    """Return how many records each table holds, in the order of tables."""
    return {name: len(plan.table(name)) for name in TABLES if name != "about"}


def canonical_text(plan: Plan) -> str:
    """Return the canonical content of a plan, one JSON object a line; its SHA-256 is the digest."""
    return canonical.canonical_text(canonical.stored_tables(plan))


def digest_of(plan: Plan) -> str:
    """Return the digest of a plan as it is now, saved or not."""
    return canonical.plan_digest(plan)
