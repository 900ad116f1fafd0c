"""Ids: random, repeatable from a seed, derived from words."""

from commissionplanner.model.ids import derived_id, random_ids, seeded_ids


def test_random_ids_differ():
    make = random_ids()
    assert len({make() for _ in range(1000)}) == 1000


def test_the_same_seed_gives_the_same_ids():
    one, two = seeded_ids("x"), seeded_ids("x")
    assert [one() for _ in range(5)] == [two() for _ in range(5)]


def test_derived_ids_tell_words_apart_and_know_where_they_end():
    assert derived_id("a", "b") == "xm9dkbpxw6k0"  # of plans that are kept: it may never change
    assert derived_id("ab", "") != derived_id("a", "b")
