"""Fields say what they are; records hold what they are given."""

from typing import Any

import pytest

from commissionplanner.model.entities import TABLES, Contract, Organisation
from commissionplanner.model.fields import (
    Kind,
    is_of_kind,
    missing_fields,
    spec_by_name,
    specs,
)


def test_every_field_has_a_label_and_refers_to_a_table_that_exists():
    for table in TABLES.values():
        for spec in specs(table.entity):
            assert spec.label, (table.name, spec.name)
            assert not spec.table or spec.table in TABLES


def test_money_fields_are_named_and_counted_in_pence():
    for table in TABLES.values():
        for spec in specs(table.entity):
            assert (spec.kind is Kind.MONEY) == spec.name.endswith("_p"), spec.name
            assert (spec.kind is Kind.RATE) == spec.name.endswith("_ppm"), spec.name
            assert (spec.kind is Kind.DAY) == spec.name.endswith("_on"), spec.name


def test_own_fields_come_before_those_all_records_share():
    names = [spec.name for spec in specs(Organisation)]
    assert names[0] == "name"
    assert names.index("contact_id") < names.index("note")


def test_a_record_without_required_fields_can_be_held_and_says_what_is_missing():
    names = {spec.name for spec in missing_fields(Contract(id="c", title="Health visiting"))}
    assert {"ref", "commissioner_id", "start_on"} <= names
    assert "title" not in names


def test_a_record_needs_an_id():
    with pytest.raises(ValueError, match="needs an id"):
        Contract(id="")


def test_true_is_no_amount_and_no_date():
    spec = spec_by_name(Contract)
    assert not is_of_kind(spec["annual_value_p"], True)
    assert is_of_kind(spec["break_clause"], False)
    assert is_of_kind(spec["service_ids"], ("a",))
    assert not is_of_kind(spec["service_ids"], ("",))
    assert is_of_kind(spec["start_on"], None)


def test_filling_a_field_forgets_what_was_found_there():
    contract = Contract(id="c", as_found=(("current_end_on", "TBC"), ("ref", "?")))
    assert contract.with_found(current_end_on=None).as_found == (("ref", "?"),)


def test_many_records_are_the_ones_that_would_be_made_one_by_one():
    rows: list[dict[str, Any]] = [
        {"id": "a", "title": "Beds", "total_value_p": 5, "service_ids": ("s",)},
        {"id": "b", "as_found": (("start_on", "TBC"),), "import_id": "i"},
    ]
    assert Contract.many(rows) == [Contract(**row) for row in rows]
    for kind in TABLES.values():
        assert kind.entity.many([{"id": "a"}]) == [kind.entity(id="a")]
    with pytest.raises(ValueError, match="needs an id"):
        Contract.many([{"id": "a"}, {"title": "Beds"}])
    with pytest.raises(KeyError):
        Contract.many([{"id": "a", "titel": "Beds"}])
