"""Lists of grants: of the bodies in their columns, which gave, which received and which are places."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.fields.guesses import Taken
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look

_GRANTS: Final = re.compile(
    r"\b(?:grants?|grantees?|amount awarded|award(?:ed)? amount|amount offered|award offered|recipients?|applicants?)\b"
    r"|^(?:funding )?awards?(?: value)?$|\b(?:deal|grant|funding) offers?\b"
)
_CONTRACTS: Final = re.compile(
    r"\b(?:contract\w*|tender\w*|procurement|suppliers?|vendors?|cpv|buyers?)\b"
)
_PLACE: Final = re.compile(
    r"(?:beneficiary |recipient |project |lead )?(?:local authority|local authority district|council|district|borough|authority|la)"
    r"(?: area| district)?(?: name)?(?: la)?"
)
_RECEIVERS: Final = re.compile(
    r"(?:grant )?(?:applicants?|recipients?|grantees?|institutions?|schools?|colleges?|academ(?:y|ies)|providers?)"
    r"(?: organisation)?(?: name)?"
)
_PARTNERS: Final = re.compile(
    r"(?:delivery |project |other |named )?partners?(?: organi[sz]ations?)?(?: names?)?"
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
    """Take many authorities of a list of grants for where these are, or for who received them.

    Whoever publishes the list gave them. Beside other bodies they are places, and it is asked (see
    `whose.settle_whose`); alone they are those that the grants were given to.
    """
    bodies = [p for p, look in enumerate(looks) if body_share(look) > _SOME]
    for place, guess in taken.items():
        words = words_of(headings[place])
        if (
            guess.key == "commissioner_id"
            and _PARTNERS.fullmatch(words)
            and are_of_grants(headings)
        ):
            why = f"“{headings[place]}” are partners in what a grant is for, not who gave it."
            taken.take(place, None, 0.6, why)
            return
        is_place = guess.key == "commissioner_id" and may_be_places(headings, headings[place])
        if not is_place or len(looks[place].sample) <= _FEW:
            continue
        if set(bodies) - {place}:
            why = f"“{headings[place]}” says where each grant is, as one body gave them all."
            taken.take(place, None, 0.6, why)
        elif "provider_id" not in taken.fields:
            why = f"The grants are to those of “{headings[place]}”, as no other body is named."
            taken.take(place, "provider_id", 0.6, why)
        return


def turn_holders(headings: Sequence[str], taken: Taken) -> None:
    """Leave out an authority beside those who receive the funding: their place, not who holds the money."""
    if not any(_RECEIVERS.fullmatch(words_of(heading)) for heading in headings):
        return
    for place, guess in taken.items():
        if guess.key == "holder_id" and _PLACE.fullmatch(words_of(headings[place])):
            why = f"“{headings[place]}” says where each of them is, not who holds the money."
            taken.take(place, None, 0.6, why)
            return


_REGISTERED: Final = re.compile(r"reg(?:istration|istered)? (?:no|number)")
_NUMBER: Final = re.compile(r"\d{6,8}")


def turn_grant_columns(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """In a list of grants, take a bare "Date" for the day of the award, and "Reg no" for the recipient's number.

    A contract begins on a day; a grant is given on one. A charity's number is of six or seven digits, a
    company's of eight.
    """
    if not are_of_grants(headings):
        return
    for place, guess in list(taken.items()):
        words = words_of(headings[place])
        if guess.key == "start_on" and words == "date" and "award_on" not in taken.fields:
            why = "It is the only day of a list of grants, and so that of each award."
            taken.take(place, "award_on", 0.7, why)
        numbers = looks[place].sample
        is_number = _REGISTERED.fullmatch(words) and all(map(_NUMBER.fullmatch, numbers))
        if guess.key == "ref" and is_number and "provider_id.charity_no" not in taken.fields:
            why = "The numbers are as long as those that charities and companies are registered by."
            taken.take(place, "provider_id.charity_no", 0.7, why)
