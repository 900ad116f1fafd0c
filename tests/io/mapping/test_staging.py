"""Whole imports of tables made in memory."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.asking import AnswerError
from commissionplanner.model.entities import Organisation
from commissionplanner.model.years import FinancialYear

REGISTER = ("Ref", "Contract title", "Buyer", "Supplier", "Start date", "End date", "Value")


def _row(ref="C1", title="Meals", buyer="Kent County Council", supplier="A Ltd", start="01/04/2025",
         end="31/03/2026", value="£1,200.50"):  # fmt: skip
    return (ref, title, buyer, supplier, start, end, value)


def _only(plan, table):
    (record,) = plan.table(table).values()
    return record


def test_a_row_becomes_a_contract(table, bring):
    staged, plan = bring(table(REGISTER, _row()))
    contract = _only(plan, "contracts")
    assert (contract.title, contract.total_value_p) == ("Meals", 120_050)
    assert (contract.start_on, contract.current_end_on) == (date(2025, 4, 1), date(2026, 3, 31))
    assert plan.organisations[contract.provider_id].name == "A Ltd"
    assert staged.totals == {"total_value_p": 120_050}


def test_importing_the_same_again_changes_nothing(table, bring):
    register = table(
        REGISTER, _row(), _row(), _row(ref="", title=""), _row(ref="C2", supplier="B Ltd; C Ltd")
    )
    _, plan = bring(register)
    again, _ = bring(register, plan)
    assert again.is_repeat
    assert again.compared.unchanged["contracts"] == 4


def test_rows_alike_stay_apart_and_a_corrected_row_changes_one_contract(table, bring):
    _, plan = bring(table(REGISTER, _row(), _row()))
    staged, plan = bring(table(REGISTER, _row(), _row(value="£2,000")), plan)
    assert len(plan.contracts) == 2
    assert staged.compared.changed["contracts"] == 1


def test_an_unusable_cell_is_kept_as_found_and_never_nought(table, bring):
    rows = (_row(), _row("C2", end="TBC", value="see schedule"), _row("C3"))
    staged, plan = bring(table(REGISTER, *rows))
    contract = next(c for c in plan.contracts.values() if c.ref == "C2")
    assert (contract.current_end_on, contract.total_value_p) == (None, None)
    assert dict(contract.as_found) == {"current_end_on": "TBC", "total_value_p": "see schedule"}
    assert [p.cell for p in staged.problems] == ["register!F3", "register!G3"]


def test_a_row_without_required_fields_comes_in(table, bring):
    staged, plan = bring(table(REGISTER, _row(), _row(ref="", title="", supplier="")))
    assert staged.rows_accepted == len(plan.contracts) == 2
    assert staged.missing["title"] == 1


def test_blank_names_never_match_each_other(table, bring):
    _, plan = bring(table(REGISTER, _row(supplier=""), _row("C2", supplier="n/a"), _row("C3")))
    assert {o.name for o in plan.organisations.values()} == {"Kent County Council", "A Ltd"}


def test_names_that_differ_in_case_are_one_and_look_alikes_are_listed(table, bring):
    rows = [
        _row(f"C{n}", supplier=s)
        for n, s in enumerate(["Optivo", "OPTIVO", "Smith & Co", "Smith and Co"])
    ]
    staged, plan = bring(table(REGISTER, *rows))
    assert len(plan.organisations) == 4
    assert ("Smith & Co", "Smith and Co", 1.0) in staged.look_alikes


def test_one_row_is_one_contract_also_with_several_suppliers(table, bring):
    _, plan = bring(table(REGISTER, _row(supplier="A Ltd; B Ltd; C Ltd"), _row("C2"), _row("C3")))
    contract = next(c for c in plan.contracts.values() if c.ref == "C1")
    assert len(contract.all_provider_ids) == 3


def test_a_value_not_marked_annual_is_total_and_that_is_asked(table, bring):
    register = table(REGISTER, _row(), _row("C2"))
    staged, _ = bring(register)
    assert ("value_is", "total") in [(q.id, q.taken) for q in staged.questions]
    annual, plan = bring(register, answers={"value_is": "annual"})
    assert annual.totals == {"annual_value_p": 240_100}
    assert {c.total_value_p for c in plan.contracts.values()} == {None}


def test_what_was_awarded_is_all_of_it_and_is_not_asked(table, bring):
    heads = ("Recipient", "Project", "Amount Awarded", "Award date")
    rows = [(f"Club {n} Ltd", f"Play space {n}", 500 + n, f"0{n}/02/2024") for n in range(1, 5)]
    register = table(heads, *rows)
    staged, _ = bring(register)
    assert "value_is" not in [q.id for q in staged.questions]
    assert staged.totals == {"total_value_p": 201_000}
    assert bring(register, answers={"value_is": "annual"})[0].totals == {"annual_value_p": 201_000}


def test_an_answer_that_fits_nothing_is_refused_in_words(table, bring):
    with pytest.raises(AnswerError, match="value_is"):
        bring(table(REGISTER, _row()), answers={"value_is": "monthly"})
    with pytest.raises(AnswerError, match="no column"):
        bring(table(REGISTER, _row()), columns={"ZZ": "title"})


def test_the_user_may_say_which_column_is_which(table, bring):
    headings = ("Code", "Thing", "Zahl", "From", "To")
    rows = [("1", "Meals", "100", "01/04/2025", "31/03/2026")] * 2
    staged, _ = bring(
        table(headings, *rows), kind="contracts", columns={"C": "annual_value_p", "Thing": "title"}
    )
    assert staged.totals == {"annual_value_p": 20_000}
    assert {g.key for g in staged.guesses} >= {"title", "annual_value_p", "start_on"}


def test_a_term_from_the_day_of_award_ends_the_day_before_its_anniversary(table, bring):
    headings = ("Identifier", "Title", "Amount Awarded", "Award Date", "Planned Dates:Start Date",
                "Planned Dates:Duration (months)", "Recipient Org:Name", "Funding Org:Name")  # fmt: skip
    row = ("g1", "Play", "500", "2024-06-19", None, "12", "Play CIC", "Kent County Council")
    _, plan = bring(table(headings, row, row))
    contract = next(iter(plan.contracts.values()))
    assert (contract.start_on, contract.current_end_on) == (date(2024, 6, 19), date(2025, 6, 18))
    assert contract.kind == "grant"


def test_options_give_the_first_and_the_last_possible_end(table, bring):
    headings = ("Contract ref", "Contract title", "Supplier", "Start date", "Contract term")
    _, plan = bring(
        table(
            headings,
            ("1", "Meals", "A Ltd", "01/04/2025", "1+1"),
            ("2", "Beds", "B Ltd", "01/04/2025", "3 years"),
        )
    )
    first = next(c for c in plan.contracts.values() if c.ref == "1")
    assert (first.current_end_on, first.max_end_on) == (date(2026, 3, 31), date(2027, 3, 31))
    assert first.extension_terms == "1+1"


def test_a_rolling_contract_has_no_end_and_is_no_problem(table, bring):
    rows = [_row(f"C{n}") for n in range(3)]
    staged, plan = bring(table(REGISTER, *rows, _row("C9", end="Rolling")))
    contract = next(c for c in plan.contracts.values() if c.ref == "C9")
    assert (contract.current_end_on, contract.term_kind) == (None, "rolling")
    assert staged.problems == []


def test_amounts_in_thousands_are_asked_and_multiplied(table, bring):
    headings = ("Contract", "Supplier", "Start", "End", "Annual value")
    register = table(
        headings, ("Meals", "A Ltd", "01/04/2025", "31/03/2026", "12.5"), banner=("Register, £000",)
    )
    staged, _ = bring(register)
    assert staged.totals == {"annual_value_p": 1_250_000}
    plain, _ = bring(register, answers={"unit": "pounds"})
    assert plain.totals == {"annual_value_p": 1_250}


def test_the_title_says_whose_register_it_is(table, bring):
    headings = ("Contract", "Supplier", "Start", "End", "Annual value")
    row = ("Meals", "A Ltd", "01/04/2025", "31/03/2026", "12")
    _, plan = bring(table(headings, row, banner=("WEXCOMBE COUNCIL Contracts register",)))
    assert plan.organisations[_only(plan, "contracts").commissioner_id].name == "Wexcombe Council"


def test_organisations_of_the_reference_list_come_with_type_and_codes(table, bring):
    _, plan = bring(table(REGISTER, _row(buyer="KENT COUNTY COUNCIL"), _row("C2")))
    kent = next(o for o in plan.organisations.values() if "ent" in o.name.lower())
    assert (kent.type, kent.sector, kent.ons_code) == ("county", "local_authority", "E10000016")


def test_a_name_near_one_of_the_plan_is_asked_and_new_by_default(table, bring, empty_plan):
    held = Organisation(id="o1", name="Vale Community Partnership")
    plan = empty_plan.with_table("organisations", {"o1": held})
    register = table(
        REGISTER,
        _row(supplier="Vale Communities Partners"),
        _row("C2", supplier="Vale Comunity Partnership"),
    )
    staged, after = bring(register, plan)
    (question,) = [q for q in staged.questions if q.id.startswith("same:")]
    assert question.taken == "new"
    assert next(c for c in after.contracts.values() if c.ref == "C2").provider_id == "o1"


def test_years_across_become_one_allocation_each(table, bring):
    headings = ("Funding stream", "Payer", "Held by", "Recurrent", "FY26", "2026/27")
    staged, plan = bring(table(headings, ("PHG", "DHSC", "Kent County Council", "Yes", "1000", "1100"),
                               ("Hubs", "DfE", "Kent County Council", "No", "500", "n/a")))  # fmt: skip
    assert staged.totals == {"amount_p": 260_000}
    assert {a.year for a in plan.allocations.values()} == {FinancialYear(2025), FinancialYear(2026)}
    assert {s.recurrence for s in plan.funding_streams.values()} == {"recurrent", "one_off"}


def test_a_programme_is_left_out_where_its_projects_are_listed(table, bring):
    rows = [
        ("TD-ABC", "0", "300", "300"),
        ("TD-ABC-01", "0", "100", "100"),
        ("TD-ABC-02", "0", "200", "200"),
        ("HS-X", "0", "50", "50"),
    ]
    staged, _ = bring(table(("Index Code", "RDEL", "CDEL", "Total"), *rows))
    assert staged.totals["amount_p"] == 35_000
    assert [out.row for out in staged.left_out] == [2]
    assert "2 projects" in staged.left_out[0].reason


def test_totals_among_the_lines_of_a_return_are_counted_once(table, bring):
    headings = ("LA Name", "LineNumber", "CYPServiceDescription", "TotalExpenditure")
    rows = [(la, str(n), text, str(amount))
            for la in ("Kent", "Surrey", "Essex")
            for n, text, amount in [(1, "Centres", 10), (2, "Other", 5), (3, "Total early years", 15), (4, "Care", 7),
                                    (5, "Adoption", 3), (6, "SERVICES BUDGET", 25), (7, "Drugs (included in line 4 above)", 2)]]  # fmt: skip
    staged, plan = bring(table(headings, *rows, file="s251_2324.csv"))
    assert staged.totals == {"amount_p": 3 * 2_500}
    assert len(staged.left_out) == 6
    assert {c.year for c in plan.service_costs.values()} == {FinancialYear(2023)}


def test_a_scheme_on_several_rows_is_one_service_with_a_cost_for_each_stream(table, bring):
    headings = ("Scheme ID", "Scheme Name", "Commissioner", "% NHS (if Joint Commissioner)", "Area of Spend",
                "Source of Funding", "Expenditure 23/24 (£)")  # fmt: skip
    rows = [
        ("1", "Reablement", "Joint", "60%", "Social Care", "iBCF", "1000"),
        ("1", "Reablement", "Joint", "60%", "Social Care", "DFG", "500"),
    ]
    staged, plan = bring(table(headings, *rows))
    service = _only(plan, "services")
    assert (service.commissioning_mode, service.nhs_share_ppm, service.la_share_ppm) == (
        "joint",
        600_000,
        400_000,
    )
    assert staged.totals == {"amount_p": 150_000}
    assert len(plan.service_costs) == 2


def test_rows_that_continue_a_service_belong_to_it(table, bring):
    headings = (
        "import_id",
        "import_id_reference",
        "name",
        "organisation",
        "min_age",
        "max_age",
        "notes",
    )
    rows = [
        ("1", "", "Stay and play", "Play CIC", "0", "5", "first"),
        ("2", "1", "", "", "", "", "second"),
    ]
    staged, plan = bring(table(headings, *rows), kind="services")
    service = _only(plan, "services")
    assert staged.rows_accepted == 2
    assert service.note == "first\nsecond"
    assert service.age_bands == ("age_0_2", "age_2_5")


def test_long_lists_of_payments_are_kept_as_sums_by_month(table, bring, monkeypatch):
    monkeypatch.setattr("commissionplanner.io.mapping.builders.spend.MOST_PAYMENTS", 3)
    headings = ("Vendor", "Date", "Amount", "Transaction number")
    rows = [
        ("A Ltd", "01/04/2025", "10", "1"),
        ("A Ltd", "30/04/2025", "-4", "2"),
        ("A Ltd", "01/05/2025", "5", "3"),
        ("B Ltd", "01/05/2025", "1", "4"),
    ]
    staged, plan = bring(table(headings, *rows))
    assert sorted((p.month, p.amount_p) for p in plan.payments.values()) == [
        ("2025-04", 600),
        ("2025-05", 100),
        ("2025-05", 500),
    ]
    assert staged.totals == {"amount_p": 1_200}
    assert any("sums by payer" in note for note in staged.notes)


def test_agreements_bring_their_parties(table, bring):
    headings = ("Agreement name", "Type", "Parties", "Lawful basis", "Date signed", "DPIA")
    _, plan = bring(
        table(
            headings,
            (
                "ISA",
                "Information sharing agreement",
                "Kent County Council; NHS Kent ICB",
                "Public task",
                "01/04/2025",
                "Yes",
            ),
        )
    )
    agreement = _only(plan, "agreements")
    assert agreement.kind == "information_sharing"
    assert len(agreement.party_ids) == 2


def test_the_next_file_of_the_same_layout_is_read_the_same_way(table, bring):
    headings = ("Code", "Thing", "Zahl", "From", "To")
    rows = [("1", "Meals", "100", "01/04/2025", "31/03/2026")] * 2
    _, plan = bring(table(headings, *rows), kind="contracts", columns={"C": "annual_value_p"})
    staged, _ = bring(table(headings, *rows, file="next.csv"), plan)
    assert staged.totals == {"annual_value_p": 20_000}


amounts = st.integers(-(10**9), 10**11)


@given(
    st.lists(
        st.tuples(amounts, st.sampled_from(["A Ltd", "a ltd", "B", ""])), min_size=1, max_size=12
    )
)
def test_the_total_is_the_sum_of_the_contracts_that_come_in(table, bring, rows):
    cells = [_row(f"C{n}", supplier=s, value=f"{p / 100:.2f}") for n, (p, s) in enumerate(rows)]
    staged, plan = bring(table(REGISTER, *cells))
    assert staged.totals["total_value_p"] == sum(p for p, _ in rows)
    assert sum(c.total_value_p for c in plan.contracts.values()) == sum(p for p, _ in rows)


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), min_size=1, max_size=6))
def test_no_text_in_any_cell_stops_an_import_or_changes_it_the_second_time(table, bring, rows):
    register = table(REGISTER, *[tuple(row) for row in rows])
    staged, plan = bring(register, kind="contracts")
    assert staged.rows_accepted + len(staged.left_out) == len(rows)
    again, _ = bring(register, plan, kind="contracts")
    assert again.is_repeat


def test_an_answer_is_remembered_for_the_next_file_of_the_layout(table, bring):
    headings = ("Service", "Commissioner", "Provider", "Annual cost")
    row = ("Portage", "Kent County Council", "Play CIC", "1000")
    _, plan = bring(table(headings, row), answers={"year": "2025/26"})
    staged, _ = bring(table(headings, row, file="next.csv"), plan)
    assert next(q.taken for q in staged.questions if q.id == "year") == "2025/26"


def test_a_table_of_which_nothing_is_known_says_so(table, bring):
    staged, _ = bring(table(("Wibble", "Wobble"), ("a", "b"), ("c", "d")))
    assert not staged.knows_columns


def test_an_estimate_is_marked_as_one(table, bring):
    headings = ("Contract title", "Supplier", "Start date", "End date", "Estimated total value")
    _, plan = bring(table(headings, ("Meals", "A Ltd", "01/04/2025", "31/03/2026", "12")))
    assert _only(plan, "contracts").value_kind == "estimate"


def test_a_column_of_many_organisations_is_the_suppliers(table, bring):
    headings = ("Organisation", "Service", "Funding start", "Funding end", "Amount per year")
    rows = [(f"Charity {n}", "Play", "01/04/2025", "31/03/2026", "10") for n in range(6)]
    _, plan = bring(table(headings, *rows))
    assert all(c.provider_id and not c.commissioner_id for c in plan.contracts.values())


def test_preview_shows_each_row_as_it_will_land(table, bring):
    staged, _ = bring(table(REGISTER, _row(), _row(end="TBC"), _row()))
    row = staged.preview(1)
    assert (row.row, row.state, row.cells[5]) == (3, "in", "TBC")
    assert "TBC" in row.problems[5]
    assert row.values[4] == "2025-04-01"


def test_suppliers_that_head_groups_of_contracts_are_carried_down(table, bring):
    headings = ("Provider", "Contract title", "Start date", "End date", "Annual value")
    rows = [
        (name, f"Care {n}", "01/04/2025", "31/03/2026", "10")
        for n, name in enumerate(["Vale Trust", None, "B Ltd", None])
    ]
    staged, plan = bring(table(headings, *rows))
    assert next(q.taken for q in staged.questions if q.id == "fill_down") == "yes"
    assert all(c.provider_id for c in plan.contracts.values())
    apart, _ = bring(table(headings, *rows), answers={"fill_down": "no"})
    assert apart.missing["provider_id"] == 2


def test_buyers_of_notices_stay_buyers_where_no_column_names_suppliers(table, bring):
    headings = (
        "Notice Identifier",
        "Organisation Name",
        "Title",
        "Start Date",
        "End Date",
        "Value High",
    )
    rows = [(f"N{n}", f"Council {n}", "Meals", "01/04/2025", "31/03/2026", "10") for n in range(6)]
    _, plan = bring(table(headings, *rows))
    assert all(c.commissioner_id and not c.provider_id for c in plan.contracts.values())


def test_contracts_are_linked_to_the_services_of_their_name_and_provider(table, bring):
    headings = ("Service", "Commissioner", "Provider", "Annual cost")
    _, plan = bring(
        table(
            headings,
            ("Meals", "Kent County Council", "A Ltd", "10"),
            ("Beds", "Kent County Council", "B Ltd", "10"),
        )
    )
    staged, after = bring(table(REGISTER, _row(), _row("C2", "Beds", supplier="C Ltd")), plan)
    linked = {c.title: len(c.service_ids) for c in after.contracts.values()}
    assert linked == {"Meals": 1, "Beds": 0}
    assert any(q.id == "link_services" for q in staged.questions)


def test_budget_and_actual_side_by_side_come_in_twice_the_same(table, bring):
    headings = ("service_name", "organisation", "financial_year", "budget", "actual")
    register = table(
        headings,
        ("Portage", "Play CIC", "2024/25", "100", "90"),
        ("Portage", "Play CIC", "2025/26", "110", ""),
    )
    _, plan = bring(register)
    costs = sorted((str(c.year), c.measure, c.amount_p) for c in plan.service_costs.values())
    assert costs == [
        ("2024/25", "actual", 9_000),
        ("2024/25", "budget", 10_000),
        ("2025/26", "budget", 11_000),
    ]
    assert bring(register, plan)[0].is_repeat


def test_a_number_of_no_known_form_joins_no_bodies(table, bring):
    headings = ("Organisation name", "Company number", "Sector")
    _, plan = bring(
        table(headings, ("A Trust", "n/k", "vcse"), ("", "n/k", "vcse"), ("B Trust", "n/k", "vcse"))
    )
    assert len(plan.organisations) == 3


def test_a_row_that_adds_up_all_others_is_left_out(table, bring):
    rows = [
        ("England", "60", "120"),
        ("Kent", "10", "20"),
        ("Surrey", "20", "40"),
        ("Essex", "30", "60"),
    ]
    headings = ("Local authority", "2024-25 allocation (£)", "2025-26 allocation (£)")
    staged, _ = bring(table(headings, *rows, file="public_health_allocations.csv"))
    assert staged.totals == {"amount_p": 18_000}
    assert [(out.row, "England" in out.reason) for out in staged.left_out] == [(2, True)]


_GROUPED = [
    ("Children's Services", None, None, None),
    ("C1", "Meals", "A Ltd", "100"),
    ("C2", "Beds", "B Ltd", "200"),
    ("Public Health", None, None, None),
    ("C3", "Vans", "C Ltd", "300"),
    ("C4", "Nets", "D Ltd", "400"),
    ("C5", "Pens", "E Ltd", "500"),
]


@pytest.mark.parametrize(("answer", "rows"), [("yes", 5), ("no", 7)])
def test_headings_of_groups_are_asked_about(table, bring, answer, rows):
    headings = ("Contract ref", "Contract title", "Supplier", "Annual value")
    staged, _ = bring(table(headings, *_GROUPED), answers={"group_headings": answer})
    assert staged.rows_accepted == rows


def test_gross_and_net_are_asked_about(table, bring):
    rows = [("Youth", "100", "80", "A"), ("Play", "50", "50", "B")]
    headings = ("Service", "Gross expenditure", "Net expenditure", "Provider")
    staged, _ = bring(table(headings, *rows), answers={"amount_column": "Net expenditure"})
    assert staged.totals == {"amount_p": 13_000}


def test_a_column_of_amounts_that_cannot_be_read_is_listed_cell_by_cell(table, bring):
    headings = ("Contract ref", "Contract title", "Supplier", "Total value")
    rows = ("C1", "Meals", "A", "1.234,56"), ("C2", "Beds", "B", "TBC")
    staged, _ = bring(table(headings, *rows), answers={"comma_decimals:D": "leave_empty"})
    assert [(p.cell, p.field) for p in staged.problems] == [
        ("register!D2", "total_value_p"), ("register!D3", "total_value_p")]  # fmt: skip


@pytest.mark.parametrize(("answer", "rows"), [("leave_out", 1), ("as_they_stand", 2)])
def test_rows_with_too_many_cells_are_asked_about(table, bring, answer, rows):
    wide = table(("Contract ref", "Contract title", "Supplier", "Total value"),
                 ("C1", "Meals", " hot", "A"), ("C2", "Beds", "B", "20"))  # fmt: skip
    wide.overfull.append(2)
    staged, _ = bring(wide, answers={"overfull_rows": answer})
    assert staged.rows_accepted == rows


def test_the_total_of_the_whole_is_told_from_totals_of_groups(table, bring):
    held = table(
        ("Contract ref", "Supplier", "Annual value"), ("C1", "A", "100"), ("C2", "B", "20")
    )
    held.total_cells = {
        4: ["Total", None, "120"],
        3: ["Sub-total", None, "20"],
        9: ["Page total", None, "20"],
    }
    staged, _ = bring(held)
    assert staged.sheet_total == {"amount_p": 12_000, "difference_p": 0}
