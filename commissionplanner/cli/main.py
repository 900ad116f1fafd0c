"""The command line: finds the command, runs it, and turns what went wrong into plain words.

Only the module of the command asked for is imported, so that `digest` loads no more than it
needs. Exit codes: 0 done, 1 done and something needs attention, 2 wrong use, 3 a file could not
be read or written, 4 refused.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from commissionplanner.cli import output

COMMANDS: Final = (
    "new", "import", "read", "check", "budget", "map", "export", "compare", "save-as", "info",
    "digest", "dump", "demo", "rules", "fields",
)  # fmt: skip
"""Every command; each is `cli/<command>.py`, with an underscore for what Python keeps."""

_DESCRIPTION: Final = (
    "Plan services together: spreadsheets in, silos and single-year contracts seen, "
    "a pooled budget out. Without a command the window opens."
)


class _Parser(argparse.ArgumentParser):
    """Says wrong use in a sentence, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        output.complain(f"{self.prog}: {message}.")
        output.complain(f"See “{self.prog} --help”.")
        raise SystemExit(output.WRONG_USE)


def module_name(command: str) -> str:
    """Return the name of a command's module."""
    name = command.replace("-", "_")
    return f"commissionplanner.cli.{name}_" if name == "import" else f"commissionplanner.cli.{name}"


def run(words: Sequence[str]) -> int:
    """Run a command, or open the window where there is none. Returns the exit code."""
    output.prepare()
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        return _window_or_complaint(words)
    try:
        args = parser(words).parse_args(list(words))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else output.WRONG_USE
    return _guarded(args)


def _window_or_complaint(words: Sequence[str]) -> int:
    """Open the window with a plan; a word that is no file is a command mistyped."""
    from pathlib import Path

    if words and not words[0].lower().endswith(".cplan") and not Path(words[0]).exists():
        output.complain(f"There is no command and no file called “{words[0]}”.")
        output.complain(f"Commands are {', '.join(COMMANDS)}.")
        return output.WRONG_USE
    return open_window(words)


def open_window(words: Sequence[str]) -> int:
    """Open the window, with the plan named if there is one. Returns the exit code."""
    if not _has_display():
        output.complain(
            "There is no display to open the window on. "
            "Use a command instead, such as “commissionplanner demo”, or see --help."
        )
        return output.FILE_TROUBLE
    try:
        window = importlib.import_module("commissionplanner.ui.main")
    except ImportError as error:
        output.complain(
            f"The window cannot be opened: {error}. Install PySide6-Essentials and the system "
            "libraries it needs, or use a command; see --help."
        )
        return output.FILE_TROUBLE
    return int(window.run(list(words)))


def _has_display() -> bool:
    import os

    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return what reads the command that `words` begin with; every command where they name none."""
    made = _Parser(prog="commissionplanner", description=_DESCRIPTION)
    commands = made.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    wanted = (words[0],) if words and words[0] in COMMANDS else COMMANDS
    for command in wanted:
        module = importlib.import_module(module_name(command))
        before = set(commands.choices)
        module.add_parser(commands)
        for added in set(commands.choices) - before:
            commands.choices[added].set_defaults(run=module.run)
    return made


def _guarded(args: argparse.Namespace) -> int:
    """Run a command so that whatever goes wrong ends in words and an exit code."""
    from commissionplanner.edits.base import EditRefused
    from commissionplanner.io.problems import FileProblem
    from commissionplanner.progress import CancelledError

    command: Any = getattr(args, "run", None)
    if command is None:
        output.complain("Name a command; see “commissionplanner --help”.")
        return output.WRONG_USE
    try:
        code = int(command(args))
        sys.stdout.flush()
        return code
    except FileProblem as problem:
        output.complain(problem.message)
        return output.FILE_TROUBLE
    except EditRefused as refusal:
        output.complain(str(refusal))
        return output.REFUSED
    except (CancelledError, KeyboardInterrupt):
        output.complain("Stopped. Nothing has been changed.")
        return output.REFUSED
    except BrokenPipeError:  # whoever reads our output has heard enough
        sys.stdout = None  # nothing to flush at the end
        return output.DONE
    except OSError as error:
        output.complain(_os_words(error))
        return output.FILE_TROUBLE
    except Exception as error:  # noqa: BLE001 the last resort: never a traceback
        return _defect(error)


def _os_words(error: OSError) -> str:
    where = f"“{error.filename}”: " if error.filename else ""
    return f"{where}{error.strerror or error}. Check the file, the folder and the disk."


def _defect(error: Exception) -> int:
    from commissionplanner.app import logs

    code = logs.defect(error)
    output.complain(
        f"The program made a mistake and stopped ({code}). No file has been left half written. "
        "What happened is noted in the log, without any of your data."
    )
    return output.FILE_TROUBLE
