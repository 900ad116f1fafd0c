"""The binding of Qt keeps count of None: one that loses references aborts the interpreter."""

import sys
import tomllib

from packaging.requirements import Requirement
from packaging.version import Version
from PySide6.QtCore import QObject, QTimer

CALLS = 3_000
SLACK = 200  # other threads and caches take and give back a few
RESERVE = 10 * CALLS  # references held meanwhile, so that a loss is counted before it is fatal


def test_calls_that_return_nothing_do_not_lose_references_to_none(qapp):
    thing, timer, held = QObject(), QTimer(), [None] * RESERVE
    before = sys.getrefcount(None)
    for n in range(CALLS):
        thing.setObjectName("a")
        timer.setInterval(n)
    lost = before - sys.getrefcount(None)
    del thing, timer
    assert len(held) == RESERVE
    assert abs(lost) < SLACK, f"{lost} references to None lost in {2 * CALLS} calls"


def test_the_version_that_loses_them_is_ruled_out(checkout):
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    wanted = [Requirement(line) for line in tomllib.loads(text)["project"]["dependencies"]]
    on_311 = [
        r
        for r in wanted
        if r.name == "PySide6_Essentials" and r.marker.evaluate({"python_version": "3.11"})
    ]
    assert [Version("6.12.0") in r.specifier for r in on_311] == [False]


def test_the_pinned_version_is_older(checkout):
    lines = (checkout / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line.startswith(("PySide6", "shiboken6"))]
    assert len(pins) == 2
    assert all(Version(str(pin.specifier)[2:]) < Version("6.12") for pin in pins)
