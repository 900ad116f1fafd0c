"""Every file of the corpus gives its table or a message in words, and never changes a plan."""

import json

import pytest

from commissionplanner.cli import main
from tests.io.tabular.odd import binary, excel, others, texts

ALL = [*texts.CASES, *excel.CASES, *others.CASES, *binary.CASES]
REFUSED = [case for case in ALL if case.rows is None]
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


def _params(cases):
    return [
        pytest.param(case, id=str(case), marks=[pytest.mark.slow] if case.is_big else [])
        for case in cases
    ]


@pytest.fixture(scope="session")
def plan(tmp_path_factory):
    """A plan file, and what is in it."""
    path = tmp_path_factory.mktemp("plan") / "plan.cplan"
    assert main.run(["new", str(path), "--title", "Wexcombe"]) == 0
    return path, path.read_bytes()


def test_the_corpus_is_large_and_its_names_differ():
    assert len({str(case) for case in ALL}) == len(ALL) >= 130


@pytest.mark.parametrize("case", _params(ALL))
def test_an_odd_file_gives_its_table_or_a_message(case, tmp_path, capsys):
    path = case.make(tmp_path)
    code = main.run(["read", "--json", "--", str(path)])
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert code == (3 if said["status"] == "error" else 0)
    assert case.rows == -1 or (said["row_count"] if code == 0 else None) == case.rows, said[
        "message"
    ]
    heard = said["message"] + "\n".join(warning["message"] for warning in said["warnings"])
    assert case.says in heard or case.rows == -1
    assert "Traceback" not in err
    if code:
        assert path.name in said["message"]
        assert said["message"].count(". ") <= 3 < len(said["message"].split())


@pytest.mark.parametrize("case", _params(REFUSED))
def test_what_is_refused_leaves_the_plan_as_it_was(case, tmp_path, capsys, plan):
    path, before = plan
    code = main.run(["import", "--json", str(path), "--", str(case.make(tmp_path))])
    err = capsys.readouterr().err
    assert (code, path.read_bytes()) == (3, before)
    assert "Traceback" not in err
    assert "“" in err
