"""The slip of an import, as it is kept."""

from dataclasses import replace

from commissionplanner.app import import_slip
from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.model.entities import ImportBatch
from commissionplanner.model.plan import Plan

REGISTER = """Ref,Contract title,Supplier,Cost code,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,77,1000
Total,,,,1000
"""


def _imported(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    document = Document(Plan())
    document.do(imports.edit(imports.stage(Plan(), imports.open_source(path))))
    return document.plan, next(iter(document.plan.imports.values()))


def test_a_slip_has_the_sums_the_reasons_and_the_columns(tmp_path):
    slip = import_slip.slip_of(*_imported(tmp_path))
    assert ("Rows in", "1") in slip.figures
    assert ("In the plan now", "1") in slip.figures
    assert slip.check == ("good", "Adds up to the penny", "£0.00")
    assert slip.left_out == (("3", "It is a total: “Total”. It is the sum of the one row."),)
    assert dict(slip.columns)["Contract title"] == "Contract"


def test_a_slip_as_text_ends_with_the_digest_of_the_file(tmp_path):
    plan, batch = _imported(tmp_path)
    assert import_slip.money_of(batch) == (None, 100_000)  # a year, and no total is known
    text = import_slip.slip_of(plan, batch).as_text(batch)
    assert text.splitlines()[-1] == f"SHA-256\t{batch.file_sha256}"


def test_what_cannot_be_read_of_a_slip_is_left_empty():
    batch = ImportBatch(id="i", file_name="old.csv", kind=None, mapping="[", slip="not json")
    slip = import_slip.slip_of(Plan(), batch)
    assert (slip.left_out, slip.columns, slip.check) == ((), (), None)
    assert ("Rows in", "Not known") in slip.figures
    assert import_slip.when(batch) == ""


HELD = REGISTER.replace("Total,,,,1000", "A2,Beds,Bright Start Supplies Ltd,77,1,000")


def test_a_row_held_for_later_is_told_apart_from_those_left_out(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "REGISTER", HELD)
    plan, batch = _imported(tmp_path)
    slip = import_slip.slip_of(plan, batch)
    assert ([row for row, _ in slip.held], slip.left_out) == (["3"], ())
    parts = [(part, what) for part, what, _ in slip.as_lines(batch)]
    assert parts.count(("Held for later", "3")) == 1
    assert "Row held for later 3\tMore cells" in slip.as_text(batch)


def test_a_row_that_was_finished_since_is_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "REGISTER", HELD)
    plan, batch = _imported(tmp_path)
    slip = import_slip.slip_of(replace(plan, held_rows={}), batch)
    assert [why.endswith("It was finished or dropped since.") for _, why in slip.held] == [True]
