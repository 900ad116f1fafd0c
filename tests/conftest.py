"""What every test stands on: no display, nothing of this computer's own, the same random cases."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("usual", deadline=None, max_examples=40, suppress_health_check=_SLOW)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=_SLOW,
)
settings.register_profile("deep", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "usual")
)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory, monkeypatch):
    """Keep recovery files, settings and logs out of the folders of whoever runs the tests.

    The folder is not under the test's own `tmp_path`, whose contents tests list.
    """
    monkeypatch.setenv("COMMISSIONPLANNER_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real published spreadsheets, kept beside the checkout; a test without them is skipped."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(
            "needs the folder of published spreadsheets beside the checkout (../shared/data)"
        )
    return folder


@pytest.fixture(scope="session")
def run_program():
    """Run the program as a user does: a process of its own. Returns what it ended with."""
    import subprocess

    def run(*words, cwd=None, env=None, timeout=120, **more):
        return subprocess.run(
            [sys.executable, "-m", "commissionplanner", *map(str, words)],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
            **more,
        )

    return run
