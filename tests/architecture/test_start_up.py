"""What starts quickly stays quick: heavy libraries are loaded only by those who use them."""

import json
import subprocess
import sys

import pytest

LAZY = {"pandas", "networkx", "rustworkx", "scipy", "openpyxl", "xlsxwriter", "python_calamine"}
HEAVY = LAZY | {"numpy", "PySide6", "reportlab", "rapidfuzz"}
RULES = "commissionplanner.findings.registry"
RUN = """
import json, runpy, sys
sys.argv[:] = ["commissionplanner", *sys.argv[1:]]
code = 0
try:
    runpy.run_module("commissionplanner", run_name="__main__")
except SystemExit as end:
    code = end.code or 0
print("\\n" + json.dumps({"code": code, "loaded": sorted(sys.modules)}))
"""
IMPORT = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps({"code": 0, "loaded": sorted(sys.modules)}))
"""
LATER = tuple(f"commissionplanner.{name}" for name in ("model", "io", "findings", "ui.window"))


def loaded_by(script, *words):
    """Return what a fresh process had loaded when it ended well."""
    command = [sys.executable, "-c", script, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    result = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {"code": done.stderr}
    assert result["code"] == 0, done.stderr
    return set(result["loaded"])


@pytest.fixture(scope="module")
def plan(tmp_path_factory, run_program):
    path = tmp_path_factory.mktemp("start") / "plan.cplan"
    done = run_program("new", path, "--title", "Start")
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("command", ["digest", "info"])
def test_a_light_command_loads_nothing_heavy(plan, command):
    assert loaded_by(RUN, command, plan) & (HEAVY | {RULES}) == set()


def test_saving_a_copy_loads_nothing_heavy(plan, tmp_path):
    assert loaded_by(RUN, "save-as", plan, tmp_path / "copy.cplan") & HEAVY == set()


@pytest.mark.parametrize("module", ["model.plan", "app.document", "__main__"])
def test_the_core_loads_nothing_heavy(module):
    assert loaded_by(IMPORT, f"commissionplanner.{module}") & HEAVY == set()


def test_the_window_loads_no_library_of_sums_or_sheets_before_it_is_shown():
    assert loaded_by(IMPORT, "commissionplanner.ui.window") & (LAZY | {"numpy"}) == set()


def test_the_first_paint_waits_for_nothing_of_the_plan():
    names = loaded_by(IMPORT, "commissionplanner.ui.main")
    assert names & (HEAVY - {"PySide6"} | {"sqlite3"}) == set()
    assert {n for n in names if n.startswith(LATER)} == set()
