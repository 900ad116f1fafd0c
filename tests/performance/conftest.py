"""Side by side: ours and another's time for the same job, printed as one table at the end."""

import gc
import os
import statistics
import subprocess
import sys
import time

import pytest

ROWS = pytest.StashKey[list]()


def seconds(job, times=3):
    """Return the median time of a job in this process."""
    taken = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def fresh(scripts, times=5, *words):
    """Return the median time of each script in fresh processes that take turns.

    What is compiled once (and is there from the second start on) is compiled before.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken = [[] for _ in scripts]
    for turn in range(times + 1):
        for script, times_of_it in zip(scripts, taken, strict=True):
            begun = time.perf_counter()
            command = [sys.executable, "-c", script, *map(str, words)]
            subprocess.run(
                command, check=True, env=environment, stdout=subprocess.DEVNULL, timeout=300
            )
            if turn:
                times_of_it.append(time.perf_counter() - begun)
    return [statistics.median(each) for each in taken]


@pytest.fixture
def bench():
    """The two ways to take a time: in this process, and in fresh ones that take turns."""
    return seconds, fresh


@pytest.fixture
def table(request):
    """Take a row: bar, what, ours and theirs in seconds, and the ratio ours / theirs asked for."""
    rows = request.config.stash.setdefault(ROWS, [])
    return lambda bar, what, ours, theirs, most: rows.append((bar, what, ours, theirs, most))


def pytest_terminal_summary(terminalreporter, config):
    """Print the table."""
    rows = sorted(config.stash.get(ROWS, []), key=lambda row: row[0])
    if not rows:
        return
    terminalreporter.section("ours against theirs")
    terminalreporter.line("| Bar | What | Ours, s | Theirs, s | Ours / theirs | Asked | Met |")
    terminalreporter.line("|---|---|---|---|---|---|---|")
    for bar, what, ours, theirs, most in rows:
        ratio = ours / theirs
        terminalreporter.line(
            f"| {bar} | {what} | {ours:.4g} | {theirs:.4g} | {ratio:.3g} | ≤ {most:.3g} "
            f"| {'yes' if ratio <= most else 'no'} |"
        )


@pytest.fixture(scope="session")
def full_size(plan_of_size):
    """The generated plan of 5,000 services and 20,000 links."""
    return plan_of_size(5_000, 20_000)


@pytest.fixture(scope="session")
def plan_of_size():
    """Make a plan of so many services and links."""
    from commissionplanner.paths import samples

    sys.path.insert(0, str(samples()))
    try:
        from full_size import large_plan
    finally:
        sys.path.remove(str(samples()))
    return large_plan
