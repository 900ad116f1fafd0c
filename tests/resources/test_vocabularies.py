"""The vocabularies: whole, defined, and exactly those that the fields name."""

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from commissionplanner.model.entities import TABLES
from commissionplanner.paths import resources

FOLDER = resources() / "vocab"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
NOT_FIELDS = {
    "barrier",
    "finding_level",
    "finding_status",
    "nation",
    "need_level",
    "response_theme",
}
"""Lists that rules, pages and the organisation table use, and no field of a record."""


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def named_by_fields() -> Iterator[str]:
    for table in TABLES.values():
        for field in fields(table.entity):
            spec = field.metadata.get("spec")
            if spec is not None and spec.vocabulary:
                yield spec.vocabulary


def test_every_vocabulary_that_a_field_names_is_there_and_none_is_idle() -> None:
    assert set(NAMES) - NOT_FIELDS == set(named_by_fields())


@pytest.mark.parametrize("name", NAMES)
def test_a_vocabulary_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    found = read(name)
    assert {"label", "definition", "source", "vintage", "term"} <= set(found)
    assert all(found[key] for key in ("label", "definition", "source", "vintage"))


@pytest.mark.parametrize("name", NAMES)
def test_each_term_has_its_own_code_label_and_a_definition(name: str) -> None:
    terms = read(name)["term"]
    for key in ("code", "label"):
        assert len({term[key] for term in terms}) == len(terms)
    for term in terms:
        assert term["definition"].endswith(".")
        assert len(term["definition"]) >= 10, term["code"]
        assert "|" not in term["definition"]
        assert term["definition"] != f"{term['label']}."


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_spreadsheet_means_two_terms(name: str) -> None:
    meaning: dict[str, str] = {}
    for term in read(name)["term"]:
        words = {term["code"], term["label"].lower(), *term["synonyms"]}
        for word in words:
            assert word == word.lower() or word == term["code"]
            assert meaning.setdefault(word.lower(), term["code"]) == term["code"]
