"""Earlier versions: the last ten, one a day for thirty days, and the newest that is whole."""

from datetime import UTC, datetime, timedelta

import pytest

from commissionplanner.io.store import backups, writer
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan

START = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.cplan"


def content(n):
    return writer.build(Plan(services={"s": Service(id="s", name=f"Version {n}")})).content


def test_the_last_ten_of_a_day_are_kept(path):
    for n in range(15):
        backups.keep(path, b"%d" % n, START + timedelta(minutes=n))
    kept = [backup.path.read_bytes() for backup in backups.backups_of(path)]
    assert kept == [b"%d" % n for n in range(14, 4, -1)]


def test_one_a_day_is_kept_for_thirty_days(path):
    for day in range(40):
        for hour in range(3):
            backups.keep(path, b"%d-%d" % (day, hour), START + timedelta(days=day, hours=hour))
    dates = [backup.kept_at.date() for backup in backups.backups_of(path)]
    assert len(set(dates)) == 31
    assert len(dates) == len(set(dates)) + 6


def test_the_same_content_is_kept_once(path):
    for n in range(3):
        backups.keep(path, b"same", START + timedelta(minutes=n))
    assert len(backups.backups_of(path)) == 1


def test_the_newest_whole_version_is_found(path):
    backups.keep(path, content(1), START)
    backups.keep(path, content(2)[:-5], START + timedelta(minutes=1))
    _, found = backups.last_good(path)
    assert found.plan.services["s"].name == "Version 1"


def test_a_plan_never_saved_here_has_none(path):
    assert backups.backups_of(path) == []
    assert backups.last_good(path) is None


def test_copies_of_more_than_thirty_days_go(path):
    backups.keep(path, b"old", START)
    backups.drop_expired(START + timedelta(days=31))
    assert backups.backups_of(path) == []
