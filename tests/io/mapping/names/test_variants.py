"""Names compared, and what they say of their bearers."""

import pytest

from commissionplanner.io.mapping.names import variants


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme Limited", "ACME LTD."), ("St Mary's School", "St Marys School"), ("A & B", "A and B"),
     ("The Vale Trust", "Vale Trust"), ("Vale ICB", "Vale Integrated Care Board")],
)  # fmt: skip
def test_names_that_differ_in_marks_and_ltd_are_plainly_the_same(one, other):
    assert variants.plain_name(one) == variants.plain_name(other)


def test_names_that_differ_in_case_and_spaces_are_strictly_the_same():
    assert variants.same_name("  OPTIVO ") == variants.same_name("Optivo")
    assert variants.same_name("A & B") != variants.same_name("A and B")


@pytest.mark.parametrize(
    ("one", "other"),
    [("East Kent Hospitals University NHS Foundation Trust", "West Kent Hospitals University NHS Foundation Trust"),
     ("Ward 21", "Ward 22"), ("Vale Trust", "Vale Housing Trust"), ("", "Vale")],
)  # fmt: skip
def test_names_of_different_bodies_are_never_near_enough_to_join(one, other):
    assert variants.nearness(one, other) < 0.95


def test_a_slip_of_the_pen_is_near_enough():
    assert variants.nearness("Barnardo's Services", "Barnado's Services") >= 0.95


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kent and Medway NHS Foundation Trust", "foundation_trust"), ("NHS Kent ICB", "icb"),
     ("Leeds City Council", "unitary"), ("Acme Ltd", "private"), ("Play CIC", "vcse"),
     ("Kent Police", "police"), ("Department for Education", "government_department"),
     ("DfE", "government_department"), ("OPCC Northmoor", "police")],
)  # fmt: skip
def test_a_name_suggests_what_bears_it(name, kind):
    assert variants.guess_type(name)[0] == kind


def test_a_name_that_says_nothing_suggests_nothing():
    assert variants.guess_type("Wibble") is None
