"""Every input of every indicator's formula has a field of the plan to be kept in.

The formulas are those of the barriers, one list for each. A name is table.field.
"""

import pytest

from commissionplanner.findings import measures
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.vocab import vocabulary

SPEND = "service_costs.service_id service_costs.year service_costs.amount_p service_costs.measure"
CONTRACT = (
    "contracts.annual_value_p contracts.total_value_p contracts.start_on contracts.current_end_on "
    "contracts.initial_end_on contracts.term_kind contracts.value_kind"
)
POPULATION = "population.area population.age_band population.year population.people"
NAMED = "evidence.service_ids evidence.kind services.eif_evidence services.statutory"

INPUTS = {
    "prevention_share": f"{SPEND} services.prevention_tier",
    "recurrent_gap": f"{SPEND} service_costs.is_recurrent allocations.recurrent_amount_p "
    "allocations.certainty allocations.amount_p funding_streams.recurrence",
    "evidence_weighted": f"{SPEND} services.eif_evidence services.prevention_tier",
    "no_evidence": f"{SPEND} {NAMED}",
    "no_evidence_preventive": f"{SPEND} {NAMED} services.prevention_tier",
    "no_evidence_reactive": f"{SPEND} {NAMED} services.prevention_tier",
    "leads_named": f"{SPEND} services.lead_id role_holders.role role_holders.is_deputy "
    "role_holders.organisation_ids role_holders.service_ids role_holders.start_on "
    "role_holders.end_on",
    "single_year_exposure": CONTRACT,
    "tenure": f"{CONTRACT} about.as_at_on",
    "lever_use": f"{CONTRACT} contracts.levers",
    "mandate_gap": f"{SPEND} services.statutory services.duty services.prevention_tier "
    "funding_streams.is_mandated_minimum service_costs.stream_id",
    "plan_legibility": "services.outcome_ids outcomes.service_ids services.theory_of_change "
    "practice_notes.service_id practice_notes.role practice_notes.heard_on",
    "reactive_drift": f"{SPEND} services.prevention_tier assumptions.key assumptions.rate_ppm",
    "capacity_at_risk": "services.staff_wte_milli services.trained_ppm services.vacancy_ppm",
    "fixed_term_staff": "services.staff_wte_milli services.staff_fixed_term_wte_milli",
    "held_by_one": f"{SPEND} service_costs.payer_id services.lead_commissioner_id "
    "services.provider_ids organisations.parent_id organisations.links_confirmed_by "
    "organisations.links_confirmed_on services.is_sole_duty links.from_id links.to_id",
    "silo_index": f"{SPEND} organisations.sector service_costs.payer_id services.provider_ids "
    "service_costs.pool_id",
    "consultation_gap": "decisions.affected_ids decisions.consulted_ids decisions.agreed_ids "
    "decisions.amount_p",
    "seen_by_both": "links.reported_by partner_returns.organisation_id partner_returns.answer "
    "partner_returns.about_id partner_rounds.asked_ids",
    "demand_cost": f"{SPEND} services.statutory assumptions.key assumptions.rate_ppm "
    "assumptions.service_id assumptions.year assumptions.scenario_id",
    "net_winner": f"{SPEND} service_costs.payer_id benefits.service_id benefits.unit_value_p "
    "benefits.population benefits.lag_profile benefit_shares.benefit_id benefit_shares.share_ppm "
    "benefit_shares.organisation_id",
    "bounded_pilots": "decisions.is_pilot decisions.stop_rule decisions.review_on",
    "core_offer": f"{CONTRACT} services.core_offer services.provider_ids services.end_on "
    "service_costs.payer_id service_costs.certainty funding_streams.confirmed_to_year "
    "about.core_offer_gaps about.age_bands about.as_at_on organisations.ons_code",
    "sharing_covered": f"{SPEND} agreements.kind agreements.party_ids agreements.signed_on "
    "agreements.end_on agreements.dpia",
    "systems_joined": f"{SPEND} agreements.interoperability agreements.identifier "
    "agreements.system_ids systems.standards",
    "pooled_share": "contributions.amount_p contributions.year contributions.pool_id "
    "pools.fund_type funding_streams.poolable allocations.amount_p",
    "joint_share": f"{SPEND} services.commissioning_mode services.outcome_area services.area "
    "services.age_bands services.lead_commissioner_id",
    "prevention_change": f"{SPEND} services.prevention_tier",
    "no_effect": f"{SPEND} services.eif_evidence",
    "value_ending": CONTRACT,
    "aligned_share": "contributions.amount_p contributions.year contributions.pool_id "
    "pools.fund_type funding_streams.poolable allocations.amount_p",
    "duplicates": "services.age_bands services.outcome_area services.area "
    "services.lead_commissioner_id services.prevention_tier links.from_id pool_services.service_id "
    "agreements.service_ids",
    "common_identifier": "agreements.identifier agreements.party_ids agreements.kind "
    "services.provider_ids services.lead_commissioner_id",
    "practice_voice": "services.practice_on_decision_body",
    "boundary_mismatch": f"{POPULATION} boundaries.geometry_codes boundary_members.boundary_id "
    "boundary_members.organisation_id boundary_members.population_share_ppm",
    "child_gap": f"{SPEND} {POPULATION} service_costs.pool_id services.age_bands "
    "decisions.concerns_adults",
}


@pytest.mark.parametrize(("indicator", "names"), INPUTS.items())
def test_every_input_has_a_field(indicator, names):
    for name in names.split():
        table, field = name.split(".")
        assert field in spec_by_name(TABLES[table].entity), name


def test_every_indicator_says_its_inputs():
    assert {definition.id for definition in measures.definitions()} == set(INPUTS)


def test_every_barrier_of_the_study_has_an_indicator():
    held = {definition.barrier for definition in measures.definitions()}
    assert held == set(vocabulary("barrier").by_code)
