"""Published spreadsheets, imported whole, against sums worked out apart."""

import csv
from collections import defaultdict

import pytest

from commissionplanner.io.tabular.reading import read_table

EXPECTED = {
    "mysociety_cf_awards.csv": ("contracts", 20_778, "total_value_p", 17_003_714_730_224),
    "trafford_vcs_grants.csv": ("contracts", 555, "total_value_p", 129_143_654),
    "360g_a001p00000zgyHZAAY.xlsx": ("contracts", 783, "total_value_p", 1_278_562_500),
    "gla_spend_all.csv": ("spend", 28_145, "amount_p", 100_008_330_600),
    "trafford_gpc_2026-27.csv": ("spend", 2_024, "amount_p", 49_490_666),
    "towns_fund_grant_awarded.csv": ("funding", 820, "amount_p", 317_347_047_500),
    "outpost_services_sample.csv": ("services", 8, None, None),
    "mysociety_uk_la_current.csv": ("organisations", 470, None, None),
    "dl_local_authority.csv": ("organisations", 376, None, None),
    "dl_la_scotland.csv": ("organisations", 32, None, None),
    "ons_icb_dec_2024.csv": ("organisations", 42, None, None),
    "ods_etr_trusts.csv": ("organisations", 273, None, None),
    "ofsted_joiners_leavers_19.csv": ("organisations", 399, None, None),
}


_BIG = 500


@pytest.fixture(scope="module")
def imported(shared_data, bring):
    """Import a published file into an empty plan, once for all the tests."""
    done = {}

    def run(name):
        if name not in done:
            table = read_table(shared_data / name)
            done[name] = (table, *bring(table))
        return done[name]

    return run


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_comes_in_and_the_sum_is_the_file_s_own(name, imported, bring):
    kind, rows, money, total_p = EXPECTED[name]
    table, staged, plan = imported(name)
    assert (staged.kind, staged.rows_accepted, staged.left_out) == (kind, rows, [])
    if money:
        assert staged.totals[money] == total_p
    if rows < _BIG:
        assert bring(table, plan)[0].is_repeat


def test_terms_of_grants_are_counted_from_the_day_of_award(imported):
    _, _, plan = imported("trafford_vcs_grants.csv")
    assert sum(c.term_days in (365, 366) for c in plan.contracts.values()) == 555


def test_single_year_awards_are_those_counted_apart(imported):
    _, _, plan = imported("mysociety_cf_awards.csv")
    contracts = plan.contracts.values()
    assert sum(0 < c.term_days <= 366 for c in contracts) == 12_472
    assert sum(c.total_value_p is not None for c in contracts) == 20_388


def test_lines_of_a_return_add_up_to_each_authority_s_own_total(shared_data, imported):
    path = shared_data / "s251_outturn_1314.csv"
    with path.open(encoding="cp1252", newline="") as file:
        said = {row["LA Name"].strip(): round(float(row["TotalExpenditure"]) * 100)
                for row in csv.DictReader(file) if row["LineNumber"] == "34"}  # fmt: skip
    _, staged, plan = imported(path.name)
    sums = defaultdict(int)
    for cost in plan.service_costs.values():
        owner = plan.services[cost.service_id].lead_commissioner_id
        sums[plan.organisations[owner].name] += cost.amount_p or 0
    assert len(sums) == 152
    assert all(abs(sums[name] - total) <= 100 for name, total in said.items())
    assert len(staged.left_out) == 760 + 2 * 152
