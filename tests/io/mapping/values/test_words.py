"""What stands for a name that is kept back is none, and names with such words in them are names."""

import pytest

from commissionplanner.io.mapping.values.words import is_no_name


@pytest.mark.parametrize(
    "text",
    ["REDACTED PERSONAL DATA", "Name withheld", "[Redacted – personal information]", "Individual (redacted)",
     "Redacted under Section 40 FOI Act", "Commercially sensitive", "TBC"],
)  # fmt: skip
def test_what_is_kept_back_is_no_name(text):
    assert is_no_name(text)


@pytest.mark.parametrize(
    "text",
    ["Redactive Events Ltd", "Confidential Shredding Ltd", "Data Protection Services Ltd", "NA", "None", "Private"],
)  # fmt: skip
def test_names_with_such_words_are_names(text):
    assert not is_no_name(text)


def test_payments_to_persons_kept_back_are_to_no_body(table, bring):
    rows = [(f"0{n}/04/2026", "REDACTED PERSONAL DATA" if n % 2 else f"Firm {n} Ltd", 100 * n)
            for n in range(1, 8)]  # fmt: skip
    staged, plan = bring(table(("Date paid", "Supplier", "Amount"), *rows))
    assert staged.kind == "spend"
    assert {body.name for body in plan.organisations.values()} == {
        f"Firm {n} Ltd" for n in (2, 4, 6)
    }
    assert sum(p.amount_p for p in plan.payments.values()) == 2_800_00
