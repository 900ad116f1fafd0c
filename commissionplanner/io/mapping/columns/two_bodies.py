"""Funding with two columns of public bodies: who gives and who gets it, or an authority and the districts in it."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.fields.guesses import Taken
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.contents import Look

_UPPER: Final = re.compile(
    r"(?:(?:upper|single|first) tier\b.*|county(?: council| area)?|unitary|local authority|authority|la|council|hwb|"
    r"health and wellbeing board)(?: name)?"
)
LOWER: Final = re.compile(
    r"(?:(?:lower|second) tier\b.*|(?:(?:local|non metropolitan|shire|receiving|housing) )?(?:district|borough)(?: or .*)?|"
    r"housing)(?: local)?(?: authority| council| area)?(?: name)?"
)
_NHS: Final = re.compile(
    r"(?:nhs )?(?:(?:sub )?icb|integrated care board|ccg|clinical commissioning group|nhs (?:body|organisation|commissioner)|"
    r"health board)(?: name)?"
)
_COUNCIL: Final = re.compile(
    r"(?:receiving |recipient )?(?:local authority|la|council|authority)(?: area)?(?: name)?"
)
_NEARLY_ALL: Final = 0.9
DOUBTED: Final = 0.7


def turn_tiers(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take districts for those who hold the funding, where each row is another and the authority over them is the same.

    Grants for adapting homes are told so. Where some rows have no district, which of the two is
    left in doubt.
    """
    words = [words_of(heading) for heading in headings]
    lower = next((p for p, text in enumerate(words) if LOWER.fullmatch(text)), None)
    upper = next((p for p, text in enumerate(words) if _UPPER.fullmatch(text)), None)
    if lower is None or upper is None:
        return
    one, many = looks[upper], looks[lower]
    held = taken.of("holder_id")
    is_another = many.words > _NEARLY_ALL and many.distinct > one.distinct
    if not is_another or (held is not None and held.place not in (upper, lower)):
        return
    if many.filled < many.total:
        why = f"Some rows have no “{headings[lower]}”."
        taken.take(upper, "holder_id", DOUBTED, why)
        taken.take(lower, None, DOUBTED, why, "holder_id")
        return
    if lower in taken and taken[lower].key not in (None, "holder_id", "area"):
        return
    why = f"Each row is of another “{headings[lower]}”; several share “{headings[upper]}”."
    taken.take(upper, None, 0.7, f"The money is told for each “{headings[lower]}”.", "holder_id")
    taken.take(lower, "holder_id", _NEARLY_ALL, why)


def both_sorts(headings: Sequence[str], looks: Sequence[Look]) -> tuple[int, int] | None:
    """Return the column of NHS bodies and that of councils, where their headings name both; None for others."""
    words = [words_of(h) if look.words > _NEARLY_ALL else "" for h, look in zip(headings, looks, strict=True)]  # fmt: skip
    nhs = [p for p, text in enumerate(words) if _NHS.fullmatch(text)]
    councils = [p for p, text in enumerate(words) if _COUNCIL.fullmatch(text)]
    return (nhs[0], councils[0]) if len(nhs) == len(councils) == 1 else None


def says_transfers(title: str) -> bool:
    """Whether a title is of money that one public body gives another by section 256 or 76."""
    return bool(re.search(r"\b(?:s|sec|section) ?(?:256|76)\b", words_of(title)))
