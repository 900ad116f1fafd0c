"""The early-years core offer of a plan: who provides each line, who pays, and until when.

A line counts for what is linked to it by hand and for nothing else. Nothing linked means that
nobody is recorded, which is not that nobody is there; a line that somebody asked about and found
to be provided by nobody is a gap, and says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.nations import nations
from commissionplanner.model.entities import Service, ServiceCost
from commissionplanner.model.joins import confirmed_to
from commissionplanner.model.library import OfferLine, offer_lines
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary

EARLY: Final = frozenset({"pre_birth", "age_0_2", "age_2_5"})
"""Ages that the core offer is for."""

STATES: Final = {
    "whole": "Provider, funder and end date recorded",
    "part": "Something is not recorded",
    "ended": "What is recorded has ended",
    "nobody": "Nobody provides it",
    "not_recorded": "Nobody recorded",
}
"""How a line stands, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """What a plan records of one service that a line is linked to.

    Attributes:
        service: The service.
        providers: Whole bodies that provide it.
        funders: Whole bodies that pay for it in the year spoken of.
        to: Last day of the committed term, else of the service, else of confirmed money; None
            where none is recorded.
        basis: Which of those the day is: "committed term", "planned end" or "confirmed money".
        is_over: Whether that day lies before the as-at date.
    """

    service: Service
    providers: tuple[str, ...]
    funders: tuple[str, ...]
    to: date | None
    basis: str
    is_over: bool

    @property
    def is_whole(self) -> bool:
        """Whether provider, funder and an end date that is not past are recorded."""
        return bool(self.providers and self.funders and self.to and not self.is_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the offer in a plan.

    Attributes:
        line: The line.
        provided: One for each service linked to it.
        is_gap: Whether somebody found that nobody provides it.
    """

    line: OfferLine
    provided: tuple[Provided, ...]
    is_gap: bool

    @property
    def label(self) -> str:
        """What the line is called."""
        return vocabulary("core_offer").label_of(self.line.code)

    @property
    def state(self) -> str:
        """How it stands: a key of `STATES`."""
        if any(each.is_whole for each in self.provided):
            return "whole"
        if self.provided:
            return "ended" if all(each.is_over for each in self.provided) else "part"
        return "nobody" if self.is_gap else "not_recorded"

    @property
    def is_known(self) -> bool:
        """Whether anything is recorded of the line."""
        return self.state != "not_recorded"

    @property
    def providers(self) -> tuple[str, ...]:
        """Bodies that provide it, once each; past services count only where none goes on."""
        return tuple(dict.fromkeys(key for each in self._running for key in each.providers))

    @property
    def funders(self) -> tuple[str, ...]:
        """Bodies that pay for it in the year spoken of, once each."""
        return tuple(dict.fromkeys(key for each in self._running for key in each.funders))

    @property
    def _running(self) -> tuple[Provided, ...]:
        return tuple(each for each in self.provided if not each.is_over) or self.provided

    @property
    def latest(self) -> Provided | None:
        """The service that runs longest, as far as is recorded; None where no day is."""
        dated = [each for each in self.provided if each.to]
        return max(dated, key=lambda each: each.to or date.min, default=None)


def is_in_scope(plan: Plan) -> bool:
    """Whether the plan is for early years; it is where it does not say for whom."""
    ages = plan.header.age_bands
    return not ages or bool(EARLY & set(ages))


def core_offer(plan: Plan) -> tuple[Row, ...]:
    """Return the lines that the plan's nations have, in order; none where ages are out of scope."""
    if not is_in_scope(plan):
        return ()
    index, places = index_of(plan), nations(plan)
    kept = index.kept.get("core offer")
    if kept is None:
        linked: dict[str, list[Service]] = {}
        for service in plan.services.values():
            for code in service.core_offer:
                linked.setdefault(code, []).append(service)
        kept = index.kept["core offer"] = tuple(
            Row(
                line=line,
                provided=tuple(_provided(index, each) for each in linked.get(line.code, ())),
                is_gap=line.code in plan.header.core_offer_gaps,
            )
            for line in offer_lines()
            if line.code in linked
            or not places
            or not line.nations
            or set(places) & set(line.nations)
        )
    found: tuple[Row, ...] = kept
    return found


def _provided(index: Index, service: Service) -> Provided:
    to, basis = _until(index, service)
    year, as_at = index.year(), index.plan.header.as_at_on
    return Provided(
        service=service,
        providers=index.providers(service),
        funders=tuple(index.funders(service.id, year)) if year else (),
        to=to,
        basis=basis,
        is_over=to is not None and as_at is not None and to < as_at,
    )


def _until(index: Index, service: Service) -> tuple[date | None, str]:
    """Return the last day that is sure, and what makes it so."""
    under = index.contracts_by_service.get(service.id, ())
    ends = [end for contract in under if (end := contract.committed_end_on)]
    if ends:
        return max(ends), "committed term"
    if service.end_on:
        return service.end_on, "planned end"
    money = _money_to(index, service)
    return money, "confirmed money" if money else ""


def _money_to(index: Index, service: Service) -> date | None:
    """Return the last day of the years in a row, from the one spoken of, whose money is all sure."""
    year, last = index.year(), None
    while year is not None:
        lines = index.planned.get((service.id, year), ())
        if not lines or not all(_is_confirmed(index.plan, line) for line in lines):
            break
        last, year = year.last_day, year.plus(1)
    return last


def _is_confirmed(plan: Plan, line: ServiceCost) -> bool:
    sure = line.certainty or confirmed_to(plan, line.stream_id, line.year)
    return line.amount_p is not None and sure == "confirmed"


def proposals(plan: Plan, row: Row) -> tuple[Service, ...]:
    """Return the services whose name, else description, says that they may provide a line.

    Those linked to it already are left out. Names that say so come before descriptions.
    """
    held = {each.service.id for each in row.provided}
    names, descriptions = _texts(index_of(plan))
    line = row.line
    found = [key for key, text in names.items() if _says(line, text, text) and key not in held]
    if not found:
        found = [
            key
            for key, text in descriptions.items()
            if _says(line, text, names[key]) and key not in held
        ]
    return tuple(plan.services[key] for key in found)


def _texts(index: Index) -> tuple[dict[str, str], dict[str, str]]:
    """Return names and descriptions by service, as they are compared; kept for the plan."""
    if "service texts" not in index.kept:
        services = index.plan.services.values()
        index.kept["service texts"] = (
            {s.id: f"{s.name} {s.short_name}".casefold() for s in services},
            {s.id: s.description.casefold() for s in services if s.description},
        )
    found: tuple[dict[str, str], dict[str, str]] = index.kept["service texts"]
    return found


def _says(line: OfferLine, text: str, name: str) -> bool:
    if not any(word in text for word in line.words):
        return False
    return not any(word in text or word in name for word in line.not_words)
