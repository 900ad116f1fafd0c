"""Published figures through `budget --json`, on a plan that holds just what they need."""

import json
from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.cli.main import run
from commissionplanner.io.store import save
from commissionplanner.model.entities import (
    Agreement,
    Assumption,
    BenefitLine,
    BenefitShare,
    Pool,
    PoolMember,
    PoolService,
    Scenario,
    Service,
)
from tests.pool_plans import FIRST, given, pool_plan, risk, spent, table

OVERSPEND = 150_000_00  # £1m of spending, 15 % over


@pytest.fixture
def printed(tmp_path, capsys):
    """Save a plan and return what the command prints of it."""

    def of(plan, *words):
        path = tmp_path / "p.cplan"
        save.save(path, plan, expected_sha256=save.NO_FILE)
        assert run(["budget", str(path), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return of


def exposed(found, percent):
    return {
        row["partner"] or row["bearer"]: row["amounts_p"][0]
        for row in found["exposure"]
        if row["variance_percent"] == percent
    }


CASES = [
    (risk("proportional"), {"Council": 90_000_00, "Integrated care board": 60_000_00}),
    (risk("capped", terms=[{"partner_id": "icb", "cap_kind": "percent", "cap_ppm": 50_000}],
          residual_bearer_id="council"),
     {"Council": 110_000_00, "Integrated care board": 40_000_00}),
    (risk("host_bears"), {"Council": 150_000_00, "Integrated care board": 0}),
    (risk("fixed_percent", terms=[{"partner_id": "council", "share_ppm": 500_000},
                                  {"partner_id": "icb", "share_ppm": 500_000}]),
     {"Council": 75_000_00, "Integrated care board": 75_000_00}),
]  # fmt: skip


@pytest.mark.parametrize(("sharing", "expected"), CASES)
def test_an_overspend_of_150000_pounds(printed, sharing, expected):
    """£1.2m and £0.8m in; 10 % over £1.5m of spending is £150,000 (DOMAIN 3.7)."""
    plan = pool_plan(
        years=1, sharing=sharing, costs=spent("svc-a", [1_500_000_00]),
        contributions=(*given("council", "base", [1_200_000_00]), *given("icb", "core", [800_000_00])),
    )  # fmt: skip
    assert exposed(printed(plan), 10) == expected


RATES = table(
    *(
        Assumption(id=key, key=key, rate_ppm=rate)
        for key, rate in (("uplift", 39_000), ("growth", 20_000), ("efficiency", 20_000))
    )
)


@pytest.mark.parametrize(
    ("method", "after"), [("compound", 103_858_440), ("additive", 103_900_000)]
)
def test_the_clause_formula(printed, method, after):
    plan = pool_plan(
        years=2, costs=spent("svc-a", [100_000_000]), assumptions=RATES,
        scenarios=table(Scenario(id="s", name="S", method=method)),
    )  # fmt: skip
    found = printed(plan, "--scenario", "S")
    assert found["totals"]["expenditure_p"] == [100_000_000, after]


def test_a_school_year_in_two_financial_years(printed):
    plan = pool_plan(
        years=2, costs=spent("svc-a", [1_200_000_00, 0]),
        contributions=given("council", "base", [1_200_000_00], year_basis="academic"),
    )  # fmt: skip
    assert printed(plan)["totals"]["contributions_p"] == [700_000_00, 500_000_00]


@pytest.mark.parametrize(("way", "part"), [(None, 59_835_62), ("months", 60_000_00)])
def test_a_partner_that_joins_in_october(printed, way, part):
    """£120,000 a year from 1 October: by days and by months (DOMAIN 3.1)."""
    plan = pool_plan(
        years=1, costs=spent("svc-a", [0]),
        contributions=given("icb", "core", [None], full_year_p=120_000_00),
        pool_members=table(
            PoolMember(id="m", pool_id="pool", organisation_id="icb", from_on=date(2026, 10, 1))
        ),
    )  # fmt: skip
    plan = plan.with_table("about", {"plan": replace(plan.header, pro_rata=way)})
    assert printed(plan)["totals"]["contributions_p"] == [part]


def test_real_terms_by_the_treasury_example(printed):
    """£8.36m of 2003-04 is £7.4m in the prices of 1998-99."""
    plan = pool_plan(years=1, contributions=given("council", "base", [740_000_000]))
    about = replace(
        plan.header, deflator_series="hmt_example", first_year=FIRST.plus(1998 - 2026),
        real_terms_year=FIRST.plus(2003 - 2026),
    )  # fmt: skip
    row = replace(plan.contributions["pool-council-base-0"], year=about.first_year)
    plan = plan.with_table("about", {"plan": about}).with_table("contributions", {row.id: row})
    found = printed(plan)["real_terms"]
    assert found["contributions_p"] == [835_581_945]
    assert found["prices_of"] == "2003/04"
    assert "annex A" in found["basis"]


def test_instalments_make_the_amount(printed):
    plan = pool_plan(
        years=1, contributions=given("icb", "core", [100_000_01], instalments="four_equal")
    )
    (schedule,) = printed(plan)["payments"]
    assert [row["amount_p"] for row in schedule["payments"]] == [
        25_000_01, 25_000_00, 25_000_00, 25_000_00,
    ]  # fmt: skip
    assert schedule["payments"][3]["due_on"] == "2027-01-01"


def test_money_in_kind_stands_apart_and_covers_no_gap(printed):
    plan = pool_plan(
        years=1, costs=[*spent("svc-a", [500]), *spent("svc-b", [300], in_kind=True)],
        contributions=[*given("council", "base", [400]), *given("icb", "core", [300], in_kind=True)],
    )  # fmt: skip
    found = printed(plan)
    assert found["totals"]["contributions_p"] == [400]
    assert found["totals"]["expenditure_p"] == [500]
    assert found["balance_p"]["with_assumed"] == [-100]
    assert found["in_kind"] == {"contributions_p": [300], "expenditure_p": [300]}


def line(**more):
    return BenefitLine(
        id="b", service_id="svc-a", name="Fewer visits", population=1_000, affected_ppm=300_000,
        engagement_ppm=800_000, retention_ppm=750_000, impact_ppm=400_000, deadweight_ppm=250_000,
        unit_value_p=2_500_00, lag_profile=("0", "50", "100"), drop_off_ppm=0,
        benefit_class="fiscal", confidence_grade=3, **more,
    )  # fmt: skip


def test_a_benefit_from_population_to_pounds(printed):
    """1,000 × 30 % × 80 % × 75 % × 40 % × 75 % = 54 a year; × £2,500 × 90 % = £121,500."""
    plan = pool_plan(
        costs=spent("svc-a", [100_000_00] * 3), contributions=given("council", "base", [100_000_00] * 3),
        benefits=table(line()),
        benefit_shares=table(
            BenefitShare(id="1", benefit_id="b", organisation_id="icb", share_ppm=1_000_000)
        ),
    )  # fmt: skip
    found = printed(plan)["benefits"]
    assert found["lines"][0]["amounts_p"] == [0, 60_750_00, 121_500_00]
    appraisal = found["appraisal"]
    assert appraisal["net_winner_ppm"] == 1_000_000
    assert appraisal["public"]["cost_pv_p"] == 100_000_00 + 96_618_36 + 93_351_07
    assert appraisal["public"]["benefit_pv_p"] == 58_695_65 + 113_421_55
    assert appraisal["public"]["payback_year"] is None
    assert appraisal["pockets"] == [
        {"payer": "Council", "payer_id": "council", "body": "Integrated care board",
         "amounts_p": [0, 60_750_00, 121_500_00]}
    ]  # fmt: skip


def test_the_schedule_of_the_plan_is_used_and_named(printed):
    plan = pool_plan(costs=spent("svc-a", [100_000_00] * 3), benefits=table(line()))
    plan = plan.with_table("about", {"plan": replace(plan.header, discount_schedule="health")})
    found = printed(plan)["benefits"]["appraisal"]
    assert found["public"]["cost_pv_p"] == 100_000_00 + 98_522_17 + 97_066_17
    assert any("health" in words for words in found["basis"])


def test_a_ring_fenced_line_is_left_out_of_the_risk_share(printed):
    plan = pool_plan(years=1, contributions=given("council", "base", [300]),
                     costs=[*spent("svc-a", [100], stream_id="base"), *spent("svc-b", [200])])  # fmt: skip
    stream = replace(plan.funding_streams["base"], ring_fence="ring_fenced")
    plan = plan.with_table("funding_streams", {**plan.funding_streams, "base": stream})
    assert exposed(printed(plan), 10) == {"Council": 20, "Integrated care board": 0}


def test_an_overspend_is_covered_in_the_order_of_the_agreement(printed):
    """Underspends, the reserve, uncommitted schemes, then the partners (Better Care Fund)."""
    sharing = risk("waterfall", "proportional", fallback_method="proportional",
                   waterfall=("Underspend elsewhere", "Reduce uncommitted schemes", "Partners"))  # fmt: skip
    plan = pool_plan(years=1, sharing=sharing, contributions=given("council", "base", [1_000]),
                     costs=[*spent("svc-a", [960]), *spent("svc-b", [40])])  # fmt: skip
    free = PoolService(id="in-svc-b", pool_id="pool", service_id="svc-b", is_uncommitted=True)
    plan = plan.with_table("pool_services", {**plan.pool_services, "in-svc-b": free})
    assert exposed(printed(plan), 10) == {
        "Council": 60, "Integrated care board": 0, "uncommitted": 40,
    }  # fmt: skip


def test_over_and_under_have_terms_of_their_own(printed):
    rows = [
        {"partner_id": key, "share_ppm": share, "applies_to": side}
        for side, shares in (("over", (600_000, 400_000)), ("under", (500_000, 500_000)))
        for key, share in zip(("council", "icb"), shares, strict=True)
    ]
    plan = pool_plan(years=1, sharing=risk("fixed_percent", terms=rows),
                     costs=spent("svc-a", [1_000]))  # fmt: skip
    found = printed(plan)
    assert exposed(found, 10) == {"Council": 60, "Integrated care board": 40}
    assert exposed(found, -10) == {"Council": -50, "Integrated care board": -50}


def test_a_saving_begun_in_the_year_is_whole_in_the_next(printed):
    """Half a year of a service that stops costing £100,000: full-year effect £50,000 less."""
    plan = pool_plan(years=2, costs=spent("svc-a", [150_000_00], full_year_p=100_000_00))
    assert printed(plan)["totals"]["expenditure_p"] == [150_000_00, 100_000_00]


def test_a_cost_that_comes_once_drops_out(printed):
    plan = pool_plan(years=3, costs=spent("svc-a", [70_000_00], is_recurrent=False))
    found = printed(plan)
    assert found["totals"]["expenditure_p"] == [70_000_00, 0, 0]
    assert found["expenditure"][0]["origins"] == ["recorded", "one_off", "one_off"]


def test_a_service_that_begins_in_the_year_costs_its_part(printed):
    plan = pool_plan(
        years=2, services=("svc-a",), costs=spent("svc-a", [None], full_year_p=120_000_00)
    )
    service = Service(id="svc-a", name="A", start_on=date(2026, 10, 1))
    found = printed(plan.with_table("services", {"svc-a": service}))
    assert found["totals"]["expenditure_p"] == [59_835_62, 120_000_00]
    assert found["expenditure"][0]["origins"] == ["part_year", "projected"]


def test_a_planned_change_joins_after_the_rates_and_stays(printed):
    plan = pool_plan(
        years=3, assumptions=RATES,
        contributions=[*given("council", "base", [100_000_000]),
                       *given("council", "base", ["absent", None], planned_change_p=1_000_000)],
        scenarios=table(Scenario(id="s", name="S", rolls_contributions=True)),
    )  # fmt: skip
    found = printed(plan, "--scenario", "S")
    assert found["totals"]["contributions_p"] == [100_000_000, 104_858_440, 108_904_339]


def test_health_effects_have_their_own_rate(printed):
    plan = pool_plan(
        costs=spent("svc-a", [100_000_00] * 3), benefits=table(line(discount_schedule="health"))
    )
    found = printed(plan)["benefits"]["appraisal"]["public"]
    assert found["cost_pv_p"] == 289_969_43
    assert found["benefit_pv_p"] == 59_852_22 + 117_935_40


def test_capital_is_raised_by_the_bound_of_its_kind(printed):
    plan = pool_plan(
        years=1, costs=spent("svc-a", [100_000_00], capital_kind="standard_buildings"),
        benefits=table(line()),
        pools=table(Pool(id="pool", name="P", host_id="council", fund_type="pooled")),
    )  # fmt: skip
    assert printed(plan)["benefits"]["appraisal"]["public"]["cost_pv_p"] == 124_000_00


def test_the_arrangement_tells_host_terms_and_who_controls_each_scheme(printed):
    plan = pool_plan(years=1, costs=spent("svc-a", [100]), services=("svc-a",),
                     agreements=table(Agreement(id="a", name="Section 75", kind="section_75",
                                                pool_ids=("pool",), terms_held=("aims",))))  # fmt: skip
    pool = replace(plan.pools["pool"], control="joint", vat_route="Council buys, full recovery")
    scheme = replace(plan.pool_services["in-svc-a"], control="host_sole")
    plan = plan.with_table("pools", {"pool": pool})
    found = printed(plan.with_table("pool_services", {scheme.id: scheme}))["arrangement"]
    assert (found["host"], found["vat_route"]) == ("Council", "Council buys, full recovery")
    assert len(found["terms"]) == 7
    assert found["terms"][0]["held_by"] in (["Section 75"], [])
    assert [row["held_by"] for row in found["terms"]].count(["Section 75"]) == 1
    assert found["schemes"][0]["control"] == "host_sole"
