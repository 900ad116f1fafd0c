"""Columns of cells as bytes, and back: what the reading process sends to the program.

A message is two lengths, a JSON head and a body. Numbers and days travel as arrays, text as
JSON. Nothing here can run anything: what arrives is data, whoever made it.
"""

import json
import re
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Any, Final

from commissionplanner.io.tabular.cells import Cell

Head = dict[str, Any]
_LENGTHS: Final = struct.Struct("<II")
_MOST: Final = 1 << 30


def write_message(out: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Write one message and push it out."""
    first = json.dumps(head).encode("ascii")
    out.write(_LENGTHS.pack(len(first), len(body)))
    out.write(first)
    out.write(body)
    out.flush()


def read_message(source: IO[bytes]) -> tuple[Head, bytes] | None:
    """Read one message, or None where there is no whole one left.

    Raises:
        ValueError: what arrives is not a message.
    """
    lengths = source.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    n_head, n_body = _LENGTHS.unpack(lengths)
    if n_head > _MOST or n_body > _MOST:
        raise ValueError("The message is too long.")
    first, body = source.read(n_head), source.read(n_body)
    if len(first) < n_head or len(body) < n_body:
        return None
    head = json.loads(first)
    if not isinstance(head, dict):
        raise ValueError("The message has no head.")
    return head, body


def _pack_text(cells: Sequence[Any]) -> bytes:
    return json.dumps(cells).encode("ascii")


def _pack_days(cells: Sequence[Any]) -> bytes:
    return array("i", [day.toordinal() for day in cells]).tobytes()


def _pack_moments(cells: Sequence[Any]) -> bytes:
    return _pack_text([moment.isoformat() for moment in cells])


_PACK: Final[dict[type, tuple[int, Callable[[Sequence[Any]], bytes]]]] = {
    str: (0, _pack_text),
    float: (1, lambda cells: array("d", cells).tobytes()),
    int: (2, _pack_text),
    bool: (3, bytes),
    date: (4, _pack_days),
    datetime: (5, _pack_moments),
}
_TAG: Final = {kind: tag for kind, (tag, _) in _PACK.items()}


def pack_columns(columns: Sequence[Sequence[Any]]) -> tuple[list[list[list[int]]], bytes]:
    """Return the layout and the bytes of some columns; a blank cell is an empty text.

    Times of day, durations and whatever else a reader may give become text.
    """
    layout: list[list[list[int]]] = []
    chunks: list[bytes] = []
    for cells in columns:
        parts = list(_pack_column(cells))
        layout.append([[tag, len(chunk)] for tag, chunk in parts])
        chunks.extend(chunk for _, chunk in parts)
    return layout, b"".join(chunks)


def _shown(cell: Any) -> str:
    """Write a duration as a spreadsheet shows it, in hours: "36:00:00"."""
    if not isinstance(cell, timedelta):
        return str(cell)
    minutes, seconds = divmod(round(abs(cell.total_seconds())), 60)
    sign = "-" if cell < timedelta() else ""
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


_ORDER: Final = -1


def _pack_column(cells: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    """Yield (tag, bytes) by kind; where kinds mix, first the tag of each cell."""
    kinds = set(map(type, cells))
    if not kinds <= _PACK.keys():
        cells = [cell if type(cell) in _PACK else _shown(cell) for cell in cells]
        kinds = set(map(type, cells))
    if len(kinds) == 1:
        tag, pack = _PACK[kinds.pop()]
        yield tag, pack(cells)
        return
    yield _ORDER, bytes(map(_TAG.__getitem__, map(type, cells)))
    for kind in kinds:
        tag, pack = _PACK[kind]
        yield tag, pack([cell for cell in cells if type(cell) is kind])


_WHITE: Final = re.compile(rb'"(?: |\\\\[nrt]|\\\\u00a0)+"')


def _texts(chunk: bytes) -> list[Cell]:
    known: dict[str, str] = {}
    texts = [known.setdefault(text, text) for text in json.loads(chunk)]  # alike ones held once
    if _WHITE.search(chunk):  # rare, so that most columns are spared the slower test
        return [None if text.isspace() else text or None for text in texts]
    return [text or None for text in texts]


def _numbers(code: str, chunk: bytes) -> list[Any]:
    numbers = array(code)
    numbers.frombytes(chunk)
    return numbers.tolist()


_UNPACK: Final[dict[int, Callable[[bytes], list[Cell]]]] = {
    0: _texts,
    1: lambda chunk: _numbers("d", chunk),
    2: lambda chunk: [int(number) for number in json.loads(chunk)],
    3: lambda chunk: [byte != 0 for byte in chunk],
    4: lambda chunk: list(map(date.fromordinal, _numbers("i", chunk))),
    5: lambda chunk: [datetime.fromisoformat(text) for text in json.loads(chunk)],
}


def unpack_columns(layout: list[list[list[int]]], body: bytes) -> list[list[Cell]]:
    """Return the columns that `pack_columns` packed, with None for blank cells.

    Raises:
        ValueError: layout and bytes do not belong together.
    """
    columns, at = [], 0
    for parts in layout:
        chunks = {}
        for tag, length in parts:
            chunks[tag] = body[at : at + length]
            at += length
        columns.append(_unpack_column(chunks))
    if at != len(body):
        raise ValueError("The columns do not fill the message.")
    return columns


def _unpack_column(chunks: dict[int, bytes]) -> list[Cell]:
    order = chunks.pop(_ORDER, None)
    lists = {tag: _UNPACK[tag](chunk) for tag, chunk in chunks.items()}
    if order is None:
        return next(iter(lists.values()), [])
    following = {tag: iter(cells) for tag, cells in lists.items()}
    return [next(following[tag]) for tag in order]
