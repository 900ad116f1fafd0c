"""What must hold of findings and indicators, whatever a plan holds."""

import json

from hypothesis import given, settings

from commissionplanner.findings import headlines, indicators, registry
from commissionplanner.findings.base import LEVELS
from tests.strategies import plans


@settings(max_examples=8)
@given(plans(full=True))
def test_no_rule_fails_and_every_finding_is_about_a_record(plan):
    found = registry.run(plan)
    assert not [f.rule for f in found if "could not be worked out" in f.title]
    for finding in found:
        assert finding.level in LEVELS
        if finding.status != "fixed":
            assert plan.record(finding.table, finding.key) is not None or finding.table == "about"
    json.dumps([finding.as_json() for finding in found])


@settings(max_examples=8)
@given(plans(full=True))
def test_no_indicator_fails_and_none_covers_more_than_the_whole(plan):
    for found in indicators.of(plan):
        assert 0 <= found.measure.coverage_ppm <= 1_000_000
        assert found.measure.value is None or found.measure.coverage_ppm > 0
        assert found.figure()
        assert found.line()
    assert len(headlines.of(plan)) == 5


@settings(max_examples=3)
@given(plans(full=True))
def test_the_same_plan_has_the_same_findings_in_the_same_order(plan):
    assert registry.run(plan) == registry.run(plan)
