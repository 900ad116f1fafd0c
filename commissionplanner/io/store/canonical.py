"""The canonical content of a plan, and its digest.

Canonical content is what `dump` prints: one JSON object a line, lines sorted as bytes, UTF-8,
LF, text in NFC with LF inside, pence as whole numbers, days ISO. A line holds the table, the
id and then every field that says something, in the order of their names; what is empty is
left out, so that a field added by a later version changes no digest. SHA-256 over it is the
digest. The history, clock times, who recorded what, positions, saved views, sign-offs and
persons are no part of it (`in_digest` of the table and the field).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any
from unicodedata import is_normalized, normalize

from commissionplanner.io import codec
from commissionplanner.io.store.columns import Column, Field, table_fields, to_columns
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Kind
from commissionplanner.model.plan import Plan

Tables = Mapping[str, Mapping[str, Column]]
"""Every table that holds rows, by name, as its stored columns."""


def stored_tables(plan: Plan) -> dict[str, dict[str, Column]]:
    """Return the stored columns of every table that holds rows, rows in the order of ids."""
    held: dict[str, dict[str, Column]] = {}
    for name in TABLES:
        rows = plan.table(name)
        if rows:
            held[name] = to_columns(name, [rows[key] for key in sorted(rows)])
    return held


def plan_digest(plan: Plan) -> str:
    """Return the SHA-256 of a plan's canonical content, as 64 hexadecimal digits."""
    return digest(stored_tables(plan))


def digest(tables: Tables) -> str:
    """Return the SHA-256 of the canonical content of stored tables."""
    return hashlib.sha256(canonical_text(tables).encode()).hexdigest()


def canonical_text(tables: Tables) -> str:
    """Return the canonical content whole, each line ended by LF."""
    lines: list[str] = []
    for name in sorted(tables):
        if TABLES[name].in_digest:
            lines.extend(_lines(name, tables[name]))
    lines.sort()  # the order of code points is the order of UTF-8's bytes
    lines.append("")
    return "\n".join(lines)


def _lines(table: str, columns: Mapping[str, Column]) -> Iterator[str]:
    ids = columns["id"]
    parts: list[Sequence[str]] = [_joined(f'{{"table":{quoted(table)},"id":', ids, quoted)]
    for field in sorted(table_fields(table), key=lambda f: f.name):
        column = columns.get(field.name)
        if column is not None and field.in_digest and field.name != "id":
            parts.append(_fragments(field, column))
    parts.append(["}"] * len(ids))
    return map("".join, zip(*parts, strict=True))


def _joined(key: str, column: Sequence[Any], turn: Any) -> list[str]:
    return [key + turn(value) if value is not None else "" for value in column]


def _fragments(field: Field, column: Column) -> list[str]:
    key = f",{quoted(field.name)}:"
    if field.kind in codec.WORDS:
        return _joined(key, _plain(column), quoted)
    if field.kind in codec.NUMBERS:
        return _joined(key, column, int.__repr__)
    if field.kind is Kind.FLAG:
        return _joined(key, column, ("false", "true").__getitem__)
    if field.kind in codec.TUPLES:
        return _joined(key, _plain_lists(column), str)
    return _joined(key, column, quoted)


def _plain(column: Sequence[Any]) -> Sequence[Any]:
    """Return texts in NFC with LF at line ends; the column itself where it is so."""
    joined = "".join(filter(None, column))
    if "\r" not in joined and (joined.isascii() or is_normalized("NFC", joined)):
        return column
    return [None if text is None else _plain_text(text) for text in column]


def _plain_text(text: str) -> str:
    return normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _plain_lists(column: Sequence[Any]) -> Sequence[Any]:
    joined = "".join(filter(None, column))
    if "\\r" not in joined and (joined.isascii() or is_normalized("NFC", joined)):
        return column
    return [None if held is None else codec.compact(_plain_items(held)) for held in column]


def _plain_items(held: str) -> Any:
    def plain(item: Any) -> Any:
        return _plain_text(item) if isinstance(item, str) else [plain(part) for part in item]

    return plain(json.loads(held))
