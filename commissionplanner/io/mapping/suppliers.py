"""Cells that name suppliers: one name, several, or blocks of name, address and number."""

import re
from dataclasses import dataclass
from typing import Final

_BLOCK: Final = re.compile(r"\[(.*?)\](?=\s*(?:\[|$))", re.DOTALL)
_BODY_END: Final = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|trust|council|university|inc|gmbh|cio|partnership|charity)\.?$",
    re.IGNORECASE,
)
_KINDS: Final = {
    "COMPANIES_HOUSE": "company_no",
    "CHARITY_COMMISSION": "charity_no",
    "CHARITY_COMMISSION_SCOTLAND": "charity_no",
}


@dataclass(frozen=True, slots=True)
class Named:
    """One organisation that a cell names, with what the cell says of it.

    Attributes:
        company_no, charity_no: "" where not said.
        is_sme, is_vcse: None where not said.
    """

    name: str
    company_no: str = ""
    charity_no: str = ""
    is_sme: bool | None = None
    is_vcse: bool | None = None


def read_suppliers(text: str) -> tuple[Named, ...]:
    """Return the organisations that a cell names, in order, none twice."""
    body = text.strip()
    if body.startswith("[") and body.endswith("]") and "|" in body:
        return _distinct([_block(found) for found in _BLOCK.findall(body)])
    return _distinct([Named(name) for name in split_names(body)])


def split_names(text: str) -> list[str]:
    """Return the names in a cell: parted by semicolons, bars or, where each is a body, lines."""
    body = text.strip()
    if ";" in body or " | " in body:
        parts = re.split(r";| \| ", body)
    elif "\n" in body and all(
        _BODY_END.search(line.strip()) for line in body.split("\n") if line.strip()
    ):
        parts = body.split("\n")
    else:
        parts = [body]
    return [" ".join(part.split()) for part in parts if part.strip(" \t\r\n-")]


def _block(text: str) -> Named:
    """Read name, address, kind of number, number, small firm, voluntary body."""
    parts = [" ".join(part.split()) for part in text.split("|")]
    if len(parts) > 6:  # a bar within the address
        parts = [parts[0], "|".join(parts[1:-4]), *parts[-4:]]
    parts += [""] * (6 - len(parts))
    number = {_KINDS.get(parts[2].upper(), ""): parts[3]}
    return Named(
        name=parts[0],
        company_no=number.get("company_no", ""),
        charity_no=number.get("charity_no", ""),
        is_sme=_yes_no(parts[4]),
        is_vcse=_yes_no(parts[5]),
    )


def _yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text.casefold())


def _distinct(found: list[Named]) -> tuple[Named, ...]:
    seen: dict[str, Named] = {}
    for named in found:
        if named.name:
            seen.setdefault(named.name.casefold(), named)
    return tuple(seen.values())
