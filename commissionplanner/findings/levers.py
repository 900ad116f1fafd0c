"""Which lawful levers exist for what a finding says, and whether the record uses them.

No legal advice: each lever names whom to check with before it is used. A lever that the record
does not show is "not recorded", which is not "not used", unless the record says no.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.nations import nations
from commissionplanner.findings.base import Finding
from commissionplanner.findings.measures.practice import in_post
from commissionplanner.model.entities import Agreement, Contract, Decision, Link, Pool, Service
from commissionplanner.model.library import Entry, entries, notes_by_rule
from commissionplanner.model.plan import Plan

LONG_DAYS: Final = 3 * 365
"""Days from which a committed term counts as three years."""
USED, UNUSED, UNKNOWN = "used", "unused", "not_recorded"
WORDS: Final = {USED: "Used here", UNUSED: "Not used here", UNKNOWN: "Not recorded here"}
"""How a lever stands on the record of a finding, in words."""


class Offered(NamedTuple):
    """A lever that exists for a finding.

    Attributes:
        entry: Its entry of the library.
        state: A key of `WORDS`.
    """

    entry: Entry
    state: str

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return WORDS[self.state]


class About(NamedTuple):
    """What a finding is about, as far as levers look."""

    plan: Plan
    contracts: tuple[Contract, ...]
    services: tuple[Service, ...]
    pools: tuple[Pool, ...]


def levers_for(plan: Plan, finding: Finding) -> tuple[Offered, ...]:
    """Return the levers that exist in the plan's nations for a finding, those used first.

    None for a rule about records to be mended.
    """
    here = _kept(plan).entries_for(finding.rule)
    if not here:
        return ()
    about = _about(plan, finding)
    offered = [Offered(entry, _state(entry, about)) for entry in here]
    return tuple(sorted(offered, key=lambda each: each.state != USED))


def cited_for(rule_id: str) -> tuple[Entry, ...]:
    """Return the entries of the library that say why a rule matters."""
    notes = notes_by_rule().get(rule_id)
    return tuple(entries()[key] for key in notes.cites) if notes else ()


def said(offered: Iterable[Offered]) -> dict[str, str]:
    """Return levers as facts in words, label to words: used, not used, not recorded; no empty ones."""
    groups: dict[str, list[str]] = {}
    for each in offered:
        groups.setdefault(each.state, []).append(each.entry.title)
    return {
        f"Levers {WORDS[state].lower()}": "; ".join(groups[state])
        for state in (USED, UNUSED, UNKNOWN)
        if state in groups
    }


def _about(plan: Plan, finding: Finding) -> About:
    index, record = index_of(plan), plan.record(finding.table, finding.key)
    contracts: list[Contract] = []
    keys: list[str] = []
    if isinstance(record, Contract):
        contracts, keys = [record], list(record.service_ids)
    elif isinstance(record, Service):
        keys = [record.id]
        contracts = list(index.contracts_by_service.get(record.id, ()))
    elif isinstance(record, Agreement | Decision):
        keys = list(record.service_ids)
    elif isinstance(record, Link):
        ends = ((record.from_table, record.from_id), (record.to_table, record.to_id))
        keys = [key for table, key in ends if table == "services"]
    elif isinstance(record, Pool):
        keys = list(_kept(plan).members.get(record.id, ()))
    services = tuple([plan.services[key] for key in keys if key in plan.services])
    in_pools = index.pools_by_service
    pools = {pool for each in services for pool in in_pools.get(each.id, ())} if in_pools else set()
    if isinstance(record, Pool):
        pools = {record.id}
    held = tuple([plan.pools[key] for key in sorted(pools) if key in plan.pools])
    return About(plan, tuple(contracts), services, held)


def _state(entry: Entry, about: About) -> str:
    if not entry.shows:
        return UNKNOWN
    what, _, detail = entry.shows.partition(":")
    found = _TESTS[what](about, detail)
    return UNKNOWN if found is None else USED if found else UNUSED


Answer = bool | None
Each = Callable[[Contract], Answer]


def _any(answers: Iterable[Answer]) -> Answer:
    """Return Yes where any says so, No where some say and none says yes, else not known."""
    known = [answer for answer in answers if answer is not None]
    return any(known) if known else None


def _contracts(one: Each) -> "Callable[[About, str], Answer]":
    return lambda about, _detail: _any(one(contract) for contract in about.contracts)


def _term(about: About, code: str) -> Answer:
    return _any((code in c.levers) if c.levers else None for c in about.contracts)


def _long_term(contract: Contract) -> Answer:
    days = terms.committed_days(contract)
    return None if days is None else days >= LONG_DAYS


def _option(contract: Contract) -> Answer:
    end, latest = contract.committed_end_on, contract.max_end_on
    if end and latest:
        return latest > end
    left = contract.extensions_available
    return None if left is None else left > 0


def _indexed(contract: Contract) -> Answer:
    return None if contract.indexation is None else contract.indexation != "none"


def _route(about: About, code: str) -> Answer:
    wanted = _COMPETED if code == "competitive" else {code}
    return _any((c.route in wanted) if c.route else None for c in about.contracts)


def _long_grant(contract: Contract) -> Answer:
    if "grant" not in (contract.route, contract.kind):
        return False if contract.route else None
    days = terms.committed_days(contract)
    return None if days is None else days > terms.SINGLE_YEAR_DAYS


def _pool(about: About, basis: str) -> Answer:
    kinds = {pool.basis for pool in about.pools} | {pool.fund_type for pool in about.pools}
    agreed = {"s75": "section_75", "s10": "section_10"}.get(basis, "")
    return True if basis in kinds or (agreed and _agreement(about, agreed)) else None


def _agreement(about: About, kind: str) -> Answer:
    held = _kept(about.plan).agreements
    if not held:
        return None
    keys = [("services", s.id) for s in about.services] + [("pools", p.id) for p in about.pools]
    return True if any(kind in held.get(key, ()) for key in keys) else None


def _lead(about: About, _detail: str) -> Answer:
    modes = [s.commissioning_mode for s in about.services if s.commissioning_mode]
    by_mode = any(mode in ("lead", "delegated") for mode in modes) if modes else None
    return _agreement(about, "lead") or by_mode


def _risk_share(about: About, _detail: str) -> Answer:
    shared = _kept(about.plan).shared
    return True if any(pool.id in shared for pool in about.pools) else None


def _named_lead(about: About, _detail: str) -> Answer:
    kept = _kept(about.plan)
    named = (s.lead_id in kept.posts or s.id in kept.led for s in about.services)
    return True if any(named) else None


def _pilot(about: About, _detail: str) -> Answer:
    pilots = _kept(about.plan).pilots
    return _any(pilots.get(service.id) for service in about.services)


def _evaluated(about: About, _detail: str) -> Answer:
    evaluated = _kept(about.plan).evaluated
    return True if any(service.id in evaluated for service in about.services) else None


class _Kept:
    """What levers look up in a plan, gathered once."""

    def __init__(self, plan: Plan) -> None:
        index = index_of(plan)
        self._places = nations(plan)
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self.agreements: dict[tuple[str, str], set[str]] = {}
        for agreement in plan.agreements.values():
            places = [("services", key) for key in agreement.service_ids]
            for place in places + [("pools", key) for key in agreement.pool_ids]:
                self.agreements.setdefault(place, set()).add(agreement.kind or "")
        self.members: dict[str, list[str]] = {}
        for service_id, pools in index.pools_by_service.items():
            for pool in pools:
                self.members.setdefault(pool, []).append(service_id)
        self.shared = {share.pool_id for share in plan.risk_shares.values()}
        posts = [role for role in plan.role_holders.values() if in_post(index, role)]
        self.posts = {role.id for role in posts}
        leads = (role for role in posts if role.role == "accountable_lead")
        self.led = {key for role in leads for key in role.service_ids}
        self.pilots: dict[str, bool] = {}
        for decision in plan.decisions.values():
            bounded = bool(decision.stop_rule and decision.review_on)
            for key in decision.service_ids if decision.is_pilot else ():
                self.pilots[key] = self.pilots.get(key, False) or bounded
        local = (i for i in plan.evidence.values() if i.kind in ("local_evaluation", "monitoring"))
        self.evaluated = {key for item in local for key in item.service_ids}

    def entries_for(self, rule_id: str) -> tuple[Entry, ...]:
        """Return the levers that exist for a rule in the plan's nations."""
        if rule_id not in self._entries:
            notes = notes_by_rule().get(rule_id)
            found = [entries()[key] for key in notes.levers] if notes else []
            self._entries[rule_id] = tuple(each for each in found if each.is_for(self._places))
        return self._entries[rule_id]


def _kept(plan: Plan) -> _Kept:
    kept = index_of(plan).kept
    if "levers" not in kept:
        kept["levers"] = _Kept(plan)
    found: _Kept = kept["levers"]
    return found


_COMPETED: Final = frozenset({"tender", "quote", "framework", "psr_competitive"})
_TESTS: Final[Mapping[str, Callable[[About, str], Answer]]] = {
    "term": _term,
    "long_term": _contracts(_long_term),
    "long_grant": _contracts(_long_grant),
    "option": _contracts(_option),
    "break_clause": _contracts(lambda contract: contract.break_clause),
    "funding_clause": _contracts(lambda contract: contract.funding_clause),
    "notice": _contracts(lambda contract: True if contract.notice_months is not None else None),
    "indexation": _contracts(_indexed),
    "route": _route,
    "pool": _pool,
    "agreement": _agreement,
    "lead": _lead,
    "risk_share": _risk_share,
    "named_lead": _named_lead,
    "pilot": _pilot,
    "evidence": _evaluated,
}
"""What each word of an entry's `shows` asks of the records."""
