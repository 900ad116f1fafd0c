"""What a column of VAT beside the amounts tells of them: whether it is in them."""

import re
from typing import Final

from commissionplanner.io.mapping.columns.line_columns import amounts_of
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.sheet import Sheet

_NOT_RECOVERED: Final = re.compile(
    r"\b(?:irrecoverable|unrecoverable|non recoverable) (?:vat|value added tax)\b|"
    r"\b(?:vat|value added tax) (?:that )?(?:which )?(?:can ?not (?:be )?recover\w*|(?:is )?not recover\w*|irrecoverable|unrecoverable)\b"
)
_VAT: Final = re.compile(
    r"(?:\w+ )?vat(?: (?:amount|value|paid|charged|gbp))?|(?:recoverable )?tax(?: amount)?"
)
_BY_THE_CODE: Final = ("spend", "contracts")
_FEWEST: Final = 5
_NEAR_P: Final = 2


def told_vat(sheet: Sheet, key: str) -> tuple[str, str] | None:
    """Return "net" or "gross" with what tells it, of the amounts of a field; None where nothing does.

    A column of VAT that is a fifth of the amounts is on top of them, and one that is a sixth is in
    them. By the code on transparency VAT that cannot be recovered stands beside the net amount.
    """
    table, place = sheet.table, sheet.places[key]
    for other, heading in enumerate(table.headings):
        words = words_of(heading)
        if other == place or not (_VAT.fullmatch(words) or _NOT_RECOVERED.search(words)):
            continue
        pairs = zip(amounts_of(table, place), amounts_of(table, other), strict=True)
        rated = [(abs(amount), abs(vat)) for amount, vat in pairs if amount and vat]
        for basis, parts, said in (("net", 5, "on top of"), ("gross", 6, "in")):
            share = sum(abs(amount - vat * parts) <= _NEAR_P * parts for amount, vat in rated)
            if len(rated) >= _FEWEST and share * 10 >= len(rated) * 8:
                return (
                    basis,
                    f"“{heading}” is a {'fifth' if parts == 5 else 'sixth'} of the amounts, and so {said} them.",
                )
        if sheet.kind in _BY_THE_CODE and _NOT_RECOVERED.search(words):
            return "net", f"“{heading}” stands beside the amounts, which are taken for net of VAT."
    return None
