"""The read command: its JSON, its exit codes, and real published spreadsheets through it."""

import argparse
import json
from decimal import Decimal

import pytest

from commissionplanner.cli import read

MESSY = """Wexcombe Council contracts register,,,,
All amounts in £000s,,,,
,,,,
Ref,Supplier,Start date,Amount,Amount
00123,Acorn Ltd,01/04/2026,"(1,234.56)",£1.2m
00124,None,31/02/2026,TBC,5
Total,,,99,
,,,,
Source: finance,,,,
"""


@pytest.fixture
def run(capsys):
    """Run the command; returns exit code, parsed output and what stderr says."""

    def run(path, *words):
        parser = argparse.ArgumentParser()
        read.add_parser(parser.add_subparsers())
        code = read.run(parser.parse_args(["read", str(path), "--json", *words]))
        out, err = capsys.readouterr()
        return code, json.loads(out), err

    return run


@pytest.fixture
def messy(tmp_path):
    path = tmp_path / "messy.csv"
    path.write_text(MESSY, encoding="utf-8")
    return path


def test_values_are_plain_and_codes_keep_their_noughts(run, messy):
    code, said, _ = run(messy)
    assert (code, said["status"], said["row_count"]) == (0, "warn", 2)
    assert said["columns"] == ["Ref", "Supplier", "Start date", "Amount", "Amount (2)"]
    assert list(said["rows"][0].values()) == [
        *("00123", "Acorn Ltd", "2026-04-01", "-1234.56", "1200000")
    ]


def test_unusable_values_are_null_and_listed(run, messy):
    _, said, _ = run(messy)
    assert list(said["rows"][1].values()) == ["00124", "None", None, None, "5"]
    listed = {(w["code"], w["row"], w["column"]) for w in said["warnings"]}
    assert {("impossible_date", 6, "Start date"), ("unusable", 6, "Amount")} <= listed


def test_what_is_left_out_is_said(run, messy):
    codes = {warning["code"]: warning["row"] for warning in run(messy)[1]["warnings"]}
    assert (codes["total_row"], codes["note_row"], codes["repeated_heading"]) == (7, 9, 4)
    assert "units" in codes


def test_a_chosen_row_of_headings_is_taken(run, messy):
    assert run(messy, "--header-row", "5")[1]["columns"][0] == "00123"


def test_a_clean_table_is_ok(run, tmp_path):
    (tmp_path / "clean.csv").write_text("Ref,Amount\nA1,5\nA2,6\n")
    assert run(tmp_path / "clean.csv")[1]["status"] == "ok"


def test_a_file_that_is_not_there_is_exit_3_with_the_reason_twice(run, tmp_path):
    code, said, err = run(tmp_path / "none.csv")
    assert (code, said["status"], said["rows"]) == (3, "error", [])
    assert said["message"] == err.strip()
    assert "is not there" in err


def test_words_are_printed_without_json(messy, capsys):
    parser = argparse.ArgumentParser()
    read.add_parser(parser.add_subparsers())
    assert read.run(parser.parse_args(["read", str(messy)])) == 0
    assert "Headings in row 4." in capsys.readouterr().out


def _sums(said):
    """Sum every column whose values are all numbers."""
    sums = {}
    for name in said["columns"]:
        texts = [row[name] for row in said["rows"] if row[name] is not None]
        if texts and all(text.replace(".", "", 1).lstrip("-").isdigit() for text in texts):
            sums[name] = sum(map(Decimal, texts))
    return sums


def test_published_spreadsheets_give_the_rows_and_sums_of_a_careful_reading(run, shared_data):
    truth = json.loads((shared_data / "ground_truth.json").read_text(encoding="utf-8"))
    for name, wanted in truth.items():
        if name.startswith("_"):
            continue
        code, said, _ = run(shared_data / name)
        assert (code, said["row_count"]) == (0, wanted["data_rows"]), name
        total = next(
            (wanted[k] for k in ("value_sum", "amount_sum", "total_sum") if k in wanted), None
        )
        columns = wanted.get("columns", {})
        if total is not None:
            column = columns.get("value") or columns.get("amount")
            assert abs(float(_sums(said)[column]) - total) < 0.01, name


def test_every_other_published_spreadsheet_is_read_or_refused_in_words(run, shared_data):
    known = json.loads((shared_data / "ground_truth.json").read_text(encoding="utf-8"))
    unread = {}
    for path in sorted(shared_data.iterdir()):
        if path.name not in known and path.suffix in (".csv", ".ssv", ".xls", ".xlsx", ".ods"):
            code, said, _ = run(path)
            assert code in (0, 3)
            if code:
                unread[path.name] = said["message"]
    assert set(unread) == {"calamine_empty_file.xlsx", "calamine_password.xlsx"}
    assert all(path in message for path, message in unread.items())
