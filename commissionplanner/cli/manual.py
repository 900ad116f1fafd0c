"""Writes the pages of the manual that are made from the registries and from the commands.

Run as ``python -m commissionplanner.cli.manual docs/manual``. It is no command of the program.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from commissionplanner.cli import main, output

FOLDER: Final = "generated"
EXIT_CODES: Final = (
    (output.DONE, "done"),
    (output.ATTENTION, "done, and something needs attention: `check` found an open problem, or "
                       "`import` left rows out or could not use a cell"),
    (output.WRONG_USE, "wrong use"),
    (output.FILE_TROUBLE, "a file could not be read or written"),
    (output.REFUSED, "refused: it would have lost or falsified something, or was stopped"),
)  # fmt: skip


def pages() -> dict[str, str]:
    """Return every generated page: name of the file and its Markdown."""
    from commissionplanner.app import manual

    return {**manual.generated_pages(), "commands.md": "\n".join(_commands())}


def run(words: Sequence[str]) -> int:
    """Write the pages below a folder. Returns the exit code."""
    output.prepare()
    if len(words) != 1:
        output.complain("Name the folder of the manual, such as docs/manual.")
        return output.WRONG_USE
    folder = Path(words[0]) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        output.say(f"Wrote {folder / name}.")
    return output.DONE


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "`commissionplanner` opens the window; `commissionplanner PLAN` opens it with a plan."
    yield "With a command it works without a window and needs no display.\n"
    yield "`--json` prints one object: money in whole pence under keys that end in `_p`, dates as"
    yield "2027-03-31, `null` for not known, tables and fields as [Fields](fields.md) names them.\n"
    yield "## Exit codes\n"
    yield from (f"- **{code}**: {words}" for code, words in EXIT_CODES)
    for name, (parser, purpose) in _parsers().items():
        yield f"\n## {name}\n"
        yield f"{purpose[:1].upper()}{purpose[1:]}.\n"
        yield from _command(name, parser)
    yield ""


def _parsers() -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """Return each command's parser and what it is for."""
    found = next(a for a in _actions(main.parser()) if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 the only type that lists commands
    purposes = {action.dest: action.help or "" for action in found._get_subactions()}  # noqa: SLF001 help is kept nowhere else
    return {name: (parser, purposes[name]) for name, parser in found.choices.items()}


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 argparse lists them nowhere else


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    listed = [action for action in _actions(parser) if action.dest != "help"]
    usage = " ".join(_usage(action) for action in listed)
    yield f"`commissionplanner {name} {usage}`\n"
    for action in listed:
        if action.help:
            yield f"- `{_name(action)}`: {action.help}"


def _usage(action: argparse.Action) -> str:
    if not action.option_strings:
        return _name(action)
    return f"[{_name(action)}{' …' if isinstance(action.default, list) else ''}]"


def _name(action: argparse.Action) -> str:
    value = str(action.metavar or (_choices(action) or action.dest.upper()))
    if not action.option_strings:
        return f"[{value}]" if action.nargs in ("?", "*") else value + " …" * (action.nargs == "+")
    return action.option_strings[0] if action.nargs == 0 else f"{action.option_strings[0]} {value}"


def _choices(action: argparse.Action) -> str:
    return "|".join(map(str, action.choices or ()))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
