"""Plans that the tests of workbooks stand on, and their workbooks."""

from dataclasses import replace
from datetime import date

from commissionplanner.app.usecases.export import content_of
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import (
    Allocation,
    Assumption,
    BenefitLine,
    BenefitShare,
    Contract,
    Contribution,
    Narrative,
    Reserve,
    Scenario,
    SignOff,
)
from commissionplanner.model.money import PPM
from tests.pool_plans import FIRST, given, pool_plan, risk, spent, table, year

HOSTILE = '=HYPERLINK("http://example.org","Open")'


def small_plan(method="capped", **tables):
    """A plan with a bit of everything: not known, one-off, worked out, capped, hostile names."""
    capped = risk(
        method,
        under="proportional",
        terms=[
            {"partner_id": "icb", "cap_kind": "amount", "cap_p": 900_000, "share_ppm": 333_333},
            {"partner_id": "council", "share_ppm": 666_667},
        ],
        residual_bearer_id="council",
    )
    made = {
        "contributions": [
            *given("council", "base", [120_000_001, 121_500_000, None],
                   ["confirmed", "indicative", None]),
            *given("council", "core", [5_000_000, "absent", "absent"], is_recurrent=False),
            *given("icb", "core", [80_000_033, 81_000_000, 82_000_000],
                   ["confirmed", "confirmed", None]),
        ],
        "costs": [
            *spent("svc-a", [100_000_020, "absent", "absent"]),
            *spent("svc-b", [50_000_000, 51_000_000, None]),
            *spent("svc-c", [20_000_001, "absent", 21_000_000]),
        ],
        "services": ("svc-a", "svc-b", "svc-c", "svc-d"),
        "contingency_ppm": 15_000,
        "sharing": capped,
        "leads": {"svc-a": {"lead_id": "council"}, "svc-b": {"lead_id": "icb"},
                  "svc-c": {"lead_id": "council", "is_excluded": True}},
        "assumptions": table(
            Assumption(id="a1", key="uplift", rate_ppm=39_000, source="Settlement letter",
                       made_on=date(2026, 5, 1)),
            Assumption(id="a2", key="growth", rate_ppm=-5_000, service_id="svc-a"),
            Assumption(id="a3", key="efficiency", rate_ppm=20_000, year=year(1)),
            Assumption(id="a4", key="population", rate_ppm=None),
        ),
        "scenarios": table(
            Scenario(id="s", name="Rolled", kind="other", method="additive",
                     rolls_contributions=True, roll_forward="gaps_only")),
        "allocations": table(
            Allocation(id="al", stream_id="base", year=FIRST, amount_p=125_000_000,
                       recipient_id="council", certainty="confirmed")),
        "contracts": table(
            Contract(id="c1", ref="007", title=HOSTILE, commissioner_id="council",
                     provider_id="school", annual_value_p=1_234_567, total_value_p=2_469_134,
                     start_on=date(2026, 4, 1), current_end_on=date(2028, 3, 31),
                     value_kind="committed"),
            Contract(id="c2", ref="008", title="Ceiling", annual_value_p=None,
                     total_value_p=900_000_000, value_kind="framework_ceiling",
                     as_found=(("current_end_on", "TBC"),)),
            Contract(id="c3", ref="009", title="Private", annual_value_p=70_000,
                     total_value_p=140_000, audience="my_organisation")),
        "narratives": table(Narrative(id="n", part="decision", text="To approve the fund.")),
        "signoffs": table(SignOff(id="so", role="Chief executive", organisation_id="council",
                                  decision="agreed", signed_on=date(2026, 6, 1))),
    }  # fmt: skip
    return pool_plan(**{**made, **tables})


def book_of(plan, **choices):
    """Return the workbook of a plan as bytes."""
    return workbook(content_of(plan, **choices))


def every_term_plan(method="banded", **tables):
    """A plan whose lines use every term of the clause formula, in cash and in kind.

    Scenarios "comp" and "add" roll money in too, compound and additive.
    """
    terms = [
        {"partner_id": "icb", "band_from_ppm": 0, "band_to_ppm": 50_000, "share_ppm": 333_333},
        {"partner_id": "council", "band_from_ppm": 0, "band_to_ppm": 50_000, "share_ppm": 666_667},
        {"partner_id": "council", "band_from_ppm": 50_000, "share_ppm": PPM},
    ] if method == "banded" else [
        {"partner_id": "icb", "cap_kind": "percent", "cap_ppm": 31_111, "share_ppm": 333_333},
        {"partner_id": "council", "cap_kind": "amount", "cap_p": 4_000_003, "share_ppm": 666_667},
    ]  # fmt: skip
    shares = {
        "fallback_method": "capped" if method in ("waterfall", "by_cause") else None,
        "waterfall": ("Reserve", "Uncommitted schemes", "Partners"),
        "residual_bearer_id": None if method in ("capped", "waterfall") else "icb",
    }
    later = ["absent"] * 3
    made = {
        "years": 4,
        "contributions": [
            *given("council", "base", [120_000_001, *later]),
            joining("council", "base", 1, adjustment_p=-1_234_567, planned_change_p=345_679,
                    full_year_effect_p=50_001, client_income_p=777_777),
            joining("council", "base", 2, planned_change_p=-99_999, client_income_p=700_001),
            *given("icb", "core", [80_000_033, 80_500_011, "absent", "absent"],
                   full_year_p=96_000_007, instalments="monthly"),
            *given("icb", "base", [4_000_000, *later], is_recurrent=False),
            *given("school", "core", [3_333_333, *later], client_income_p=111_111,
                   net_of_income=False),
            *given("council", "core", [2_500_003, *later], in_kind=True),
            *given("school", "base", [1_200_001, *later], year_basis="academic"),
        ],
        "costs": [
            *spent("svc-a", [100_000_021, *later]),
            *spent("svc-b", [None, "absent", 51_000_003, "absent"]),
            *spent("svc-c", [20_000_001, *later], full_year_p=26_666_667),
            *spent("svc-c", [777_777], is_recurrent=False, stream_id="core"),
            *spent("svc-d", [8_000_001, *later]),
            *spent("svc-d", [1_500_001, *later], in_kind=True, stream_id="base"),
            *spent("svc-e", [5_000_001, "absent", "absent", "absent"], is_recurrent=False),
        ],
        "services": ("svc-a", "svc-b", "svc-c", "svc-d", "svc-e"),
        "contingency_ppm": 15_000,
        "sharing": risk(method, terms=terms, **shares),
        "leads": {"svc-a": {"lead_id": "council"}, "svc-b": {"lead_id": "icb"},
                  "svc-c": {"lead_id": "council", "is_excluded": True},
                  "svc-d": {"lead_id": "icb", "is_uncommitted": True}},
        "assumptions": table(
            Assumption(id="p", key="pay_share", rate_ppm=655_001),
            Assumption(id="pa", key="pay_award", rate_ppm=31_003),
            Assumption(id="lw", key="living_wage_share", rate_ppm=120_000, service_id="svc-a"),
            Assumption(id="lwr", key="living_wage", rate_ppm=67_001, service_id="svc-a"),
            Assumption(id="np", key="non_pay", rate_ppm=22_007),
            Assumption(id="u", key="uplift", rate_ppm=41_003, service_id="svc-d"),
            Assumption(id="g", key="growth", rate_ppm=11_001),
            Assumption(id="e", key="efficiency", rate_ppm=9_999),
            Assumption(id="c", key="contingency", amount_p=2_345_678, year=year(2)),
        ),
        "scenarios": table(
            *(Scenario(id=key, name=key, kind="other", method=how, rolls_contributions=True,
                       roll_forward="gaps_only")
              for key, how in (("comp", "compound"), ("add", "additive")))),
        "benefits": table(
            BenefitLine(
                id="b", service_id="svc-a", name="Fewer children in care", population=101,
                affected_ppm=PPM, engagement_ppm=700_000, retention_ppm=PPM, impact_ppm=333_333,
                deadweight_ppm=0, unit_value_p=9_999_01, lag_profile=("0", "50", "100"),
                drop_off_ppm=0, benefit_class="fiscal", cashability_ppm=0, confidence_grade=1)),
        "benefit_shares": table(
            BenefitShare(id="1", benefit_id="b", organisation_id="icb", share_ppm=666_667),
            BenefitShare(id="2", benefit_id="b", body="Prisons", share_ppm=333_333)),
        "reserves": table(*(Reserve(id=f"r{n}", pool_id="pool", year=year(n),
                                    opening_p=300_001) for n in range(4))),
    }  # fmt: skip
    made = {**made, **tables}
    costs = [replace(cost, id=f"cost-{n}") for n, cost in enumerate(made["costs"])]
    money = [replace(row, id=f"money-{n}") for n, row in enumerate(made["contributions"])]
    return pool_plan(**{**made, "costs": costs, "contributions": money})


def joining(partner, stream, n, **more):
    """A record that only says what joins a year that is worked out."""
    return Contribution(
        id="-", pool_id="pool", partner_id=partner, stream_id=stream, year=year(n), **more
    )
