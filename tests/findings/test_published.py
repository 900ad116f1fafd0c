"""Findings over published spreadsheets, read as a user reads them."""

import json

import pytest

from commissionplanner.cli import main

EXPECTED = {  # counts of contracts of 1 to 366 days, both days counted, in the published files
    "contractsfinder_notices_2020-09.csv": 164,
    "trafford_vcs_grants.csv": 555,
}


@pytest.mark.parametrize(("name", "short"), EXPECTED.items())
def test_published_contracts_of_a_year_or_less_are_all_found(
    shared_data, tmp_path, capsys, name, short
):
    plan = str(tmp_path / "p.cplan")
    main.run(["new", plan])
    main.run(["import", plan, str(shared_data / name)])
    capsys.readouterr()
    assert main.run(["check", plan, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"]["CON-010"] == short
    assert said["indicators"]["single_year_exposure"]["items"] == short
