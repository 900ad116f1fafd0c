"""Exact betweenness in a process of its own."""

import time

import numpy as np
import pytest

from commissionplanner.analysis import shortest_paths
from commissionplanner.analysis.measures import betweenness, ties_of
from commissionplanner.progress import CancelledError, Progress

RING = ties_of(40, [(n, (n + 1) % 40) for n in range(40)] + [(0, 20)])


@pytest.fixture
def apart(monkeypatch):
    """Every network is large enough for a process."""
    monkeypatch.setattr(shortest_paths, "EXACT_WORK", 0)


def test_the_process_answers_what_would_be_worked_out_here(apart):
    found = shortest_paths.exact_or_sampled(RING, Progress())
    assert found.sources == 40
    assert np.array_equal(found.share, betweenness(40, RING))


def test_a_small_network_needs_no_process(monkeypatch):
    monkeypatch.setattr(shortest_paths, "_argv", lambda: ["/no/such/program"])
    assert shortest_paths.exact_or_sampled(RING, Progress()).sources == 40


def test_where_no_process_can_be_started_the_answer_still_comes(apart, monkeypatch):
    monkeypatch.setattr(shortest_paths, "_argv", lambda: ["/no/such/program"])
    assert np.allclose(
        shortest_paths.exact_or_sampled(RING, Progress()).share, betweenness(40, RING)
    )


def test_cancelling_ends_the_process(apart, monkeypatch):
    import sys

    monkeypatch.setattr(
        shortest_paths, "_argv", lambda: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    progress = Progress(lambda *_: progress.cancel())
    begun = time.monotonic()
    with pytest.raises(CancelledError):
        shortest_paths.exact_or_sampled(RING, progress)
    assert time.monotonic() - begun < 30


def test_beyond_what_is_quick_a_sample_is_taken(apart, monkeypatch):
    monkeypatch.setattr(shortest_paths, "MOST_WORK", 1)
    asked = []
    progress = Progress(lambda done, total, label: asked.append(total))
    monkeypatch.setattr("commissionplanner.analysis.silo_analysis.EXACT_WORK", 0)
    found = shortest_paths.exact_or_sampled(RING, progress)
    assert found.sources == 40
    assert set(asked) == {40}
