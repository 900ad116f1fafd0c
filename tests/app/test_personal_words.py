"""What is said while a person's data is typed: names and numbers, and words that are neither."""

import pytest

from commissionplanner.app.personal_words import personal_words
from commissionplanner.model.entities import Person
from commissionplanner.model.plan import Plan

PLAN = Plan(persons={"p": Person(id="p", name="Wynne Okafor")})


@pytest.mark.parametrize(("text", "part"), [
    ("Mum, NHS no 943 476 5919, waited", "an NHS number"),
    ("Dr Patel never rang", "a name (“Dr Patel”)"),
    ("Sarah was kind", "a name (“Sarah”)"),
    ("Grace Lee was kind", "a name (“Grace Lee”)"),
    ("wynne okafor rang", "a name (“Wynne Okafor”)"),
])  # fmt: skip
def test_what_tells_of_a_person_is_named(text, part):
    assert part in personal_words(PLAN, text)


@pytest.mark.parametrize("text", [
    "We wait eleven months", "Grace after meals", "In June and May nobody came",
    "The Harbour hub closes before I finish work", "Mark the door", "",
])  # fmt: skip
def test_words_that_tell_of_nobody_are_left_alone(text):
    assert personal_words(PLAN, text) == ""


def test_in_other_tables_a_name_may_stand_and_a_number_not():
    assert personal_words(PLAN, "Dr Patel leads", is_name_one=False) == ""
    assert personal_words(PLAN, "NHS no 943 476 5919", is_name_one=False) != ""
