"""What many files ask is put once, and each is answered by its own ids; sheets that wait are said."""

import pytest
import xlsxwriter

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import queue
from commissionplanner.app.usecases.shared_questions import AS_SUGGESTED, shared_id
from commissionplanner.model.plan import Plan

HEADINGS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
DAYS = """{},{},{},{},{},{}
{p}1,Meals {p},A Ltd,25/04/2025,{a},1000
{p}2,Clubs {p},B Ltd,26/04/2025,{b},2000
{p}3,Visits {p},C Ltd,27/04/2025,{c},3000
"""


def _days(place, name, ends):
    a, b, c = ends
    path = place / name
    path.write_text(DAYS.format(*HEADINGS, p=name[0].upper(), a=a, b=b, c=c), encoding="utf-8")
    return path


@pytest.fixture
def month_first(tmp_path):
    """Two registers with a column of American dates each, of which the second may be slips."""
    return [
        _days(tmp_path, "a.csv", ("03/31/2027", "04/30/2027", "05/31/2027")),
        _days(tmp_path, "b.csv", ("03/31/2027", "04/05/2027", "05/06/2027")),
    ]


def make_workbook(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, first in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADINGS)
            for row in range(1, 4):
                values = (
                    f"{first}{row}",
                    f"Lot {first}{row}",
                    "A Ltd",
                    "25/04/2025",
                    "31/03/2027",
                    1000,
                )
                sheet.write_row(row, 0, values)
    return path


@pytest.fixture
def workbook(tmp_path):
    return make_workbook(tmp_path / "books.xlsx", (("Register", "R"), ("Grants", "G")))


def test_a_question_of_one_column_is_shared_by_its_family():
    assert shared_id("month_first:E") == "month_first:*"
    assert shared_id("month_first") == "month_first"
    assert shared_id("same:org/x") == "same:org/x"


def test_columns_are_asked_about_once_and_each_is_read_as_it_suggests_until_answered(month_first):
    made = queue.make_ready(Plan(), month_first, {})
    question = next(q for q in made.questions if q.id == "month_first:*")
    assert question.choices == (AS_SUGGESTED, "yes", "no")
    assert question.taken == AS_SUGGESTED
    assert "E of “a.csv”, E of “b.csv”" in question.text
    line = next(line for line in made.summary if line.startswith("Columns are read differently"))
    assert "no: b.csv, column E; yes: a.csv, column E" in line


def test_one_answer_goes_to_every_column_that_asks_and_can_be_taken_back(month_first):
    made = queue.make_ready(Plan(), month_first, {"month_first:*": "no"})
    taken = {q.taken for i in made.items for q in i.staged.questions if q.id == "month_first:E"}
    assert taken == {"no"}
    question = next(q for q in made.questions if q.id == "month_first:*")
    assert (question.taken, question.choices[0]) == ("no", AS_SUGGESTED)
    assert not any("read differently" in line for line in made.summary)


def test_sheets_that_wait_are_said_and_all_come_in_on_request(workbook):
    made = queue.make_ready(Plan(), [workbook], {})
    assert made.items[0].sheets_left == ("Grants",)
    whole = queue.make_ready(Plan(), [workbook], {}, with_sheets={workbook: True})
    assert whole.items[0].sheets_left == ()
    assert whole.items[0].rows == 6
    document = Document(Plan())
    document.do(whole.edit)
    assert (len(document.plan.contracts), len(document.plan.imports)) == (6, 2)


def test_sheets_that_waited_come_in_later_and_the_first_is_not_brought_in_twice(workbook):
    document = Document(Plan())
    document.do(queue.make_ready(Plan(), [workbook], {}).edit)
    again = queue.make_ready(document.plan, [workbook], {})
    assert (again.items[0].state, again.items[0].sheets_left) == ("in already", ("Grants",))
    whole = queue.make_ready(document.plan, [workbook], {}, with_sheets={workbook: True})
    document.do(whole.edit)
    assert (len(document.plan.contracts), len(document.plan.imports)) == (6, 2)


def testmake_workbooks_with_more_sheets_are_asked_about_once(tmp_path, workbook):
    other = make_workbook(tmp_path / "other.xlsx", (("Register", "X"), ("Grants", "Y")))
    made = queue.make_ready(Plan(), [workbook, other], {})
    question = next(q for q in made.questions if q.id == "sheets")
    assert question.text.startswith("2 workbooks have more sheets with data")
    whole = queue.make_ready(Plan(), [workbook, other], {"sheets": "all"})
    assert [item.rows for item in whole.items] == [6, 6]
    assert "sheets" in {q.id for q in whole.questions}
