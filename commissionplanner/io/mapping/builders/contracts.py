"""Contracts and grants: one row, one contract, however many suppliers it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.builders.again import Left
from commissionplanner.io.mapping.builders.amounts import (
    ceilings,
    frameworks,
    value_said,
    vat_of_file,
)
from commissionplanner.io.mapping.builders.beside_plan import found_beside_plan, settle_beside_plan
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.corrected import found_corrected, settle_corrected
from commissionplanner.io.mapping.builders.joint import found_joint, settle_joint
from commissionplanner.io.mapping.builders.known_otherwise import found_known, settle_known
from commissionplanner.io.mapping.builders.owner import owner_of_file
from commissionplanner.io.mapping.drafts import Draft, Made
from commissionplanner.io.mapping.fields.headings import squashed, words_of
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.convert import Converted, OpenEnd, Term
from commissionplanner.io.mapping.values.options import LastEnds
from commissionplanner.io.mapping.values.sheet import plain_values
from commissionplanner.io.mapping.values.suppliers import Named
from commissionplanner.model.words import counted
from commissionplanner.model.years import end_of_term

_MONEY: Final = ("total_value_p", "annual_value_p", "vat_not_recovered_p")
_SURELY_GRANTS: Final = 2
"""So many headings of the 360Giving standard no other list has."""
_GRANTS: Final = (
    "grant title",
    "grant amount",
    "grantee",
    "amount of grant",
    "grant ref",
    "purpose of grant",
)
_OF_GRANTS: Final = re.compile(
    r"\bgrants\b(?!.*\bcontracts\b)(?<!contracts and grants)", re.IGNORECASE
)
"""A title of grants alone."""
_ENDS: Final = ("initial_end_on", "current_end_on", "max_end_on")


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds of every row, settled of the sheet as a whole.

    Attributes:
        defaults: Values of a contract where its row has none.
        services: "new" where services that the plan has not come in by name.
        namesakes: The plan's services by name, which contracts called so are linked to.
        source: What tells this register from another where rows name no commissioner.
        frameworks: Positions of rows that are frameworks.
        most: Positions of rows whose value is the most that may be ordered.
        named: The columns whose unreadable cells are kept as they are found.
        unread: Positions of rows with such cells.
    """

    defaults: Mapping[str, Any]
    from_award: bool
    services: str
    namesakes: Mapping[str, str]
    source: str
    frameworks: list[int]
    most: frozenset[int]
    last_ends: LastEnds
    columns: list[tuple[str, Converted]]
    named: list[tuple[str, Converted]]
    unread: frozenset[int]

    def of_rows(self, touched: frozenset[int]) -> tuple[Any, ...]:
        """Return what all rows but those touched are made by."""
        return (
            self.defaults, self.from_award, self.services, self.namesakes, self.source,
            self.most - touched, self.last_ends.includes_term,
        )  # fmt: skip


def build(context: Context) -> None:
    """Draft a contract for every row that comes in."""
    before = {question.id for question in context.asker.questions}
    rules = context.rules = _rules(context)
    context.rule_ids = frozenset(q.id for q in context.asker.questions if q.id not in before)
    for position in context.rows():
        words, draft = _drafted(context, rules, position)
        draft.id = context.drafts.nth_id("contracts", *words)
        context.drafts.put(draft)
        context.made[position] = Made(words, draft)
        for name in _MONEY:
            context.add_money(name, draft.values.get(name))
    settle_known(context, "contracts")
    settle_corrected(context, "contracts")
    settle_joint(context)
    settle_beside_plan(context, "contracts")
    _end(context, rules)


def build_again(context: Context, left: Left) -> bool:
    """Draft the rows touched anew, beside those that a staging before left; False where more changes.

    Args:
        context: With the sheet as it is now.
        left: Of the staging before.
    """
    asker, before = context.asker, left.context
    context.ask(Asker(asker.answers, asker.remembered))
    rules = context.rules = _rules(context, before.rules, left.touched)
    if rules.of_rows(left.touched) != before.rules.of_rows(left.touched):
        return False
    if not left.asked.repeat(asker, context.asker, before.rule_ids):
        return False
    context.ask(asker)
    left.forget_rows()
    coming = left.touched.intersection(context.sheet.kept)
    if not all(left.leave(p) for p in left.touched - coming if p in before.made):
        return False
    for position in sorted(coming):
        words, draft = _drafted(context, rules, position)
        took = left.take if position in before.made else left.join
        if not took(position, words, draft):
            return False
    left.give_drafts(context.sheet.kept)
    if _is_known(context):
        return False
    for name in _MONEY:
        amounts = [made.draft.values.get(name) for made in context.made.values()]
        known = [amount for amount in amounts if amount is not None]
        if known:
            context.totals[name] = sum(known)
    _end(context, rules)
    return True


def _is_known(context: Context) -> bool:
    """Whether rows seem to be contracts that the plan has by other words, from before, or of another body."""
    return bool(
        found_known(context, "contracts")
        or found_corrected(context, "contracts")
        or found_joint(context)
        or found_beside_plan(context, "contracts")[0]
    )


def _end(context: Context, rules: Rules) -> None:
    context.last_notes += filter(None, [rules.last_ends.said()])
    total = context.sheet.has("total_value_p")
    context.main_money = "total_value_p" if total else "annual_value_p"


def _rules(
    context: Context, before: Rules | None = None, touched: frozenset[int] = frozenset()
) -> Rules:
    """Settle what holds of all rows; of those not touched since `before`, what was found then."""
    sheet = context.sheet
    columns = sheet.plain_columns("contracts")
    defaults = _defaults(context)
    from_award = _starts_with_award(context)
    services = _service_choice(context)
    namesakes = _namesakes(context)
    of_frameworks = frameworks(context, before.frameworks if before else None, touched)
    most = ceilings(context, of_frameworks)
    last_ends = LastEnds(sheet, context.asker, before.last_ends if before else None, touched)
    if defaults.get("kind") != "grant" and (basis := vat_of_file(context)):
        defaults["vat_basis"] = basis
    owner = owner_of_file(context, "commissioner_id", "commissioner")
    if owner:
        defaults["commissioner_id"] = owner
    named = [*columns, *_names(context)]
    unread = frozenset(position for _, column in named for position in column.problems)
    return Rules(
        defaults, from_award, services, namesakes, _source(context), of_frameworks, most, last_ends,
        columns, named, unread,
    )  # fmt: skip


def _drafted(context: Context, rules: Rules, position: int) -> tuple[tuple[str, ...], Draft]:
    """Return the draft of a row, yet without its id, and the words that it is known by."""
    sheet = context.sheet
    values = {**rules.defaults, **plain_values(rules.columns, position)}
    found = sheet.found_at(rules.named, position) if position in rules.unread else ()
    if position in rules.most:
        values["value_kind"] = "framework_ceiling"
    _add_parties(context, position, values)
    found += _settle_term(values, start_from_award=rules.from_award)
    rules.last_ends.settle(position, values)
    if rules.services == "new":
        _add_services(context, position, values)
    _link_namesake(context, values, rules.namesakes)
    _add_streams(context, position, values)
    if not sheet.has("title") and sheet.has("service_ids"):
        values["title"] = sheet.text("service_ids", position)
    words = _key_of(values, rules.source)
    return words, Draft("contracts", "", values, found, sheet.row(position))


def _names(context: Context) -> list[Any]:
    single = context.sheet.single
    return [(key, single[key]) for key in ("provider_id", "commissioner_id") if key in single]


def _defaults(context: Context) -> dict[str, Any]:
    """Return what the headings say of every row: grants; values that are estimates."""
    return {**_grants(context), **value_said(context)}


def _grants(context: Context) -> dict[str, Any]:
    """Say that the rows of a register of grants are grants."""
    headings = [words_of(h) for h in context.sheet.table.headings]
    grants = sum(
        h.startswith(("recipient org", "grant programme", "funding org")) for h in headings
    )
    if grants < _SURELY_GRANTS and not any(h.startswith(_GRANTS) for h in headings):
        return {}
    if context.sheet.has("kind"):
        return {}
    if grants >= _SURELY_GRANTS:
        context.asker.note("Its headings are those of the 360Giving standard: each row is a grant.")
        return {"kind": "grant"}
    text = "The headings are those of a register of grants. Are these grants?"
    title = next((title for title in context.sheet.table.banner if _OF_GRANTS.search(title)), "")
    told = f"“{' '.join(title.split())[:60]}” says that these are grants." if title else ""
    taken = context.asker.told("grants", text, ("yes", "no"), "yes", told)
    return {} if taken == "no" else {"kind": "grant"}


def _starts_with_award(context: Context) -> bool:
    """Whether a term that has a length but no first day is counted from the day of award."""
    sheet = context.sheet
    if not (sheet.has("term_months") and sheet.has("award_on")):
        return False
    rows = [
        p
        for p in sheet.kept
        if sheet.value("start_on", p) is None and sheet.value("term_months", p)
    ]
    if not rows:
        return False
    text = (
        f"{len(rows):,} rows give a length but no first day. Count the term from the day of award?"
    )
    return context.asker.ask("start_from_award", text, ("yes", "no"), "yes") == "yes"


def _service_choice(context: Context) -> str:
    if not context.sheet.has("service_ids"):
        return "none"
    text = "A column names services. Bring in those that the plan does not hold, by name alone?"
    return context.asker.ask("new_services", text, ("new", "leave_out"), "new")


def _add_parties(context: Context, position: int, values: dict[str, Any]) -> None:
    rows = (position, *context.sheet.joint.get(position, ()))
    found = (context.organisations("provider_id", "provider", row) for row in rows)
    providers = tuple(dict.fromkeys(key for ids in found for key in ids))
    if providers:
        values["provider_id"] = providers[0]
        values["other_provider_ids"] = providers[1:]
        first: Named = context.sheet.carried_value("provider_id", position)[0]
        for name in ("is_sme", "is_vcse"):
            if getattr(first, name) is not None:
                values.setdefault(name, getattr(first, name))
    commissioner = context.organisation("commissioner_id", "commissioner", position)
    if commissioner:
        values["commissioner_id"] = commissioner


def _settle_term(values: dict[str, Any], *, start_from_award: bool) -> tuple[tuple[str, str], ...]:
    """Work out first and last days from what the row gives; return texts kept as found."""
    found: list[tuple[str, str]] = []
    for name in _ENDS:
        end = values.get(name)
        if isinstance(end, OpenEnd):
            del values[name]
            found.append((name, end.text))
            values.setdefault("term_kind", end.kind)
    term = values.pop("term_months", None)
    if isinstance(term, Term):
        if term.months is not None:
            values["term_months"] = term.months
        if term.kind:
            values.setdefault("term_kind", term.kind)
        if term.options:
            values.setdefault("extension_terms", term.options)
        if start_from_award and values.get("start_on") is None and values.get("award_on"):
            values["start_on"] = values["award_on"]
        _ends_from(values, term, open_end=bool(found))
    return tuple(found)


def _ends_from(values: dict[str, Any], term: Term, *, open_end: bool) -> None:
    start: date | None = values.get("start_on")
    if start is None or term.months is None or open_end:
        return
    try:
        first_end = end_of_term(start, term.months)
        last_end = end_of_term(start, term.months + term.option_months)
    except OverflowError:
        return
    if values.get("current_end_on") is None and values.get("initial_end_on") is None:
        values["current_end_on"] = first_end
    if term.option_months:
        values.setdefault("initial_end_on", first_end)
        values.setdefault("max_end_on", last_end)


def _add_services(context: Context, position: int, values: dict[str, Any]) -> None:
    row = context.sheet.row(position)
    ids = (context.service(name, row) for name in context.names_in("service_ids", position))
    values["service_ids"] = tuple(dict.fromkeys(key for key in ids if key))


def _namesakes(context: Context) -> dict[str, str]:
    """Return the plan's services by name, where contracts may be linked to those of their name."""
    if context.sheet.has("service_ids") or not context.sheet.has("title"):
        return {}
    found: dict[str, list[str]] = {}
    for service in context.plan.services.values():
        found.setdefault(same_name(service.name), []).append(service.id)
    single = {name: keys[0] for name, keys in found.items() if name and len(keys) == 1}
    if not single:
        return {}
    titles = [same_name(context.sheet.value("title", p) or "") for p in context.sheet.kept]
    count = sum(title in single for title in titles)
    if not count:
        return {}
    text = (
        f"{counted(count, 'contract is', 'contracts are')} named like a service of the plan. Link "
        f"{'it' if count == 1 else 'them'} where the provider is the same?"
    )
    return single if context.asker.ask("link_services", text, ("yes", "no"), "yes") == "yes" else {}


def _link_namesake(context: Context, values: dict[str, Any], namesakes: Mapping[str, str]) -> None:
    if not namesakes:
        return
    key = namesakes.get(same_name(values.get("title") or ""))
    provider = values.get("provider_id")
    if key is not None and provider in context.plan.services[key].provider_ids:
        values["service_ids"] = (key,)


def _add_streams(context: Context, position: int, values: dict[str, Any]) -> None:
    if not context.sheet.has("stream_ids"):
        return
    row, holder = context.sheet.row(position), values.get("commissioner_id")
    more = {"holder_id": holder} if holder else {}
    ids = (context.stream(name, row, **more) for name in context.names_in("stream_ids", position))
    values["stream_ids"] = tuple(dict.fromkeys(key for key in ids if key))


def _source(context: Context) -> str:
    """Return what tells this register from another where rows name no commissioner."""
    sheet = context.sheet
    headings = "|".join(squashed(h) for h in sheet.table.headings)
    letters = "".join(c for c in sheet.table.file.rsplit(".", 1)[0].casefold() if c.isalpha())
    return f"{letters}|{sheet.table.sheet}|{headings}"


def _key_of(values: dict[str, Any], source: str) -> tuple[str, ...]:
    """Return what a contract is known by from one import to the next."""
    owner = str(values.get("commissioner_id") or source)
    ref = same_name(values.get("ref") or "")
    if ref:
        return ("ref", owner, ref)
    words = [values.get(name) for name in ("title", "provider_id", "start_on", "award_on")]
    if not any(words):
        words = [
            values.get("current_end_on"),
            values.get("total_value_p"),
            values.get("annual_value_p"),
        ]
    return ("row", owner, *map(_word_of, words))


def _word_of(value: Any) -> str:
    """Return a value as a word of a key; "" for None."""
    if value is None:
        return ""
    return same_name(value) if isinstance(value, str) else str(value)
