"""Codes of organisations: their forms, and the numbers of companies and charities."""

import re
from typing import Final

from commissionplanner.io.mapping.values.suppliers import Named

_FORMS: Final = {
    "ods_code": re.compile(r"[A-Z0-9]{3,6}"),
    "ons_code": re.compile(r"[EWSNKJ]\d{8}"),
    "company_no": re.compile(r"[A-Z0-9]{2}\d{6}"),
    "charity_no": re.compile(r"(?:SC|NIC)?\d{5,7}"),
}


def numbers_of(named: Named) -> dict[str, str]:
    """Return the company and charity numbers that a cell gives of a supplier; "" for none."""
    return {"company_no": company_no(named.company_no), "charity_no": charity_no(named.charity_no)}


def is_code(code: str, value: str) -> bool:
    """Whether a text has the form of a code, so that two bodies with it may be one."""
    return bool(_FORMS[code].fullmatch(value.strip().upper()))


def company_no(text: str) -> str:
    """Return a company number in its eight places, or "" where it is none."""
    plain = text.strip().upper().replace(" ", "")
    if plain.isdecimal() and 5 <= len(plain) <= 8 and int(plain):
        return plain.zfill(8)
    return plain if len(plain) == 8 and plain[:2].isalpha() and plain[2:].isdecimal() else ""


def charity_no(text: str) -> str:
    """Return a charity number, or "" where it is none: six or seven digits, or SC012345."""
    plain = text.strip().upper().replace(" ", "")
    digits = plain.removeprefix("SC").removeprefix("NIC")
    return plain if digits.isdecimal() and 5 <= len(digits) <= 7 and int(digits) else ""
