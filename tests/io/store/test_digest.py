"""The canonical content and its digest: what is in, what is out, and that order means nothing."""

import json
from dataclasses import replace
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import given

from commissionplanner.io.store import canonical
from commissionplanner.model.entities import (
    TABLES,
    Contract,
    ImportBatch,
    Organisation,
    Person,
    Position,
    SavedView,
    Service,
    SignOff,
)
from commissionplanner.model.plan import Plan
from tests.strategies import plans

PLAN = Plan(services={"s": Service(id="s", name="Home visiting")})


def lines(plan):
    return canonical.canonical_text(canonical.stored_tables(plan)).splitlines()


@given(plans())
def test_the_order_of_records_means_nothing(plan):
    turned = {name: dict(reversed(plan.table(name).items())) for name in TABLES}
    assert canonical.plan_digest(Plan(**turned)) == canonical.plan_digest(plan)


@given(plans())
def test_the_text_is_sorted_json_lines_and_its_sha256_is_the_digest(plan):
    text = canonical.canonical_text(canonical.stored_tables(plan))
    rows = text.split("\n")[:-1]
    assert rows == sorted(rows, key=str.encode)
    assert sha256(text.encode()).hexdigest() == canonical.plan_digest(plan)
    assert all(json.loads(row)["id"] for row in rows)


@given(plans())
def test_the_text_is_the_same_in_whatever_form_its_letters_are_composed(plan):
    text = canonical.canonical_text(canonical.stored_tables(plan))
    assert normalize("NFC", text) == text
    assert "\r" not in text
    assert "\\r" not in text.replace("\\\\", "")


@pytest.mark.parametrize(
    "more",
    [
        {"persons": {"p": Person(id="p", name="A. Name")}},
        {"signoffs": {"x": SignOff(id="x", role="Director")}},
        {"positions": {"x": Position(id="x", x=5)}},
        {"saved_views": {"x": SavedView(id="x", name="Mine")}},
        {"services": {"s": Service(id="s", name="Home visiting", created_at="2026-01-01")}},
    ],
)
def test_what_is_not_business_does_not_change_the_digest(more):
    assert canonical.plan_digest(replace(PLAN, **more)) == canonical.plan_digest(PLAN)


def test_the_time_of_an_import_is_out_and_the_import_in():
    early, late = (
        Plan(imports={"i": ImportBatch(id="i", file_name="f", imported_at=at)}) for at in "12"
    )
    assert canonical.plan_digest(early) == canonical.plan_digest(late)
    assert canonical.plan_digest(early) != canonical.plan_digest(Plan())


def test_nil_and_not_known_differ():
    nil, unknown = (
        Plan(contracts={"c": Contract(id="c", annual_value_p=value)}) for value in (0, None)
    )
    assert canonical.plan_digest(nil) != canonical.plan_digest(unknown)
    assert lines(unknown) == ['{"table":"contracts","id":"c"}']


def test_fields_stand_in_the_order_of_their_names_after_table_and_id():
    record = Organisation(id="o", type="council", name="É", roles=("funder",), is_partner=False)
    assert lines(Plan(organisations={"o": record})) == [
        '{"table":"organisations","id":"o","is_partner":false,"name":"É",'
        '"roles":["funder"],"type":"council"}'
    ]


def test_half_a_character_is_marked_and_does_not_stop_a_save():
    (line,) = lines(Plan(services={"s": Service(id="s", name="a\ud800b")}))
    assert json.loads(line)["name"] == "a\ufffdb"
