"""Opening a file, staging it again and again, and the one edit in the end."""

import openpyxl
import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.plans import empty_plan
from commissionplanner.edits.base import EditRefused
from commissionplanner.progress import CancelledError, Progress


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    rows = [f"C{n},Meals {n},A Ltd,01/04/2025,31/03/2026,1200" for n in range(3)]
    path.write_text(
        "\n".join(["Ref,Contract title,Supplier,Start,End,Value", *rows]), encoding="utf-8"
    )
    return path


@pytest.fixture
def document():
    return Document(empty_plan("p", "Plan"))


def test_an_import_is_one_step_that_one_undo_takes_back(register, document):
    before = document.plan
    document.do(imports.edit(imports.stage(document.plan, imports.open_source(register))))
    assert len(document.plan.contracts) == 3
    assert document.undo_label == "Import register.csv"
    document.undo()
    assert document.plan == before


def test_staging_again_reads_only_what_the_correction_changes(register, document, monkeypatch):
    source = imports.open_source(register)
    imports.stage(document.plan, source)
    monkeypatch.setattr("commissionplanner.app.usecases.imports.read_raw", None)
    staged = imports.stage(document.plan, source, imports.Choices(columns={"F": "annual_value_p"}))
    assert staged.totals == {"annual_value_p": 360_000}


def test_an_import_made_ready_before_another_edit_is_refused_in_words(register, document):
    source = imports.open_source(register)
    staged = imports.stage(document.plan, source)
    document.do(imports.edit(staged))
    with pytest.raises(EditRefused, match="Look at it again"):
        document.do(imports.edit(staged))


def test_staging_can_be_stopped(register, document):
    progress = Progress()
    source = imports.open_source(register)
    progress.cancel()
    with pytest.raises(CancelledError):
        imports.stage(document.plan, source, None, progress)


def test_every_kind_offers_its_fields():
    for kind in imports.KINDS:
        assert {target.key for target in imports.fields_of(kind)} & {"name", "title", "amount_p"}


def test_a_file_of_nothing_known_names_the_hidden_sheet_that_may_hold_its_table(tmp_path, document):
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    book.active.append(["See the other sheet"])
    hidden = book.create_sheet("Data")
    hidden.sheet_state = "hidden"
    for row in (["Ref", "Supplier", "Value"], ["C1", "A Ltd", 5]):
        hidden.append(row)
    book.save(tmp_path / "book.xlsx")
    staged = imports.stage(document.plan, imports.open_source(tmp_path / "book.xlsx"))
    assert "may be on a hidden sheet: “Data”." in imports.unknown(staged, is_told=False)
