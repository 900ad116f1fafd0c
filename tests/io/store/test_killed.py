"""A program killed while it saves, in earnest: the old plan or the new one is there, whole."""

import random
import subprocess
import sys
import time

import pytest

from commissionplanner.io.store import reader, save
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")


def plan(n):
    return Plan(services={f"s{k}": Service(id=f"s{k}", name=f"Service {k}") for k in range(n)})


def kill_while_saving(old, new, after):
    """Start a save of `new` over `old` and kill it so many seconds later."""
    words = [sys.executable, "-m", "commissionplanner", "save-as", str(new), str(old)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def check(tmp_path, times):
    old, new, target = (tmp_path / f"{name}.cplan" for name in ("old", "new", "target"))
    digests = {save.save(old, plan(50)).digest, save.save(new, plan(3000)).digest}
    begun = time.perf_counter()
    kill_while_saving(target, new, 60)
    whole = time.perf_counter() - begun
    chance = random.Random(1)
    for _ in range(times):
        target.write_bytes(old.read_bytes())
        kill_while_saving(target, new, chance.uniform(0.3, 1.0) * whole)
        assert reader.read(target).facts.digest in digests
    save.save(target, plan(3000))
    assert reader.read(target).plan == plan(3000)


def test_a_save_killed_a_few_times_leaves_a_whole_plan(tmp_path):
    check(tmp_path, 5)


@pytest.mark.slow
def test_a_save_killed_two_hundred_times_leaves_a_whole_plan(tmp_path):
    check(tmp_path, 200)
