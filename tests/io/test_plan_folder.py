"""A plan as CSV files: everything comes back, and no cell is a formula."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.export.tables import table_text, write_plan_folder
from commissionplanner.io.plan_folder import (
    DANGEROUS,
    _items,
    cell_of,
    plain_text,
    read_plan_folder,
    safe_text,
    value_of,
)
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import Contract, Service
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from tests.strategies import TRAVELLING, plans, texts

CONTRACT = spec_by_name(Contract)


@given(plans(TRAVELLING, full=True))
def test_every_table_and_every_kind_of_value_comes_back(tmp_path_factory, plan):
    folder = tmp_path_factory.mktemp("folder")
    write_plan_folder(plan, folder)
    found = read_plan_folder(folder)
    assert found.plan == plan
    assert not found.problems
    assert not found.left_out


@given(texts)
def test_no_text_is_a_formula_and_every_text_comes_back(text):
    assert not safe_text(text).startswith(DANGEROUS)
    assert plain_text(safe_text(text)) == text


@given(st.lists(texts.filter(bool), max_size=4).map(tuple))
def test_items_joined_in_a_cell_come_back(items):
    spec = CONTRACT["service_ids"]
    assert value_of(spec, cell_of(spec, items)) == items


@pytest.mark.parametrize("cell", ["a;b", "a; b", " a;b;", ";;a; b"])
def test_items_typed_by_hand_are_told_apart(cell):
    assert tuple(item.strip() for item in _items(cell)) == ("a", "b")


def test_every_cell_is_quoted_and_names_are_those_of_fields():
    plan = Plan(contracts={"c": Contract(id="c", annual_value_p=-5, title="=1")})
    head, row = table_text(plan, "contracts").splitlines()
    assert head.startswith('"id","')
    assert set(CONTRACT) < set(next(csv.reader([head])))
    assert all(cell.startswith('"') and cell.endswith('"') for cell in row.split(","))
    assert '"-5"' in row
    assert '"\'=1"' in row


def folder_of(tmp_path, text, table="contracts"):
    (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
    return read_plan_folder(tmp_path)


@pytest.mark.parametrize(
    ("field", "cell"),
    [("annual_value_p", "TBC"), ("annual_value_p", "12.5"), ("start_on", "31/02/2026"),
     ("annual_value_p", "1e5"), ("start_on", "soon"), ("break_clause", "maybe")],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_listed_and_its_text_kept(tmp_path, field, cell):
    found = folder_of(tmp_path, f"id,{field}\nc,{cell}\n")
    (problem,) = found.problems
    assert (problem.cell, problem.text) == ("contracts!B2", cell)
    record = found.plan.contracts["c"]
    assert getattr(record, field) is None
    assert record.as_found == ((field, cell),)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [("c,1\nc,2\n", "twice"), (",1\n", "missing"), ("c,1,2\n", "more cells")],
)
def test_a_row_that_cannot_be_used_is_left_out_and_listed(tmp_path, rows, reason):
    found = folder_of(tmp_path, f"id,annual_value_p\n{rows}")
    assert reason in found.left_out[0].message


def test_a_column_that_is_not_ours_is_said_to_be_left_out(tmp_path):
    found = folder_of(tmp_path, "id,favourite colour\nc,red\n")
    assert "favourite colour" in found.problems[0].message
    assert "c" in found.plan.contracts


def test_a_file_saved_again_by_a_spreadsheet_is_read_alike(tmp_path):
    text = "id;title;annual_value_p;service_ids\r\nc;Été;1200;a, b\r\n"
    (tmp_path / "contracts.csv").write_bytes(text.encode("cp1252"))
    record = read_plan_folder(tmp_path).plan.contracts["c"]
    assert (record.title, record.annual_value_p) == ("Été", 1200)


def test_a_folder_written_again_holds_no_table_of_before(tmp_path):
    write_plan_folder(Plan(services={"s": Service(id="s")}), tmp_path)
    write_plan_folder(Plan(contracts={"c": Contract(id="c")}), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["contracts.csv"]


@pytest.mark.parametrize("name", ["none", "."])
def test_a_folder_without_a_plan_is_said_to_be_one(tmp_path, name):
    with pytest.raises(FileProblem):
        read_plan_folder(tmp_path / name)
