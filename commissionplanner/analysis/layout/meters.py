"""The boundary meter of each organisation: how far its links stay inside, as the view draws it."""

from collections.abc import Mapping

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.layout.content import Inside, Meter
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.years import FinancialYear

_OWN = {"funds", "commissions"}


def meters(
    index: Index,
    year: FinancialYear | None,
    homes: Mapping[str, str],
    inside: Inside,
) -> Mapping[str, Meter]:
    """Return the meter of each whole body that has any link.

    Links of the body, its directorates and the services that stand with it. What only says
    whose a service is does not count: that its own body commissions it, pays for it or, where
    services stand with their provider, provides it.

    Args:
        index: Joins of the plan.
        year: The year whose money counts.
        homes: The body that each service stands with.
        inside: Whether that is its provider or its commissioner.
    """
    from commissionplanner.analysis import measures

    net = network(index.plan, year)
    groups = [homes[node.key] if node.table == "services" else node.group for node in net.nodes]
    own = _OWN | ({"provides"} if inside == "provider" else set())
    ties = {
        (min(edge.source, edge.target), max(edge.source, edge.target))
        for edge in net.edges
        if edge.source != edge.target
        and not (edge.kind in own and groups[edge.source] == groups[edge.target])
    }
    found: dict[str, Meter] = {}
    for group, ei in measures.ei_by_group(groups, sorted(ties)).items():
        body = index.plan.organisations.get(str(group))
        if body is None or ei.index is None:
            continue
        found[body.id] = Meter(
            inside=int(ei.inside),
            across=int(ei.outside),
            index=ei.index,
            chance=ei.expected,
            is_confirmed=links_confirmed(body),
        )
    return found
