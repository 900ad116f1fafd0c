"""Columns of bodies whose heading names another part than their cells and the other columns show."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.columns.grants import are_of_grants
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.guesses import Taken
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look

_BARE_NAMES: Final = frozenset(
    {"organisation", "organization", "org", "name", "of", "body", "lead", "club", "group", "or"}
)
_TERMS: Final = frozenset({"period", "given", "months", "required"})
_NOTICES: Final = frozenset({"notice", "tender", "closing", "buyer"})


def turn_supplier(headings: Sequence[str], looks: Sequence[Look], taken: Taken) -> None:
    """Take a column of many organisations for the suppliers, where no other column names them.

    Not where the heading says whose part they have, nor in lists of notices, whose organisations
    are the buyers.
    """
    words = [set(words_of(heading).split()) for heading in headings]
    if "provider_id" in taken.fields or any(_NOTICES & w and not _TERMS & w for w in words):
        return
    for place, guess in taken.items():
        look = looks[place]
        if (
            guess.key != "commissioner_id"
            or not set(words_of(headings[place].rsplit(" · ", 1)[-1]).split()) <= _BARE_NAMES
        ):
            continue
        many = look.distinct > 0.3 or are_of_grants(headings)
        several = len(look.sample) > 3 or (len(look.sample) > 1 and look.distinct == 1.0)
        if several and many and payer_share(look) < 0.5:
            why = "It names many organisations and no other column names suppliers."
            taken.take(place, "provider_id", 0.7, why)
            return


_FEW_PAYERS: Final = 3


def _is_one_payer(look: Look) -> bool:
    """Whether all of several cells name one public body."""
    return len(look.sample) == 1 and look.filled > _FEW_PAYERS and payer_share(look) == 1.0


def turn_payer(looks: Sequence[Look], taken: Taken) -> None:
    """Take a column of many units, none of them a public body, for the units of whoever paid.

    Or for who is paid, where no other column says that.
    A list of one body's payments has "Department family" or "Body" over its own departments.
    """
    for place, guess in taken.items():
        look = looks[place]
        if guess.key == "area" and _is_one_payer(look):
            is_said = "payer_id" in taken.fields
            other = "another column says" if is_said else "no other column says"
            why = f"Every row names the same public body, and {other} who paid."
            taken.take(place, None if is_said else "payer_id", 0.7, why)
            return
        if guess.key != "payer_id" or len(look.sample) <= _FEW_PAYERS:
            continue
        if "supplier_id" not in taken.fields and payer_share(look) < 0.2:
            why = "It names many bodies, hardly one of them public, and no other column says who is paid."
            taken.take(place, "supplier_id", 0.7, why)
            return
        if payer_share(look) == 0 and body_share(look) < 0.2:
            why = "Its cells are units of a body, and none of them is a public body."
            key = None if "area" in taken.fields else "area"
            taken.take(place, key, 0.7, why)
            return
