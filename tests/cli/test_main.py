"""The command line's frame: exit codes, errors in words, output alike on every system."""

import json

import pytest

from commissionplanner.cli import main, output


def run(capsys, *words):
    code = main.run([str(word) for word in words])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


@pytest.fixture
def plan(tmp_path, capsys):
    path = tmp_path / "plan.cplan"
    run(capsys, "new", path, "--title", "Wexcombe £", "--first-year", "2026/27", "--years", 3)
    return path


def test_new_info_digest_and_dump_agree(plan, capsys):
    _, text, _ = run(capsys, "info", plan, "--json")
    about = json.loads(text)
    assert about["title"] == "Wexcombe £"
    assert about["years"] == ["2026/27", "2027/28", "2028/29"]
    _, text, _ = run(capsys, "digest", plan, "--json")
    assert json.loads(text)["digest"] == about["digest"]
    _, text, _ = run(capsys, "dump", plan)
    assert json.loads(text)["title"] == "Wexcombe £"


@pytest.mark.parametrize(
    "words",
    [("new",), ("new", "p.cplan", "--years", "x"), ("info",), ("nonsense",), ("--nonsense",),
     ("new", "p.cplan", "--first-year", "2026"), ("new", "p", "--sample", "--years", "3")],
)  # fmt: skip
def test_wrong_use_is_2_with_a_sentence(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *words)
    assert code == 2
    assert not out
    assert err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["info", "digest", "dump"])
def test_a_file_that_is_not_there_is_3_and_named(command, capsys, tmp_path):
    code, _, err = run(capsys, command, tmp_path / "none.cplan")
    assert code == 3
    assert "none.cplan" in err


def test_new_on_a_file_that_is_there_is_refused(plan, capsys):
    code, _, err = run(capsys, "new", plan)
    assert code == 4
    assert "is there already" in err


def test_digest_prints_a_line_a_file_and_is_3_where_one_is_damaged(plan, capsys):
    broken = plan.with_name("broken.cplan")
    broken.write_bytes(plan.read_bytes()[:-7])
    code, out, _ = run(capsys, "digest", plan, broken, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [item["status"] for item in found] == ["ok", "error"]
    assert list(found[0]) == ["file", "status", "digest", "message", "recovery_offered",
                              "recoverable_digest", "audience"]  # fmt: skip


def test_save_as_replaces_and_says_so(plan, capsys):
    copy = plan.with_name("copy.cplan")
    for _ in range(2):
        code, out, _ = run(capsys, "save-as", plan, copy)
        assert code == 0
        assert "Saved" in out
    _, out, _ = run(capsys, "compare", plan, copy, "--json")
    assert json.loads(out) == {"changes": []}
    assert {path.name for path in plan.parent.iterdir()} == {"plan.cplan", "copy.cplan"}


def test_fields_prints_every_table_and_field(capsys):
    _, out, _ = run(capsys, "fields", "--json")
    tables = {table["name"]: table for table in json.loads(out)["tables"]}
    names = {field["name"] for field in tables["contracts"]["fields"]}
    assert {"title", "annual_value_p"} <= names
    assert run(capsys, "fields")[1].startswith("about")


def test_a_mistake_of_the_program_is_said_without_a_traceback(plan, capsys, monkeypatch):
    monkeypatch.setattr("commissionplanner.app.usecases.info.describe", lambda opened: 1 / 0)
    code, _, err = run(capsys, "info", plan)
    assert code == 3
    assert "made a mistake" in err


def test_without_a_display_the_window_says_so(capsys, monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(main.sys, "platform", "linux")
    code, _, err = run(capsys)
    assert code == 3
    assert "no display" in err


@pytest.mark.parametrize("command", main.COMMANDS)
def test_every_command_is_there_and_explains_itself(command, capsys):
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert f"commissionplanner {command}" in out


def test_output_is_utf_8_with_lf_whatever_the_system_says(run_program, tmp_path):
    done = run_program(
        "new", tmp_path / "p.cplan", "--title", "Größe", env={"PYTHONIOENCODING": "cp1252"}
    )
    assert done.stdout == f"Made “Größe” in {tmp_path / 'p.cplan'}.\n"


def test_a_command_needs_no_home(run_program, plan):
    nowhere = {"HOME": "", "COMMISSIONPLANNER_DATA": "", "XDG_DATA_HOME": ""}
    done = run_program("digest", plan, env=nowhere)
    assert done.returncode == 0
    assert done.stderr == ""


def test_columns_are_as_wide_as_their_widest_text(capsys):
    output.print_table(("a", "long heading"), [("wide text", "b")])
    assert capsys.readouterr().out == "a          long heading\nwide text  b\n"


def test_a_program_without_a_console_complains_to_nobody(monkeypatch):
    monkeypatch.setattr(output.sys, "stderr", None)
    output.complain("Nobody hears this.")
