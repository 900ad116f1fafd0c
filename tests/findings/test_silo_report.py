"""What the silo analysis says in words, and that it speaks of the record."""

import pytest

from commissionplanner.analysis.silo_analysis import analyse
from commissionplanner.findings import registry
from commissionplanner.findings.silo_report import report
from commissionplanner.findings.silo_rows import MORE_IS_NOT_BETTER, cell_words, signed
from tests.analysis.test_silo_analysis import ICB, place
from tests.findings.build import cost, organisation, plan_of, service


def said(plan):
    return report(plan, analyse(plan), registry.run(plan))


def rows(plan, key):
    return next(s for s in said(plan).sections if s.id == key).rows


def test_a_silo_service_is_said_with_its_organisation_and_pounds():
    first, second = rows(place(), "silos")
    assert (first.title, first.amount_p, first.level) == ("hubs", 300_00, "warning")
    assert first.words == "Council alone funds, commissions and provides it; no link outside."
    assert second.places == (("services", "portage"),)


def test_what_nobody_confirmed_is_not_recorded_and_only_a_note():
    plan = plan_of(organisation("council"), ICB, service(provider_ids=("council",)),
                   cost(payer_id="council"))  # fmt: skip
    [row] = rows(plan, "silos")
    assert (row.level, row.is_sure) == ("note", False)
    assert "recorded" in row.words


def test_the_whole_is_said_in_links_and_in_pounds():
    links, money = rows(place(), "whole")
    assert links.title == "1 links across, 2 inside"
    assert money.title == "£600 of £1,000 across"
    assert "E-I index +0.20" in money.words


def test_the_one_link_says_what_it_would_change():
    plan = plan_of(
        organisation("council"), ICB,
        service("alone", provider_ids=(), age_bands=("age_0_2",)),
        service("other", lead_commissioner_id="icb", provider_ids=("icb",), age_bands=("age_0_2",)),
        cost("alone", payer_id="council", amount_p=700_00),
        cost("other", payer_id="icb", amount_p=100_00),
    )  # fmt: skip
    [row] = rows(plan, "join")
    assert row.amount_p == 750_00
    assert "£750 more would lie on links across" in row.words
    assert row.places == (("services", "alone"), ("services", "other"))


def test_coverage_says_who_confirmed_and_what_is_not_known():
    plan = plan_of(organisation("council"), ICB, service(provider_ids=("icb",)))
    found = said(plan).coverage
    assert "Links confirmed complete by 0 of 2 organisations" in found
    assert "1 service without a known cost in 2026/27" in found


def test_cells_say_links_possible_links_and_pounds():
    found = said(place())
    matrix = found.analysis.by_organisation
    assert (
        cell_words(matrix, found.labels, 0, 1)
        == "Icb and Council: 1 link of 6 possible, £600 on them"
    )
    assert cell_words(matrix, found.labels, 0, 0) == "Within Icb: no link recorded of 1 possible"


def test_the_table_has_every_row_and_the_caution():
    found = said(place())
    table = found.as_table()
    assert table[0] == ("Section", "What", "Reading", "£ a year", "Confirmed")
    assert len(table) == 3 + sum(len(section.rows) for section in found.sections)
    assert table[-1][2] == MORE_IS_NOT_BETTER


def test_every_finding_of_the_network_that_is_open_has_a_row():
    from commissionplanner.app.recovery import read_plan
    from commissionplanner.paths import samples

    plan = read_plan(samples() / "wexcombe.cplan").plan
    findings = registry.run(plan)
    found = report(plan, analyse(plan), findings)
    for section, rules in (("sharing", {"INF-001", "INF-002"}), ("duplicates", {"NET-004"}),
                           ("boundaries", {"NET-007"}), ("pathways", {"NET-006"})):  # fmt: skip
        rows = next(s for s in found.sections if s.id == section).rows
        assert len(rows) == sum(f.rule in rules for f in findings if f.status == "open")
        assert all(row.places for row in rows)


@pytest.mark.parametrize(("value", "text"), [(None, "Not known"), (-0.3, "−0.30"), (1, "+1.00")])
def test_an_index_has_its_sign(value, text):
    assert signed(value) == text
