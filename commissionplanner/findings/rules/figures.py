"""Rules about figures and words that are probably wrong or out of place."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Generator, Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, TypeVar

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.transfers import proposals
from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Allocation, Record, ServiceCost
from commissionplanner.model.money import Pence, format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.series import FEWEST, is_slip, may_hold_slip, runs_on
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear, year_from

FAMILY: Final = "Data"
FRAMEWORK_FROM: Final = Limit(
    rule="DAT-006",
    name="value",
    label="Least value that may be a ceiling",
    unit="pence",
    usual=100_000_000,
)  # below it the word is more often in a name
_FRAMEWORK = re.compile(r"\bframeworks?\b|\bdynamic purchasing\b|\bDPS\b", re.IGNORECASE)


@rule(
    "DAT-002",
    level="warning",
    title="Ten or a hundred times last year's figure",
    why="One digit too many passes every total. A council once paid weekly £59,395 for £59.95.",
    worked_out="A cost line, or what a stream brings a recipient, is nine and a half to ten and a "
    "half times that of the year before, or 95 to 105 times; or the other way round. Lines are "
    "followed by service, payer, stream and fund. The year in which a figure comes back is not "
    "named again.",
    fix="Check both figures against their source.",
    tables=("services", "service_costs", "funding_streams", "allocations", "organisations",
            "about"),
    family=FAMILY,
    source="Fife Council's overpayment, accountingweb.co.uk",
)  # fmt: skip
def digit_slipped(plan: Plan) -> Iterator[Subject]:
    """Find yearly figures that jump by a power of ten, at the record that jumps."""
    index = index_of(plan)
    for service_id, costs in index.planned_by_service.items():
        each = [row.amount_p or 0 for rows in costs.values() for row in rows]
        if len(each) == len(costs) and not may_hold_slip(each):
            continue  # one line a year and none far from another, as with nearly every service
        lines: dict[Hashable, _ByYear] = defaultdict(dict)
        for year, rows in costs.items():
            for cost in rows:
                line = lines[cost.payer_id, cost.stream_id, cost.pool_id]
                line.setdefault(year.start, []).append(cost)
        service = plan.services.get(service_id)
        for by_year in lines.values():
            bodies = index.commissioners(service) if service else ()
            yield from _jumps("service_costs", display_name(service), by_year, bodies)
    brought: dict[tuple[str, str | None], _ByYear] = defaultdict(dict)
    for (stream_id, year), shares in index.allocations.items():
        for share in shares:
            brought[stream_id, share.recipient_id].setdefault(year.start, []).append(share)
    for (stream_id, _), by_year in brought.items():
        stream = plan.funding_streams.get(stream_id)
        bodies = tuple(listed([stream.holder_id or ""])) if stream else ()
        yield from _jumps("allocations", display_name(stream), by_year, bodies)


_ByYear = dict[int, list[ServiceCost | Allocation]]
"""Records of one line by the calendar year in which their year begins."""


def _jumps(table: str, name: str, by_year: _ByYear, bodies: tuple[str, ...]) -> Iterator[Subject]:
    """Yield the first record of each year that jumps from the year before."""
    sums = {start: sum([row.amount_p or 0 for row in rows]) for start, rows in by_year.items()}
    jumped = False
    for start in sorted(sums):
        before, now = sums.get(start - 1, 0), sums[start]
        slipped = not jumped and is_slip(before, now)
        if slipped:
            years = str(year_from(start - 1)), str(year_from(start))
            yield Subject(
                table=table,
                key=by_year[start][0].id,
                facts={"Of": name, years[0]: format_pounds(before), years[1]: format_pounds(now)},
                amount_p=max(before, now),
                organisation_ids=bodies,
            )
        jumped = slipped


@rule(
    "DAT-003",
    level="warning",
    title="A running total added up",
    why="What has been spent so far, written down each quarter and added up, counts the first "
    "pound once for every quarter.",
    worked_out="Three or more cost lines of one service, year, measure, payer, stream and fund, or "
    "three or more allocations of one stream to one recipient in one year, that never fall in the "
    "order of their rows in the file; the last is at least 0.6 times what as many of the first would "
    "make, and the steps are like the first: 0.3 to 3 times on average, none above 4 times.",
    fix="Keep the last of them, or what each period added; or accept that they are separate sums.",
    tables=("services", "service_costs", "funding_streams", "allocations", "organisations"),
    family=FAMILY,
)  # fmt: skip
def running_total_summed(plan: Plan) -> Iterator[Subject]:
    """Find amounts of one line and year that look like what has come in so far, at the last."""
    for lines in _series(plan.service_costs.values(), _COST_LINE):
        service = plan.services.get(lines[0].service_id or "")
        bodies = index_of(plan).commissioners(service) if service else ()
        yield from _running("service_costs", display_name(service), lines, bodies)
    for rows in _series(plan.allocations.values(), _STREAM_LINE):
        stream = plan.funding_streams.get(rows[0].stream_id or "")
        bodies = tuple(listed([stream.holder_id or ""])) if stream else ()
        yield from _running("allocations", display_name(stream), rows, bodies)


_COST_LINE: Final = attrgetter("service_id", "year", "measure", "payer_id", "stream_id", "pool_id")
_STREAM_LINE: Final = attrgetter("stream_id", "recipient_id", "year")
_Row = TypeVar("_Row", ServiceCost, Allocation)


def _series(rows: Collection[_Row], line: Callable[[_Row], Hashable]) -> Iterable[list[_Row]]:
    """Return the rows of each line and year that has enough of them to run on: hardly any has."""
    counts = Counter(map(line, rows))
    found: dict[Hashable, list[_Row]] = {key: [] for key, n in counts.items() if n >= FEWEST}
    for row in rows if found else ():
        if (key := line(row)) in found:
            found[key].append(row)
    return found.values()


def _running(
    table: str, name: str, rows: Sequence[ServiceCost | Allocation], bodies: tuple[str, ...]
) -> Iterator[Subject]:
    """Yield the last of the rows of one line and year, where they run on."""
    known = sorted((row for row in rows if row.amount_p is not None), key=_place_in_file)
    amounts = [row.amount_p or 0 for row in known]
    if not known or known[0].year is None or not runs_on(amounts):
        return
    facts = {
        "Of": name,
        "Year": str(known[0].year),
        "Amounts": ", ".join(map(format_pounds, amounts)),
        "Added up": format_pounds(sum(amounts)),
        "The last alone": format_pounds(amounts[-1]),
    }
    counted_twice = sum(amounts) - amounts[-1]
    yield Subject(
        table=table, key=known[-1].id, facts=facts, amount_p=counted_twice, organisation_ids=bodies
    )


def _place_in_file(record: Record) -> tuple[int, str]:
    """Return by what records are put in the order in which they came in: row of the file, then id."""
    digits = re.search(r"\d+$", record.source_cell)
    return int(digits.group()) if digits else 0, record.id


@rule(
    "DAT-005",
    level="warning",
    title="The same money in two files",
    why="A transfer stands in the payer's file and in the receiver's. Counted in both it makes a "
    "pound two.",
    worked_out="A service has, in one year, a cost line drawn on a stream that one organisation "
    "pays to another, and a line of the same amount that the first pays itself. Or two streams "
    "that did not come in by one import, with the same payer and holder (directorates taken with "
    "their body), bring the same amount in the same year. Or what one body's file records as paid "
    "to another is what the other's file records as received from it in the same year, and both "
    "count. What was decided under Sources is not found again.",
    fix="Say under Sources, Transfers, whether it is one transfer; keep one of the two, or accept "
    "that they are different money.",
    tables=("funding_streams", "allocations", "service_costs", "services", "organisations",
            "about", "payments", "contributions", "pools", "transfers"),
    family=FAMILY,
    barrier="budgets_not_integrated",
)  # fmt: skip
def in_both_files(plan: Plan) -> Iterator[Subject]:
    """Find the same money as the payer's cost and the receiver's, or as two equal streams."""
    index = index_of(plan)
    twice: dict[tuple[str | None, str | None], list[ServiceCost]] = defaultdict(list)
    decided = {key for row in plan.transfers.values() for key in row.paid_ids}
    for lines in index.planned.values():
        if len(lines) < 2:
            continue
        for line in lines:
            if _is_paid_twice(index, line, lines, decided):
                twice[(line.service_id, line.stream_id)].append(line)
    for found in twice.values():
        yield _paid_twice(index, sorted(found, key=lambda line: (str(line.year), line.id)))
    said = yield from _equal_streams(index)
    yield from _proposed(plan, said)


def _is_paid_twice(
    index: Index, line: ServiceCost, lines: tuple[ServiceCost, ...], decided: set[str]
) -> bool:
    """Whether a line on another body's stream stands beside the same sum, paid by that body."""
    stream = index.plan.funding_streams.get(line.stream_id or "")
    if stream is None or not line.amount_p:
        return False
    payer, holder = index.top(stream.payer_id), index.top(stream.holder_id)
    if not payer or not holder or payer == holder:
        return False
    return any(
        other.stream_id != line.stream_id
        and other.id not in decided
        and other.amount_p == line.amount_p
        and index.top(index.payer(other)) == payer
        for other in lines
    )


def _paid_twice(index: Index, lines: list[ServiceCost]) -> Subject:
    stream = index.plan.funding_streams[lines[0].stream_id or ""]
    bodies = index.tops_of((stream.payer_id, stream.holder_id))
    names = [display_name(index.plan.organisations.get(key)) for key in bodies]
    years = {str(line.year): words.pounds(line.amount_p) for line in lines}
    return Subject(
        table="service_costs",
        key=lines[0].id,
        facts={"Recorded by": " and by ".join(names), **years},
        amount_p=max(line.amount_p or 0 for line in lines),
        organisation_ids=bodies,
    )


def _proposed(plan: Plan, said: set[str]) -> Iterator[Subject]:
    """Find income that another file records as paid, where both would count."""
    for found in proposals(plan):
        stream_id = found.received.stream_id or ""
        if found.difference_p or not found.counts_twice or stream_id in said:
            continue
        yield Subject(
            table="allocations",
            key=found.received.id,
            facts={
                "What was found": found.why,
                str(found.year): format_pounds(found.paid.amount_p),
            },
            amount_p=min(found.paid.amount_p, found.received.amount_p or 0),
            organisation_ids=(found.payer_id, found.receiver_id),
        )


def _equal_streams(index: Index) -> Generator[Subject, None, set[str]]:
    """Find streams of two files that bring the same; return those spoken of."""
    plan = index.plan
    decided = _decided_pairs(plan)
    groups: dict[tuple[str, str, FinancialYear, Pence], list[str]] = defaultdict(list)
    for (stream_id, year), rows in index.allocations.items():
        stream = plan.funding_streams.get(stream_id)
        amount_p = sum(row.amount_p or 0 for row in rows)
        if stream and amount_p and stream.payer_id and stream.holder_id:
            payer, holder = index.tops_of((stream.payer_id,)), index.tops_of((stream.holder_id,))
            groups[(payer[0], holder[0], year, amount_p)].append(stream_id)
    said: set[str] = set()
    for (_, body, year, amount_p), keys in groups.items():
        first, *others = sorted(set(keys))
        imports = {plan.funding_streams[key].import_id for key in keys}
        apart = len(imports) > 1 or imports == {None}
        others = [key for key in others if frozenset((first, key)) not in decided]
        if others and apart and first not in said:
            said.update((first, *others))
            names = [display_name(plan.funding_streams[key]) for key in others]
            yield Subject(
                table="funding_streams",
                key=first,
                facts={"Also": words.some(names), str(year): format_pounds(amount_p)},
                amount_p=amount_p,
                organisation_ids=(body,),
            )
    return said


def _decided_pairs(plan: Plan) -> set[frozenset[str]]:
    """Return the pairs of streams about which it was decided whether they are one transfer."""
    found = set()
    for row in plan.transfers.values():
        for key in (row.received_id or "", *row.paid_ids):
            if key in plan.allocations:
                found.add((row.id, plan.allocations[key].stream_id or ""))
    pairs: dict[str, set[str]] = defaultdict(set)
    for decision, stream_id in found:
        pairs[decision].add(stream_id)
    return {frozenset(streams) for streams in pairs.values() if len(streams) == 2}


@rule(
    "DAT-006",
    level="advice",
    title="A framework's ceiling may count as spend",
    why="A framework's value is the most that many buyers may spend, not what anyone will.",
    worked_out="The value is £1m or more and not said to be a ceiling, and either the record's kind "
    "is a framework, or its title speaks of a framework or dynamic purchasing system and nothing "
    "says that the value is committed.",
    fix="Say that the value is a framework ceiling, or correct the kind.",
    tables=("contracts", "organisations"),
    limits=(FRAMEWORK_FROM,),
    family=FAMILY,
)
def ceiling_as_spend(plan: Plan) -> Iterator[Subject]:
    """Find contracts that are or sound like frameworks, with a value counted as spend."""
    least_p = FRAMEWORK_FROM.of(plan)
    for contract in plan.contracts.values():
        value_p = contract.total_value_p or contract.annual_value_p or 0
        if contract.value_kind == "framework_ceiling" or value_p < least_p:
            continue
        titled = contract.value_kind != "committed" and _FRAMEWORK.search(contract.title)
        if titled or contract.kind == "framework":
            said = vocabulary("value_kind").label_of(contract.value_kind) or "not said"
            yield Subject(
                table="contracts",
                key=contract.id,
                facts={"Value": format_pounds(value_p), "Value is": said},
                amount_p=terms.yearly_value_p(contract),
                organisation_ids=tuple(listed([contract.commissioner_id or ""])),
            )


@rule(
    "DAT-007",
    level="advice",
    title="Net and gross of VAT mixed",
    why="A figure with VAT beside one without makes a total that is neither.",
    worked_out="Planned cost lines of one service, in one year or from year to year, are recorded "
    "partly net of VAT and partly with it; or contracts of one service, likewise.",
    fix="Bring them to one basis; record VAT that is not recovered by itself.",
    tables=("services", "service_costs", "contracts", "organisations", "about"),
    family=FAMILY,
)
def vat_mixed(plan: Plan) -> Iterator[Subject]:
    """Find services with cost lines, or contracts, on both bases."""
    index = index_of(plan)
    for key, service in plan.services.items():
        gross, net = _years_by_basis(index, key)
        contracts = {c.vat_basis for c in index.contracts_by_service.get(key, ())}
        facts: dict[str, str] = {}
        if gross and net:
            facts |= {"Costs net of VAT": words.years(net), "Costs with VAT": words.years(gross)}
        if {"net", "gross"} <= contracts:
            facts["Contracts"] = "some net, some with VAT"
        if facts:
            yield Subject(
                table="services", key=key, facts=facts,
                organisation_ids=index.commissioners(service),
            )  # fmt: skip


def _years_by_basis(index: Index, key: str) -> tuple[list[FinancialYear], list[FinancialYear]]:
    """Return the years of a service with cost lines with VAT, and those with lines net of it."""
    costs = index.planned_by_service.get(key, {})
    used = {line.vat_basis for lines in costs.values() for line in lines}
    if not used >= {"gross", "net"}:
        return [], []
    bases = {y: {c.vat_basis for c in costs[y]} for y in index.years_by_service.get(key, ())}
    return [y for y in bases if "gross" in bases[y]], [y for y in bases if "net" in bases[y]]
