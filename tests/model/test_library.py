"""The offline library: every entry says where it comes from; ids and terms hold."""

import re

import pytest

from commissionplanner.findings.registry import rules
from commissionplanner.model import library
from commissionplanner.model.vocab import vocabulary

ENTRIES = tuple(library.entries().values())
DATE = re.compile(r"(read )?\d{4}(-\d\d(-\d\d)?)?")
FIRST_IDS = (
    "whats-missing", "christie-2011", "turning-the-tide", "first-1000-days", "conception-to-age-2",
    "provan-milward-1995", "nhs-act-s75", "reg-7-3", "nhs-act-s256", "nhs-act-s65z5",
    "children-act-s10", "wales-166-167", "scotland-joint-working", "ni-cooperation-2015",
    "green-book-2026", "gmca-cba", "healthy-child-programme", "bcf-conditions-2025", "psr-2023",
    "transparency-code", "eif-3", "lever-long-term", "lever-s75-pool",
)  # fmt: skip
"""Ids that plans may hold: none of them may go or come to mean something else."""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_says_what_where_when_and_how_far_it_was_checked(entry):
    assert entry.title
    assert entry.says.endswith(".")
    assert entry.citation
    assert entry.source
    assert DATE.fullmatch(entry.date)
    assert entry.checked in library.CHECKED
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
    assert entry.date_words.endswith(entry.date.removeprefix("read ")[:4])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_what_an_entry_names_is_there(entry):
    assert set(entry.nations) <= set(vocabulary("nation").by_code)
    assert set(entry.barriers) <= set(vocabulary("barrier").by_code)
    for term in entry.terms:
        name, _, code = term.partition(":")
        assert code in vocabulary(name).by_code
    assert bool(entry.check) == (entry.kind == "lever")


def test_ids_once_given_stay():
    assert set(FIRST_IDS) <= set(library.entries())


def test_what_was_recalled_says_so_where_it_is_cited():
    assert library.entries()["psr-2023"].cite().endswith("Recalled, not checked.")
    assert library.entries()["green-book-2026"].date_words == "5 February 2026"
    assert library.entries()["ocds"].date_words == "undated, read November 2026"


@pytest.mark.parametrize("name", ["legal_basis", "eif_evidence", "eif_cost", "lever", "hcp_level"])
def test_every_term_that_needs_one_has_an_entry(name):
    missing = [t.code for t in vocabulary(name).terms if not library.entry_of_term(name, t.code)]
    assert missing == []


def test_every_barrier_of_the_study_has_an_entry():
    said = {code for entry in ENTRIES for code in entry.barriers}
    assert said == set(vocabulary("barrier").by_code)


def test_every_rule_has_levers_or_says_why_none():
    notes = library.notes_by_rule()
    assert set(notes) == {rule.id for rule in rules()}
    for rule_id, held in notes.items():
        assert bool(held.levers) != bool(held.why_none), rule_id
        named = [library.entries()[key] for key in (*held.levers, *held.cites)]
        assert all(entry.kind == "lever" for entry in named[: len(held.levers)])


def test_the_core_offer_has_a_line_for_every_term_with_its_source():
    lines = library.offer_lines()
    assert [line.code for line in lines] == list(vocabulary("core_offer").by_code)
    for line in lines:
        assert line.source
        assert line.checked in library.CHECKED
        assert line.words
        assert set(line.entries) <= set(library.entries())
    assert re.fullmatch(DATE, library.vintage("core_offer"))


def test_an_entry_without_a_source_is_refused(tmp_path, monkeypatch):
    library._file.cache_clear()
    (tmp_path / "evidence").mkdir()
    said = 'id = "x"\ntitle = "X"\nsays = "Y."\ncitation = "Z"\nsource = ""\ndate = "2013"\n'
    text = f'kind = "report"\n[[entry]]\n{said}checked = "read"\n'
    (tmp_path / "evidence" / "reports.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(library.paths, "resources", lambda: tmp_path)
    with pytest.raises(library.LibraryError, match="x has no source"):
        library.entries.__wrapped__()


@pytest.fixture(autouse=True)
def read_anew():
    """Leave no file of a test behind in what is kept."""
    yield
    library._file.cache_clear()
