"""A partner round from asking to reading: sheets out, sheets back, held until all have answered."""

from datetime import date

import openpyxl
import pytest

from commissionplanner.analysis import partner_round
from commissionplanner.app.document import Document
from commissionplanner.app.usecases import export, imports, rounds
from commissionplanner.app.usecases.compare import compare_files
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.rounds import LeaveOutOfRound
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import writer
from commissionplanner.model.entities import About, Organisation
from commissionplanner.model.plan import Plan

DAY = date(2026, 11, 2)
HEARD = "We are told and not asked"


@pytest.fixture
def document():
    bodies = {
        key: Organisation(id=key, name=name)
        for key, name in (("c", "Council"), ("i", "ICB / place"), ("t", "Trust"))
    }
    plan = Plan(about={"p": About(id="p", title="Place", as_at_on=DAY)}, organisations=bodies)
    made = Document(plan)
    made.do(rounds.new_round(plan, "Autumn", ["c", "i", "t"], "Clerk", date(2026, 10, 1)))
    return made


@pytest.fixture
def round_id(document):
    return next(iter(document.plan.partner_rounds))


def fill(path, answer="Disagree", words=HEARD, tie="Yes"):
    """Answer every question of a sheet."""
    book = openpyxl.load_workbook(path)
    for page in book:
        for row in page.iter_rows(max_col=4):
            code = str(row[0].value or "")
            if code.startswith(partner_round.WORKS_WITH):
                row[2].value = tie
            elif code in {term.code for term in partner_round.statements()}:
                row[2].value, row[3].value = answer, words
    book.save(path)


def sheets(document, round_id, folder):
    paths = rounds.write_sheets(document.plan, round_id, folder)
    return {path.stem.removeprefix("Autumn "): path for path in paths}


def test_each_body_gets_two_pages_with_every_question_and_the_other_bodies(
    document, round_id, tmp_path
):
    made = sheets(document, round_id, tmp_path)
    assert set(made) == {"Council", "ICB place", "Trust"}
    book = openpyxl.load_workbook(made["Council"])
    assert book.sheetnames == ["Partner round 1", "Partner round 2"]
    codes = {str(row[0].value) for page in book for row in page.iter_rows(max_col=1)}
    assert {term.code for term in partner_round.statements()} <= codes
    assert {"works_with:i", "works_with:t"} <= codes
    assert "works_with:c" not in codes
    said = " ".join(str(cell.value) for row in book.worksheets[0]["B1:B12"] for cell in row)
    assert "not encrypted" in said


def test_answers_come_back_whole_and_stay_hidden_until_the_last_one(document, round_id, tmp_path):
    made = sheets(document, round_id, tmp_path)
    for name, path in made.items():
        assert partner_round.latest(document.plan) is None, name
        fill(path)
        reply = rounds.read_sheet(document.plan, path)
        assert (len(reply.answers), reply.problems) == (14, ())
        document.do(rounds.take(document.plan, reply))
    asked = document.plan.partner_rounds[round_id]
    found = partner_round.heard(document.plan, asked)
    assert {each.disagree for each in found} == {("c", "i", "t")}
    assert all(pair.tie == "both" for pair in partner_round.pairs(document.plan, asked))


def test_a_second_sheet_takes_the_place_of_the_first_and_undo_brings_it_back(
    document, round_id, tmp_path
):
    path = sheets(document, round_id, tmp_path)["Trust"]
    fill(path)
    document.do(rounds.take(document.plan, rounds.read_sheet(document.plan, path)))
    first = document.plan
    fill(path, "Agree", "", "No")
    document.do(rounds.take(document.plan, rounds.read_sheet(document.plan, path)))
    assert {row.words for row in document.plan.partner_returns.values()} == {""}
    document.undo()
    assert document.plan == first


def test_no_export_for_partners_and_no_comparison_shows_answers_not_to_be_seen(
    document, round_id, tmp_path
):
    before = tmp_path / "before.cplan"
    before.write_bytes(writer.build(document.plan).content)
    path = sheets(document, round_id, tmp_path)["Trust"]
    fill(path)
    document.do(rounds.take(document.plan, rounds.read_sheet(document.plan, path)))
    after, book = tmp_path / "after.cplan", tmp_path / "out.xlsx"
    after.write_bytes(writer.build(document.plan).content)
    export.export_workbook(document.plan, book, audience="partners")
    texts = [str(c.value) for page in openpyxl.load_workbook(book) for row in page for c in row]
    assert not [text for text in texts if HEARD in text]
    assert "Not shown: 2 organisations still to answer." in texts
    changes, _ = compare_files(before, after)
    assert not [change for change in changes if change.table == "partner_returns"]
    said = export.export_tables(document.plan, tmp_path / "tables").lines
    assert any("for its holder only" in line for line in said)


def test_the_workbook_shows_the_round_once_all_have_answered(document, round_id, tmp_path):
    for path in sheets(document, round_id, tmp_path).values():
        fill(path)
        document.do(rounds.take(document.plan, rounds.read_sheet(document.plan, path)))
    book = tmp_path / "out.xlsx"
    export.export_workbook(document.plan, book, audience="partners")
    page = openpyxl.load_workbook(book)["Partner round"]
    texts = [str(cell.value) for row in page for cell in row]
    assert "None agree" in texts
    assert "Both say so" in texts
    assert any(HEARD in text for text in texts)


def test_a_body_that_will_not_answer_is_left_out_with_a_reason(document, round_id):
    with pytest.raises(EditRefused, match="Say why"):
        document.do(LeaveOutOfRound(round_id, "t", " "))
    document.do(LeaveOutOfRound(round_id, "t", "Merged\ninto the ICB"))
    asked = document.plan.partner_rounds[round_id]
    assert rounds.state_of(document.plan, asked, "t") == "left_out"
    assert rounds.state_of(document.plan, asked, "c") == "late"
    assert asked.left_out_why == ("Trust: Merged into the ICB",)


def test_a_wrong_word_is_named_with_its_cell_and_left_out(document, round_id, tmp_path):
    path = sheets(document, round_id, tmp_path)["Trust"]
    fill(path, "Maybe", "")
    reply = rounds.read_sheet(document.plan, path)
    assert len(reply.answers) == 2
    assert reply.problems[0].startswith("Partner round 1!C")
    assert "“Maybe” is no answer of the list" in reply.problems[0]


def test_an_empty_sheet_and_another_plans_sheet_are_refused(document, round_id, tmp_path):
    path = sheets(document, round_id, tmp_path)["Trust"]
    with pytest.raises(EditRefused, match="answers nothing"):
        rounds.take(document.plan, rounds.read_sheet(document.plan, path))
    with pytest.raises(FileProblem, match="did not ask"):
        rounds.read_sheet(Plan(), path)


def test_a_sheet_without_its_hidden_column_says_what_to_do(document, round_id, tmp_path):
    path = sheets(document, round_id, tmp_path)["Trust"]
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"].value = None
    book.save(path)
    with pytest.raises(FileProblem, match="lost its hidden first column"):
        rounds.read_sheet(document.plan, path)


def test_a_sheet_of_a_round_is_never_imported_as_a_register(document, round_id, tmp_path):
    path = sheets(document, round_id, tmp_path)["Trust"]
    with pytest.raises(FileProblem, match="answers a partner round"):
        imports.open_source(path)


@pytest.mark.parametrize(
    ("title", "bodies", "holder", "said"),
    [
        (" ", ["c", "i"], "Clerk", "Give the round a name"),
        ("A", ["c", "i"], "", "neutral post"),
        ("A", ["c", "c"], "Clerk", "two organisations"),
    ],
)
def test_a_round_needs_a_name_a_holder_and_two_bodies(document, title, bodies, holder, said):
    with pytest.raises(EditRefused, match=said):
        rounds.new_round(document.plan, title, bodies, holder, None)
