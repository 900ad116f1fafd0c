"""Lead agencies of a directory are asked to be commissioners or providers; those of costs are commissioners."""

import pytest

HEADS = ("Service name", "Lead agency", "What we offer", "Venue", "Postcode", "Telephone")
SERVICES = ("Stay and Play", "Parenting Course", "Speech Drop-in", "Money Advice")
CHARITIES = (
    "Barnardo's",
    "Home-Start Wexcombe",
    "Wexcombe Community NHS Trust",
    "Citizens Advice Wexcombe",
)
COUNCILS = ("Bury Council", "Bolton Council", "Bury Council", "NHS Greater Manchester ICB")


def _rows(agencies):
    return [
        (what, who, "Groups", "Family Hub", f"WX{n} 2AB", f"01632 96000{n}")
        for n, (what, who) in enumerate(zip(SERVICES, agencies, strict=True))
    ]


@pytest.mark.parametrize(
    ("agencies", "taken", "key"),
    [(CHARITIES, "provide", "provider_ids"), (COUNCILS, "commission", "lead_commissioner_id")],
)
def test_what_a_lead_agency_does_is_asked_of_a_directory(agencies, taken, key, table, bring):
    staged, _ = bring(table(HEADS, *_rows(agencies)))
    assert {q.id: q.taken for q in staged.questions}["lead_agency"] == taken
    assert [g.key for g in staged.guesses if g.place == 1] == [key]
    other = "commission" if taken == "provide" else "provide"
    staged, _ = bring(table(HEADS, *_rows(agencies)), answers={"lead_agency": other})
    assert [g.key for g in staged.guesses if g.place == 1] != [key]


def test_who_leads_services_with_costs_commissions_them(table, bring):
    heads = ("Service name", "Lead organisation", "Budget 2025/26")
    rows = [(what, who, "120,000") for what, who in zip(SERVICES, COUNCILS, strict=True)]
    staged, _ = bring(table(heads, *rows))
    assert "lead_agency" not in {q.id for q in staged.questions}
    assert [g.key for g in staged.guesses if g.place == 1] == ["lead_commissioner_id"]
