"""Key columns whose headings are not clear: taken by their cells, and asked."""

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.completion import CONFIDENCE
from commissionplanner.io.mapping.kinds.by_columns import with_known_columns
from commissionplanner.io.mapping.kinds.likeliest import KindGuess, settle_kind
from commissionplanner.io.mapping.values.contents import look_at

HEADS = ("Ref", "Contract title", "Supplier", "Runs with effect from", "Will cease", "Worth")
ROWS = [
    (f"C{n}", f"Meals {n}", f"Firm {n} Ltd", "13/04/2024", "12/04/2026", 1_000 + n)
    for n in range(4)
]


def asked(staged):
    return {q.id: q.taken for q in staged.questions}


def test_a_day_a_last_day_and_a_value_are_found_by_a_word_and_their_cells(table, bring):
    staged, _ = bring(table(HEADS, *ROWS))
    keys = {g.key: g.confidence for g in staged.guesses}
    assert keys["start_on"] == keys["current_end_on"] == keys["total_value_p"] == CONFIDENCE


def test_each_is_asked_and_may_be_answered(table, bring):
    staged, _ = bring(table(HEADS, *ROWS))
    assert asked(staged)["column_total_value_p"] == "Worth"
    none, _ = bring(table(HEADS, *ROWS), answers={"column_total_value_p": "none"})
    assert none.totals == {}


def test_another_column_may_be_named(table, bring):
    heads, rows = (*HEADS, "Ceiling"), [(*row, 9_000) for row in ROWS]
    staged, _ = bring(table(heads, *rows), answers={"column_total_value_p": "Ceiling"})
    assert staged.totals == {"total_value_p": 4 * 900_000}


def test_a_clear_heading_is_not_asked_about(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
    assert not any(key.startswith("column_") for key in asked(bring(table(heads, *ROWS))[0]))


def test_of_two_near_kinds_the_user_is_asked_and_obeyed():
    guess = KindGuess("services", 0.45, "", rival="funding")
    asker = Asker({"kind": "funding"})
    assert settle_kind(guess, asker) == "funding"
    assert asker.questions[0].choices == ("services", "funding")
    assert settle_kind(KindGuess("services", 0.9, ""), Asker({})) == "services"


def test_a_key_column_that_none_is_taken_for_is_asked_for_where_one_could_be(table, bring):
    heads = ("Contract title", "Supplier", "Alpha", "Beta", "Total value")
    rows = [row[1:] for row in ROWS]
    staged, _ = bring(table(heads, *rows))
    assert (asked(staged)["column_start_on"], asked(staged)["column_current_end_on"]) == (
        "Alpha",
        "Beta",
    )
    answers = {"column_start_on": "Alpha", "column_current_end_on": "Beta"}
    keys = [g.key for g in bring(table(heads, *rows), answers=answers)[0].guesses]
    assert keys[2:4] == ["start_on", "current_end_on"]


def test_who_is_paid_is_known_by_names_where_no_heading_says_so(table, bring):
    heads = ("What", "Who it was", "Start date", "End date", "Total value")
    staged, _ = bring(table(heads, *[row[1:] for row in ROWS]))
    assert asked(staged)["column_provider_id"] == "Who it was"


def test_which_of_two_days_is_that_of_payment_is_asked_where_neither_says_so(table, bring):
    heads = ("Supplier", "Posting date", "Transaction date", "Net amount")
    rows = [(r[2], r[3], r[4], r[5]) for r in ROWS]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert asked(staged)["column_paid_on"] == "Posting date"
    taken, _ = bring(
        table(heads, *rows), kind="spend", answers={"column_paid_on": "Transaction date"}
    )
    assert {g.key: g.place for g in taken.guesses}["paid_on"] == 2


def test_what_was_advertised_is_not_what_was_agreed(table, bring):
    heads = ("Title", "Supplier", "As advertised · Start", "As advertised · Value", "As awarded · Start",
             "As awarded · Value", "As awarded · End")  # fmt: skip
    rows = [(r[1], r[2], r[3], 9_000, r[3], r[5], r[4]) for r in ROWS]
    staged, _ = bring(table(heads, *rows))
    keys = {g.key: g.place for g in staged.guesses}
    assert (keys["start_on"], keys["total_value_p"]) == (4, 5)


def test_ends_are_known_by_coming_after_starts_and_the_lone_amount_by_being_alone(table, bring):
    heads = ("Contract title", "Supplier", "Mobilised", "Wrapped up", "Review date", "Charged")
    rows = [(*row[1:5], "01/05/2025", row[5]) for row in ROWS]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    keys = [g.key for g in staged.guesses]
    assert keys[2:4] == ["start_on", "current_end_on"]
    assert keys[5] == "total_value_p"
    said = asked(staged)
    assert said["column_start_on"] == "Mobilised"
    assert said["column_current_end_on"] == "Wrapped up"


def test_a_kind_of_which_no_column_is_known_gives_way_to_one_that_has_key_columns():
    heads = ("Alpha", "Supplier", "Contract title")
    looks = [
        look_at(["x", "y", "z"]),
        look_at(["A Ltd", "B Ltd", "C Ltd"]),
        look_at(["P", "Q", "R"]),
    ]
    found = with_known_columns(KindGuess("agreements", 0.3, ""), heads, looks)
    assert (found.kind, found.rival) == ("contracts", "agreements")
    assert with_known_columns(KindGuess("agreements", 0.9, ""), heads, looks).kind == "agreements"


def test_an_amount_whose_heading_denies_it_is_offered_and_not_taken(table, bring):
    heads = ("Contract title", "Supplier", "Start date", "End date", "Income so far")
    staged, _ = bring(table(heads, *[row[1:] for row in ROWS]), kind="contracts")
    assert asked(staged)["column_total_value_p"] == "none"
    assert staged.guesses[4].key is None


def test_who_is_paid_is_no_payer_and_a_unit_is_none_either(table, bring):
    rows = [(f"Band {n}", f"2{n}/06/2025", 100 + n) for n in range(6)]
    staged, _ = bring(table(("Organisation", "Date paid", "Amount"), *rows), kind="spend")
    assert staged.guesses[0].key == "supplier_id"
    units = [(f"Ward {n}", f"Firm {n} Ltd", f"2{n}/06/2025", 100 + n) for n in range(6)]
    heads = ("Department family", "Supplier", "Date paid", "Amount")
    staged, _ = bring(table(heads, *units), kind="spend")
    assert staged.guesses[0].key == "area"


def test_a_month_gives_way_to_a_day_of_payment(table, bring):
    rows = [("Jun-25", f"1{n}/06/2025", f"Firm {n} Ltd", 100 + n) for n in range(6)]
    heads = ("Month", "Date", "Supplier", "Amount")
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert [g.key for g in staged.guesses[:2]] == [None, "paid_on"]


def test_a_day_of_conclusion_after_the_start_is_the_end(table, bring):
    heads = ("Contract title", "Supplier", "Start date", "Date of conclusion", "Total value")
    staged, _ = bring(table(heads, *[row[1:] for row in ROWS]), kind="contracts")
    assert asked(staged)["column_current_end_on"] == "Date of conclusion"
    assert staged.guesses[3].key == "current_end_on"


def test_a_sort_that_few_words_say_is_no_title(table, bring):
    rows = [(f"Firm {n} Ltd", ("Core", "Project")[n % 2], f"Work with {n}", "13/04/2024", "12/04/2026", 900 + n)
            for n in range(9)]  # fmt: skip
    heads = ("Supplier", "Project", "What we buy", "Start date", "End date", "Total value")
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert [g.key for g in staged.guesses[1:3]] == [None, "title"]


def test_a_left_out_column_with_a_word_of_a_key_field_is_asked_for_beside_what_is_known(
    table, bring
):
    heads = ("Contract title", "Supplier", "Date of award", "Commencement of meeting", "Annual value", "Original price",
             "Expiry as at review")  # fmt: skip
    rows = [
        (f"Meals {n}", f"Firm {n} Ltd", "10/03/2024", "13/04/2024", 500, 1_000 + n, "12/04/2026")
        for n in range(4)
    ]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    found = asked(staged)
    assert {found[f"column_{key}"] for key in ("start_on", "current_end_on", "total_value_p")} == {
        "none"
    }
    answers = {
        "column_start_on": "Commencement of meeting",
        "column_total_value_p": "Original price",
    }
    said, _ = bring(table(heads, *rows), kind="contracts", answers=answers)
    assert {g.key for g in said.guesses} >= {
        "start_on",
        "total_value_p",
        "annual_value_p",
        "award_on",
    }


def test_income_over_the_term_is_the_value(table, bring):
    heads = ("Funder / commissioner", "Project / contract", "Start", "End", "Income over term")
    rows = [
        ("Wexcombe Council", f"Meals {n}", "01/04/2024", "31/03/2026", 900 + n) for n in range(4)
    ]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert (staged.guesses[4].key, asked(staged)["column_total_value_p"]) == (
        "total_value_p",
        heads[4],
    )


def test_days_and_amounts_under_a_word_of_an_award_are_no_titles(table, bring):
    rows = [(f"Meals {n}", f"Firm {n} Ltd", "10/03/2024", 1_000 + n) for n in range(4)]
    for heading, place in (("Awarded on", 2), ("Award", 3)):
        heads = ["What for", "Recipient", "Day", "£"]
        heads[place] = heading
        staged, _ = bring(table(heads, *rows), kind="contracts")
        assert staged.guesses[place].key != "title"


def test_a_left_out_column_that_could_give_a_key_field_as_well_is_asked_about_and_taken_if_so_said(
    table, bring
):
    rows = [
        (f"Meals {n}", f"Meals to schools, lot {n}", f"Firm {n} Ltd", 900 + n, 1_000 + n)
        for n in range(4)
    ]
    heads = (
        "Opportunity name",
        "Contract description",
        "Supplier",
        "Estimated value",
        "Sum at award",
    )
    staged, _ = bring(table(heads, *rows), kind="contracts")
    found = {q.id: q for q in staged.questions}
    assert found["column_total_value_p"].choices == ("Estimated value", "Sum at award")
    said, _ = bring(
        table(heads, *rows), kind="contracts", answers={"column_total_value_p": "Sum at award"}
    )
    assert said.totals == {"total_value_p": 100 * sum(row[4] for row in rows)}
    paid = ("Payment date", "Payee", "Net sum", "Gross sum")
    rows = [("01/04/2025", f"Firm {n} Ltd", 100 * (n + 1), 120 * (n + 1)) for n in range(4)]
    net, _ = bring(table(paid, *rows), kind="spend")
    assert {"column_amount_p", "amount_column"} & set(asked(net))


def test_bodies_of_the_nhs_hold_what_is_allocated_to_them(table, bring):
    heads = ("CCG code", "CCG name", "2019/20 allocation (£000)", "2020/21 allocation (£000)")
    rows = [(f"0{n}X", f"NHS Place {n} CCG", 150 + n, 160 + n) for n in range(4)]
    staged = bring(table(heads, *rows, ("", "England", 606, 646)))[0]
    assert {g.key: g.place for g in staged.guesses}["holder_id"] == 1
    assert staged.rows_accepted == 4
    heads = ("Unitary authority", *heads[2:], "% change")
    all_of_them = [(f"Town {n}", 150 + n, 160 + n, f"{n}.5%") for n in range(4)]
    all_of_them.append(("All unitary authorities", 606, 646, "1.5%"))
    assert bring(table(heads, *all_of_them))[0].rows_accepted == 4


def test_names_that_all_differ_are_asked_about_beside_those_that_rows_share(table, bring):
    heads = ("SICBL24CD", "SICBL24NM", "LAD24CD", "LAD24NM")
    rows = [
        (f"E3800000{n // 2}", f"NHS Place {n // 2} ICB", f"E0700000{n}", f"Town {n}")
        for n in range(4)
    ]
    assert asked(bring(table(heads, *rows))[0])["column_name"] == "SICBL24NM"
    assert "column_name" not in asked(
        bring(table(heads[2:] + heads[:2], *[r[2:] + r[:2] for r in rows]))[0]
    )


def test_a_plain_heading_has_no_rival_and_numbers_are_none_of_names(table, bring):
    heads = ("Contract title", "Supplier", "Supplier ref", "Contract value", "Amount requested")
    rows = [(f"Meals {n}", f"Firm {n} Ltd", f"S{n}", 1_000 + n, 2_000 + n) for n in range(4)]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert not any(key.startswith("column_") for key in asked(staged))


def test_a_source_of_which_each_row_has_another_is_asked_about_as_the_title(table, bring):
    heads = ("Programme", "Supplier", "Start date", "End date", "Contract value")
    rows = [
        (f"Meals {n}", f"Firm {n} Ltd", "01/04/2025", "31/03/2026", 1_000 + n) for n in range(9)
    ]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert (asked(staged)["column_title"], staged.guesses[0].key) == ("Programme", "title")


def test_of_two_references_of_which_each_tells_the_records_apart_one_is_asked_for(table, bring):
    heads = ("Contract ID", "Reference Number", "Contract title", "Supplier", "Contract value")
    rows = [(f"C{n}", f"PRC-00{n}", f"Meals {n}", f"Firm {n} Ltd", 1_000 + n) for n in range(4)]
    staged, _ = bring(table(heads, *rows))
    assert asked(staged)["column_ref"] == "Reference Number"
    _, plan = bring(table(heads, *rows), answers={"column_ref": "Contract ID"})
    assert {contract.ref for contract in plan.contracts.values()} == {f"C{n}" for n in range(4)}


def test_lists_of_grants_by_organisation_and_of_places_are_asked_about_as_another_kind(
    table, bring
):
    groups = [(f"Firm {n} Ltd", f"Meals {n}", "Place", 100 + n, 200 + n) for n in range(6)]
    heads = ("Organisation", "Project", "Directorate", "2023/24", "2024/25")
    assert asked(bring(table(heads, *groups))[0])["kind"] == "services"
    wards = [(f"Firm {n} Ltd", f"Meals {n}", "Mayor", "10/03/2024", 200 + n) for n in range(6)]
    heads = ("Group", "Project", "Awarded by", "Date of award", "Grant (£)")
    assert "kind" in asked(bring(table(heads, *wards))[0])
    places = [(f"Centre {n}", f"{n} High Street", "9 to 5", "Gym") for n in range(6)]
    assert "kind" in asked(
        bring(table(("name", "address", "opening_hours", "facilities"), *places))[0]
    )


def test_what_was_said_of_a_column_is_remembered_for_the_next_file_of_its_headings(table, bring):
    heads = ("Contract title", "Supplier", "Annual value", "Original price")
    rows = [[(f"Meals {n}{k}", f"Firm {n} Ltd", 500, 1_000 + n) for n in range(4)] for k in "ab"]
    _, plan = bring(table(heads, *rows[0]), answers={"column_total_value_p": "Original price"})
    staged, _ = bring(table(heads, *rows[1]), plan)
    assert staged.totals["total_value_p"] == 100 * sum(row[3] for row in rows[1])


def test_amounts_of_months_alone_tell_no_kind():
    looks = [look_at(["1880", "1881"]), *[look_at(["-43", "-27"])] * 3]
    guess = KindGuess("contracts", 0.1, "")
    assert with_known_columns(guess, ["Year", "Jan", "Feb", "Mar"], looks) == guess


def test_numbers_of_a_register_are_no_value_and_numbers_of_invoices_no_payee(table, bring):
    heads = ("SAP OA", "Contract #", "Contract name", "Supplier", "Start", "Expires")
    rows = [(f"460000120{n}", f"C{n}", f"Meals {n}", f"Firm {n} Ltd", "01/04/2024", "31/03/2026") for n in range(4)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    keys = [g.key for g in staged.guesses]
    assert (keys[0], keys[1], staged.totals) == (None, "ref", {})
    heads = ("Date", "Description", "Invoice Number", "Reference", "Debit", "Gross", "Account")
    rows = [("01/04/2024", f"Firm {n} - rent", f"INV-{n}", f"R{n}", 510 + n, 510 + n, "Rent") for n in range(4)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.kind == "spend"
    assert "supplier_id" not in {g.key for g in staged.guesses}


def test_who_provided_before_is_no_provider_and_a_body_no_department(table, bring):
    heads = ("Service", "Previous provider", "Budget 2026/27 (£)")
    rows = [(f"Meals {n}", f"Firm {n} Ltd", 900 + n) for n in range(8)]
    assert [g.key for g in bring(table(heads, *rows))[0].guesses][1] is None
    heads = ("Grant title", "Recipient", "Responsible department", "Award date", "Amount awarded")
    rows = [
        (f"Meals {n}", f"Firm {n} Ltd", f"{'Kent Leeds Wigan'.split()[n % 3]} Council", f"{13 + n}/04/2026", 900 + n)
        for n in range(8)
    ]  # fmt: skip
    assert "department" not in {g.key for g in bring(table(heads, *rows))[0].guesses}
    heads = (*heads[:2], "Responsible body", *heads[3:])
    assert [g.key for g in bring(table(heads, *rows))[0].guesses][2] == "commissioner_id"


def test_a_description_that_holds_amounts_names_no_service(table, bring):
    heads = ("LA name", "Total expenditure", "Service description", "Net expenditure")
    rows = [("Kent", f"Meals for {n}", 7_000 + n * 31, 6_000 + n * 17) for n in range(12)]
    assert [g.key for g in bring(table(heads, *rows), kind="services")[0].guesses][2] != "name"


def test_names_of_services_beside_programmes_that_they_share_are_asked_about(table, bring):
    heads = ("Programme", "Service area", "Budget £")
    rows = [(f"Programme {'ABC'[n % 3]}", f"Meals {n}", 9_000 + n) for n in range(12)]
    title = ["Revenue budget monitoring 2025/26"]
    staged, _ = bring(table(heads, *rows, banner=title))
    assert "column_name" in {q.id for q in staged.questions}
