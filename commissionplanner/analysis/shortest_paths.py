"""Exact betweenness of a large plan without stopping the window: in a process of its own.

rustworkx works it out some thirty times as fast as networkx but holds the interpreter meanwhile,
which would freeze the window for seconds. A killed process is how it is cancelled.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import numpy as np

from commissionplanner.analysis.measures import Ties
from commissionplanner.analysis.silo_analysis import EXACT_WORK, Betweenness, within_reach
from commissionplanner.progress import Progress

HIDDEN_COMMAND: Final = "_betweenness"
"""The word by which a packaged program is asked to be this process."""
MOST_WORK: Final = 400_000_000
"""Nodes × ties up to which it is exact: about four times those of 5,000 services."""
_TICK: Final = 0.05


def exact_or_sampled(ties: Ties, progress: Progress) -> Betweenness:
    """Return betweenness: exact up to `MOST_WORK`, beyond from a sample of sources.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    work = ties.count * len(ties)
    if work <= EXACT_WORK or work > MOST_WORK:
        return within_reach(ties, progress)
    found = _asked(ties, progress)
    return within_reach(ties, progress) if found is None else Betweenness(found, ties.count)


def _asked(ties: Ties, progress: Progress) -> "np.ndarray[tuple[int], np.dtype[np.float64]] | None":
    """Return what the process answers; None where it could not be started or died."""
    head = np.array([ties.count, len(ties)])
    given = np.concatenate([head, ties.ends.ravel()]).astype("<i8").tobytes()
    try:
        process = subprocess.Popen(
            _argv(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError:
        return None
    answer: list[bytes] = []
    talk = threading.Thread(
        target=lambda: answer.append(process.communicate(given)[0]), daemon=True
    )
    talk.start()
    try:
        while talk.is_alive():
            progress.step(0, 0, "Following shortest paths")
            talk.join(_TICK)
    finally:
        if process.poll() is None:
            process.kill()
        talk.join()
    if process.returncode or not answer or len(answer[0]) != 8 * ties.count:
        return None
    return np.frombuffer(answer[0], dtype="<f8").astype(np.float64)


def _argv() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_COMMAND]
    return [sys.executable, "-P", "-m", "commissionplanner.analysis.measures.child"]


def _environment() -> dict[str, str]:
    package = Path(__file__).resolve().parents[2]
    known = os.environ.get("PYTHONPATH")
    joined = os.pathsep.join([str(package), *([known] if known else [])])
    return {**os.environ, "PYTHONPATH": joined}
