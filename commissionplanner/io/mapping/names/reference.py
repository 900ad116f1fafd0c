"""The lists of public bodies that ship with the program: codes, types and other names."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commissionplanner import paths
from commissionplanner.io.mapping.names.variants import looks_public, plain_name, same_name


@dataclass(frozen=True, slots=True)
class Body:
    """A council, integrated care board or trust of the reference list.

    Attributes:
        opened_on, closed_on: First and last day, ISO; "" where not known, or still open.
        successors: Codes of the bodies that took over from it.
    """

    code: str
    name: str
    type: str
    sector: str
    ods_code: str
    ons_code: str
    region: str
    opened_on: str
    closed_on: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lists:
    by_code: dict[str, Body]
    by_name: dict[str, Body]
    by_variant: dict[str, Body]


@cache
def _lists() -> _Lists:
    folder = paths.resources() / "tables"
    by_code: dict[str, Body] = {}
    by_name: dict[str, Body] = {}
    rows = _rows(folder / "organisations.csv")
    bodies = {row["code"]: _body(row) for row in rows}
    for body in sorted(bodies.values(), key=lambda b: bool(b.closed_on)):
        for code in (body.code, body.ods_code, body.ons_code):
            if code:
                by_code.setdefault(code, body)
        by_name.setdefault(same_name(body.name), body)
        by_name.setdefault(plain_name(body.name), body)
    by_variant: dict[str, Body] = {}
    for row in _rows(folder / "organisation_names.csv"):
        if row["code"] in bodies:
            by_variant.setdefault(same_name(row["variant"]), bodies[row["code"]])
    return _Lists(by_code, by_name, by_variant)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _body(row: dict[str, str]) -> Body:
    return Body(row["code"], row["name"], row["type"], row["sector"], row["ods_code"],
                row["ons_code"], row["region"], row["valid_from"], row["valid_to"],
                tuple(code for code in row["successor"].split(";") if code))  # fmt: skip


def body_by_code(code: str) -> Body | None:
    """Return the body of an ODS, ONS or local authority code, or None.

    "GB-LAE-TRF", as grant registers write it, is the local authority TRF.
    """
    lists = _lists().by_code
    plain = code.strip().upper()
    if plain.startswith("GB-LA"):
        plain = plain.rsplit("-", 1)[-1]
        return lists.get(f"la-{plain}")
    return lists.get(plain) or lists.get(f"la-{plain}")


def body_listed(code: str) -> Body | None:
    """Return the body of a code of the list itself, as `Body.successors` names it, or None."""
    return _lists().by_code.get(code)


@cache
def closed_bodies() -> tuple[Body, ...]:
    """Return the bodies of the list that have closed and were followed by others."""
    found = {body.code: body for body in _lists().by_code.values()}
    return tuple(body for _, body in sorted(found.items()) if body.closed_on and body.successors)


_GROUP, _BOARD = "clinical commissioning group", "integrated care board"
_GROUPS_END = "2022-06-30"
"""Last day of clinical commissioning groups (Health and Care Act 2022)."""


def named_like_board(name: str) -> Body | None:
    """Return the clinical commissioning group of a name that a board took over with its area.

    The list has only groups that closed before the boards began; the last ones carry the names
    of their boards: "NHS Kent and Medway CCG".
    """
    plain = plain_name(name)
    if not plain.endswith(f" {_GROUP}"):
        return None
    stem = plain.removesuffix(f" {_GROUP}").removeprefix("nhs ")
    board = _lists().by_name.get(f"nhs {stem} {_BOARD}")
    if board is None or board.type != "icb":
        return None
    return Body(
        f"ccg-{stem}", name, "ccg", "nhs", "", "", board.region, "", _GROUPS_END, (board.code,)
    )


def body_by_name(name: str, *, public: bool) -> Body | None:
    """Return the body that a name means, or None.

    Args:
        name: As written.
        public: Whether the place it stands in names public bodies, so that a bare place name
            ("Trafford") means the council.
    """
    lists = _lists()
    found = lists.by_name.get(same_name(name)) or lists.by_name.get(plain_name(name))
    if found is None and (public or looks_public(name)):
        found = lists.by_variant.get(same_name(name))
    return found
