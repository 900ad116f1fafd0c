"""Who provides the services of a directory, where it names lead agencies or ids alone: asked."""

from typing import Final

from commissionplanner.io.mapping.answers.named_ids import ORGANISATION_IDS
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import words_of

_LEADS: Final = frozenset(
    {f"lead {what}" for what in ("agency", "organisation", "body", "partner", "provider agency")}
)
_COMMISSIONERS: Final = 0.8
"""Of those who only commission so large a share at least are public bodies."""


def settle_lead(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether those who lead services without costs commission or provide them."""
    held = first_of(guesses, "lead_commissioner_id")
    if held is None or case.kind != "services" or "lead_commissioner_id" in case.given:
        return guesses
    name = case.table.names[held.place]
    if words_of(case.table.headings[held.place]) not in _LEADS:
        return guesses
    if any(guess.key in ("amount_p", "provider_ids") for guess in guesses):
        return guesses
    is_public = payer_share(case.looks[held.place]) >= _COMMISSIONERS
    text = (
        f"Do those under “{name}” commission these services, or provide them? Either may be meant."
    )
    default = "commission" if is_public else "provide"
    if case.asker.ask("lead_agency", text, ("commission", "provide"), default) == "commission":
        return guesses
    said = ColumnGuess(
        held.place, "provider_ids", 0.75, f"“{name}” was taken for who provides them."
    )
    return [said if guess is held else guess for guess in guesses]


def settle_ids(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether services come in without who provides them, where an id alone tells it.

    The id is no name; another table, which is not beside the file, has that.
    """
    if case.kind != "services" or any(guess.key == "provider_ids" for guess in guesses):
        return guesses
    held = next(
        (g for g in guesses if words_of(case.table.headings[g.place]) in ORGANISATION_IDS), None
    )
    if held is None or case.looks[held.place].is_empty:
        return guesses
    name = case.table.names[held.place]
    text = (
        f"“{name}” tells who provides each service by an id alone, and no table of organisations is in the workbook or "
        "beside the file. Bring the services in without their providers, or with each id for a name?"
    )
    if case.asker.ask("provider_by_id", text, ("without", "by_id"), "without") == "without":
        return guesses
    said = ColumnGuess(held.place, "provider_ids", 1.0, "As you said.")
    return [said if guess is held else guess for guess in guesses]
