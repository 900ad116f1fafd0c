"""Several files at once: by kind, shared answers once, one step, one summary."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import queue
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.plan import Plan
from commissionplanner.progress import CancelledError, Progress
from tests.app.usecases.test_disagreements import COUNCIL, ICB

CONTRACTS = """Ref,Contract title,Buyer,Supplier,Start date,End date,Value
{0}1,Meals {0},Kent County Council,A Ltd,01/04/2025,31/03/2027,1000
{0}2,Clubs {0},Kent County Council,B Ltd,01/04/2025,31/03/2027,2000
"""


@pytest.fixture
def folder(tmp_path):
    """Two registers, two lists of funding that differ, and a file that cannot be read."""
    place = tmp_path / "partners"
    place.mkdir()
    for name, text in (
        ("a contracts.csv", CONTRACTS.format("A")),
        ("b contracts.csv", CONTRACTS.format("B")),
        ("council budget.csv", COUNCIL),
        ("icb return.csv", ICB),
    ):
        (place / name).write_text(text, encoding="utf-8")
    (place / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (place / "notes.docx").write_bytes(b"not a spreadsheet")
    return place


@pytest.fixture
def made(folder):
    return queue.make_ready(Plan(), queue.files_in([folder]), {})


def test_a_folder_is_its_spreadsheets_by_name(folder):
    for name in ("x.XML", "y.html", "z.htm", "~$broken.xlsx"):
        (folder / name).write_text("<table>", encoding="utf-8")
    assert [path.name for path in queue.files_in([folder])] == [
        "a contracts.csv", "b contracts.csv", "broken.xlsx", "council budget.csv", "icb return.csv",
        "x.XML", "y.html", "z.htm",
    ]  # fmt: skip


def test_a_folder_without_a_spreadsheet_says_so(tmp_path):
    with pytest.raises(FileProblem, match="holds no spreadsheet"):
        queue.files_in([tmp_path])


def test_files_are_sorted_by_kind_and_one_that_cannot_be_read_is_refused_with_why(made):
    kinds = [item.kind for item in made.items]
    assert kinds == ["funding", "funding", "contracts", "contracts", ""]
    assert made.items[-1].state == "refused"
    assert made.items[-1].why


def test_a_file_of_which_nothing_tells_what_it_is_needs_somebody_and_is_under_no_kind(tmp_path):
    posts = (
        "Name,Job title,Salary band,Start date,Value\nA Ltd,Head of care,50000,01/04/2025,5000\n"
    )
    for name, text in (("posts.csv", posts), ("a.csv", "b,c,a\n2,3,1\n"), ("ok.csv", CONTRACTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = queue.make_ready(Plan(), queue.files_in([tmp_path]), {})
    assert [(item.path.name, item.kind, item.state) for item in made.items] == [
        ("ok.csv", "contracts", "ready"), ("a.csv", "", "needs you"), ("posts.csv", "", "needs you"),
    ]  # fmt: skip
    assert "a list of posts" in made.items[-1].why
    assert "Open it to say what it is" in made.items[-1].why


def test_a_question_of_two_files_is_asked_once_and_its_answer_goes_to_both(folder, made):
    assert [q.id for q in made.questions if q.id == "value_is"] == ["value_is"]
    again = queue.make_ready(Plan(), queue.files_in([folder]), {"value_is": "annual"})
    totals = [i.staged.totals for i in again.items if i.kind == "contracts"]
    assert totals == [{"annual_value_p": 300_000}] * 2


def test_which_of_two_columns_is_meant_is_asked_once_for_files_of_the_same_headings(folder):
    for name in ("a contracts.csv", "b contracts.csv"):
        text = CONTRACTS.format(name[0]).replace("Value", "Estimated value,Sum at award")
        (folder / name).write_text(text.replace("000\n", "000,5000\n"), encoding="utf-8")
    files = queue.files_in([folder])
    (asked,) = [
        q for q in queue.make_ready(Plan(), files, {}).questions if q.id == "column_total_value_p"
    ]
    assert asked.choices == ("Estimated value", "Sum at award")
    again = queue.make_ready(Plan(), files, {asked.id: "Sum at award", "value_is": "total"})
    totals = [i.staged.totals for i in again.items if i.kind == "contracts"]
    assert totals == [{"total_value_p": 1_000_000}] * 2


def test_all_files_come_in_as_one_step_that_one_undo_takes_back(made):
    document = Document(Plan())
    before = document.plan
    document.do(made.edit)
    assert (len(document.plan.contracts), len(document.plan.imports)) == (4, 4)
    document.undo()
    assert document.plan == before


def test_the_summary_says_what_differs_between_files(made):
    assert any(line.startswith("1 value on which two files differ") for line in made.summary)


def test_files_that_the_plan_holds_already_are_not_brought_in_again(folder, made):
    document = Document(Plan())
    document.do(made.edit)
    again = queue.make_ready(document.plan, queue.files_in([folder]), {})
    assert again.edit is None
    assert {item.state for item in again.items} == {"in already", "refused"}


def test_it_can_be_stopped(folder):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        queue.make_ready(Plan(), queue.files_in([folder]), {}, progress)
