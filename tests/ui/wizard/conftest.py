"""The wizard open on a small register, as its tests find it."""

from pathlib import Path

import pytest

REGISTER = """Published by Wexcombe Council,,,,
Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,"£1,000.00"
A2,Dads' groups,Wexcombe Voluntary Action,TBC,"£2,000.00"
Total,,,,"£3,000.00"
"""


@pytest.fixture
def shared_samples() -> Path:
    """The spreadsheets of the sample's partners."""
    return Path(__file__).parents[3] / "sample_plans" / "partners"


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "contracts")


@pytest.fixture
def wait(qtbot, window):
    """Wait until no job runs."""

    def until_idle():
        qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)

    return until_idle


@pytest.fixture
def open_file(window, wait):
    """Open the wizard on a file."""

    def of(path):
        window.workspace.ask_import([path])
        wait()
        return window.current

    return of


@pytest.fixture
def page(open_file, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return open_file(path)
