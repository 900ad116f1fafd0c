"""The commands `budget` and `export` as a user types them."""

import json

import pytest

from commissionplanner.cli.main import run
from commissionplanner.io.store import save
from commissionplanner.model.entities import Pool
from tests.pool_plans import given, pool_plan, spent, table


@pytest.fixture
def plan_file(tmp_path):
    plan = pool_plan(
        contributions=given("council", "base", [200_000, None, 300_000]),
        costs=spent("svc-a", [150_000, "absent", "absent"]),
    )
    path = tmp_path / "p.cplan"
    save.save(path, plan, expected_sha256=save.NO_FILE)
    return path


def test_budget_prints_one_object(plan_file, capsys):
    assert run(["budget", str(plan_file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["totals"]["expenditure_p"] == [150_000, 150_000, 150_000]
    assert found["sensitivity"]["net_present_value"] == []
    assert found["sensitivity"]["chance"]["seed"] == 2026


def test_draws_begin_from_the_seed_given(plan_file, capsys):
    assert run(["budget", str(plan_file), "--json", "--seed", "7"]) == 0
    assert json.loads(capsys.readouterr().out)["sensitivity"]["chance"]["seed"] == 7
    assert run(["budget", str(plan_file), "--json", "--seed", "-7"]) == 2


def test_budget_in_words_names_the_gap_and_what_is_not_known(plan_file, capsys):
    assert run(["budget", str(plan_file), "--pool", "Best start pool"]) == 0
    out = capsys.readouterr().out
    assert "Not known" in out
    assert "2027/28 leaves out what is not known" in out


def test_budget_of_several_pools_names_them(tmp_path, capsys):
    path = tmp_path / "p.cplan"
    plan = pool_plan(pools=table(Pool(id="a", name="One"), Pool(id="b", name="Two")))
    save.save(path, plan, expected_sha256=save.NO_FILE)
    assert run(["budget", str(path)]) == 2
    assert "“One”, “Two”" in capsys.readouterr().err


def test_a_date_that_is_none_is_wrong_use(plan_file, capsys):
    assert run(["budget", str(plan_file), "--as-at", "soon"]) == 2
    assert "2026-04-01" in capsys.readouterr().err


def test_export_makes_a_workbook_or_a_folder(plan_file, tmp_path, capsys):
    assert run(["export", str(plan_file), str(tmp_path / "o.xlsx")]) == 0
    assert run(["export", str(plan_file), str(tmp_path / "folder")]) == 0
    assert (tmp_path / "o.xlsx").stat().st_size > 5_000
    assert (tmp_path / "folder" / "pools.csv").is_file()


@pytest.mark.parametrize("name", ["o.pdf", "o.docx"])
def test_papers_are_not_made_yet_and_that_is_said(plan_file, tmp_path, capsys, name):
    assert run(["export", str(plan_file), str(tmp_path / name)]) == 2
    assert "not made by this version" in capsys.readouterr().err


def test_a_pool_that_is_not_there_is_wrong_use(plan_file, tmp_path, capsys):
    assert run(["export", str(plan_file), str(tmp_path / "o.xlsx"), "--pool", "No"]) == 2
    assert "“Best start pool”" in capsys.readouterr().err
