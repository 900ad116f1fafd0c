"""Words of cells matched with the terms of a vocabulary."""

import re
from functools import lru_cache
from typing import Final

from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.model.vocab import Term, Vocabulary

_UNSAID: Final = frozenset(
    {"", "-", "n/a", "na", "not applicable", "not specified", "none", "tbc", "tbd", "unknown", "not known",
     "notspecified", "notapplicable", "?", "unspecified", "redacted", "withheld", "[redacted]", "anonymised"}
)  # fmt: skip


def is_unsaid(text: str) -> bool:
    """Whether a text says only that nothing is known."""
    return text.strip().casefold() in _UNSAID


_SAID_OF_IT: Final = (
    r"names?|suppliers?|payees?|vendors?|creditors?|individuals?|persons?|personal|private|data|information|"
    r"details?|commercial(?:ly)?|sensitiv\w+|confidential\w*|payments?|gdpr|dpa|foi|act|under|section|for|of|"
    r"due|to|in|the|and|s?\d+"
)
_HIDDEN: Final = re.compile(
    rf"(?:(?:{_SAID_OF_IT}) )*(?:redacted|redaction|withheld|anonymi[sz]ed|suppressed)(?: (?:{_SAID_OF_IT}))*|"
    r"personal (?:data|information)|commercially sensitive|commercial in confidence|confidential"
)
"""What stands for a name that the law or a contract keeps back: "REDACTED PERSONAL DATA", "Name withheld"."""
_LONGEST_HIDDEN: Final = 80


@lru_cache(maxsize=50_000)
def is_no_name(text: str) -> bool:
    """Whether a text stands where a name should be. Bodies may be called NA, None or Null."""
    plain = text.strip().casefold()
    if plain in _UNSAID - {"na", "none"}:
        return True
    words = " ".join(re.findall(r"\w+", plain[: _LONGEST_HIDDEN + 1]))
    return len(plain) <= _LONGEST_HIDDEN and _HIDDEN.fullmatch(words) is not None


def match_term(held: Vocabulary, text: str) -> Term | None:
    """Return the term that a cell means: as written, as plain words, or as a code.

    "CallOffFromFrameworkAgreement" is compared as "call off from framework agreement" too.
    """
    plain = text.strip()
    found = held.match(plain)
    if found is None and plain:
        words = words_of(plain)
        found = held.match(words) or held.by_code.get(_plain_words(held.name).get(words, ""))
    return found


@lru_cache(maxsize=200)
def _plain_words(name: str) -> dict[str, str]:
    from commissionplanner.model.vocab import vocabulary

    found: dict[str, str] = {}
    for term in vocabulary(name).terms:
        for words in (term.code, term.label, *term.synonyms):
            found.setdefault(words_of(words), term.code)
    return found


_AGES: Final = re.compile(
    r"(\d{1,3})\s*(?:-|to|\u2013)\s*(\d{1,3})|(\d{1,3})\s*\+|under (\d{1,2})s?", re.IGNORECASE
)


def ages_in(text: str) -> tuple[int, int] | None:
    """Return the youngest and the oldest age that a text names, or None: "0-5", "16+", "under 5s"."""
    found = _AGES.search(text)
    if found is None:
        return None
    if found[1]:
        return int(found[1]), int(found[2])
    if found[3]:
        return int(found[3]), 120
    return 0, int(found[4]) - 1
