"""Hypothesis strategies: plans with every table and every kind of value, and edits of them.

Import it as `from strategies import plans`: the folder of tests is on the path.
"""

from datetime import date

from hypothesis import strategies as st

from commissionplanner.edits.disagreements import SettleDisagreements
from commissionplanner.edits.findings import SetThreshold
from commissionplanner.edits.held import DropHeldRows, SetHeldCell
from commissionplanner.edits.homes import ChangeHome
from commissionplanner.edits.library import (
    LinkEntry,
    LinkOffer,
    SetOfferGap,
    UnlinkEntry,
    UnlinkOffer,
)
from commissionplanner.edits.matches import JoinRecords, KeepApart, SeparateMatch
from commissionplanner.edits.practice import AddPracticeNote
from commissionplanner.edits.records import (
    AddRecords,
    DeleteRecords,
    DeleteThings,
    DuplicateRecord,
    Rename,
    SetCells,
    SetFields,
)
from commissionplanner.edits.rounds import AnswerRound, LeaveOutOfRound
from commissionplanner.edits.saved_views import DeleteView, RenameView, SaveView
from commissionplanner.edits.seals import SealVersion
from commissionplanner.edits.ties import LEGAL, DrawTie, Tie
from commissionplanner.edits.transfers import DecideTransfer
from commissionplanner.model.entities import TABLES, SealedVersion
from commissionplanner.model.fields import Kind, specs
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

AWKWARD = [
    "=1+1", "+44 20", "-5", "@x", "'=x", "''", "'", "00123", "1E5", "a; b", "a;b", "\\", "\\;",
    " two  spaces ", "new\nline", "tab\there", "carriage\r\nreturn", 'quo"te', "comma,", "null",
    "N/A", "£1,234", "e\u0301", "\u00e9", "\u212b", "\u202eabc", "＝SUM", "0", "None", "\u2028",
    "\x00nul", "\x1f", "🙂", "{", '{"a":1}', "[]", "true", "2026-04-01", "\ufeffmark",
]  # fmt: skip
"""Texts that have broken some program or other."""

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
some_text = texts.filter(bool)
ids = st.sampled_from([f"id{n}" for n in range(4)])
numbers = st.one_of(st.sampled_from([0, 1, -1, 10**12, -(10**12)]), st.integers(-(10**9), 10**9))
years = st.integers(2019, 2036).map(FinancialYear)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))

_BY_KIND = {
    Kind.TEXT: texts, Kind.CODE: texts, Kind.MONEY: st.none() | numbers,
    Kind.COUNT: st.none() | numbers, Kind.QUANTITY: st.none() | numbers,
    Kind.RATE: st.none() | numbers, Kind.DAY: st.none() | days, Kind.YEAR: st.none() | years,
    Kind.FLAG: st.sampled_from([None, True, False]), Kind.REF: st.none() | ids,
    Kind.REFS: st.lists(ids, max_size=2).map(tuple),
    Kind.TEXTS: st.lists(some_text, max_size=2).map(tuple),
}  # fmt: skip


def values(spec):
    """Values that a field may hold: known, nil, and not known."""
    if spec.kind is Kind.TERM:
        return st.none() | _codes(spec)
    if spec.kind is Kind.TERMS:
        return st.lists(_codes(spec), max_size=2).map(tuple)
    return _BY_KIND[spec.kind]


def _codes(spec):
    return st.sampled_from([*list(vocabulary(spec.vocabulary).by_code)[:3], "of-another-version"])


@st.composite
def records(draw, table, key=None):
    """A record of a table, a few of its fields filled, at times one that could not be read."""
    known = specs(TABLES[table].entity)
    filled = draw(st.lists(st.sampled_from(known), max_size=4, unique=True))
    held = {spec.name: draw(values(spec)) for spec in filled}
    if draw(st.booleans()):
        held["as_found"] = ((draw(st.sampled_from(known)).name, draw(texts)),)
    return TABLES[table].entity(id=key or draw(ids), **held)


@st.composite
def plans(draw, tables=tuple(TABLES), full=False):
    """A plan with records in some tables, or in all of them; it always says what it is."""
    chosen = tables if full else draw(st.lists(st.sampled_from(tables), max_size=4, unique=True))
    held = {}
    for name in chosen:
        if name != "about":
            rows = draw(st.lists(records(name), min_size=int(full), max_size=2))
            held[name] = {row.id: row for row in rows}
    about = draw(records("about", "plan1"))
    return Plan(about={"plan1": about}, **held)


TRAVELLING = tuple(name for name, table in TABLES.items() if not table.is_kept)
"""The tables that leave the plan file when a plan is written out as tables."""

EDITED = (
    "services", "service_costs", "organisations", "contracts", "links", "pools", "positions",
    "funding_streams", "evidence", "practice_notes", "held_rows", "imports", "name_matches",
    "disagreements", "thresholds", "sealed_versions",
    "partner_rounds", "partner_returns",
)  # fmt: skip


whole_versions = st.builds(
    SealedVersion, id=ids, number=st.integers(1, 3), digest=some_text, as_at_on=days,
    content=some_text, sealed_by=st.none(),
)  # fmt: skip


def seals():
    """A seal, of a version that is whole or of one that is not."""
    return st.builds(SealVersion, records("sealed_versions") | whole_versions)


@st.composite
def edits(draw, tables=EDITED):
    """An edit that any table takes, or one made on the map; it may be one that is refused."""
    others = {0: map_edits, 1: match_edits, 2: library_edits, 3: seals, 4: round_edits}
    other = others.get(draw(st.integers(0, 7)))
    if other is not None:
        return draw(other())
    table = draw(st.sampled_from(tables))
    kind = draw(
        st.sampled_from(
            [
                AddRecords,
                SetFields,
                SetCells,
                DuplicateRecord,
                DeleteRecords,
                SetHeldCell,
                DropHeldRows,
                SettleDisagreements,
                DecideTransfer,
                SetThreshold,
            ]
        )
    )
    if kind is SetThreshold:
        field = draw(st.sampled_from(["rate_ppm", "amount_p", "number"]))
        value = draw(st.none() | st.integers(-1, 2_000_000))
        return SetThreshold(
            rule=draw(texts), name=draw(texts), field=field, value=value, new_id=draw(ids)
        )
    if kind is DecideTransfer:
        return DecideTransfer(draw(records("transfers")), draw(texts))
    if kind is SettleDisagreements:
        return SettleDisagreements(
            (draw(ids),), draw(st.sampled_from(["earlier", "other"])), draw(texts)
        )
    if kind is SetHeldCell:
        return SetHeldCell(draw(ids), draw(some_text), draw(texts))
    if kind is DropHeldRows:
        return DropHeldRows((draw(ids),), draw(texts))
    if kind is AddRecords:
        return AddRecords(table, (draw(records(table)),))
    if kind is DuplicateRecord:
        return DuplicateRecord(table, draw(ids), draw(ids))
    if kind is DeleteRecords:
        return DeleteRecords(table, (draw(ids),))
    spec = draw(st.sampled_from(specs(TABLES[table].entity)))
    value = draw(values(spec))
    if kind is SetFields:
        return SetFields(table, (draw(ids),), {spec.name: value})
    return SetCells(table, ((draw(ids), spec.name, value),))


def round_edits():
    """Answers to a partner round taken, or a body left out of one."""
    answers = st.tuples(records("partner_returns"))
    return st.builds(AnswerRound, ids, ids, answers) | st.builds(LeaveOutOfRound, ids, ids, texts)


@st.composite
def library_edits(draw):
    """A library entry or a line of the core offer tied to services, or taken off them."""
    kind = draw(
        st.sampled_from(
            [LinkEntry, UnlinkEntry, LinkOffer, UnlinkOffer, SetOfferGap, AddPracticeNote]
        )
    )
    if kind is AddPracticeNote:
        return AddPracticeNote(
            service_id=draw(ids), heard_on=draw(st.none() | days), role=None, heard=draw(texts),
            changed=draw(texts), new_id=draw(ids),
        )  # fmt: skip
    keys = tuple(draw(st.lists(ids, max_size=2)))
    if kind in (LinkEntry, UnlinkEntry):
        entry = draw(st.sampled_from(["first-1000-days", "children-act-s10", "eif-3", "none"]))
        return LinkEntry(entry, keys, draw(ids)) if kind is LinkEntry else UnlinkEntry(entry, keys)
    line = draw(st.sampled_from(["midwifery", "attachment", "of-another-version"]))
    return SetOfferGap(line, draw(st.booleans())) if kind is SetOfferGap else kind(line, keys)


@st.composite
def match_edits(draw):
    """A match of names undone, records kept apart, or two made one."""
    kind = draw(st.sampled_from([SeparateMatch, KeepApart, JoinRecords]))
    if kind is SeparateMatch:
        return SeparateMatch(draw(ids), draw(ids | st.just("new")))
    table = draw(st.sampled_from(["organisations", "services", "funding_streams"]))
    if kind is KeepApart:
        return KeepApart(table, tuple(draw(st.lists(ids, min_size=1, max_size=3))))
    return JoinRecords(table, draw(ids), draw(ids))


@st.composite
def map_edits(draw):
    """An edit made on the map: a tie drawn, another home, a new name, things deleted, a view kept."""
    kind = draw(
        st.sampled_from(
            [DrawTie, ChangeHome, Rename, DeleteThings, SaveView, RenameView, DeleteView]
        )
    )
    if kind is SaveView:
        return SaveView("map", draw(texts), draw(texts), draw(ids))
    if kind is RenameView:
        return RenameView(draw(ids), draw(texts))
    if kind is DeleteView:
        return DeleteView(draw(ids))
    if kind is Rename:
        table = draw(st.sampled_from(["services", "organisations", "links"]))
        return Rename(table, draw(ids), draw(texts), draw(st.none() | texts))
    if kind is DeleteThings:
        things = st.tuples(st.sampled_from(EDITED), ids)
        return DeleteThings(tuple(draw(st.lists(things, min_size=1, max_size=3))))
    if kind is ChangeHome:
        table = draw(st.sampled_from(["services", "funding_streams"]))
        role = draw(st.sampled_from(["commissioner", "provider", "holder"]))
        keys = tuple(draw(st.lists(ids, min_size=1, max_size=2, unique=True)))
        return ChangeHome(table, keys, role, draw(ids), draw(ids | st.just("")))
    (one, other), legal = draw(st.sampled_from(sorted(LEGAL.items())))
    tie = Tie(draw(st.sampled_from(legal)), (one, draw(ids)), (other, draw(ids)))
    return DrawTie(tie, draw(ids), draw(st.none() | numbers), draw(st.none() | years))
