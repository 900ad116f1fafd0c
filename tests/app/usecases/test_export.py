"""Exports: for whom, what is refused, and that the digest is the plan's own."""

from datetime import date

import openpyxl
import pytest

from commissionplanner.app.usecases.budget import ChoiceError
from commissionplanner.app.usecases.export import content_of, export_tables, export_workbook
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.entities import Contract, Scenario
from tests.pool_plans import pool_plan, table


def test_an_audience_that_does_not_exist_is_refused():
    with pytest.raises(ChoiceError, match="no audience “everyone”"):
        content_of(pool_plan(), audience="everyone")


def test_a_scenario_of_my_own_organisation_is_not_shown_to_partners():
    hidden = table(Scenario(id="s", name="Ours", audience="my_organisation"))
    with pytest.raises(EditRefused, match="not for the audience"):
        content_of(pool_plan(scenarios=hidden), scenario_id="s", audience="partners")


def test_another_day_is_spoken_of_and_the_digest_stays_the_plans():
    plan = pool_plan()
    content = content_of(plan, as_at=date(2027, 1, 2))
    assert content.as_at == "As at 2 January 2027"
    assert content.digest == plan_digest(plan)


def test_a_workbook_replaces_what_was_there_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_text("old", encoding="utf-8")
    made = export_workbook(pool_plan(), path)
    assert openpyxl.load_workbook(path).sheetnames[0] == "Read me"
    assert [item.name for item in tmp_path.iterdir()] == ["out.xlsx"]
    assert "“Partners”" in made.lines[0]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FileProblem, match="no folder"):
        export_workbook(pool_plan(), tmp_path / "gone" / "out.xlsx")


def test_a_folder_of_tables_is_whole_or_refused(tmp_path):
    plan = pool_plan(contracts=table(Contract(id="c", title="C", audience="my_organisation")))
    with pytest.raises(EditRefused, match="holds the plan whole"):
        export_tables(plan, tmp_path / "out", "public")
    export_tables(plan, tmp_path / "out")
    assert (tmp_path / "out" / "contracts.csv").is_file()
