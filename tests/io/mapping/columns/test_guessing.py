"""Columns found by heading and contents; decoys told apart."""

import random

import pytest

from commissionplanner.io.mapping.columns.guessing import guess_columns
from commissionplanner.io.mapping.fields.alike import likeness
from commissionplanner.io.mapping.fields.headings import year_of_months
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.kinds.likeliest import UNKNOWN, guess_kind
from commissionplanner.io.mapping.values.contents import look_at
from commissionplanner.model.years import FinancialYear

NOTICES = {
    "Notice Identifier": ["N1", "N2", "N3"], "Organisation Name": ["Kent County Council"] * 3,
    "Title": ["Meals", "Beds", "Vans"], "Start Date": ["01/10/2020"] * 3, "End Date": ["30/09/2022"] * 3,
    "Closing Date": ["01/09/2020"] * 3, "Value Low": ["0", "1", "0"], "Value High": ["9", "9", "9"],
    "Awarded Date": ["29/09/2020"] * 3, "Awarded Value": ["365000", "20000.50", "1000"],
    "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]": ["[A Ltd|x|NONE||Yes|No]"] * 3,
    "Contract start date": ["01/11/2020"] * 3, "Contract end date": ["30/10/2022"] * 3,
}  # fmt: skip
FOUND = {
    "Notice Identifier": "ref", "Organisation Name": "commissioner_id", "Title": "title", "Start Date": None,
    "End Date": None, "Closing Date": None, "Value Low": None, "Value High": None, "Awarded Date": "award_on",
    "Awarded Value": "total_value_p", "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]": "provider_id",
    "Contract start date": "start_on", "Contract end date": "current_end_on",
}  # fmt: skip


def _guess(kind, columns):
    looks = [look_at(cells) for cells in columns.values()]
    return dict(zip(columns, guess_columns(kind, list(columns), looks), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_notices_are_mapped_whatever_the_order_of_columns(seed):
    headings = list(NOTICES)
    random.Random(seed).shuffle(headings)
    found = _guess("contracts", {h: NOTICES[h] for h in headings})
    assert {heading: guess.key for heading, guess in found.items()} == FOUND


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Winning bidder", "provider_id"), ("CONTRACT_CURRENT_END_DATE", "current_end_on"),
     ("Maximum end date", "max_end_on"), ("Other parties to the contract", "provider_id"),
     ("Lifetime value", "total_value_p"), ("£ pa", "annual_value_p"), ("contracts/0/period/endDate", "current_end_on"),
     ("Dates · Contract start date", "start_on"), ("Contract reference nr", "ref")],
)  # fmt: skip
def test_headings_of_registers_mean_their_fields(heading, key):
    scores = {
        name: likeness(heading, target.headings)[0]
        for name, target in targets_for("contracts").items()
    }
    assert max(scores, key=lambda name: scores[name]) == key


def test_the_day_a_contract_was_completed_is_not_its_end():
    found = _guess("contracts", {"Contract completion date": ["01/04/2020"] * 3})
    assert found["Contract completion date"].key is None


def test_an_empty_column_is_left_out_and_says_so():
    guess = _guess("contracts", {"Title": ["a", "b"], "Amount Awarded": [None, None]})[
        "Amount Awarded"
    ]
    assert guess.key is None
    assert guess.why == "The column is empty."


def test_columns_named_by_years_are_amounts_of_those_years():
    found = _guess(
        "funding", {"Grant": ["a", "b"], "2025/26": ["1000", "n/a"], "FY27": ["2000", "3000"]}
    )
    assert [str(found[h].year) for h in ("2025/26", "FY27")] == ["2025/26", "2026/27"]
    assert {found[h].key for h in ("2025/26", "FY27")} == {"amount_p"}


def test_quarters_are_not_added_to_the_whole_of_their_year():
    parts = {f"Q{n} 2025/26": ["1000", "2000"] for n in range(1, 5)}
    found = _guess(
        "services", {"Service": ["a", "b"], **parts, "Full year 2025/26": ["4000", "8000"]}
    )
    assert [h for h, guess in found.items() if guess.key == "amount_p"] == ["Full year 2025/26"]


def test_money_by_year_and_body_is_no_list_of_payments():
    columns = {"Local authority": ["Kent", "Hull", "York"], "Grant": ["Family hubs"] * 3,
               "Amount": ["5000", "600", "70"], "Financial year": ["2025-26", "2026-27", "2026-27"]}  # fmt: skip
    guess = guess_kind(list(columns), [look_at(cells) for cells in columns.values()])
    assert guess.kind == "funding"


def test_a_list_of_bodies_without_headings_may_repeat_a_name():
    columns = [[f"P8{n:04}" for n in range(10)], ["THE SURGERY", "HILL SURGERY"] * 2 + [f"SURGERY {n} X" for n in range(6)],
               ["19740401"] * 10]  # fmt: skip
    looks = [look_at(cells) for cells in columns]
    assert guess_kind(["", "", ""], looks).kind == "organisations"
    keys = [guess.key for guess in guess_columns("organisations", ["", "", ""], looks)]
    assert keys == ["ods_code", "name", "valid_from_on"]


def test_every_column_has_a_confidence_and_a_reason():
    for guess in _guess("contracts", NOTICES).values():
        assert 0 <= guess.confidence <= 1
        assert guess.why.endswith(".")


@pytest.mark.parametrize(
    ("kind", "headings"),
    [("contracts", {"Contract": ["Meals"], "Supplier": ["A Ltd"], "Start": ["01/04/2024"], "End": ["31/03/2026"], "Annual value": ["50000"]}),
     ("services", {"Scheme ID": ["1"], "Scheme Name": ["Reablement"], "Area of Spend": ["Social Care"], "Expenditure 23/24 (£)": ["1000"]}),
     ("funding", {"Funding stream": ["iBCF"], "Payer": ["MHCLG"], "2025/26": ["1000"], "2026/27": ["2000"]}),
     ("funding", {"Local authority": ["Kent"], "ONS code": ["E10000016"], "Grant": ["PHG"], "Financial year": ["2025-26"], "Allocation (£)": ["5000"]}),
     ("organisations", {"Organisation name": ["A"], "ODS code": ["RX1"], "Sector": ["NHS"]}),
     ("spend", {"Body Name": ["Kent"], "Date": ["01/04/2025"], "Transaction Number": ["1"], "Amount": ["500.00"], "Supplier Name": ["A Ltd"]}),
     ("agreements", {"Agreement name": ["ISA"], "Parties": ["A; B"], "Lawful basis": ["Public task"], "Review date": ["01/04/2026"]})],
)  # fmt: skip
def test_the_kind_of_a_file_is_seen_and_explained(kind, headings):
    guess = guess_kind(list(headings), [look_at(cells) for cells in headings.values()])
    assert guess.kind == kind
    assert "“" in guess.why


REGISTER = {
    "Procurement Ref": ["C1", "C2", "C3"], "Contract Finish Date": ["31/03/2027"] * 3,
    "Date of Commencement": ["01/04/2024"] * 3, "Extension to": ["31/03/2029"] * 3,
    "Organisation Label": ["Kent County Council"] * 3, "Estimated Total Contract Value": ["5000", "70", "9"],
    "Annual cost (£)": ["500", "7", "1"], "Contractor": ["A Ltd", "B Ltd", "C Ltd"],
    "Notice period (months)": ["3", "6", "3"], "Description": ["Meals", "Beds", "Vans"],
}  # fmt: skip


def test_headings_are_known_by_what_they_say():
    found = _guess("contracts", REGISTER)
    assert [guess.key for guess in found.values()] == [
        "ref", "current_end_on", "start_on", "max_end_on", "commissioner_id", "total_value_p",
        "annual_value_p", "provider_id", "notice_months", "title",
    ]  # fmt: skip


def test_the_award_comes_before_what_was_advertised():
    headings = {
        "releases/0/tender/value/amount": ["5000"] * 3, "releases/0/awards/0/value/amount": ["4000"] * 3,
        "releases/0/tender/contractPeriod/endDate": ["2030-01-01T00:00:00Z"] * 3,
        "releases/0/awards/0/contractPeriod/endDate": ["2027-01-01T00:00:00Z"] * 3,
    }  # fmt: skip
    found = _guess("contracts", headings)
    assert [g.key for g in found.values()] == [None, "total_value_p", None, "current_end_on"]


def test_paths_with_underscores_are_known():
    headings = ("awards_0_contractPeriod_startDate", "awards_0_suppliers_0_name")
    found = _guess("contracts", {headings[0]: ["2024-04-01"] * 3, headings[1]: ["A Ltd"] * 3})
    assert [guess.key for guess in found.values()] == ["start_on", "provider_id"]


def test_a_funder_beside_the_organisation_funded_is_the_commissioner():
    found = _guess("contracts", {"Organisation": ["Age UK", "Scope", "Mind", "Shelter"],
                                 "Funder": ["Kent County Council"] * 4})  # fmt: skip
    assert [guess.key for guess in found.values()] == ["provider_id", "commissioner_id"]


def test_day_numbers_under_a_heading_of_dates_are_days():
    found = _guess("contracts", {"Start Date": ["43922"] * 3, "Annual value": ["43922"] * 3})
    assert [guess.key for guess in found.values()] == ["start_on", "annual_value_p"]


def test_codes_and_names_of_areas_are_known_of_any_year():
    found = _guess("organisations", {"LAD23CD": ["E09000001", "E09000002"], "LAD23NM": ["A", "B"]})
    assert [guess.key for guess in found.values()] == ["ons_code", "name"]


def test_names_in_each_row_go_before_full_names_that_many_lack():
    table = {
        "name": ["Adur", "Avon Fire Authority", "Bury"],
        "official-name": ["Adur District Council", None, "Bury Council"],
    }
    assert _guess("organisations", table)["name"].key == "name"
    table["official-name"][1] = "Avon Fire and Rescue Authority"
    assert _guess("organisations", table)["official-name"].key == "name"


def test_numbers_are_no_unit_and_a_tax_of_one_dwelling_no_funding():
    table = {
        "Scheme name": ["Oak Court", "The Limes"],
        "Units": ["12", "8"],
        "Minimum age": ["16", "18"],
    }
    assert _guess("services", table)["Units"].key is None
    tax = {
        "Local authority": ["Kent", "Hull"],
        "2023-24 Band D (£)": ["1811.40", "1911.10"],
        "2024-25 Band D (£)": ["1901.40", "2001.10"],
    }
    assert [g.year for g in _guess("funding", tax).values()] == [None] * 3


def test_councils_with_opening_hours_are_no_places_that_offer_services():
    heads = ["Name", "Opening hours", "Postcode"]
    looks = [
        look_at(cells)
        for cells in (
            ["Adur District Council", "Kent County Council"],
            ["Mon-Fri 9-5"] * 2,
            ["BN43 6PR", "ME14 1XQ"],
        )
    ]
    assert guess_kind(heads, looks).rival == ""
    looks[0] = look_at(["Friends Meeting House", "Quay Baths"])
    assert guess_kind(heads, looks).rival == "services"


def test_cells_that_say_there_is_no_day_or_amount_make_a_column_no_less_one_of_them():
    ends = ["31/03/2026", "Rolling", "Open-ended", "30/09/2027", "TBC"]
    values = ["1,200", "n/a", "-", "TBC", "5,000"]
    looks = [look_at(ends), look_at(["31/03/2030"] * 5), look_at(values)]
    found = guess_columns("contracts", ["Contract end date", "End date", "Total value"], looks)
    assert [g.key for g in found] == ["current_end_on", None, "total_value_p"]


def test_headings_of_groups_beside_their_rows_are_no_suppliers():
    heads = ["Contract title", "Contractor used", "Start date", "End date", "Group"]
    cells = (
        ["Meals", "Beds"],
        ["Bede Ltd", "Alder Trust"],
        ["01/04/2024"] * 2,
        ["31/03/2026"] * 2,
        ["Adults", "Place"],
    )
    found = guess_columns("contracts", heads, list(map(look_at, cells)))
    assert found[1].key == "provider_id"


def test_numbers_of_another_register_are_no_ods_codes():
    names = look_at(["ALDER TRUST", "BEDE HOSPICE"])
    for heading, cells, key in (("organisation_number", ["4001", "4002"], None),
                                ("organisation_code", ["RJ1", "RYK"], "ods_code")):  # fmt: skip
        found = guess_columns("organisations", [heading, "charity_name"], [look_at(cells), names])
        assert [g.key for g in found] == [key, "name"]


def test_the_sort_of_service_names_contracts_that_nothing_else_names():
    columns = {
        "Provider": ["A Ltd", "B Ltd", "C Trust", "D CIC"], "Bed type": ["Nursing", "Respite", "Nursing", "Care"],
        "Start date": ["13/04/2024"] * 4, "End date": ["31/03/2027"] * 4,
    }  # fmt: skip
    found = _guess("contracts", columns)["Bed type"]
    assert (found.key, found.confidence) == ("title", 0.55), "so little sure that it is asked"
    named = _guess("contracts", {**columns, "Contract title": ["Elm", "Oak", "Ash", "Yew"]})
    assert named["Bed type"].key is None


def test_a_further_level_says_which_column_comes_in_for_it():
    columns = {"Date": ["13/04/2024"] * 3, "Supplier": ["A Ltd", "B Ltd", "C Ltd"], "Amount": ["5.20", "7.10", "9.30"],
               "Expense area": ["Adults"] * 3, "Expense area level 2": ["Home care", "Day care", "Beds"],
               "Expense type": ["Fees"] * 3, "Expense type level 2": ["Agency", "Block", "Spot"]}  # fmt: skip
    found = _guess("spend", columns)
    for heading in ("Expense area", "Expense type"):
        further = found[f"{heading} level 2"]
        assert further.key is None
        assert f"A further level of “{heading}”" in further.why


def test_values_a_year_with_and_without_vat_are_asked_about_and_the_answer_holds(table, bring):
    heads = (
        "Ref",
        "Title",
        "Supplier",
        "Annual value ex VAT",
        "Annual value inc VAT",
        "Start date",
        "End date",
    )
    rows = [(f"C{n}", f"Meals {n}", f"Firm {n} Ltd", 1000 * n, 1200 * n, "13/04/2024", "31/03/2027")
            for n in range(1, 5)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["annual_value_column"] == heads[3]
    answered, _ = bring(table(heads, *rows), answers={"annual_value_column": heads[4]})
    assert answered.totals == {"annual_value_p": 1_200_000}


def test_a_heading_over_rows_that_lack_its_cell_all_along_is_asked(table, bring):
    rows = [(f"Acorn {n} Ltd", f"10{n}", f"4,{n}5.85", "Adults", "Cleaning") for n in range(10, 22)]
    heads = ("Supplier Name", "Transaction Number", "Paid Date", "Paid Amount", "Description")
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert {g.key: g.place for g in staged.guesses if g.key}["amount_p"] == 2
    assert "column_amount_p" in {q.id for q in staged.questions}


def test_headings_in_other_words_among_the_rows_are_no_payment(table, bring):
    rows = [(f"Acorn {n} Ltd", f"1{n % 9}/04/2025", n, f"{n}00.50") for n in range(1, 10)]
    rows.insert(4, ("Vendor Name for Publication", "Payment Date", "Document", "Net Amount"))
    heads = ("Supplier (Beneficiary)", "Date", "Transaction Number", "Amount")
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert staged.rows_accepted == 9
    assert [out.row for out in staged.left_out] == [6]


def test_three_different_organisations_of_a_list_of_awards_receive_them():
    columns = {"Ref": ["W1", "W2", "W3"], "Organisation": ["Friends of the Road", "Pieces Residents", "Common Friends"],
               "Purpose": ["Talk", "Events", "Orchard"], "Award £": ["290", "800", "650"]}  # fmt: skip
    assert _guess("contracts", columns)["Organisation"].key == "provider_id"


def test_the_finest_of_several_sorts_describes_payments_that_nothing_else_does():
    columns = {"Supplier": ["A Ltd", "B Ltd", "C Ltd"], "Subjective Group": ["Supplies", "Supplies", "Staff"],
               "Subjective Detail": ["Books", "Food", "Courses"], "Net Amount": ["290", "800", "650"]}  # fmt: skip
    found = {heading: guess.key for heading, guess in _guess("spend", columns).items()}
    assert (found["Subjective Group"], found["Subjective Detail"]) == ("type", "description")


def test_a_title_above_says_that_a_list_is_of_payments():
    columns = {
        "Service": ["ICT", "Culture"],
        "Supplier": ["A Ltd", "B Ltd"],
        "Value": ["504.00", "609.10"],
    }
    looks = [look_at(cells) for cells in columns.values()]
    title = "Wexcombe Council - Analysis of Transactions Over £500"
    assert guess_kind(list(columns), looks, [title]).kind == "spend"


def test_a_ledger_with_debits_is_a_list_of_payments():
    columns = {"Date": ["01/04/2024", "02/04/2024"], "Description": ["A Ltd - rent", "B Ltd - fuel"],
               "Invoice Number": ["I1", "I2"], "Debit": ["504.00", "609.10"], "Credit": ["0", "0"], "Gross": ["504.00", "609.10"]}  # fmt: skip
    looks = [look_at(cells) for cells in columns.values()]
    assert guess_kind(list(columns), looks).kind == "spend"


def test_days_of_the_tender_and_amounts_are_no_term_and_no_reference():
    columns = {"Contract title": ["Meals", "Beds"], "Supplier": ["A Ltd", "B Ltd"], "Award date": ["13/04/2024", "14/04/2024"],
               "Tender end date": ["13/01/2024", "14/01/2024"], "Transaction amount": ["120.50", "130.75"]}  # fmt: skip
    assert _guess("contracts", columns)["Tender end date"].key is None
    assert _guess("spend", columns)["Transaction amount"].key != "reference"


def test_indicators_and_rates_by_year_are_no_list():
    heads = ["Indicator ID", "Indicator Name", "Area Name", "Value", "Denominator"]
    looks = [look_at(cells) for cells in (["1", "2"], ["Breastfeeding", "Weight"], ["Kent", "Hull"], ["34", "12"], ["9", "8"])]  # fmt: skip
    assert guess_kind(heads, looks).confidence <= UNKNOWN
    looks = [look_at(cells) for cells in (["1B", "1B"], ["Control", "Control"], ["Outcome", "Numerator"], ["78", "3012"])]  # fmt: skip
    heads = ["Measure code", "Measure", "Measure type", "Measure value"]
    assert guess_kind(heads, looks).confidence <= UNKNOWN
    heads = ["Local authority name", "Measure", "Value"]
    looks = [look_at(["Camden", "Hackney"]), look_at(["Carer quality of life"] * 2), look_at(["7.4", "7.6"])]  # fmt: skip
    assert guess_kind(heads, looks).confidence <= UNKNOWN
    looks[1] = look_at(["Net expenditure", "Gross expenditure"])
    assert guess_kind(heads, looks).confidence > UNKNOWN
    heads = ["LA Name", "2018", "2019", "2020"]
    looks = [look_at(["Camden", "Hackney"]), *[look_at(["45.1", "66.0"])] * 3]
    assert guess_kind(heads, looks).kind != "organisations"


def test_months_over_columns_tell_their_year():
    assert year_of_months(["Service", "Apr-25", "May-25", "Mar-26"]) == FinancialYear(2025)
    assert year_of_months(["Apr-25", "May-25", "Apr-26"]) is None


def test_the_authority_of_an_applicant_does_not_hold_the_funding():
    table = {"Applicant Name": ["Arts Ltd", "Dance CIC"], "Local authority": ["Thanet", "Kent"],
             "2025/26": ["10", "20"], "2026/27": ["30", "40"]}  # fmt: skip
    assert _guess("funding", table)["Local authority"].key is None
    table["Institution Name"] = table.pop("Applicant Name")
    table["Total No. of students 2024/25"] = ["110", "230"]
    guesses = _guess("funding", table)
    found = guesses["Local authority"].key, guesses["Institution Name"].key
    assert (*found, guesses["Total No. of students 2024/25"].key) == (None, "holder_id", None)
    del table["Institution Name"]
    assert _guess("funding", table)["Local authority"].key == "holder_id"


def test_a_department_over_the_body_that_paid_is_no_area():
    rows = {"Department": ["DEFRA"] * 4, "Entity": ["Environment Agency"] * 4,
            "Supplier": ["A Ltd", "B Ltd", "C Ltd", "D Ltd"], "Amount": ["1.20"] * 4}  # fmt: skip
    guesses = _guess("spend", rows)
    assert (guesses["Department"].key, guesses["Entity"].key) == (None, "payer_id")


PARISH = {
    "No.": ["1", "2", "3"], "Date": ["03/04/2024", "04/04/2024", "09/05/2024"], "Category": ["Hall", "Admin", "Admin"],
    "Supplier": ["BT", "Post Office", "Viking"], "Details": ["Phone", "Stamps", "Ink"], "Amount": ["43.20", "8.60", "61.99"],
}  # fmt: skip


def test_sums_below_a_hundred_pounds_are_payments_where_their_heading_says_so():
    looks = [look_at(cells) for cells in PARISH.values()]
    assert guess_kind(list(PARISH), looks).kind == "spend"
    rates = {**PARISH, "Score": PARISH["Amount"]}
    del rates["Amount"]
    looks = [look_at(cells) for cells in rates.values()]
    assert guess_kind(list(rates), looks).kind != "spend"


def test_a_project_that_many_grants_share_is_their_title_where_no_other_column_is():
    given = {
        "Grant recipient": [f"Group {n} Trust" for n in range(12)],
        "Project": ["Warm spaces", "Youth clubs"] * 6,
        "Date approved": ["01/05/2023"] * 12,
        "Amount granted": [str(500 + n) for n in range(12)],
    }
    found = _guess("contracts", given)["Project"]
    assert found.key == "title"
    assert found.confidence < 0.6  # and so is asked about
    named = {**given, "Title of grant": [f"Soup for {n}" for n in range(12)]}
    assert _guess("contracts", named)["Project"].key != "title"


ICB, COUNCILS = "NHS Devon Integrated Care Board", ["Kent County Council", "Leeds City Council"] * 3
MOVED = [
    ({"From": [ICB] * 6, "To": COUNCILS, "Scheme": [f"Beds {n}" for n in range(6)],
      "Value £": ["90000"] * 6, "Signed": ["01/05/2023"] * 6}, "funding"),
    ({"ICB": [ICB] * 6, "Local authority": COUNCILS, "Purpose of transfer": [f"Beds {n}" for n in range(6)],
      "Value (£)": ["90000"] * 6, "Date of agreement": ["01/05/2023"] * 6}, "funding"),
    ({"Body": COUNCILS, "Paid to": [f"Firm {n} Ltd" for n in range(6)], "Transfer date": ["01/05/2023"] * 6,
      "Amount": ["90000.50"] * 6}, "spend"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "kind"), MOVED)
def test_what_one_public_body_transfers_to_another_is_funding(columns, kind):
    looks = [look_at(cells) for cells in columns.values()]
    assert guess_kind(list(columns), looks).kind == kind
    found = {heading: guess.key for heading, guess in _guess(kind, columns).items()}
    if "From" in found:
        assert (found["From"], found["To"], found["Scheme"]) == ("payer_id", "holder_id", "name")


def test_who_gives_a_transfer_is_asked_about_where_no_heading_says(table, bring):
    heads = ("ICB", "Local authority", "Purpose of transfer", "Value (£)", "Financial year")
    rows = [
        (ICB, council, f"Beds {n}", 90_000 + n, "2023/24") for n, council in enumerate(COUNCILS)
    ]
    staged, _ = bring(table(heads, *rows), kind="funding")
    asked = next(q for q in staged.questions if q.id == "column_payer_id")
    assert (asked.choices, asked.taken) == (("ICB", "Local authority", "none"), "ICB")


def test_the_supplier_with_its_address_in_the_register_of_decisions_is_the_supplier():
    found = _guess(
        "contracts",
        {
            "Contract awarded (supplier name & registered address)": [
                "Acme Ltd, 1 High Street, Leeds"
            ]
            * 3
        },
    )
    assert [guess.key for guess in found.values()] == ["provider_id"]


GROUPS = [f"{name} Community Group" for name in ("Hill", "Dale", "Moor", "Fell", "Beck", "Tarn")]
AGREED = {
    "Name of Group": GROUPS, "Activity": [f"Picnic {n}" for n in range(6)], "Requested": ["900"] * 6,
    "Agreed": [str(500 + n) for n in range(6)], "Meeting date": ["01/05/2023"] * 6,
}  # fmt: skip


def test_what_a_meeting_agreed_to_give_groups_is_a_list_of_grants():
    looks = [look_at(cells) for cells in AGREED.values()]
    assert guess_kind(list(AGREED), looks).kind == "contracts"
    found = {heading: guess.key for heading, guess in _guess("contracts", AGREED).items()}
    assert (found["Name of Group"], found["Agreed"], found["Meeting date"]) == (
        "provider_id", "total_value_p", "award_on",
    )  # fmt: skip
    activities = {"Activity": AGREED["Activity"], "Provider": GROUPS, "Venue": ["Hall"] * 6}
    looks = [look_at(cells) for cells in activities.values()]
    assert guess_kind(list(activities), looks).kind == "services"


def test_years_of_money_to_charities_may_be_grants_and_it_is_asked(table, bring):
    heads = ("Charity", "Project", "Year 1 £", "Year 2 £", "Total £")
    rows = [(name, f"Picnic {n}", 500 + n, 600, 1_100 + n) for n, name in enumerate(GROUPS)]
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.choices for q in staged.questions}["kind"] == ("funding", "contracts")


def test_the_only_day_and_the_registered_numbers_of_grants_are_those_of_award_and_recipient():
    given = {
        "Recipient": GROUPS, "Reg No": [str(1_040_000 + n) for n in range(6)], "Award": AGREED["Agreed"],
        "Date": ["01/05/2023"] * 6, "Decision": ["Award in part"] * 6,
    }  # fmt: skip
    found = {heading: guess.key for heading, guess in _guess("contracts", given).items()}
    assert (found["Date"], found["Reg No"], found["Decision"]) == (
        "award_on",
        "provider_id.charity_no",
        None,
    )
    let = {**given, "Contract value": given["Award"], "Supplier": GROUPS}
    del let["Award"], let["Recipient"]
    found = {heading: guess.key for heading, guess in _guess("contracts", let).items()}
    assert (found["Date"], found["Reg No"]) == ("start_on", "ref")


def test_firms_under_organisation_are_the_suppliers_of_a_register_with_codes_of_what_was_bought():
    register = {
        "Organisation": [f"Firm {n} Ltd" for n in range(6)], "Contract purpose": AGREED["Activity"],
        "Contract value": AGREED["Agreed"], "CPV": ["85000000", "72000000"] * 3,
    }  # fmt: skip
    assert _guess("contracts", register)["Organisation"].key == "provider_id"
