"""Vocabularies: read, looked up, matched."""

import pytest

from commissionplanner.model.vocab import VocabularyError, parse, vocabulary

TOML = """
label = "Colour"
definition = "Of a pen."
source = "Made up for this test"
vintage = "2026-11"
[[term]]
code = "red"
label = "Red"
synonyms = ["scarlet"]
[[term]]
code = "old"
label = "Old blue"
retired = true
"""


def test_words_are_matched_by_code_label_and_synonym_whatever_their_case():
    colours = parse("colour", TOML)
    for words in ("red", " RED ", "Scarlet"):
        assert colours.match(words) is colours.by_code["red"]
    assert colours.match("green") is None
    assert colours.label_of("old") == "Old blue"
    assert colours.label_of(None) == ""


def test_a_code_that_stands_twice_is_refused():
    with pytest.raises(VocabularyError, match="twice"):
        parse("colour", TOML + '[[term]]\ncode = "red"\nlabel = "Rot"\n')


def test_a_vocabulary_that_is_not_there_is_named():
    with pytest.raises(VocabularyError, match="no_such"):
        vocabulary("no_such")
