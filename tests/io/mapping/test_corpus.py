"""Layouts of published tables, each read with no correction by hand."""

import pytest

from tests.io.mapping.corpus import layouts

LAYOUTS = layouts()
LEAST_PERCENT = 98


def wrong(layout, staged):
    """Return the columns that are not the field they should be."""
    found = [] if staged.kind == layout.kind else [("kind", staged.kind)]
    for (heading, _, wanted), guess in zip(layout.columns, staged.guesses, strict=True):
        key = f"{guess.key}@{guess.year}" if guess.year else guess.key or "-"
        if "?" not in wanted and key not in ([wanted] if "@" in wanted else wanted.split("/")):
            found.append((heading, key, wanted))
    return found


@pytest.fixture(scope="module")
def read(table, bring):
    """Stage every layout once."""
    done = {}
    for layout in LAYOUTS:
        rows = zip(*layout.cells(), strict=True)
        done[layout.name] = bring(table([h for h, _, _ in layout.columns], *rows))[0]
    return done


def test_there_are_many_layouts_of_every_kind():
    assert len(LAYOUTS) >= 70
    assert {layout.kind for layout in LAYOUTS} >= {"contracts", "spend", "services", "funding"}


def test_nearly_all_layouts_are_mapped_right_in_full(read):
    failed = {x.name: wrong(x, read[x.name]) for x in LAYOUTS if wrong(x, read[x.name])}
    assert len(failed) * 100 <= len(LAYOUTS) * (100 - LEAST_PERCENT), failed


def test_every_row_of_every_layout_comes_in(read):
    assert {name: s.left_out for name, s in read.items() if s.left_out} == {}


def test_headings_over_each_other_s_columns_are_asked(read):
    swapped = read["Heads swapped: supplier names under the contract heading"]
    assert {q.id: q.taken for q in swapped.questions}["swapped_names"] == "yes"
    dates = read["Start and end swapped"]
    assert {g.key: g.place for g in dates.guesses if g.key}["start_on"] == 2
