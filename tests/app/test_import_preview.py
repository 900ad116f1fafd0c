"""A staged import as the wizard shows it."""

import pytest

from commissionplanner.app import import_figures, import_messages
from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_preview import Preview
from commissionplanner.app.messages import Tone
from commissionplanner.app.usecases import imports
from commissionplanner.model.entities import Organisation
from commissionplanner.model.plan import Plan

REGISTER = """Published by Wexcombe Council,,,,
Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,"£1,000.00"
A2,Dads' groups,Wexcombe Voluntary Action,TBC,"£2,000.00"
Total,,,,"£3,000.00"
"""


@pytest.fixture
def stage(tmp_path):
    """Stage a register given as text."""

    def of(text=REGISTER, plan=None, **choices):
        path = tmp_path / "register.csv"
        path.write_text(text, encoding="utf-8")
        source = imports.open_source(path)
        return imports.stage(plan or Plan(), source, imports.Choices(**choices))

    return of


def test_rows_stand_in_the_order_of_the_file_with_totals_in_their_place(stage):
    preview = Preview(stage())
    assert [line.row for line in preview.lines] == [3, 4, 5]
    assert (preview.in_rows, preview.with_problems, preview.left_out) == ((0, 1), (1,), (2,))


def test_a_cell_says_its_value_as_people_write_it(stage):
    preview = Preview(stage())
    assert preview.cell(preview.lines[0], 3).text == "31 Mar 2027"
    assert preview.cell(preview.lines[0], 4).text == "1,000"
    assert preview.cell(preview.lines[2], 4).text == "3,000"


def test_a_cell_without_a_value_keeps_its_text_and_says_why(stage):
    preview = Preview(stage())
    cell = preview.cell(preview.lines[1], 3)
    assert cell.text == "TBC"
    assert cell.problem
    assert preview.cell_name(preview.lines[1], 3) == "D4"


def test_the_row_of_the_sheets_own_total_is_named(stage):
    staged = stage()
    assert import_figures.total_row(staged) == 5
    assert any("row 5" in figure.words for figure in import_figures.money_figures(staged))
    commas = stage(REGISTER.replace(",000.00", ".000,50").replace("£3.000,50", "£3.001,00"))
    assert commas.sheet_total == {"amount_p": 300_100, "difference_p": 0}
    assert import_figures.total_row(commas) == 5


def test_the_next_problem_is_found_round_the_end(stage):
    preview = Preview(stage())
    assert preview.next_problem(-1) == (1, 3)
    assert preview.next_problem(1) == (1, 3)


def test_rows_in_and_left_out_add_up_to_the_rows_read(stage):
    figures = {figure.words: figure.value for figure in import_figures.row_figures(stage())}
    assert figures["Rows read"] == "3"
    assert (figures["Rows that will land"], figures["Rows left out"]) == ("2", "1")


@pytest.mark.parametrize(
    ("own", "expected"),
    [("£3,000.00", "Adds up to the penny"), ("£3,500.00", "The sheet’s own total differs by")],
)
def test_the_sheets_own_total_is_checked(stage, own, expected):
    staged = stage(REGISTER.replace('"£3,000.00"', f'"{own}"'))
    check = import_figures.check_sum(staged)
    assert check is not None
    assert check[1] == expected


def test_organisations_are_counted_as_new_or_known(stage):
    held = Organisation(id="b", name="Bright Start Supplies Ltd", roles=("provider",))
    bodies = shown.bodies(stage(plan=Plan(organisations={"b": held})))
    assert bodies.known == 1
    assert "Wexcombe Voluntary Action" in [name for name, _ in bodies.new]


def test_every_kind_offers_to_leave_a_column_out_first():
    for kind in imports.KINDS:
        fields = shown.fields_for(kind)
        assert fields[0] == ("", "Not used")
        assert len({words for _, words in fields}) == len(fields)


def test_the_result_says_what_came_in_and_what_did_not(stage):
    message = import_messages.imported([stage()], "i1")
    assert (message.tone, message.title) == (Tone.ATTENTION, "2 contracts imported")
    assert message.lines == (
        "£3,000.00 a year. It agrees with the sheet’s own total to the penny.",
        "1 row left out: 1 total.",
        "1 cell could not be read and is kept as found, to be put right.",
    )
    assert message.foot == "register.csv"


def test_the_result_of_a_sheet_without_a_total_says_so(stage):
    message = import_messages.imported([stage(REGISTER[: REGISTER.index("Total")])], "i1")
    assert "no total to check it against" in message.lines[0]
    assert [button.label for button in message.buttons] == ["Open slip", "Undo import"]
