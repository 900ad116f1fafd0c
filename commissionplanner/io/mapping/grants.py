"""Lists of grants: of the bodies in their columns, which gave, which received and which are places."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.bodies import body_share
from commissionplanner.io.mapping.contents import Look
from commissionplanner.io.mapping.guesses import Taken
from commissionplanner.io.mapping.headings import words_of

_GRANTS: Final = re.compile(
    r"\b(?:grants?|grantees?|amount awarded|award(?:ed)? amount|amount offered|award offered|recipients?|applicants?)\b"
)
_CONTRACTS: Final = re.compile(
    r"\b(?:contract\w*|tender\w*|procurement|suppliers?|vendors?|cpv|buyers?)\b"
)
_PLACE: Final = re.compile(
    r"(?:beneficiary |recipient |project )?(?:local authority|local authority district|council|district|borough|authority|la)"
    r"(?: area| district)?(?: name)?"
)
_RECEIVERS: Final = re.compile(
    r"(?:grant )?(?:applicants?|recipients?|grantees?)(?: organisation)?(?: name)?"
)
_FEW: Final = 3
_SOME: Final = 0.2


def are_of_grants(headings: Sequence[str]) -> bool:
    """Whether the headings speak of grants and none of contracts."""
    words = [words_of(heading) for heading in headings]
    return any(map(_GRANTS.search, words)) and not any(map(_CONTRACTS.search, words))


def may_be_places(headings: Sequence[str], heading: str) -> bool:
    """Whether a column of a list of grants may say where each is, not who gave it."""
    return bool(_PLACE.fullmatch(words_of(heading))) and are_of_grants(headings)


def turn_places(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Leave out a column of many authorities of a list of grants: where the grants are, not who gave.

    Whoever publishes the list gave them. It is asked (see `whose.settle_whose`).
    """
    bodies = [p for p, look in enumerate(looks) if body_share(look) > _SOME]
    for place, guess in taken.items():
        is_place = guess.key == "commissioner_id" and may_be_places(headings, headings[place])
        if is_place and len(looks[place].sample) > _FEW and set(bodies) - {place}:
            why = f"“{headings[place]}” says where each grant is, as one body gave them all."
            taken.take(place, None, 0.6, why)
            return


def turn_holders(headings: Sequence[str], taken: Taken) -> None:
    """Leave out an authority beside applicants of a list of funding: its place, not who holds the money."""
    if not any(_RECEIVERS.fullmatch(words_of(heading)) for heading in headings):
        return
    for place, guess in taken.items():
        if guess.key == "holder_id" and may_be_places(headings, headings[place]):
            why = f"“{headings[place]}” says where each applicant is, not who holds the money."
            taken.take(place, None, 0.6, why)
            return
