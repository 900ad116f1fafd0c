"""How every command prints: UTF-8 with LF on every system, JSON as one object, errors apart."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

DONE: Final = 0
ATTENTION: Final = 1
WRONG_USE: Final = 2
FILE_TROUBLE: Final = 3
REFUSED: Final = 4


def prepare() -> None:
    """Make both outputs UTF-8 with LF; what cannot be shown is marked, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(text: str = "") -> None:
    """Print a line of the result."""
    _write("stdout", text)


def complain(text: str) -> None:
    """Print a line for the user on the output for errors."""
    _write("stderr", text)


def _write(name: str, text: str) -> None:
    """Write a line where there is somewhere to write: a window's program on Windows has none."""
    stream = getattr(sys, name, None)
    if stream is not None:
        stream.write(f"{text}\n")


def print_json(value: Any) -> None:
    """Print one JSON object on one line."""
    say(json.dumps(value, ensure_ascii=False))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, each column as wide as its widest text."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(headings))]
    for line in lines:
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def print_facts(facts: Mapping[str, str]) -> None:
    """Print names and values, a line each."""
    width = max(map(len, facts), default=0)
    for name, value in facts.items():
        say(f"{name.ljust(width)}  {value}")


def day(text: str) -> date:
    """Read a day given as an option, as 2026-04-01 or 01/04/2026.

    Raises:
        argparse.ArgumentTypeError: it is neither.
    """
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"“{text}” is not a date; write it as 2026-04-01")
