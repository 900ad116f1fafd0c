"""The reading process: opens one untrusted file and sends back columns, then ends.

It is started by `process` with a request as JSON on its input and answers with messages as in
`frames`. It may be killed at any time.
"""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.files.frames import pack_columns, write_message
from commissionplanner.io.tabular.files.grids import MADE, workbook_of

if TYPE_CHECKING:  # the library that it needs takes long to load, and not all tasks need it
    from commissionplanner.io.tabular.files.workbook import Opened


def main() -> int:
    """Answer one request. Returns the exit code."""
    request = json.loads(sys.stdin.buffer.read())
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limits.cap_own_memory(limits.CHILD_BYTES)
    try:
        _answer(request, out)
    except FileProblem as problem:
        write_message(out, {"is": "problem", "message": problem.message, "code": problem.code})
    except MemoryError:
        write_message(out, {"is": "too_large"})
    return 0


def _answer(request: dict[str, Any], out: IO[bytes]) -> None:
    path = Path(request["path"])
    if request["task"] == "marks":
        from commissionplanner.io.tabular.files.marks import send_marks

        send_marks(_source(request, path), request, out)
    elif request["kind"] == "text":
        _send_text(path, out)
    elif request["kind"] in MADE:
        _send_made(request, path, out)
    else:
        _send_workbook(request, path, out)
    write_message(out, {"is": "end"})


def _source(request: dict[str, Any], path: Path) -> str | io.BytesIO:
    """Return what to open: the path, or the content of a workbook that was locked or mended."""
    if not request.get("encrypted"):
        return _mended(request, str(path))
    from commissionplanner.io.tabular.files.prescan import prescan
    from commissionplanner.io.tabular.files.unlock import unlock

    unlocked = unlock(path, request["name"], request.get("password") or "")
    if request["kind"] == "xlsx":
        found = prescan(unlocked, request["name"], "xlsx")  # no bomb gets in by being locked
        request["package"] = asdict(found)
        unlocked.seek(0)
    return _mended(request, unlocked)


def _mended(request: dict[str, Any], source: str | io.BytesIO) -> str | io.BytesIO:
    if request["kind"] == "xls" and request["task"] == "values":
        from commissionplanner.io.tabular.files.mending_xls import with_usual_records

        return with_usual_records(source)
    if request["kind"] not in ("xlsx", "xlsb", "ods"):
        return source
    from commissionplanner.io.tabular.files.mending import check_whole, mended, with_breaks
    from commissionplanner.io.tabular.files.mending_places import in_usual_places
    from commissionplanner.io.tabular.files.raised import with_raised

    if request["task"] == "values":
        check_whole(source, request["name"])
    if request["kind"] != "ods":
        source = in_usual_places(source)
    if request["task"] == "marks":
        return mended(source)
    whole = mended(source)
    if request["kind"] == "ods":
        return with_breaks(whole, request["name"])
    return with_raised(whole) if request["kind"] == "xlsx" else whole


def _send_workbook(request: dict[str, Any], path: Path, out: IO[bytes]) -> None:
    from commissionplanner.io.tabular.files.crowded import refuse_rows
    from commissionplanner.io.tabular.files.workbook import open_workbook

    name, sheet = request["name"], request.get("sheet")
    if request["kind"] == "xlsx" and not request["encrypted"]:
        refuse_rows(str(path), name, sheet, is_staged=request["is_staged"])
    try:
        opened = open_workbook(_source(request, path), name, sheet, request["kind"])
    except FileProblem as problem:
        if problem.code != "password" or request["encrypted"] or request["kind"] != "xls":
            raise
        request["encrypted"] = True  # old workbooks do not say so until they are opened
        try:
            opened = open_workbook(_source(request, path), name, sheet, request["kind"])
        except FileProblem as other:
            if other.code == "damaged" and not request.get("password"):
                raise problem from other  # it says that it is locked, and no usual password opens it
            raise
    _send_values(opened, request, out)


def _send_made(request: dict[str, Any], path: Path, out: IO[bytes]) -> None:
    """Send the values and the marks of a page or an XML spreadsheet, which is parsed only once."""
    from commissionplanner.io.tabular.files.found_marks import message_of
    from commissionplanner.io.tabular.files.marks import marks_of_made
    from commissionplanner.io.tabular.files.pages import read_page
    from commissionplanner.io.tabular.files.workbook import open_workbook
    from commissionplanner.io.tabular.files.xml_2003 import read_xml_2003

    read = read_page if request["kind"] == "page" else read_xml_2003
    book = read(path, request["name"])
    source = workbook_of(book)
    opened = open_workbook(source, request["name"], request.get("sheet"), request["kind"])
    _send_values(opened, request, out)
    write_message(out, message_of(marks_of_made(source, book.grids[opened.taken])))


def _send_values(opened: "Opened", request: dict[str, Any], out: IO[bytes]) -> None:
    from commissionplanner.io.tabular.files.workbook import blocks

    name = request["name"]
    sheets = [[s.name, s.kind, s.n_rows, s.n_columns] for s in opened.sheets]
    head = {"sheets": sheets, "taken": opened.taken, "equals": opened.equals}
    merges = opened.sheet.merged_cell_ranges or []
    unlocked = bool(request["encrypted"])
    head["package"] = request.get("package")
    head |= {"merges": merges[: limits.MERGES], "merges_in_all": len(merges)}
    write_message(out, {"is": "sheets", **head, "unlocked": unlocked})
    done = 0
    for n_rows, columns in blocks(opened.sheet):
        layout, body = pack_columns(columns)
        for place, parts in enumerate(layout):
            if any(length > limits.CELL_CHARACTERS for _, length in parts):
                _check_lengths(
                    columns[place], name, f"{opened.sheet.name}!{column_letter(place)}", done
                )
        done += n_rows
        write_message(out, {"is": "block", "rows": n_rows, "layout": layout}, body)


def _check_lengths(cells: Sequence[Any], name: str, column: str, before: int) -> None:
    for row, cell in enumerate(cells, before + 1):
        if isinstance(cell, str) and len(cell) > limits.CELL_CHARACTERS:
            raise FileProblem(
                f"{column}{row} of “{name}” has over {limits.CELL_CHARACTERS:,} characters, more than "
                "any spreadsheet program holds. Shorten that cell, save the file and try again.",
                code="too_large",
            )


def _send_text(path: Path, out: IO[bytes]) -> None:
    from commissionplanner.io.tabular.files.delimited import TextNotes, read_rows

    notes = TextNotes()
    for columns, widths in _text_blocks(read_rows(path, notes), path.name):
        layout, body = pack_columns(columns)
        head = {"is": "block", "rows": len(widths), "layout": layout, "widths": widths}
        write_message(out, head, body)
    about = {"encoding": notes.encoding, "delimiter": notes.delimiter, "found": notes.found}
    write_message(out, {"is": "text", **about})


def _text_blocks(
    rows: Iterator[list[str]], name: str
) -> Iterator[tuple[list[list[str]], list[int]]]:
    """Yield (columns, width of each row) in blocks; short rows are filled up with blanks."""
    while block := list(islice(rows, 10_000)):
        for row in block:
            if len(row) > limits.COLUMNS:
                _without_blanks(row)
        widths = [len(row) for row in block]
        width = max(widths)
        if width > limits.COLUMNS:
            raise FileProblem(
                f"A row of “{name}” has {width:,} columns, too wide for a table. Check the sign between its columns.",
                code="too_large",
            )
        if min(widths) < width:
            for row in block:
                row.extend([""] * (width - len(row)))
        yield [list(column) for column in zip(*block, strict=True)], widths


def _without_blanks(row: list[str]) -> None:
    """Take the blank cells off the end of a row: some programs write a sign for each column of their sheet."""
    while row and not row[-1].strip():
        row.pop()


if __name__ == "__main__":
    sys.exit(main())
