"""Finding the table in a sheet: its headings, its rows, and what is left out and said."""

import pytest
from xlsxwriter import Workbook

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.reading import list_sheets, read_table, unique_names
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.warnings import unit_of

ROWS = "A1,Acorn,01/04/2026,5\nA2,Beech,01/05/2026,7\nA3,Cedar,01/06/2026,9\n"
HEAD = "Ref,Supplier,Start,Amount\n"


@pytest.fixture
def table(make_text):
    """The table in a csv file of the given text."""
    return lambda text, **said: read_table(make_text(text), shape=Shape(**said))


@pytest.fixture
def book(tmp_path):
    """Write a workbook from lists of rows by sheet name."""

    def write(**sheets):
        path = tmp_path / "made.xlsx"
        with Workbook(path) as workbook:
            for name, rows in sheets.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("", 1),
        ("\n\n", 3),
        ("Contracts register 2026/27,,,\n,,,\n", 3),
        ("Council:,Wexcombe,,\nPeriod:,Quarter 1,,\n\n", 4),
        ("Register\nPublished under the transparency code by the council\n\n", 4),
    ],
)
def test_the_headings_are_found_wherever_they_are(table, above, row):
    found = table(above + HEAD + ROWS)
    assert (found.header_row, found.headings[0]) == (row, "Ref")
    assert found.rows == [row + 1, row + 2, row + 3]


def test_years_are_headings(table):
    found = table("Service,2024/25,2025/26,2026\nA,1,2,3\nB,4,5,6\n")
    assert found.headings == ["Service", "2024/25", "2025/26", "2026"]


def test_two_bands_tell_apart_headings_that_are_units_alone(table):
    heads = ",,2025/26,2025/26,2026/27\n,,Budget,Forecast,Budget\nTeam,Service,£,£,£\n"
    found = table(heads + "A,Meals,1,2,3\nB,Beds,4,5,6\n")
    assert found.headings[1:4] == ["Service", "2025/26 · Budget · £", "2025/26 · Forecast · £"]
    assert (found.header_row, found.rows) == (3, [4, 5])


def test_bands_over_headings_are_joined_with_them(table, codes):
    found = table(",2025/26,,2026/27,\nService,Budget,Actual,Budget,Actual\nA,1,2,3,4\nB,1,2,3,4\n")
    assert found.headings == [
        *("Service", "2025/26 · Budget", "2025/26 · Actual"),
        *("2026/27 · Budget", "2026/27 · Actual"),
    ]
    assert codes(found) == {"two_row_headings"}


def test_units_under_headings_are_joined_with_them(table):
    found = table("Service,Cost,Places\n,£000,No.\nA,1,2\nB,3,4\n")
    assert found.headings == ["Service", "Cost · £000", "Places · No."]


def test_line_ends_in_a_heading_become_spaces(table):
    assert table('Ref,"New/\nExisting\nScheme"\nA,x\nB,y\n').headings[1] == "New/ Existing Scheme"


def test_without_headings_columns_go_by_their_letters(table, codes):
    found = table("00C,Darlington,20130401\n00D,Durham,20130401\n")
    assert (found.header_row, found.headings) == (None, ["", "", ""])
    assert found.names == ["Column A", "Column B", "Column C"]
    assert codes(found) == {"no_headings"}


def test_a_title_above_a_list_without_headings_is_no_row_of_it(table):
    rows = "".join(f"RX{n},Trust {n},Y63,Q72,20150401\n" for n in range(5))
    found = table("Organisations at April 2026,,,,\n" + rows)
    assert (found.header_row, len(found.rows)) == (None, 5)
    assert [(out.row, out.kind) for out in found.left_out] == [(1, "above")]
    assert len(table("RX9,,,,\n" + rows.replace("Trust 3", "")).rows) == 5


def test_a_heading_over_the_currency_is_that_of_the_amounts_beside_it(table):
    found = table("Ref,Supplier,Value,\nA1,Acorn,GBP,5\nA2,Beech,GBP,7\n")
    assert found.headings == ["Ref", "Supplier", "", "Value"]
    found = table("Ref,Supplier,Currency,\nA1,Acorn,GBP,5\nA2,Beech,GBP,7\n")
    assert found.headings[2] == "Currency"


def test_empty_first_columns_keep_the_letters_of_the_others(table):
    found = table(",,Ref,Amount\n,,A1,5\n,,A2,6\n")
    assert found.letters == ["C", "D"]
    assert found.cell_name(1, 1) == "D3"


def test_empty_first_columns_of_a_workbook_keep_the_letters_too(tmp_path):
    path = tmp_path / "indented.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("Ref", "Amount"), ("A1", 5), ("A2", 6)), start=2):
            sheet.write_row(row, 2, cells)
    found = read_table(path)
    assert (found.header_row, found.letters) == (3, ["C", "D"])
    assert found.cell_name(1, 1) == "Sheet1!D5"


def test_a_band_over_each_of_several_headings_alike_tells_them_apart(table):
    found = table(",,FY 2023/24,FY 2024/25\nStream,Body,Total,Total\nGrant,a,1,2\nFund,b,3,4\n")
    assert found.headings[2:] == ["FY 2023/24 · Total", "FY 2024/25 · Total"]


def test_codes_of_lines_before_words_are_headings_and_no_days(table):
    found = table("LA,3.0.1 Centres,3.1.2 Fostering\nEast,1,2\nWest,3,4\n")
    assert found.headings == ["LA", "3.0.1 Centres", "3.1.2 Fostering"]


def test_blank_rows_between_and_after_are_no_rows(table):
    found = table(HEAD + "A1,Acorn,01/04/2026,5\n,,,\n\nA2,Beech,01/05/2026,7\n,,,\n,,,\n")
    assert found.rows == [2, 5]


def test_notes_and_end_marks_below_are_left_out(table):
    found = table(HEAD + ROWS + ",,,\nSource: finance,,,\n* estimate,,,\nEND,,,\n")
    assert found.rows == [2, 3, 4]
    assert [out.kind for out in found.left_out] == ["note", "note", "note"]


@pytest.mark.parametrize("label", ["Total", "GRAND TOTAL", "Sub-total:", "Total for adults"])
def test_totals_are_left_out_wherever_they_stand(table, label):
    found = table(HEAD + ROWS + f"{label},,,21\nA4,Elm,01/07/2026,3\n")
    assert found.rows == [2, 3, 4, 6]
    assert [(out.row, out.kind) for out in found.left_out] == [(5, "total")]


def test_a_total_without_a_label_is_known_by_its_sum(table):
    assert table(HEAD + ROWS + ",,,21\n").rows == [2, 3, 4]
    assert table(HEAD + ROWS + ",,,22\n").rows == [2, 3, 4, 5]


@pytest.mark.parametrize(("last", "n_rows"), [("Total,,,", 3), ("Total,Elm,,", 4), ("Totem,,,", 4)])
def test_the_word_of_a_total_alone_at_the_end_is_one_without_its_amounts(table, last, n_rows):
    assert len(table(f"{HEAD}{ROWS}{last}\n").rows) == n_rows


def test_a_supplier_called_total_is_no_total(table):
    found = table(HEAD + ROWS + "A4,Total Care Ltd,01/07/2026,3\n")
    assert (found.rows, found.total_lines) == ([2, 3, 4, 5], [])


def test_lines_proved_to_be_totals_are_kept_and_named(table, codes):
    lines = "LA,Line,Description,Spend\n1,1,Residential,5\n1,2,Fostering,7\n1,3,3 Total looked after,12\n"
    found = table(lines + "2,1,Residential,1\n2,2,Fostering,2\n2,3,3 Total looked after,3\n")
    assert (len(found.rows), found.total_lines) == (6, [4, 7])
    assert codes(found) == {"total_lines"}


def test_the_day_a_list_was_printed_is_a_note(table):
    assert table(f"{HEAD}{ROWS}Printed 01/04/2026,,,\n").rows == [2, 3, 4]


def test_numbered_notes_after_a_gap_are_left_out(table):
    notes = "\nNotes,,,\n1. Values exclude VAT.,,,\n2. Ends are those of the first term.,,,\n"
    found = table(HEAD + ROWS + notes)
    assert (found.rows, [out.kind for out in found.left_out]) == ([2, 3, 4], ["note"] * 3)


def test_averages_and_counts_below_a_total_are_left_out(table):
    found = table(HEAD + ROWS + "Total,,,21\n,,,\nAverage,,,7\nCount,,,3\n")
    assert (found.rows, {out.row for out in found.left_out}) == ([2, 3, 4], {5, 7, 8})


def test_what_is_left_of_a_budget_is_no_award(table):
    found = table(HEAD + ROWS + ",,Budget available,90\n,,Budget remaining,69\n")
    assert (found.rows, {out.row for out in found.left_out}) == ([2, 3, 4], {5, 6})
    above = table(HEAD + ROWS + ",,Budget available,90\n,,Total awards,21\n,,Budget remaining,69\n")
    assert above.rows == [2, 3, 4], "What was there stands above the total"
    assert table(HEAD + ROWS + "A4,Balance remaining,,9\n").rows == [2, 3, 4, 5], (
        "it has a reference"
    )


def test_amounts_carried_and_brought_forward_do_not_count_twice(table):
    forward = (
        "Carried forward,,,21\nBrought forward,,,21\nA4,Deal,01/07/2026,4\nCarried forward,,,25\n"
    )
    found = table(HEAD + ROWS + forward)
    assert found.rows == [2, 3, 4, 7]
    elsewhere = ",,c/f,21\n,,b/f,21\nPage 2 of 2,,,\n"
    assert table(HEAD + ROWS + elsewhere + "A4,Deal,01/07/2026,4\n").rows == [2, 3, 4, 8]
    marks = (
        HEAD + "(a),(b),(c),(d)\n" + ROWS + HEAD + "Run by Nature,,,\nReport generated today,,,\n"
    )
    found = table(marks)
    assert (found.rows, [out.row for out in found.left_out]) == ([3, 4, 5, 7], [6, 8])


def test_a_line_of_money_carried_forward_from_last_year_is_a_row(table):
    assert len(table(HEAD + ROWS + "Carried forward,,,500\nA4,Deal,01/07/2026,4\n").rows) == 5


def test_rows_of_names_alone_are_no_notes_where_many_are_so(table):
    assert table(HEAD + "A1,Acorn,,\n\n,Beech,,\n,Cedar,,\n").rows == [2, 4, 5]


def test_a_note_written_across_several_cells_is_left_out(table):
    found = table(HEAD + ROWS + "Some,,,\n,people write,,\n,,,below\n")
    assert (found.rows, [out.kind for out in found.left_out]) == ([2, 3, 4], ["note"] * 3)


def test_last_records_of_which_little_is_known_are_kept(table):
    found = table(HEAD + ROWS + "A4,,,\nA5,,,\n")
    assert found.rows == [2, 3, 4, 5, 6]


def test_headings_repeated_on_each_page_are_left_out(table):
    found = table(HEAD + ROWS + HEAD + "A4,Elm,01/07/2026,3\n")
    assert (found.rows, found.left_out[0].kind) == ([2, 3, 4, 6], "headings")


def test_a_row_of_headings_may_be_chosen(table):
    found = table("A,B\nC,D\n1,2\n", header_row=2)
    assert (found.headings, found.rows) == (["C", "D"], [3])


def test_a_chosen_row_that_is_not_there_is_refused(table):
    with pytest.raises(FileProblem, match="no row 99"):
        table(HEAD + ROWS, header_row=99)


def test_the_sheet_of_data_is_taken_before_notes_and_lists(book, codes):
    data = [["Ref", "Name", "Amount"], *([f"A{n}", "x", n] for n in range(9))]
    found = read_table(book(Notes=[["About this file"]], Lookups=[["a", "b"]] * 9, Data=data))
    assert found.sheet == "Data"
    assert "other_sheets" not in codes(found)


def test_of_equal_sheets_the_first_is_taken_and_the_others_named(book):
    data = [["Ref", "Name", "Amount"], ["A1", "x", 1], ["A2", "y", 2]]
    found = read_table(book(North=data, South=[*data, ["A3", "z", 3]]))
    assert found.sheet == "North"
    assert any("“South”" in warning.message for warning in found.warnings)


def test_a_named_sheet_is_taken_whatever_its_case(book):
    data = [["Ref", "Name"], ["A1", "x"]]
    path = book(North=data, South=[*data, ["A2", "y"]])
    assert len(read_table(path, sheet="south").rows) == 2
    assert [sheet.name for sheet in list_sheets(path)] == ["North", "South"]


def test_an_empty_workbook_is_refused_in_words(book):
    with pytest.raises(FileProblem, match="all its sheets are empty"):
        read_table(book(Data=[]))


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["Amount", "Amount", ""], ["Amount", "Amount (2)", "Column C"]),
        (["A", "A", "A (2)"], ["A", "A (3)", "A (2)"]),
    ],
)
def test_names_are_unique(headings, names):
    assert unique_names(headings, ["A", "B", "C"]) == names


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("Budget £000", 1000), ("£'000", 1000), ("£k", 1000), ("£000s", 1000)),
        *(("Total (£m)", 10**6), ("£ million", 10**6), ("Cost £", 1), ("Amount", 1)),
    ],
)
def test_units_are_seen_in_titles_and_headings(text, unit):
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    "text",
    ["thousand tonnes carbon equivalent", "Population (000s) people", "in millions of visits"],
)
def test_thousands_of_other_things_are_no_units_of_pounds(text):
    assert unit_of(text) == 1


def test_a_table_far_below_the_top_is_found(make_text):
    found = read_table(make_text("\n" * 5_000 + "Ref,Name\nA1,x\nA2,y\n"))
    assert (found.header_row, found.rows) == (5_001, [5_002, 5_003])


@pytest.mark.parametrize("gap", ["", "\n"])
def test_any_number_of_notes_may_stand_above_a_small_table(table, codes, gap):
    notes = "All amounts are in £000\n" + "A note on how it is kept\n" * 300
    found = table(notes + gap + HEAD + ROWS)
    assert (found.header_row, len(found.rows)) == (302 + len(gap), 3)
    assert {"notes_above", "units"} <= codes(found)


def test_a_list_stays_a_list_where_a_small_key_stands_below_it(table):
    names = "".join(f"Supplier {n}\n" for n in range(40))
    assert len(table("Supplier\n" + names + "\nCode,Meaning,Count\nA,Open,5\n").rows) == 40


def test_a_text_alone_just_below_a_total_is_a_note(tmp_path):
    path = tmp_path / "register.csv"
    rows = "".join(f"Meals {n},Firm {n} Ltd,{n}00\n" for n in range(1, 6))
    path.write_text(
        f"Contract,Supplier,Value\n{rows}Total,,1500\nThose under five are not shown,,\n"
    )
    table = read_table(path)
    assert table.columns[0] == [f"Meals {n}" for n in range(1, 6)]
    assert [out.row for out in table.left_out] == [7, 8]


def test_a_small_list_before_the_register_does_not_stand_for_it(book, codes):
    data = [["Ref", "Title", "Value"], *([f"C{n}", "Meals", n] for n in range(40))]
    found = read_table(
        book(Codes=[["Code", "Label"], ["A", "Adults"], ["C", "Children"]], Data=data)
    )
    assert (found.sheet, len(found.rows)) == ("Data", 40)
    assert "other_sheets" not in codes(found)


def test_what_stands_below_a_gap_without_any_amount_is_notes(table):
    heads, rows = "Scheme,Type,Led by,Source,Start,Amount\n", ""
    for n in range(4):
        rows += f"Meals {n},Care,Council,Grant,01/04/202{n},100\n"
    guide = "\nFurther guidance\nNumber,Type of scheme\n1,Carers\n2,Telecare\n"
    found = table(heads + rows + guide)
    assert (found.rows, len(found.left_out)) == ([2, 3, 4, 5], 4)
    key = "\nType,Description\nCarers,Breaks for carers\nTelecare,Alarms\n"
    assert len(table(heads + rows + key).rows) == 4
    assert len(table(heads + rows + "\nVans,Care\nBeds,Respite\n").rows) == 6
    groups = table(heads + rows + "\nOther\nVans,Care,Council,Grant,01/04/2025,300\n")
    assert len(groups.rows) == 6


def test_records_of_which_little_is_known_are_no_notes(table):
    heads, rows = "Scheme,Type,Led by,Source,Start,Amount\n", ""
    for n in range(4):
        rows += f"Meals {n},Care,Council,Grant,01/04/202{n},100\n"
    for planned in ("Vans,Care,Council", "Vans,,,,,TBC", "Vans,,,Grant,tbc"):
        found = table(heads + rows + f"\nUnder negotiation\nBeds,Care\n{planned}\n")
        assert found.rows == [2, 3, 4, 5, 7, 8, 9]
    numbered = "".join(f"C{n},Meals,Care,Council,01/04/202{n},100\n" for n in range(4))
    found = table(
        "Ref," + heads.replace(",Source", "") + numbered + "\nPipeline\nC8,Beds\nC9,Vans\n"
    )
    assert len(found.rows) == 7


def test_last_records_whose_names_begin_like_notes_are_kept(table):
    last = ("End of life care,,,", "Key worker service,,,", "Notes of meetings,,,", "Prepared meals,,,",
            "Sourcewell Ltd,,,", "A4,End,,", "End,,,7", "NB Nursing,,,")  # fmt: skip
    for record in last:
        assert len(table(HEAD + ROWS + record + "\n").rows) == 4, record
    numbered = (
        "1. Meals,Acorn,01/04/2026,5\n2. Beds,Beech,01/05/2026,7\n3. Vans,Cedar,01/06/2026,9\n"
    )
    assert len(table(HEAD + numbered + "4. Taxis,,,\n").rows) == 4
    planned = ",Carers hub,Acorn Ltd,,,\n,Beds,Beech Ltd,,,\n"
    rows = "".join(f"C{n},Meals,A Ltd,01/04/202{n},31/03/203{n},{n}00\n" for n in range(4))
    assert len(table("Ref,Title,Supplier,Start,End,Value\n" + rows + planned).rows) == 6


def test_a_count_is_no_row_where_it_counts_them(table):
    rows = "Meals,50\nBeds,70\nVans,90\n"
    assert table("Service,Budget\n" + rows + "Number of beds,45\n").rows == [2, 3, 4, 5]
    assert table("Service,Budget\n" + rows + "Number of services,3\n").rows == [2, 3, 4]


def test_last_rows_that_are_only_numbered_are_no_rows(table):
    found = table("ID,Scheme,Amount\n1,Meals,100\n2,Beds,200\n3,,\n4,,\n")
    assert (found.rows, [out.kind for out in found.left_out]) == ([2, 3], ["note", "note"])
    found = table("ID,Scheme,Amount\n1,Meals,100\n2,Beds,200\n7,,\n")
    assert found.rows == [2, 3, 4]


def test_a_text_alone_below_a_full_list_of_two_columns_is_a_note(table):
    rows = "".join(f"E{n},Place {n}\n" for n in range(9))
    found = table(f"Code,Name\n{rows}\nSome names are shortened to fit\n")
    assert (len(found.rows), len(found.left_out)) == (9, 1)


def test_headings_again_are_known_under_a_band_and_broken_over_lines(table):
    found = table(
        'Details,,Money\n"Contract\nref",Title,Value\nC1,Meals,5\nC2,Beds,6\n"Contract\nref",Title,Value\nC3,Vans,7\n'
    )
    assert (found.rows, found.left_out[-1].kind) == ([3, 4, 6], "headings")


def test_what_amounts_are_in_is_heeded_below_the_headings_and_below_the_rows(table):
    alone = table(HEAD + ",,,£000\n" + ROWS)
    assert (alone.headings[3].rsplit(" · ")[-1], alone.rows) == ("£000", [3, 4, 5])
    noted = table(HEAD + ROWS + "\nAll figures are in £000s,,,\nContracts over £000s apart,,,\n")
    assert noted.footnotes == ["All figures are in £000s"]
    assert [w.code for w in noted.warnings if w.code == "units"] == ["units"]


def test_headings_of_groups_with_subtotals_of_their_own_are_many_and_no_records(table):
    group = "Adults,,,\nA1,x,01/04/2026,5\nAdults subtotal,,,5\n"
    found = table(HEAD + group + group.replace("A", "B") + "Pending,,,\nC1,y,01/04/2026,6\n")
    assert found.group_rows == [2, 5]


def test_a_sentence_below_a_table_is_a_note(tmp_path):
    path = tmp_path / "budget.csv"
    rows = ["Service,2025/26,2026/27", "Meals,100,110", "Beds,200,220", "Net budget,300,330"]
    path.write_text("\n".join([*rows, "Figures may not sum due to rounding."]), encoding="utf-8")
    table = read_table(path)
    assert (table.rows, [out.kind for out in table.left_out][-1]) == ([2, 3, 4], "note")


def test_how_many_rows_each_group_of_a_report_has_is_no_record(table):
    heads = "Group,Title,Supplier,Value\n"
    rows = "Adults,Beds,A Ltd,5\n,Meals,B Ltd,6\n,Count,2,\nPlay,Swings,C Ltd,7\n,Count,1,\n,Count,3,\n"
    found = table(heads + rows)
    assert (found.rows, [out.row for out in found.left_out]) == ([2, 3, 5], [4, 6, 7])
    other = "Adults,Beds,A Ltd,5\n,Count,9,\n,Meals,B Ltd,6\n,Count,Dracula Ltd,7\n"
    assert table(heads + other).rows == [2, 3, 4, 5]
