"""Key columns that no heading made clear."""

import pytest

HEADS = ("Service", "Incumbent", "Current contract expires", "Estimated value band")


def _staged(table, bring, heading):
    rows = [
        (f"Care {n}", f"Firm {n} Ltd", "31/03/2026", "£25k to £100k", f"{n + 12}/05/2025")
        for n in range(1, 9)
    ]
    return bring(table((*HEADS, heading), *rows))


@pytest.mark.parametrize(
    "heading", ["Procurement start", "Start of re-procurement", "Recommissioning start"]
)
def test_when_the_next_procurement_starts_is_not_when_the_contract_did(table, bring, heading):
    staged, plan = _staged(table, bring, heading)
    assert staged.kind == "contracts"
    assert {c.start_on for c in plan.contracts.values()} == {None}
    assert {c.title for c in plan.contracts.values()} == {f"Care {n}" for n in range(1, 9)}


@pytest.mark.parametrize(
    ("heading", "key"), [("Commissioner", "payer_id"), ("Lead commissioner", None)]
)
def test_networks_of_practices_hold_what_their_commissioner_gives_them(table, bring, heading, key):
    heads = ("PCN code", "PCN name", heading, "List size", "Development funding 2024/25")
    rows = [
        (f"U0000{n}", f"North {n} PCN Ltd", "NHS Kent and Medway ICB", 30000 + n, n * 5000)
        for n in range(1, 9)
    ]
    staged, _ = bring(table(heads, *rows))
    keys = {staged.sheet.table.headings[g.place]: g.key for g in staged.guesses}
    assert (keys["PCN name"], keys[heading]) == ("holder_id", key)
