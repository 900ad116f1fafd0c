"""Plans of what is to be let: the contract that runs and the one to follow it are not mixed in silence."""

import pytest

HEADS = (
    "Opportunity",
    "Estimated total value",
    "Estimated contract start",
    "Current supplier",
    "Current contract end",
)
ROWS = [
    (f"Service {n}", 1_000 * n, f"01/0{n}/2026", f"Firm {n} Ltd", f"3{n % 2}/0{n}/2026")
    for n in (1, 3, 5, 7)
]


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}.get("old_and_new")


@pytest.mark.parametrize(
    ("answer", "keys"),
    [
        ({}, {"title", "provider_id", "current_end_on"}),
        ({"old_and_new": "next"}, {"title", "total_value_p", "start_on"}),
        (
            {"old_and_new": "as_they_stand"},
            {"title", "provider_id", "current_end_on", "total_value_p", "start_on"},
        ),
    ],
)
def test_which_of_two_contracts_a_row_is_of_is_asked(table, bring, answer, keys):
    staged, _ = bring(table(HEADS, *ROWS), kind="contracts", answers=answer)
    assert _asked(staged) == answer.get("old_and_new", "current")
    assert {guess.key for guess in staged.guesses if guess.key} == keys


def test_an_estimate_of_one_contract_is_not_asked_about(table, bring):
    heads = ("Title", "Estimated total value", "Start date", "Supplier", "Current end date")
    staged, _ = bring(table(heads, *ROWS), kind="contracts")
    assert _asked(staged) is None
