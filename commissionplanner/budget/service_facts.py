"""What a budget asks of every service, read once: there may be thousands, in several funds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commissionplanner.budget.kept import Kept
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan, display_name

_KEPT = Kept(2)


@dataclass(frozen=True)
class ServiceFacts:
    """Facts of services, by id, each read when first asked for."""

    services: Mapping[str, Service]

    @cached_property
    def names(self) -> dict[str, str]:
        """What each is sorted by: its name as shown, in one case."""
        return {
            key: (row.short_name or row.name or display_name(row)).casefold()
            for key, row in self.services.items()
        }

    @cached_property
    def leads(self) -> dict[str, str]:
        """Who leads each; "" where nobody is named."""
        return {key: row.lead_commissioner_id or "" for key, row in self.services.items()}

    @cached_property
    def dated(self) -> list[str]:
        """Those that have a first or a last day."""
        return [
            key for key, row in self.services.items()
            if row.start_on is not None or row.end_on is not None
        ]  # fmt: skip


def service_facts(plan: Plan) -> ServiceFacts:
    """Return what is asked of every service, kept while the plan has the same services."""
    return _KEPT.get((plan.services,), lambda: ServiceFacts(plan.services))
