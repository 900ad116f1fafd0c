"""Days that fit the others only with day and month exchanged."""

import pytest

TERMS = ("Contract title", "Supplier", "Start date", "End date")
PAID = ("Payment date", "Supplier", "Description", "Amount")


def _terms(start, end):
    """Contracts of two years but one, which runs as said."""
    rows = [
        (f"Care {n}", f"Firm {n} Ltd", f"{n + 13:02}/0{n % 9 + 1}/2024", f"{n + 12:02}/0{n % 9 + 1}/2026")
        for n in range(14)
    ]  # fmt: skip
    rows[5] = ("Care 5", "Firm 5 Ltd", start, end)
    return rows


def _asked(staged):
    return next((q for q in staged.questions if q.id == "turned_days"), None)


def test_a_term_that_is_of_whole_years_only_with_its_days_turned_is_asked_about(table, bring):
    staged, _ = bring(table(TERMS, *_terms("04/08/2022", "03/08/2024")), kind="contracts")
    assert _asked(staged) is None
    asked = _asked(bring(table(TERMS, *_terms("08/04/2022", "07/04/2024")))[0])
    assert asked is None  # of whole years as well
    turned = table(TERMS, *_terms("04/08/2022", "04/07/2024"))
    asked = _asked(bring(turned, kind="contracts")[0])
    assert asked.taken == "as_they_stand"
    assert asked.text.startswith("2 days would fit the others")
    assert "row 7 4 Aug 2022 (exchanged 8 Apr 2022)" in asked.text
    _, plan = bring(turned, kind="contracts", answers={"turned_days": "exchange"})
    found = {c.title: (str(c.start_on), str(c.current_end_on)) for c in plan.contracts.values()}
    assert found["Care 5"] == ("2022-04-08", "2024-04-07")


@pytest.mark.parametrize(
    ("start", "end"),
    [("01/02/2022", "30/06/2024"), ("4 August 2022", "4 July 2024"), ("14/08/2022", "25/07/2024")],
)
def test_terms_that_fit_no_better_turned_are_not_asked_about(table, bring, start, end):
    assert _asked(bring(table(TERMS, *_terms(start, end)), kind="contracts")[0]) is None


def _payments(day):
    days = [f"{n + 3:02}/07/2024" for n in range(20)]
    days[4] = day
    return [(d, f"Firm {n} Ltd", f"Care {n}", f"{n + 1}20.50") for n, d in enumerate(days)]


@pytest.mark.parametrize(
    ("day", "is_asked"), [("07/07/2024", False), ("07/06/2024", True), ("06/07/2024", False)]
)
def test_a_day_out_of_the_order_of_the_others_is_asked_about_where_it_fits_turned(
    table, bring, day, is_asked
):
    assert (_asked(bring(table(PAID, *_payments(day)), kind="spend")[0]) is not None) is is_asked


def test_a_day_that_breaks_the_order_of_all_others_but_not_when_turned_is_asked_about(table, bring):
    head = [f"{n + 13}/02/2024" for n in range(9)]
    tail = [f"{n + 13}/08/2024" for n in range(9)]
    rows = [
        (day, f"Firm {n} Ltd", f"Care {n}", f"{n + 1}20.50")
        for n, day in enumerate([*head, "03/10/2024", *tail])
    ]
    asked = _asked(bring(table(PAID, *rows), kind="spend")[0])
    assert "row 11 3 Oct 2024 (exchanged 10 Mar 2024)" in asked.text
