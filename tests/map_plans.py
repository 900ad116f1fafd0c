"""Plans for the tests of the map: Hypothesis strategies, and what overlaps in a picture.

Import it as `from tests.map_plans import plans`.
"""

from dataclasses import replace

from hypothesis import strategies as st

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.widths import width
from commissionplanner.model.entities import (
    About,
    Agreement,
    Allocation,
    Contribution,
    FundingStream,
    Link,
    Organisation,
    Pool,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear(2026)
STAGES = ("pregnancy", "birth", "infancy", "early_childhood", "adolescence")
bodies = st.sampled_from([f"o{n}" for n in range(5)])
some_bodies = st.lists(bodies, max_size=2, unique=True).map(tuple)
amounts = st.none() | st.integers(-500, 90_000_000)


def by_id(records):
    return {record.id: record for record in records}


@st.composite
def plans(draw, services=9):
    """A plan with streams, pools, costs, hand-offs and agreements, some of each not known."""
    count = draw(st.integers(0, services))
    keys = [f"s{n}" for n in range(count)]
    streams = [f"f{n}" for n in range(draw(st.integers(0, 4)))]
    pools = [f"p{n}" for n in range(draw(st.integers(0, 2)))]
    maybe = lambda held: st.sampled_from([None, *held])  # noqa: E731
    orgs = [
        Organisation(
            id=f"o{n}", name=f"Body {n}", is_partner=n < 3, sector="vcse" if n > 2 else "nhs"
        )
        for n in range(5)
    ]
    made = [
        Service(id=key, name=f"Service {key}", lead_commissioner_id=draw(st.none() | bodies),
                provider_ids=draw(some_bodies), prevention_tier=draw(maybe(("primary", "reactive"))),
                life_stages=tuple(draw(st.lists(st.sampled_from(STAGES), max_size=3, unique=True))))
        for key in keys
    ]  # fmt: skip
    costs = [
        ServiceCost(id=f"c{n}", service_id=draw(st.sampled_from(keys)), year=YEAR,
                    amount_p=draw(amounts), stream_id=draw(maybe(streams)),
                    pool_id=draw(maybe(pools)), payer_id=draw(st.none() | bodies))
        for n in range(draw(st.integers(0, 14)) if keys else 0)
    ]  # fmt: skip
    given = [
        Contribution(id=f"k{n}", pool_id=draw(st.sampled_from(pools)), partner_id=draw(bodies),
                     stream_id=draw(maybe(streams)), year=YEAR, amount_p=draw(amounts),
                     in_kind=draw(maybe((True,))))
        for n in range(draw(st.integers(0, 4)) if pools else 0)
    ]  # fmt: skip
    links = [
        Link(id=f"l{n}", from_table="services", from_id=draw(st.sampled_from(keys)),
             to_table="services", to_id=draw(st.sampled_from(keys)), kind="refers",
             agreement_id=draw(maybe(("isa",))))
        for n in range(draw(st.integers(0, 12)) if keys else 0)
    ]  # fmt: skip
    return Plan(
        about=by_id([About(id="plan", title="Drawn", first_year=YEAR, year_count=3)]),
        organisations=by_id(orgs),
        services=by_id(made),
        service_costs=by_id(costs),
        funding_streams=by_id(
            FundingStream(id=key, name=f"Stream {key}", holder_id=draw(bodies)) for key in streams
        ),
        allocations=by_id(
            Allocation(id=f"a{key}", stream_id=key, year=YEAR, amount_p=draw(amounts))
            for key in streams
        ),
        pools=by_id(Pool(id=key, name=f"Pool {key}", host_id=draw(bodies)) for key in pools),
        contributions=by_id(given),
        agreements=by_id([Agreement(id="isa", name="Sharing", kind="information_sharing")]),
        links=by_id(links),
    )


def with_stages(plan, **stages):
    """Return a plan whose services name just these stages of life."""
    rows = {
        key: replace(row, life_stages=stages.get(key, ())) for key, row in plan.services.items()
    }
    return plan.with_table("services", rows)


def word_boxes(shapes):
    """Return left, top, right, bottom of all words of a picture, with the words."""
    found = []
    for one in shapes:
        if not isinstance(one, s.Words) or not one.text.strip():
            continue
        wide = width(one.text, one.size, one.weight)
        left = one.x - {"left": 0.0, "centre": wide / 2, "right": wide}[one.align]
        box = (left, one.y - one.size * 0.74, left + wide, one.y + one.size * 0.2)
        found.append((box, one.text))
    return found


def overlapping(shapes):
    """Return the pairs of words of a picture that stand upon each other."""
    held = word_boxes(shapes)
    return [
        (first, second)
        for n, (a, first) in enumerate(held)
        for b, second in held[n + 1 :]
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]


def overlapping_boxes(boxes, room=0.0):
    """Return the pairs of boxes (left, top, width, height) that overlap by more than `room`."""
    rows = [tuple(float(v) for v in box) for box in boxes]
    return [
        (n, m)
        for n, a in enumerate(rows)
        for m, b in enumerate(rows[n + 1 :], n + 1)
        if a[0] < b[0] + b[2] - room
        and b[0] < a[0] + a[2] - room
        and a[1] < b[1] + b[3] - room
        and b[1] < a[1] + a[3] - room
    ]
