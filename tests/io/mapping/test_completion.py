"""Key columns whose headings are not clear: taken by their cells, and asked."""

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.completion import CONFIDENCE
from commissionplanner.io.mapping.kinds import KindGuess, settle_kind

HEADS = ("Ref", "Contract title", "Supplier", "Runs with effect from", "Will cease", "Worth")
ROWS = [
    (f"C{n}", f"Meals {n}", f"Firm {n} Ltd", "13/04/2024", "12/04/2026", 1_000 + n)
    for n in range(4)
]


def asked(staged):
    return {q.id: q.taken for q in staged.questions}


def test_a_day_a_last_day_and_a_value_are_found_by_a_word_and_their_cells(table, bring):
    staged, _ = bring(table(HEADS, *ROWS))
    keys = {g.key: g.confidence for g in staged.guesses}
    assert keys["start_on"] == keys["current_end_on"] == keys["total_value_p"] == CONFIDENCE


def test_each_is_asked_and_may_be_answered(table, bring):
    staged, _ = bring(table(HEADS, *ROWS))
    assert asked(staged)["column_total_value_p"] == "Worth"
    none, _ = bring(table(HEADS, *ROWS), answers={"column_total_value_p": "none"})
    assert none.totals == {}


def test_another_column_may_be_named(table, bring):
    heads, rows = (*HEADS, "Ceiling"), [(*row, 9_000) for row in ROWS]
    staged, _ = bring(table(heads, *rows), answers={"column_total_value_p": "Ceiling"})
    assert staged.totals == {"total_value_p": 4 * 900_000}


def test_a_clear_heading_is_not_asked_about(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
    assert not any(key.startswith("column_") for key in asked(bring(table(heads, *ROWS))[0]))


def test_of_two_near_kinds_the_user_is_asked_and_obeyed():
    guess = KindGuess("services", 0.45, "", rival="funding")
    asker = Asker({"kind": "funding"})
    assert settle_kind(guess, asker) == "funding"
    assert asker.questions[0].choices == ("services", "funding")
    assert settle_kind(KindGuess("services", 0.9, ""), Asker({})) == "services"
