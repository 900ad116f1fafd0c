"""Figures and words that are probably wrong or out of place."""

import pytest

from tests.findings.build import (
    Y26,
    Y27,
    Y28,
    allocation,
    contract,
    cost,
    levels,
    organisation,
    plan_of,
    service,
    stream,
)

S = service()
ENDS = organisation("state"), organisation("council"), organisation("part", parent_id="council")


def run(*amounts_p):
    return plan_of(S, *(cost(year=Y26.plus(n), amount_p=p) for n, p in enumerate(amounts_p)))


def both(one="i1", other="i2", amount_p=100_00, **said):
    streams = stream("x", import_id=one), stream("y", import_id=other, **said)
    return plan_of(*ENDS, *streams, allocation("x"), allocation("y", amount_p=amount_p))


def twice(**said):
    """A transfer that pays for a service, and what its payer records for the same service."""
    moved = stream("moved", payer_id="state", holder_id="council")
    own = cost(key="own", **{"payer_id": "state", **said})
    return plan_of(*ENDS, S, moved, cost(stream_id="moved", payer_id="council"), own)


def named(title, value_p=1_000_000_00, **said):
    return plan_of(contract(title=title, total_value_p=value_p, **said))


def quarters(*amounts_p, **said):
    """Cost lines of one service and year, as they came in."""
    lines = (cost(amount_p=p, key=f"q{n}", **said) for n, p in enumerate(amounts_p))
    return plan_of(S, *lines)


NET, GROSS = cost(vat_basis="net", payer_id="a"), cost(vat_basis="gross", payer_id="b")
OTHER_YEAR = cost(year=Y27, vat_basis="gross", payer_id="b")

CASES = [
    ("DAT-002", run(100, 1000), ["warning"]),
    ("DAT-002", run(1000, 100), ["warning"]),
    ("DAT-002", run(100, 10_000), ["warning"]),
    ("DAT-002", run(100, 950), ["warning"]),
    ("DAT-002", run(100, 949), []),
    ("DAT-002", run(100, 1050), ["warning"]),
    ("DAT-002", run(100, 1051), []),
    ("DAT-002", run(100, 9_499), []),
    ("DAT-002", run(100, 9_500), ["warning"]),
    ("DAT-002", run(100, 10_500), ["warning"]),
    ("DAT-002", run(100, 10_501), []),
    ("DAT-002", run(0, 1000), []),
    ("DAT-002", run(100, 1000, 100), ["warning"]),  # coming back is not a second slip
    ("DAT-002", plan_of(S, cost(amount_p=100), cost(year=Y28, amount_p=1000)), []),
    ("DAT-002", plan_of(stream(), allocation(amount_p=1), allocation(year=Y27, amount_p=10)),
     ["warning"]),
    ("DAT-003", quarters(100, 205, 310, 400), ["warning"]),
    ("DAT-003", quarters(100, 100, 250), ["warning"]),
    ("DAT-003", quarters(100, 110, 105, 120), []),  # each quarter's own
    ("DAT-003", quarters(100, 101, 102, 103), []),  # flat, though it never falls
    ("DAT-003", quarters(100, 200), []),  # two are no series
    ("DAT-003", quarters(100, 900, 1_000), []),  # one step far beyond the first
    ("DAT-003", quarters(0, 100, 200), []),
    ("DAT-003", plan_of(S, *(cost(amount_p=p, key=f"p{p}", payer_id=f"b{p}") for p in (100, 200, 300))), []),
    ("DAT-003", run(100, 200, 300), []),  # years grow
    ("DAT-005", both(), ["warning"]),
    ("DAT-005", both(holder_id="part"), ["warning"]),
    ("DAT-005", both(None, None), ["warning"]),
    ("DAT-005", both(other="i1"), []),
    ("DAT-005", both(amount_p=100_01), []),
    ("DAT-005", both(payer_id="icb"), []),
    ("DAT-005", twice(), ["warning"]),
    ("DAT-005", twice(amount_p=100_01), []),
    ("DAT-005", twice(payer_id="other"), []),
    ("DAT-005", twice(year=Y27), []),
    ("DAT-006", named("Framework for play equipment"), ["advice"]),
    ("DAT-006", named("Dynamic purchasing system, transport"), ["advice"]),
    ("DAT-006", named("Framework", value_p=999_999_99), []),
    ("DAT-006", named("Framework", value_kind="framework_ceiling"), []),
    ("DAT-006", named("Framework", value_kind="committed"), []),
    ("DAT-006", named("Play equipment"), []),
    ("DAT-006", named("Play equipment", kind="framework", value_kind="committed"), ["advice"]),
    ("DAT-007", plan_of(S, NET, GROSS), ["advice"]),
    ("DAT-007", plan_of(S, NET, OTHER_YEAR), ["advice"]),
    ("DAT-007", plan_of(S, contract("a", vat_basis="net", service_ids=("s1",)),
                        contract("b", vat_basis="gross", service_ids=("s1",))), ["advice"]),
    ("DAT-007", plan_of(S, NET), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_figures_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
