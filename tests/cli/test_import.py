"""The `import` command, in process."""

import json
import os

import pytest
import xlsxwriter

from commissionplanner.app.usecases import plans
from commissionplanner.cli import main
from commissionplanner.model.years import FinancialYear

HEADINGS = "Ref,Contract title,Buyer,Supplier,Start date,End date,Annual value\n"
ROW = "C1,Meals,Kent County Council,A Ltd,01/04/2025,31/03/2026,1200\n"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "p.cplan"
    plans.new_plan(path, first_year=FinancialYear(2026))
    return path


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(HEADINGS + ROW + ROW.replace("C1", "C2"), encoding="utf-8")
    return path


def _run(capsys, *words):
    code = main.run([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_clean_file_comes_in_and_the_plan_is_saved(capsys, plan, register):
    code, out, _ = _run(capsys, "import", plan, register, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["kind"], found["rows_read"], found["rows_accepted"]) == ("contracts", 2, 2)
    assert found["totals"] == {"annual_value_p": 240_000}
    assert len(plans.open_plan(plan).plan.contracts) == 2


def test_json_has_what_the_contract_of_the_command_names(capsys, plan, register):
    found = json.loads(_run(capsys, "import", plan, register, "--json")[1])
    named = {"file", "sheet", "kind", "header_row", "columns", "rows_read", "rows_accepted", "rows_left_out",
             "problems", "totals", "sheet_total", "added", "changed", "unchanged", "questions"}  # fmt: skip
    assert named <= set(found)
    assert set(found["columns"][0]) == {"column", "heading", "field", "confidence", "why"}


def test_cells_that_cannot_be_used_give_exit_1_and_their_place(capsys, plan, register):
    with register.open("a", encoding="utf-8") as file:
        file.write(ROW.replace("31/03/2026", "TBC"))
    code, out, _ = _run(capsys, "import", plan, register, "--json")
    (problem,) = json.loads(out)["problems"]
    assert code == 1
    assert (problem["cell"], problem["field"], problem["text"]) == (
        "register!F4",
        "current_end_on",
        "TBC",
    )


def test_a_dry_run_says_all_and_changes_nothing(capsys, plan, register):
    before = plan.read_bytes()
    code, out, _ = _run(capsys, "import", plan, register, "--dry-run")
    assert code == 0
    assert "£2,400.00" in out
    assert plan.read_bytes() == before


def test_importing_twice_changes_nothing_the_second_time(capsys, plan, register):
    _run(capsys, "import", plan, register)
    before = plan.read_bytes()
    _, out, _ = _run(capsys, "import", plan, register, "--json")
    assert json.loads(out)["unchanged"]["contracts"] == 2
    assert plan.read_bytes() == before


def test_columns_kind_and_answers_can_be_said(capsys, plan, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("Thing,Zahl,Von\nMeals,10,01/04/2025\nBeds,20,01/04/2026\n", encoding="utf-8")
    words = (
        "--as",
        "contracts",
        "--map",
        "title=Thing",
        "--map",
        "total_value_p=B",
        "--value-is",
        "annual",
    )
    code, out, _ = _run(capsys, "import", plan, path, *words, "--json")
    assert code == 0
    assert json.loads(out)["totals"] == {"annual_value_p": 3_000}


@pytest.mark.parametrize(
    "words",
    [("--map", "title"), ("--answer", "value_is"), ("--map", "title=ZZ9"), ("--map", "colour=A"),
     ("--answer", "nothing=yes"), ("--profile", "none such"), ("--as", "poems"), ("--join", "x.csv")],
)  # fmt: skip
def test_wrong_use_is_said_in_words_with_exit_2(capsys, plan, register, words):
    code, _, complaint = _run(capsys, "import", plan, register, *words)
    assert code == 2
    assert complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    "text",
    [
        "id,age\n1,30\n2,41\n",
        "UPRN,Tenure,Asset worth\n1001,Freehold,1200000\n1002,Leasehold,400000\n",
    ],
)
def test_a_table_that_is_no_commissioning_table_is_refused(capsys, plan, tmp_path, text):
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    code, out, complaint = _run(capsys, "import", plan, path, "--dry-run", "--json")
    assert (code, out, "--as KIND" in complaint) == (4, "", True)


def test_a_missing_file_is_said_with_exit_3(capsys, plan, tmp_path):
    code, _, complaint = _run(capsys, "import", plan, tmp_path / "nowhere.csv")
    assert code == 3
    assert "nowhere.csv" in complaint


def test_several_files_give_one_object_each(capsys, plan, register, tmp_path):
    other = tmp_path / "bodies.csv"
    other.write_text("Organisation name,Sector\nA Ltd,private\nB Trust,vcse\n", encoding="utf-8")
    _, out, _ = _run(capsys, "import", plan, register, other, "--json")
    first, second = json.loads(out)["files"]
    assert (first["kind"], second["kind"]) == ("contracts", "organisations")
    assert second["added"]["organisations"] == 1


def test_columns_of_another_file_are_joined(capsys, plan, tmp_path):
    awards, buyers = tmp_path / "awards.csv", tmp_path / "buyer.csv"
    awards.write_text(
        "link,title,startDate,endDate,value_amount\n1,Meals,2025-04-01,2026-03-31,10\n",
        encoding="utf-8",
    )
    buyers.write_text("id,link,name\n9,1,Kent County Council\n", encoding="utf-8")
    _run(capsys, "import", plan, awards, "--join", f"{buyers}=link", "--json")
    held = plans.open_plan(plan).plan
    (contract,) = held.contracts.values()
    assert held.organisations[contract.commissioner_id].name == "Kent County Council"


def test_a_workbook_with_a_banner_merged_names_and_a_total_is_read(capsys, plan, tmp_path):
    path = tmp_path / "schedule.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Schedule")
        sheet.write(0, 0, "Contract schedule, £000")
        for place, heading in enumerate(
            ("Provider", "Contract ref", "Contract title", "Start date", "End date", "Annual value")
        ):
            sheet.write(2, place, heading)
        for row, (ref, value) in enumerate((("1", 10.5), ("2", 20), ("3", 30)), 3):
            for place, cell in enumerate(
                (ref, f"Care {ref}", "01/04/2025", "31/03/2027", value), 1
            ):
                sheet.write(row, place, cell)
        sheet.merge_range(3, 0, 5, 0, "Vale Trust")
        sheet.write_row(6, 0, ("Total", "", "", "", "", 60.5))
    _, out, _ = _run(capsys, "import", plan, path, "--json")
    found = json.loads(out)
    assert (found["sheet"], found["header_row"], found["rows_accepted"]) == ("Schedule", 3, 3)
    assert found["sheet_total"] == {"amount_p": 6_050_000, "difference_p": 0}
    assert len({c.provider_id for c in plans.open_plan(plan).plan.contracts.values()}) == 1


def test_real_notices_come_in_whole(capsys, plan, shared_data):
    code, out, _ = _run(
        capsys, "import", plan, shared_data / "contractsfinder_notices_2020-09.csv", "--json"
    )
    found = json.loads(out)
    held = plans.open_plan(plan).plan
    assert code == 0
    assert (found["rows_read"], found["rows_accepted"]) == (380, 380)
    assert found["totals"] == {"total_value_p": 1_329_347_545_767}
    assert len({c.commissioner_id for c in held.contracts.values()}) == 155
    assert sum(0 < c.term_days <= 366 for c in held.contracts.values()) == 164


def test_a_folder_of_our_own_tables_comes_in_whole(capsys, plan, register, tmp_path):
    from commissionplanner.app.usecases import folders

    _run(capsys, "import", plan, register)
    folders.export_folder(plans.open_plan(plan).plan, tmp_path / "out")
    other = tmp_path / "q.cplan"
    plans.new_plan(other)
    code, out, _ = _run(capsys, "import", other, tmp_path / "out", "--as", "plan", "--json")
    assert code == 0
    assert json.loads(out)["added"]["contracts"] == 2


@pytest.fixture
def ours(plan, register, tmp_path):
    """A workbook of ours, for an audience that may see everything."""
    from commissionplanner.app.usecases import export

    main.run(["import", str(plan), str(register)])
    export.export_workbook(plans.open_plan(plan).plan, tmp_path / "ours.xlsx")
    return tmp_path / "ours.xlsx"


@pytest.mark.parametrize("words", [(), ("--as", "plan")])
def test_a_workbook_of_ours_comes_in_whole_and_it_is_said(capsys, plan, ours, tmp_path, words):
    other = tmp_path / "q.cplan"
    plans.new_plan(other)
    capsys.readouterr()
    code, out, _ = _run(capsys, "import", other, ours, *words)
    assert code == 0
    assert "a whole plan, read from its sheet “Plan data”" in out
    assert plans.open_plan(other).plan == plans.open_plan(plan).plan
    _, out, _ = _run(capsys, "import", other, ours, "--json")
    assert (json.loads(out)["kind"], json.loads(out)["sheet"]) == ("plan", "Plan data")


def test_a_whole_plan_is_not_read_as_a_table_beside_others(capsys, plan, ours, register):
    before = plan.read_bytes()
    capsys.readouterr()
    code, _, err = _run(capsys, "import", plan, register, ours)
    assert (code, plan.read_bytes()) == (2, before)
    assert "“ours.xlsx” holds a whole plan" in err
    _, out, _ = _run(capsys, "import", plan, ours, "--sheet", "Contracts", "--dry-run", "--json")
    assert json.loads(out)["kind"] == "contracts"


def test_a_workbook_without_a_plan_is_no_whole_plan(capsys, plan, tmp_path):
    before = plan.read_bytes()
    with xlsxwriter.Workbook(tmp_path / "out.xlsx") as book:
        book.add_worksheet().write(0, 0, "Read me")
    code, _, err = _run(capsys, "import", plan, tmp_path / "out.xlsx", "--as", "plan")
    assert (code, plan.read_bytes()) == (3, before)
    assert "“out.xlsx” has no sheet “Plan data”" in err


def test_a_text_file_has_no_sheets(capsys, plan, register):
    code, _, err = _run(capsys, "import", plan, register, "--sheet", "Data")
    assert code == 3
    assert "has no sheets" in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("words", [("read",), ("import", "p.cplan")])
def test_a_pipe_is_refused_at_once(capsys, plan, tmp_path, words):
    os.mkfifo(tmp_path / "pipe.csv")
    command = [tmp_path / w if w.endswith(".cplan") else w for w in words]
    code, _, err = _run(capsys, *command, tmp_path / "pipe.csv")
    assert code == 3
    assert "not a file" in err


def test_a_row_with_a_comma_too_many_is_left_out_and_said(capsys, plan, register):
    register.write_text(HEADINGS + ROW + ROW.replace("Meals", "Meals, hot"), encoding="utf-8")
    code, out, _ = _run(capsys, "import", plan, register, "--json")
    assert (code, [out["row"] for out in json.loads(out)["rows_left_out"]]) == (1, [3])


def test_an_import_says_who_else_has_the_plan_open(tmp_path, run_program):
    from commissionplanner.app.session import Session

    plan, register = tmp_path / "p.cplan", tmp_path / "register.csv"
    register.write_text("Ref,Title,Supplier,Start date,End date,Annual value\n"
                        "1,Portage,Little Acorns,01/04/2026,31/03/2029,100\n")  # fmt: skip
    run_program("new", plan)
    session = Session.open(plan)
    try:
        ended = run_program("import", plan, register)
    finally:
        session.close()
    assert ended.returncode == 0
    assert "has “p.cplan” open" in ended.stderr


def test_rows_that_cannot_come_in_are_held_and_the_command_says_how_many(capsys, plan, register):
    with register.open("a", encoding="utf-8") as file:
        file.write(ROW.replace("C1", "C3").replace("1200", "1,200"))
    code, out, _ = _run(capsys, "import", plan, register, "--json")
    found = json.loads(out)
    assert code == 1
    assert [row["row"] for row in found["rows_held"]] == [4]
    assert found["rows_held"] == found["rows_left_out"]
    (row,) = plans.open_plan(plan).plan.held_rows.values()
    assert row.row == 4


def test_rows_that_cannot_come_in_are_dropped_where_that_is_the_answer(capsys, plan, register):
    with register.open("a", encoding="utf-8") as file:
        file.write(ROW.replace("C1", "C3").replace("1200", "1,200"))
    code, out, _ = _run(capsys, "import", plan, register, "--answer", "held=drop", "--json")
    assert (code, json.loads(out)["rows_held"]) == (1, [])
    assert not plans.open_plan(plan).plan.held_rows


def test_rows_to_fix_are_held_where_that_is_asked(capsys, plan, register):
    with register.open("a", encoding="utf-8") as file:
        file.write(ROW.replace("C1", "C3").replace("31/03/2026", "TBC"))
    words = ("import", plan, register, "--answer", "rows_to_fix=hold")
    _, out, _ = _run(capsys, *words)
    assert "1 of them held in the plan, to be finished on the Sources page." in out
    assert {c.ref for c in plans.open_plan(plan).plan.contracts.values()} == {"C1", "C2"}


def test_a_folder_is_imported_file_by_file_in_the_order_of_what_they_hold(capsys, plan, tmp_path):
    folder = tmp_path / "partners"
    folder.mkdir()
    (folder / "a register.csv").write_text(HEADINGS + ROW, encoding="utf-8")
    funding = "Stream,Funder,Held by,Budget 2026/27\nHubs,DfE,Kent County Council,1000\n"
    (folder / "b funding.csv").write_text(funding, encoding="utf-8")
    code, out, _ = _run(capsys, "import", plan, folder, "--json")
    assert code == 0
    assert [found["kind"] for found in json.loads(out)["files"]] == ["funding", "contracts"]


def test_a_folder_with_a_file_that_cannot_be_read_changes_nothing(capsys, plan, tmp_path):
    folder = tmp_path / "partners"
    folder.mkdir()
    (folder / "a.csv").write_text(HEADINGS + ROW, encoding="utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    code, _, said = _run(capsys, "import", plan, folder)
    assert code == 3
    assert "broken.xlsx" in said
    assert not plans.open_plan(plan).plan.contracts
