"""Titles speak of the record, not of people; what is not recorded is not said to be absent."""

import re
from datetime import date

import pytest

from commissionplanner.findings import registry
from commissionplanner.findings.base import LEVELS
from commissionplanner.findings.measures import definitions
from tests.findings.build import Y26, contract, cost, organisation, plan_of, service

BLAME = re.compile(
    r"\b(fail\w*|refus\w*|neglect\w*|weak\w*|poor\w*|unilateral\w*|dominan\w*|power|struggle\w*|"
    r"territorial\w*|blame\w*|fault\w*|wrong\w*|ignor\w*|must|illegal\w*|unlawful\w*|breach\w*)\b",
    re.IGNORECASE,
)
ABSENT = re.compile(r"\b(no|not|nothing|without)\b", re.IGNORECASE)
RECORD = re.compile(
    r"\b(record\w*|confirmed|filled|covered|match|aligned|join|make|allow|look\w*|differ|missing|"
    r"nowhere)\b",
    re.IGNORECASE,
)
"""Words that say the record is meant, or what the figures of the record do not do."""


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_no_title_blames_anybody_or_gives_legal_advice(rule):
    assert not BLAME.search(rule.title)


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_a_title_that_says_something_is_not_there_says_that_it_is_not_recorded(rule):
    if ABSENT.search(rule.title):
        assert RECORD.search(rule.title), rule.title


@pytest.mark.parametrize("found", definitions(), ids=lambda found: found.id)
def test_no_figure_of_the_board_blames_anybody(found):
    assert not BLAME.search(f"{found.label} {found.words}")


@pytest.mark.parametrize("clause", [None, True])
def test_no_contract_is_graver_for_three_years_than_for_one(clause):
    def levels(years):
        row = contract(
            "c", start_on=date(2026, 4, 1), current_end_on=date(2026 + years, 3, 31),
            service_ids=("s1",), annual_value_p=100_00, total_value_p=None, funding_clause=clause,
        )  # fmt: skip
        costs = [cost(year=Y26.plus(n)) for n in range(years + 1)]
        plan = plan_of(organisation("council"), service(), row, *costs, years=5)
        found = [f for f in registry.run(plan) if (f.table, f.key) == ("contracts", "c")]
        return min((LEVELS.index(f.level) for f in found), default=len(LEVELS))

    assert levels(3) >= levels(1)
