"""Rates, bands of council tax and counts of people are no money; sums that only stand beside such words are."""

import pytest

from commissionplanner.io.mapping.outcome.grounds import ungrounded

RATES = (
    "Local authority",
    "LA number",
    "3 and 4 year old hourly rate (£)",
    "Under 2s hourly rate (£)",
)
COUNCILS = ("Kent", "Surrey", "Torbay", "Swindon")


def test_rates_of_bodies_are_no_list_of_them(table, bring):
    rows = [(name, 880 + n, f"5.{n}7", f"10.{n}2") for n, name in enumerate(COUNCILS)]
    staged, _ = bring(table(RATES, *rows))
    assert "holds rates" in ungrounded(staged)


@pytest.mark.parametrize(
    "more", [("Allocation", 250_000), ("Postcode", "TQ1 3DR"), ("Population", 139_000)]
)
def test_rates_beside_money_or_an_address_refuse_nothing(more, table, bring):
    rows = [(name, 880 + n, f"5.{n}7", f"10.{n}2", more[1]) for n, name in enumerate(COUNCILS)]
    staged, _ = bring(table((*RATES, more[0]), *rows))
    assert "holds rates" not in ungrounded(staged)


BANDS = ("ONS code", "Authority", *(f"Band {letter}" for letter in "ABCDEFGH"))
WAITS = (
    "Provider name",
    "Commissioner name",
    "Function",
    "0 to 1 weeks",
    "1 to 2 weeks",
    "Patients",
    "Total",
)
AGES = ("Code", "Name", "Geography", "All ages", "0-4", "5-9", "10-14", "65 and over")
HOMES = (
    "Code",
    "Name",
    "Households assessed",
    "Households owed relief",
    "Rate per 1,000 households",
)
BUDGET = ("Client group", "People", "Weeks", "Total cost (£)")


def _counts(heads):
    width = sum(
        head
        not in (
            "Provider name",
            "Commissioner name",
            "Function",
            "Geography",
            *BANDS[:2],
            *AGES[:2],
            "Client group",
        )
        for head in heads
    )
    return [
        (
            *(
                f"{head} {name}" if head in ("Function", "Client group") else name
                for head in heads[: len(heads) - width]
            ),
            *(100 * n + m for m in range(width)),
        )
        for n, name in enumerate(COUNCILS, 1)
    ]


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (BANDS, "band of council tax"),
        (WAITS, "counts people"),
        (AGES, "counts people"),
        (HOMES, "counts people"),
    ],
)
def test_statistics_are_refused_and_why_is_said(heads, said, table, bring):
    staged, _ = bring(table(heads, *_counts(heads)))
    assert said in ungrounded(staged)


def test_a_budget_that_counts_people_as_well_is_one(table, bring):
    staged, _ = bring(table(BUDGET, *_counts(BUDGET)))
    assert ungrounded(staged) == ""


def test_counts_whose_title_speaks_of_money_are_not_judged(table, bring):
    staged, _ = bring(table(AGES, *_counts(AGES), banner=("Spend by age of client, £000",)))
    assert "counts people" not in ungrounded(staged)


def test_bodies_with_codes_of_the_nhs_are_a_list_whatever_is_counted_of_them(table, bring):
    heads = (
        "Organisation_code",
        "Organisation_name",
        "All admissions",
        "Informal patients",
        "Patients detained",
    )
    rows = [
        (f"RX{n}", f"Wexcombe {n} NHS Foundation Trust", 100 + n, 20 + n, 7 + n) for n in range(4)
    ]
    staged, _ = bring(table(heads, *rows))
    assert (staged.kind, ungrounded(staged)) == ("organisations", "")
