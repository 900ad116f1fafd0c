"""Cells that name suppliers: one name, several, or blocks of name, address and number."""

import re
from dataclasses import dataclass
from typing import Final, Literal

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


Parting = Literal["surely", "always", "never"]
"""Whether a cell is parted where it surely names several bodies, wherever it may, or never."""
_MAYBE: Final = re.compile(r"\s+[/+]\s+|\s*\n\s*")
_SLASH: Final = re.compile(r"\s*/\s*")
_A_NAME: Final = re.compile(r"[^\W\d_][^\d@]+")
"""What may be a body of its own: neither a line of an address nor a number or a way to reach it."""
_SORTS: Final = re.compile(
    r"(?:(?:the|nhs|ft|foundation|trust|ltd|limited|llp|plc|cic|cio|council|and|&|of)\W*)+",
    re.IGNORECASE,
)
"""What stands on a line of its own where one name goes on: sorts of bodies, and no body."""

_SECTORS: Final = re.compile(
    r"\W*(?:charit(?:y|ies)|voluntary|community|private|public|independent|statutory|third|nhs|la|local authority|council|social "
    r"enterprises?|vcse?|vcfse?)(?: (?:sector|provider|organisations?|groups?|bodies|body))?\W*",
    re.IGNORECASE,
)
"""Which sort of body it is, and not which: "Charity / Voluntary Sector"."""


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


def read_suppliers(text: str, parting: Parting = "surely") -> tuple[Named, ...]:
    """Return the organisations that a cell names, in order, none twice."""
    body = text.strip()
    if is_of_blocks(body):
        return _distinct([_block(found) for found in _BLOCK.findall(body)])
    if parting == "never":
        return (Named(" ".join(body.split())),) if body else ()
    names = split_names(body)
    if parting == "always" and len(names) == 1:
        names = [" ".join(part.split()) for part in _MAYBE.split(body)]
    return _distinct([Named(name) for name in names])


def is_of_blocks(text: str) -> bool:
    """Whether a cell is of blocks, as in "[A Ltd|1 High Street|COMPANIES_HOUSE|…][B Ltd|…]"."""
    return text.startswith("[") and text.endswith("]") and "|" in text


def may_be_several(text: str) -> bool:
    """Whether a cell that is not surely parted may name several bodies: "Mind / Relate", or lines."""
    if ("/" not in text and "\n" not in text and "+" not in text) or len(split_names(text)) > 1:
        return False
    parts = _MAYBE.split(text.strip())
    return (
        len(parts) > 1
        and all(map(_A_NAME.fullmatch, parts))
        and not any(map(_SORTS.fullmatch, parts))
        and not all(map(_SECTORS.fullmatch, parts))
    )


def split_names(text: str) -> list[str]:
    """Return the names in a cell: parted by semicolons, bars or, where each is a body, lines or strokes."""
    body = text.strip()
    parts = [body]
    if ";" in body or " | " in body:
        parts = re.split(r";| \| ", body)
    elif "\n" in body and _are_bodies(body.split("\n")):
        parts = body.split("\n")
    elif "/" in body and _are_bodies(_SLASH.split(body)):
        parts = _SLASH.split(body)
    return [" ".join(part.split()) for part in parts if part.strip(" \t\r\n-")]


def _are_bodies(parts: list[str]) -> bool:
    """Whether each of the parts, blank ones apart, ends as the name of a body does and is more than that end."""
    said = [part.strip() for part in parts if part.strip()]
    return all(_BODY_END.search(part) and not _SORTS.fullmatch(part) for part in said)


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
