"""The command `demo`: the whole main job on the sample spreadsheets."""

import io
from contextlib import redirect_stdout

import pytest

from commissionplanner.app.usecases import demo, plans
from commissionplanner.cli.main import run
from commissionplanner.model.ids import seeded_ids


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "new folder"


@pytest.fixture(scope="module")
def said(folder):
    """What the command printed; it is run once for all tests here."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["demo", str(folder)]) == 0
    return out.getvalue()


def test_it_leaves_a_plan_a_workbook_and_a_map_and_prints_where(said, folder):
    for name in ("wexcombe.cplan", "wexcombe.xlsx", "wexcombe.svg"):
        assert (folder / name).is_file()
        assert str(folder / name) in said


def test_it_says_of_every_sheet_what_it_held_and_what_was_left_out(said):
    assert "sheet “Register”: contracts" in said
    assert "26 in, 5 left out" in said
    assert "row 36 left out: It is a total: “TOTAL”." in said
    assert "wexcombe-voluntary-sector-grants.csv: contracts" in said


def test_it_counts_findings_by_rule(said):
    assert "CON-010" in said
    assert "In all:" in said


def test_it_prints_the_pool_by_year_and_how_it_was_formed(said):
    assert "so “Best start pool” was formed" in said
    assert "2030/31" in said
    assert "Gap or surplus, confirmed money" in said


def test_the_plan_holds_every_import_and_the_pool_and_opens_whole(said, folder):
    plan = plans.open_plan(folder / "wexcombe.cplan").plan
    assert len(plan.imports) == len(demo.SHEETS)
    assert [pool.name for pool in plan.pools.values()] == [demo.POOL]
    assert len(plan.contracts) >= 60


def test_money_in_is_not_known_where_a_stream_has_no_figure(said, folder):
    plan = plans.open_plan(folder / "wexcombe.cplan").plan
    hubs = next(s for s in plan.funding_streams.values() if s.name.startswith("Best Start"))
    last = plan.years[-1]
    given = [c for c in plan.contributions.values() if c.stream_id == hubs.id and c.year == last]
    assert all(c.amount_p is None for c in given)


def test_a_second_demo_in_the_same_folder_replaces_nothing(said, folder):
    before = (folder / "wexcombe.cplan").read_bytes()
    made = demo.run(folder, new_id=seeded_ids("again"))
    assert made.plan_path.name == "wexcombe-2.cplan"
    assert (folder / "wexcombe.cplan").read_bytes() == before


def test_without_a_folder_a_new_one_is_made_under_the_documents(tmp_path, monkeypatch):
    (tmp_path / "Documents").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("USERPROFILE", raising=False)
    first = demo._made(None)
    assert first == tmp_path / "Documents" / demo.FOLDER
    assert demo._made(None) != first


def test_a_folder_that_cannot_be_made_is_said_with_exit_code_3(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert run(["demo", str(tmp_path / "file" / "below")]) == 3
    assert "cannot be made" in capsys.readouterr().err
