"""Edits that tie services to the library and to the lines of the early-years core offer."""

from dataclasses import dataclass
from typing import Final

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import EvidenceItem, Service
from commissionplanner.model.library import Entry, entries
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted

_KINDS: Final = {"report": "report", "standard": "guidance", "duty": "duty", "lever": "lever"}
"""Kind of the evidence item that is made of an entry."""
_RATING: Final = "eif_evidence:"


def rating_of(entry: Entry) -> str | None:
    """Return the rating of a service's evidence that an entry stands for; None for none."""
    return next(
        (term.removeprefix(_RATING) for term in entry.terms if term.startswith(_RATING)), None
    )


def why_not_linked(entry: Entry) -> str:
    """Say why an entry cannot be linked to services; "" where it can."""
    if entry.kind == "rating" and rating_of(entry) is None:
        return f"“{entry.title}” is no rating that a service holds here."
    return ""


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """Link an entry of the library to services.

    It becomes an item of the plan's evidence that keeps the entry's id; a rating is written on
    the services themselves. A law fills the services' duty where that is empty.
    """

    entry_id: str
    service_ids: tuple[str, ...]
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the item made or widened; none where all are linked already."""
        entry = _entry(self.entry_id)
        if why := why_not_linked(entry):
            raise EditRefused(why)
        services = _services(plan, self.service_ids)
        label = f"Link “{entry.title}” to {_named(services)}"
        rating = rating_of(entry)
        if rating is not None:
            return ChangeSet(label, _on_services(services, eif_evidence=rating))
        changes = _item_changes(plan, entry, [service.id for service in services], self.new_id)
        if entry.kind == "duty":
            bare = [service for service in services if not service.duty.strip()]
            changes += _on_services(bare, duty=entry.title)
        return ChangeSet(label, changes)


def _item_changes(
    plan: Plan, entry: Entry, service_ids: list[str], new_id: str
) -> tuple[Change, ...]:
    held = item_of(plan, entry.id)
    if held is not None:
        joined = tuple(dict.fromkeys((*held.service_ids, *service_ids)))
        return changed(held, held.with_found(service_ids=joined), "evidence")
    if new_id in plan.evidence:
        raise EditRefused("Another evidence item has that id already.")
    made = EvidenceItem(
        id=new_id,
        title=entry.title,
        kind=_KINDS[entry.kind],
        published_year=None if entry.date.startswith("read") else int(entry.date[:4]),
        service_ids=tuple(dict.fromkeys(service_ids)),
        finding=entry.says,
        library_id=entry.id,
    )
    return (Change("evidence", made.id, None, made),)


@dataclass(frozen=True, slots=True)
class UnlinkEntry:
    """Take services off the evidence item made of a library entry; an item for none goes."""

    entry_id: str
    service_ids: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the change; none where they are not linked."""
        entry = _entry(self.entry_id)
        label = f"Unlink “{entry.title}”"
        item = item_of(plan, entry.id)
        if item is None:
            return ChangeSet(label)
        kept = tuple(key for key in item.service_ids if key not in self.service_ids)
        if kept:
            return ChangeSet(label, changed(item, item.with_found(service_ids=kept), "evidence"))
        return ChangeSet(label, (Change("evidence", item.id, item, None),))


def item_of(plan: Plan, entry_id: str) -> EvidenceItem | None:
    """Return the plan's evidence item made of a library entry; None where there is none."""
    made = (item for item in plan.evidence.values() if item.library_id == entry_id)
    return min(made, key=lambda item: item.id, default=None)


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """Say that services provide a line of the core offer; it is then no longer a gap."""

    code: str
    service_ids: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; none where they are linked already."""
        label = _line(self.code)
        services = _services(plan, self.service_ids)
        found: list[Change] = []
        for service in services:
            if self.code not in service.core_offer:
                after = service.with_found(core_offer=(*service.core_offer, self.code))
                found.extend(changed(service, after, "services"))
        found.extend(_gap_changes(plan, self.code, is_gap=False))
        return ChangeSet(f"Link {_named(services)} to “{label}”", tuple(found))


@dataclass(frozen=True, slots=True)
class UnlinkOffer:
    """Take a line of the core offer off services."""

    code: str
    service_ids: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; none where they are not linked."""
        label = _line(self.code)
        services = _services(plan, self.service_ids)
        found: list[Change] = []
        for service in services:
            kept = tuple(code for code in service.core_offer if code != self.code)
            found.extend(changed(service, service.with_found(core_offer=kept), "services"))
        return ChangeSet(f"Unlink {_named(services)} from “{label}”", tuple(found))


@dataclass(frozen=True, slots=True)
class SetOfferGap:
    """Record that somebody asked and that nobody provides a line, or take that back."""

    code: str
    is_gap: bool

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the change; refused where services are linked to the line."""
        label = _line(self.code)
        linked = [s for s in plan.services.values() if self.code in s.core_offer]
        if self.is_gap and linked:
            raise EditRefused(f"“{label}” is linked to {_named(linked)}. Unlink that first.")
        said = "is provided by nobody" if self.is_gap else "is not recorded"
        return ChangeSet(
            f"Say that “{label}” {said}", _gap_changes(plan, self.code, is_gap=self.is_gap)
        )


def _gap_changes(plan: Plan, code: str, *, is_gap: bool) -> tuple[Change, ...]:
    about = next(iter(plan.about.values()), None)
    if about is None:
        if is_gap:
            raise EditRefused("The plan says nothing of itself yet. Give it a title first.")
        return ()
    if is_gap == (code in about.core_offer_gaps):
        return ()
    kept = tuple(each for each in about.core_offer_gaps if each != code)
    after = about.with_found(core_offer_gaps=(*kept, code) if is_gap else kept)
    return changed(about, after, "about")


def _on_services(services: list[Service], **values: str) -> tuple[Change, ...]:
    return tuple(
        change
        for service in services
        for change in changed(service, service.with_found(**values), "services")
    )


def _entry(entry_id: str) -> Entry:
    found = entries().get(entry_id)
    if found is None:
        raise EditRefused(f"The library has no entry “{entry_id}”.")
    return found


def _line(code: str) -> str:
    found = vocabulary("core_offer").by_code.get(code)
    if found is None:
        raise EditRefused(f"The core offer has no line “{code}”.")
    return found.label


def _services(plan: Plan, keys: tuple[str, ...]) -> list[Service]:
    missing = [key for key in keys if key not in plan.services]
    if missing or not keys:
        raise EditRefused(
            "That service is no longer in the plan." if missing else "Choose a service first."
        )
    return [plan.services[key] for key in dict.fromkeys(keys)]


def _named(services: list[Service]) -> str:
    if len(services) == 1:
        return f"“{display_name(services[0])}”"
    return counted(len(services), "service")
