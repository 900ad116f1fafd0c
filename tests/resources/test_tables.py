"""The reference tables: whole, sourced, and sums that come out as published."""

import csv
import tomllib

import pytest

from commissionplanner.paths import resources

FOLDER = resources() / "tables"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_title_source_vintage_unit_and_state_of_checking(name: str) -> None:
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert all(said[key] for key in ("title", "source", "vintage", "unit", "checked"))


def test_no_two_organisations_share_a_code() -> None:
    codes = [row["code"] for row in rows("organisations")]
    assert len(set(codes)) == len(codes) > 1000


def test_successors_and_parents_are_in_the_list() -> None:
    found = rows("organisations")
    codes = {row["code"] for row in found}
    named = {c for row in found for key in ("successor", "parent") for c in row[key].split(";")}
    assert named - {""} <= codes


def test_no_organisation_ends_before_it_starts() -> None:
    dated = [row for row in rows("organisations") if row["valid_from"] and row["valid_to"]]
    assert all(row["valid_from"] <= row["valid_to"] for row in dated)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nhs sussex icb", "ods-QNX"),
        ("nhs darlington ccg", "ods-00C"),
        ("kent community health nhs ft", "ods-RYY"),
        ("york", "la-YOR"),
    ],
)
def test_a_name_as_spreadsheets_write_it_leads_to_the_organisation(written: str, code: str) -> None:
    names = {row["variant"]: row["code"] for row in rows("organisation_names")}
    assert names[written] == code


def test_every_name_belongs_to_an_organisation_of_the_list() -> None:
    codes = {row["code"] for row in rows("organisations")}
    assert all(row["code"] in codes for row in rows("organisation_names"))


def test_the_deflator_example_gives_the_published_inflation() -> None:
    index = {
        row["year"]: int(row["index_milli"])
        for row in rows("gdp_deflators")
        if row["series"] == "hmt_example"
    }
    assert round((index["1999/00"] / index["1998/99"] - 1) * 100, 2) == 2.21


def test_the_standard_discount_factor_of_year_ten_is_the_published_one() -> None:
    first = next(row for row in rows("discount_rates") if row["schedule"] == "standard")
    assert round((1 + int(first["rate_ppm"]) / 1_000_000) ** -10, 4) == 0.7089


def test_combined_optimism_bias_is_the_published_example() -> None:
    upper = {row["kind"]: int(row["cost_upper_ppm"]) for row in rows("optimism_bias")}
    mixed = 0.3 * upper["non_standard_buildings"] + 0.7 * upper["standard_buildings"]
    assert round(mixed / 10_000, 1) == 32.1


@pytest.mark.parametrize("field", ["type", "sector", "nation"])
def test_organisations_use_the_codes_of_the_vocabularies(field: str) -> None:
    name = {"type": "organisation_type"}.get(field, field)
    text = (resources() / "vocab" / f"{name}.toml").read_text(encoding="utf-8")
    codes = {term["code"] for term in tomllib.loads(text)["term"]}
    assert {row[field] for row in rows("organisations")} <= codes
