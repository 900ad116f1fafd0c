"""The sample place: complete, whole in itself, and believable in its money."""

import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, specs
from commissionplanner.model.plan import Plan
from commissionplanner.paths import resources, samples


@pytest.fixture(scope="module")
def plan() -> Plan:
    sys.path.insert(0, str(samples()))
    try:
        from generate import whole_plan
    finally:
        sys.path.remove(str(samples()))
    return whole_plan()


def held(plan: Plan) -> Iterator[tuple[Record, FieldSpec, tuple[str, ...]]]:
    """Yield every value that names a term or a record."""
    for name, table in TABLES.items():
        for record in plan.table(name).values():
            for spec in specs(table.entity):
                value = getattr(record, spec.name) if (spec.vocabulary or spec.table) else None
                if value:
                    yield record, spec, value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("services", 60),
        ("funding_streams", 15),
        ("contracts", 68),
        ("agreements", 20),
        ("pools", 2),
        ("scenarios", 3),
        ("evidence", 12),
        ("systems", 5),
        ("decisions", 6),
        ("narratives", 12),
    ],
)
def test_the_place_is_complete(plan: Plan, table: str, least: int) -> None:
    assert len(plan.table(table)) >= least


def test_six_or_more_voluntary_organisations_and_four_directorates(plan: Plan) -> None:
    bodies = plan.organisations.values()
    assert sum(body.type == "vcse" for body in bodies) >= 6
    assert sum(body.parent_id == "council" for body in bodies) == 4


def test_every_reference_leads_to_a_record(plan: Plan) -> None:
    lost = [
        (record.id, spec.name, key)
        for record, spec, keys in held(plan)
        for key in keys
        if spec.table and key not in plan.table(spec.table)
    ]
    assert lost == []


def test_every_term_is_in_its_vocabulary(plan: Plan) -> None:
    codes = {
        path.stem: {term["code"] for term in tomllib.loads(path.read_text("utf-8"))["term"]}
        for path in (resources() / "vocab").glob("*.toml")
    }
    terms = [(s.vocabulary, code) for _, s, given in held(plan) if s.vocabulary for code in given]
    assert [(name, code) for name, code in terms if code not in codes[name]] == []


def test_links_lead_to_records_but_for_one_hand_off_with_nowhere_to_go(plan: Plan) -> None:
    ends = [(e.from_table, e.from_id) for e in plan.links.values()]
    ends += [(e.to_table, e.to_id) for e in plan.links.values()]
    assert [key for table, key in ends if key not in plan.table(table)] == [""]


def test_money_held_in_the_place_is_about_forty_million_pounds_a_year(plan: Plan) -> None:
    partners = {body.id for body in plan.organisations.values() if body.is_partner}
    transfers = {
        s.id for s in plan.funding_streams.values() if s.payer_id in partners - {s.holder_id}
    }
    first = [a for a in plan.allocations.values() if a.year == plan.header.first_year]
    total = sum(a.amount_p or 0 for a in first if a.stream_id not in transfers)
    assert 38_000_000_00 < total < 43_000_000_00


def test_prevention_is_about_three_tenths_of_planned_spending(plan: Plan) -> None:
    costs = [
        cost
        for cost in plan.service_costs.values()
        if cost.year == plan.header.first_year and cost.measure == "budget"
    ]
    total = sum(cost.amount_p or 0 for cost in costs)
    tiers = {key: service.prevention_tier for key, service in plan.services.items()}
    early = sum(
        c.amount_p or 0 for c in costs if tiers[c.service_id or ""] in {"primary", "secondary"}
    )
    assert 0.27 < early / total < 0.33


def test_a_cell_that_could_not_be_read_is_kept_as_it_was_found(plan: Plan) -> None:
    assert plan.contracts["c-ph-0198"].as_found == (("current_end_on", "TBC"),)
    assert plan.contracts["c-ph-0198"].current_end_on is None


def test_two_contributions_are_not_known_rather_than_nil(plan: Plan) -> None:
    unknown = [c for c in plan.contributions.values() if c.amount_p is None]
    assert {c.stream_id for c in unknown} == {"cfy"}
    assert len(unknown) == 2


def test_benefits_of_each_line_go_to_somebody_in_full(plan: Plan) -> None:
    for key in plan.benefits:
        shares = [s.share_ppm or 0 for s in plan.benefit_shares.values() if s.benefit_id == key]
        assert sum(shares) == 1_000_000


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files of a folder hold; of a workbook its parts, unpacked."""
    found: dict[str, bytes] = {}
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found |= {f"{path.name}/{part}": book.read(part) for part in book.namelist()}
        else:
            found[path.name] = path.read_bytes()
    return found


def test_the_partners_files_are_those_that_the_tables_make(plan: Plan, tmp_path: Path) -> None:
    sys.path.insert(0, str(samples()))
    try:
        from partner_sheets import write_all
    finally:
        sys.path.remove(str(samples()))
    write_all(plan, tmp_path)
    assert contents(tmp_path) == contents(samples() / "partners")


def test_the_sample_plan_file_holds_what_the_tables_hold(plan: Plan) -> None:
    from commissionplanner.io.store.reader import read
    from commissionplanner.io.store.sealed import unpacked

    held = read(samples() / "wexcombe.cplan").plan
    assert held.with_table("sealed_versions", {}) == plan.with_table("sealed_versions", {})
    (kept,), (made,) = held.sealed_versions.values(), plan.sealed_versions.values()
    assert replace(kept, content="") == replace(made, content="")  # packed alike where zlib is
    assert unpacked(kept) == unpacked(made)


def test_who_has_answered_answered_to_this_very_plan(plan: Plan) -> None:
    from commissionplanner.io.store.writer import build

    given = {row.digest for row in plan.signoffs.values() if row.decision != "pending"}
    assert given == {build(plan).facts.digest}


def test_every_rule_finds_something_in_the_sample_place(plan: Plan) -> None:
    from commissionplanner.findings import registry

    found = {finding.rule for finding in registry.run(plan)}
    assert {rule.id for rule in registry.rules()} - found == set()
