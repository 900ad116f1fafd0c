"""Plans that the tests of workbooks stand on, and their workbooks."""

from datetime import date

from commissionplanner.app.usecases.export import content_of
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import (
    Allocation,
    Assumption,
    Contract,
    Narrative,
    Scenario,
    SignOff,
)
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
            Assumption(id="a4", key="demand", rate_ppm=None),
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
