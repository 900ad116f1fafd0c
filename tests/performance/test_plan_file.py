"""Saving and loading a large region's plan, against JSON in a zip with the same durability.

Bars 9 and 11: save at most 0.6 of it, load at most 1.0; a light command at most six times
`import sqlite3`. The figures are printed and nothing is asserted of them.
"""

import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
import zipfile
from dataclasses import fields

import pytest

from commissionplanner.io import codec
from commissionplanner.io.store import reader, save
from commissionplanner.model.entities import TABLES, About, Link, Service, ServiceCost
from commissionplanner.model.fields import specs
from commissionplanner.model.ids import seeded_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

pytestmark = pytest.mark.slow


def large_plan():
    """5,000 services, 20,000 links, 50,000 amounts."""
    new, chance = seeded_ids("large"), random.Random(1)
    services = {key: Service(id=key, name=f"Service {key}") for key in (new() for _ in range(5000))}
    ids = list(services)
    links = [
        Link(id=new(), from_table="services", from_id=chance.choice(ids), to_table="services",
             to_id=chance.choice(ids), kind="refers_to", amount_p=chance.randrange(10**8))
        for _ in range(20_000)
    ]  # fmt: skip
    costs = [
        ServiceCost(id=new(), service_id=key, year=year, amount_p=chance.randrange(10**8))
        for key in ids
        for year in map(FinancialYear, range(2026, 2036))
    ]
    return Plan(
        about={"p": About(id="p", title="Large")},
        services=services,
        links={link.id: link for link in links},
        service_costs={cost.id: cost for cost in costs},
    )


def save_json(path, plan):
    held = {
        name: [
            {"id": row.id} | {s.name: codec.to_json(getattr(row, s.name)) for s in specs(type(row))}
            for row in plan.table(name).values()
        ]
        for name in TABLES
    }
    temporary = path.with_suffix(".tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("plan.json", json.dumps(held))
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def load_json(path):
    with zipfile.ZipFile(path) as file:
        held = json.loads(file.read("plan.json"))
    tables = {}
    for name, rows in held.items():
        entity = TABLES[name].entity
        known = {spec.name: spec for spec in specs(entity)}
        names = {item.name for item in fields(entity)}
        tables[name] = {
            row["id"]: entity(
                **{
                    key: codec.from_json(known[key], value) if key in known else value
                    for key, value in row.items()
                    if key in names
                }
            )
            for row in rows
        }
    return Plan(**tables)


def median(job, times=5):
    taken = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def test_saving_and_loading_against_json_in_a_zip(tmp_path, capsys):
    plan, ours, theirs = large_plan(), tmp_path / "plan.cplan", tmp_path / "plan.zip"
    saving = median(lambda: save.save(ours, plan)), median(lambda: save_json(theirs, plan))
    assert reader.read(ours).plan == load_json(theirs) == plan
    loading = median(lambda: reader.read(ours)), median(lambda: load_json(theirs))
    with capsys.disabled():
        for what, (mine, other), bar in (("save", saving, 0.6), ("load", loading, 1.0)):
            print(f"\n{what}: {mine:.2f} s, JSON {other:.2f} s: {mine / other:.2f} (bar {bar})")
        print(f"size: {ours.stat().st_size:,} bytes, JSON {theirs.stat().st_size:,}")


def test_light_commands_against_importing_sqlite(tmp_path, capsys):
    path = tmp_path / "plan.cplan"
    save.save(path, Plan(about={"p": About(id="p", title="Small")}))
    bare = median(lambda: subprocess.run([sys.executable, "-c", "import sqlite3"], check=True))
    for command in (["digest", path], ["info", path], ["save-as", path, tmp_path / "copy.cplan"]):
        words = [sys.executable, "-m", "commissionplanner", *map(str, command)]
        ours = median(lambda words=words: subprocess.run(words, check=True, capture_output=True))
        with capsys.disabled():
            print(f"\n{command[0]}: {ours:.3f} s, {ours / bare:.1f} × import sqlite3 (bar 6)")
