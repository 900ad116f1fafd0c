"""How the answers to questions of an import are written: on buttons, in the queue, on the slip."""

from typing import Final

from commissionplanner.model.words import capital

_WORDS: Final = {
    "total": "The whole term", "annual": "A year", "yes": "Yes", "no": "No", "new": "A new one",
    "unknown": "Not known", "leave_out": "Leave it out", "thousands": "Thousands", "millions": "Millions", "pounds": "Pounds",
    "this_one": "The first sheet only", "all": "All sheets", "as_suggested": "As each suggests",
    "check_each": "Leave them to be checked one by one",
    "comma": "Yes, the decimal point", "leave_empty": "Leave them empty",
    "total_alone": "The total alone", "partners": "Each partner’s", "as_one": "One amount a row", "by_year": "Those of the years",
    "as_they_stand": "As they stand", "as_well": "As well",
}  # fmt: skip


def choice_words(choice: str) -> str:
    """Return how an answer is written; one without words of its own as it is."""
    return _WORDS.get(choice, capital(choice.replace("_", " ")))
