"""The page on real spreadsheets says what the program makes of them now."""

import pytest

from tests.io.mapping.real_files_page import COMMAND, PAGE, data_folder, line_of, names

_HELD = PAGE.read_text(encoding="utf-8").splitlines()


def test_every_spreadsheet_has_its_line(shared_data):
    held = [line.split(" | ")[0].removeprefix("| ") for line in _HELD if line.startswith("| ")]
    assert held[1:] == names(), f"make docs/real-files.md anew with  {COMMAND}"


_BIG = 600_000


def _lines():
    """The files; large ones take seconds each."""
    for name in names():
        large = (data_folder() / name).stat().st_size > _BIG
        yield pytest.param(name, marks=[pytest.mark.slow] if large else [])


@pytest.mark.parametrize("name", list(_lines()))
def test_the_line_of_a_spreadsheet_is_what_comes_out_now(name):
    wanted = next((line for line in _HELD if line.startswith(f"| {name} |")), "")
    assert line_of(data_folder() / name) == wanted, f"make docs/real-files.md anew with  {COMMAND}"
