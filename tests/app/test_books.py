"""Many sheets of one workbook in one edit."""

import pytest
import xlsxwriter

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.model.plan import Plan

CONTRACTS = [
    ("Ref", "Contract title", "Supplier", "Start date", "End date", "Annual value"),
    ("C1", "Meals", "Wexcombe Mind", "13/04/2024", "31/03/2026", 100_000),
    ("C2", "Beds", "Northgate Homes Ltd", "01/04/2024", "31/03/2025", 250_000),
]
SERVICES = [
    ("Service", "Delivered by", "Age group", "2026/27"),
    ("Peer support", "Wexcombe Mind", "0-5", 40_000),
    ("Youth work", "Northgate Homes Ltd", "11-18", 60_000),
]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "partner.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in (
            ("Guidance", [("Read this",)]),
            ("Contracts", CONTRACTS),
            ("Services", SERVICES),
        ):
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def stage(book, **choices):
    return imports.stage(Plan(), imports.open_source(book), imports.Choices(**choices))


def test_other_sheets_are_named_and_left_unless_asked_for(book):
    staged = stage(book)
    question = next(q for q in staged.questions if q.id == "sheets")
    assert (question.taken, staged.also) == ("this_one", [])
    assert "“Services”" in question.text
    assert "Guidance" not in question.text


def test_all_sheets_come_in_by_one_edit_each_its_own_kind(book):
    staged = stage(book, answers={"sheets": "all"})
    assert [staged.kind, *(s.kind for s in staged.also)] == ["contracts", "services"]
    document = Document(Plan())
    document.do(imports.edit(staged))
    plan = document.plan
    assert (len(plan.contracts), len(plan.services), len(plan.organisations)) == (2, 2, 2)
    document.undo()
    assert document.plan == Plan()


def test_a_question_of_another_sheet_is_answered_by_its_name(book):
    staged = stage(book, answers={"sheets": "all", "Services/measure": "forecast"})
    assert {q.id: q.taken for q in staged.also[0].questions}["measure"] == "forecast"
    assert staged.as_dict()["sheets"][0]["sheet"] == "Services"


def test_there_is_no_such_question_where_there_is_one_sheet(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("Ref,Contract title,Supplier\nC1,Meals,A Ltd\n", encoding="utf-8")
    with pytest.raises(imports.AnswerError, match="no other sheet"):
        stage(path, answers={"sheets": "all"})
