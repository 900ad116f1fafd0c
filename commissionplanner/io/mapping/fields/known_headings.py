"""Headings seen in published files, by kind of file and field: data, in resources/profiles."""

import tomllib
from functools import cache
from typing import Any

from commissionplanner import paths

Headings = tuple[str, ...]


@cache
def _table() -> dict[str, dict[str, Any]]:
    path = paths.resources() / "profiles" / "headings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def known_headings(kind: str, field: str) -> tuple[Headings, Headings]:
    """Return the headings that come before those a field lists itself, and those after them."""
    found = _table().get(kind, {}).get(field, {})
    return tuple(found.get("first", ())), tuple(found.get("more", ()))


def known_paths(kind: str, field: str) -> Headings:
    """Return the paths of a field in files flattened from records within records, best first.

    They are small letters between strokes, without places and wrappers: "contracts/value/amount".
    """
    return tuple(_table().get("paths", {}).get(kind, {}).get(field, ()))
