"""The log says what happened and where in the program, and nothing of anybody's data."""

import pytest

from commissionplanner import paths
from commissionplanner.app import logs


@pytest.fixture(autouse=True)
def fresh():
    logs.close()
    yield
    logs.close()


def written():
    logs.close()
    return (paths.logs_folder() / "commissionplanner.log").read_text(encoding="utf-8")


def test_an_event_has_its_code_and_its_counts(tmp_path):
    logs.event("import", rows=12, file=logs.hashed(tmp_path / "Mrs Jones.xlsx"))
    assert "import rows=12" in written()
    assert "Jones" not in written()


def test_a_defect_is_noted_without_its_message(tmp_path):
    from commissionplanner.model.money import parse_pounds

    try:
        parse_pounds("Mrs Jones")
    except ValueError as error:
        code = logs.defect(error)
    assert code in written()
    assert "model/money.py:" in written()
    assert "Jones" not in written()


def test_the_log_stays_small(monkeypatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 1000)
    for n in range(200):
        logs.event("tick", n=n)
    logs.close()
    files = list(paths.logs_folder().iterdir())
    assert len(files) == 4
    assert all(file.stat().st_size <= 1000 for file in files)


def test_a_disk_that_takes_no_log_is_no_trouble(monkeypatch):
    monkeypatch.setattr(paths, "logs_folder", _refused)
    logs.event("tick")


def _refused():
    raise OSError(13, "Permission denied")
