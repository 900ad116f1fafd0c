"""Lines of spending across a sheet become the costs of services."""

from commissionplanner.model.years import FinancialYear

COUNCILS = ("Wexcombe Council", "Eastmere Council", "Northam Borough Council", "Calder Council")
HEADS = (
    "Local authority",
    "Education services",
    "Adult social care",
    "Public health",
    "Housing",
    "Total services",
)


def test_services_across_become_a_cost_each_and_their_sum_is_not_counted_again(table, bring):
    rows = [
        (c, 100.0 + n, 200.0, 7 if n else None, 5.5, 305.5 + n + 7 * bool(n))
        for n, c in enumerate(COUNCILS)
    ]
    staged, plan = bring(table(HEADS, *rows, banner=("Revenue outturn 2023-24",)))
    assert staged.kind == "services"
    assert {q.id: q.taken for q in staged.questions}["lines_across"] == "services"
    assert staged.totals["amount_p"] == sum(round(row[-1] * 100) for row in rows)
    costs = [c for c in plan.service_costs.values() if c.amount_p == 10_200]
    assert [plan.services[c.service_id].name for c in costs] == ["Education services"]
    assert costs[0].year == FinancialYear(2023)
    assert costs[0].source_cell.endswith("B4")
    assert len(plan.service_costs) == len(COUNCILS) * 4 - 1  # what is blank is no cost
    owners = {plan.organisations[s.lead_commissioner_id].name for s in plan.services.values()}
    assert owners == set(COUNCILS)


def test_coded_lines_keep_their_code_and_may_be_left_out(table, bring):
    heads = (
        "LA name",
        "3.0.1 Children's centres",
        "3.1.1 Residential care",
        "3.1.2 Fostering",
        "3.9 Total lines",
    )
    rows = [(c, 10, 20.5, 30 + n, 60.5 + n) for n, c in enumerate(COUNCILS)]
    _, plan = bring(table(heads, *rows))
    found = {(s.s251_line, s.name) for s in plan.services.values()}
    assert found == {
        ("3.0.1", "Children's centres"),
        ("3.1.1", "Residential care"),
        ("3.1.2", "Fostering"),
    }
    staged, plan = bring(table(heads, *rows), answers={"lines_across": "leave_out"})
    assert not plan.service_costs
    assert "amount_p" not in staged.totals


def test_what_is_in_hand_and_years_are_no_lines(table, bring):
    heads = (
        "Local authority",
        *HEADS[1:5],
        "school reserves at 1 April",
        "unallocated reserves",
        "year",
    )
    rows = [
        (c, 9_100_000 + n, 2_000_000, 700_000, 5_500, 80_000, 4_000_000, "2016")
        for n, c in enumerate(COUNCILS)
    ]
    staged, plan = bring(table(heads, *rows))
    assert {s.name for s in plan.services.values()} == set(HEADS[1:5])
    assert {c.year for c in plan.service_costs.values()} == {FinancialYear(2016)}
    asked = {q.id: q.taken for q in staged.questions}
    assert asked["plain_years"] == "2016/17"
    assert "unit" not in asked


def test_lines_of_whole_authorities_below_a_million_may_be_in_thousands(table, bring):
    rows = [(c, 9_100 + n, 2_000, 700, 55, 11_855 + n) for n, c in enumerate(COUNCILS)]
    staged, plan = bring(table(HEADS, *rows))
    assert {q.id: q.taken for q in staged.questions}["unit"] == "pounds"
    assert max(c.amount_p for c in plan.service_costs.values()) == 910_300
    staged, plan = bring(table(HEADS, *rows), answers={"unit": "thousands"})
    assert max(c.amount_p for c in plan.service_costs.values()) == 910_300_000
    assert staged.totals["amount_p"] == sum(row[-1] * 100_000 for row in rows)


def test_sorts_of_money_across_are_no_lines(table, bring):
    heads = (
        "Local authority",
        "Employees",
        "Running expenses",
        "Fees and charges",
        "Net current expenditure",
    )
    staged, _ = bring(table(heads, *[(c, 1000, 2000, 300, 2700) for c in COUNCILS]))
    assert "lines_across" not in {q.id for q in staged.questions}


def test_one_measure_of_each_line_is_read_where_bands_say_the_lines(table, bring):
    lines = ("Children looked after", "Family support", "Youth justice", "Early years")
    sorts = ("Employees", "Total expenditure", "Net current expenditure")
    heads = ("Local authority", *(f"{line} · {sort}" for line in lines for sort in sorts))
    rows = [(c, *(v for n in range(4) for v in (700 + n, 900 + n, 800))) for c in COUNCILS]
    _, plan = bring(table(heads, *rows))
    assert {s.name for s in plan.services.values()} == set(lines)
    assert {c.amount_p for c in plan.service_costs.values()} == {90_000, 90_100, 90_200, 90_300}
    short = [
        f"RS_{line}_{sort}"
        for line in ("csc", "asc", "phs", "hous")
        for sort in ("tot_exp", "net_cur_exp")
    ]
    _, plan = bring(table(("LA_name", *short), *[(c, *range(7000, 7008)) for c in COUNCILS]))
    assert {s.name for s in plan.services.values()} == {"RS_csc", "RS_asc", "RS_phs", "RS_hous"}


def test_codes_and_regions_of_authorities_are_no_lines(table, bring):
    heads = ("CASSR code", "Council", "Region", "Total", "Physical Support", "Sensory Support",
             "Learning Disability Support", "Mental Health Support")  # fmt: skip
    rows = [
        (102 + n, c, f"Region {n}", 1270 + n, 110, 270, 430, 460 + n)
        for n, c in enumerate(COUNCILS)
    ]
    staged, plan = bring(table(heads, *rows, banner=("Gross expenditure 2023-24",)))
    assert staged.kind == "services"
    assert staged.totals["amount_p"] == sum(row[3] * 100 for row in rows)
    assert {s.name for s in plan.services.values()} == set(heads[4:])


def test_which_measure_of_each_line_is_its_cost_is_asked_once(table, bring):
    lines = ("Education", "Adult social care", "Public health", "Housing services")
    measures = ("Total expenditure", "Total income", "Net current expenditure")
    heads = ("Local authority", *(f"{line} - {measure}" for line in lines for measure in measures))
    rows = [
        (c, *(cell for _ in lines for cell in (100 + n, 30, 70 + n)))
        for n, c in enumerate(COUNCILS)
    ]
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.choices for q in staged.questions}["amount_column"] == (
        "total expenditure",
        "net current expenditure",
    )
    assert staged.totals["amount_p"] == 4 * 406_00
    staged, plan = bring(table(heads, *rows), answers={"amount_column": "net current expenditure"})
    assert staged.totals["amount_p"] == 4 * 286_00
    assert len(plan.service_costs) == 16
    one = ("Local authority", *(f"{line} - Net current expenditure" for line in lines))
    staged, _ = bring(table(one, *((c, 1, 2, 3, n) for n, c in enumerate(COUNCILS))))
    assert "amount_column" not in {q.id for q in staged.questions}


def test_lines_that_go_by_the_codes_of_a_summary_are_asked_to_be_in_thousands(table, bring):
    heads = (
        "LA_LGF",
        *(f"RS_{line}_net_exp" for line in ("edu", "csc", "asc", "ph")),
        "RS_totsx_net_exp",
    )
    rows = [(c, 90_000 + n, 40_000, 70_000, 9_000, 209_000 + n) for n, c in enumerate(COUNCILS)]
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["unit"] == "pounds"
    rows = [tuple(cell if isinstance(cell, str) else cell * 1_000 for cell in row) for row in rows]
    staged, _ = bring(table(heads, *rows))
    assert "unit" not in {q.id for q in staged.questions}
