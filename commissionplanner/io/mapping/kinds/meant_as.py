"""What a list may be meant as that has the headings of another kind."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.columns.grants import are_of_grants, may_be_places
from commissionplanner.io.mapping.columns.kind_figures import MONEY_WORDS
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.headings import (
    is_millions,
    is_thousands,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look

MOSTLY: Final = 0.6
"""Of the cells of a column of days or amounts so many at least are; others say "rolling", or are out of place."""
_NUMBER: Final = r"\w \b(?:number|no|id|code|ref|reference)$"


def is_worth(heading: str, look: Look) -> bool:
    """Whether a column holds amounts of money that are worth telling, and no numbers of things or days."""
    words = words_of(heading)
    if re.search(_NUMBER, words) and "£" not in heading and not re.search(MONEY_WORDS, words):
        return False
    is_large = look.largest >= 100 or is_thousands(heading) or is_millions(heading)
    return look.amounts > MOSTLY and is_large and look.days < 0.5


_GIVEN_TO: Final = re.compile(
    r"(?:name of )?(?:organi[sz]ation|org|group|recipient|grantee|grant holder|applicant|charity|beneficiary|club|society|voluntary organi[sz]ation)(?: name)?"
)


_PLACE: Final = re.compile(r"opening (?:hours|times)|facilities|managed by|activities")


def as_places(kind: str, headings: Sequence[str], looks: Sequence[Look]) -> str:
    """Return "services" for a list of bodies whose headings are of places where something is offered.

    Not where nearly all are named as bodies are: councils have opening hours as well.
    """
    words = [words_of(heading) for heading in headings]
    is_place = any(map(_PLACE.fullmatch, words))
    are_bodies = any(
        text in _OF_BODIES and body_share(look) > MOSTLY
        for text, look in zip(words, looks, strict=True)
    )
    return "services" if kind == "organisations" and is_place and not are_bodies else ""


_OF_BODIES: Final = {"name", "organisation", "organisation name", "charity name", "council"}


_VOLUNTARY: Final = re.compile(
    r"(?:name of )?(?:group|applicant|grantee|grant holder|charity|club|society|voluntary organi[sz]ation)(?: name)?"
)
_FOR: Final = re.compile(
    r"(?:project|proj|activity)(?: title| name)?|(?:grant )?purpose(?: of (?:the )?grant)?"
)
"""What each grant is for."""


def is_of_grants(heading: str) -> bool:
    """Whether a heading is of charities and groups, who are given what they have, or of what for."""
    words = words_of(heading)
    return _VOLUNTARY.fullmatch(words) is not None or _FOR.fullmatch(words) is not None


def as_grants(kind: str, headings: Sequence[str], looks: Sequence[Look]) -> str:
    """Return the other kind that a list of grants by organisation may be meant as; "" for none.

    Of services with years across it is funding; of funding with a day each, or to charities and
    groups, a list of grants. So it is where bodies of which hardly one is public have a project each.
    """
    given = [
        look
        for h, look in zip(headings, looks, strict=True)
        if _GIVEN_TO.fullmatch(words_of(h)) and look.words > 0.9 and look.distinct > 0.5
    ]
    years = sum(
        year_in(h) is not None and is_worth(h, look)
        for h, look in zip(headings, looks, strict=True)
    )
    if given and kind == "services" and years > 1:
        return "funding"
    words = [words_of(heading) for heading in headings]
    dated = any(look.days > MOSTLY and look.years < 0.9 for look in looks)
    is_for = any(map(_FOR.fullmatch, words)) and max(map(payer_share, given), default=1) < _HARDLY
    is_so = dated or is_for or any(map(_VOLUNTARY.fullmatch, words))
    return "contracts" if given and kind == "funding" and is_so else ""


_HARDLY: Final = 0.2


_APPLICANT: Final = re.compile(
    r"(?:lead |successful |main )?(?:applicants?|bidders?|recipients?|grantees?)(?: organi[sz]ation| authority)?(?: name)?"
)
_RECEIVED: Final = re.compile(
    r"applicant|recipient|grantee|organi[sz]ation|\bgroup\b|charity|club|\bname\b|partner|supplier|provider"
)
"""Who else than an authority may receive a grant."""
_PRINCIPAL: Final = re.compile(r"^(?!.*\b(?:parish|town|community) council\b).*\bcouncil\b", re.I)
_FEWEST_COUNCILS: Final = 5


def are_to_councils(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether each row is an award to a principal council, of a list that speaks of no contracts.

    Of applicants the names tell it; where nobody else is named, the authorities of a list are those
    that the awards are to.
    """
    words = [words_of(heading) for heading in headings]
    alone = not any(map(_RECEIVED.search, words))
    return are_of_grants(headings) and any(
        (_APPLICANT.fullmatch(text) or (alone and may_be_places(headings, h)))
        and len(look.sample) >= _FEWEST_COUNCILS
        and sum(map(bool, map(_PRINCIPAL.search, look.sample))) * 10 >= len(look.sample) * 9
        for text, h, look in zip(words, headings, looks, strict=True)
    )
