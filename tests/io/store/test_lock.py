"""Who has a plan open: told, never trusted alone, and never in the way."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from commissionplanner.io.store import lock

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path):
    return tmp_path / "plan.cplan"


def put(plan, where="elsewhere", process=1, renewed=NOW, who="A. Name"):
    held = {"who": who, "where": where, "since": "2026-04-01T08:00:00+00:00"}
    held |= {"renewed": renewed.isoformat(), "process": process}
    lock.lock_path(plan).write_text(json.dumps(held), encoding="utf-8")


def test_a_free_plan_is_taken_and_released(plan):
    assert lock.take(plan, "Me", "now") is None
    assert lock.lock_path(plan).exists()
    assert lock.holder(plan) is None
    lock.release(plan)
    assert list(plan.parent.iterdir()) == []


def test_who_has_it_open_on_another_computer_is_told_and_left_alone(plan):
    put(plan)
    assert lock.take(plan, "Me", "now", NOW).named == "A. Name on elsewhere"
    lock.release(plan)
    assert lock.lock_path(plan).exists()


def test_a_lock_not_renewed_for_two_minutes_means_nothing(plan):
    put(plan)
    assert lock.holder(plan, NOW + timedelta(minutes=2)) is not None
    assert lock.holder(plan, NOW + timedelta(minutes=2, seconds=1)) is None


def test_a_lock_of_a_program_that_is_gone_from_this_computer_means_nothing(plan):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    put(plan, lock.this_computer(), gone.pid)
    assert lock.holder(plan, NOW) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"who": 5}', "\x00" * 9000])
def test_a_lock_that_cannot_be_read_means_nothing(plan, text):
    lock.lock_path(plan).write_text(text, encoding="utf-8")
    assert lock.take(plan, "Me", "now", NOW) is None


def test_a_folder_that_takes_no_lock_is_no_trouble(tmp_path):
    assert lock.take(tmp_path / "none" / "plan.cplan", "Me", "now") is None
