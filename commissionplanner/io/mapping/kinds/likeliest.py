"""Which kind of file a table is, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.kind_figures import (
    MONEY_WORDS,
    are_figures_of_bodies,
    are_indicators,
    are_moved_between,
    are_payments_to,
    are_petty,
    by_figures,
    by_money,
    is_of_span,
)
from commissionplanner.io.mapping.columns.line_columns import is_by_authority, line_columns
from commissionplanner.io.mapping.columns.two_bodies import says_transfers
from commissionplanner.io.mapping.fields.headings import (
    numbered_year,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.fields.targets import KINDS
from commissionplanner.io.mapping.kinds.meant_as import (
    MOSTLY,
    are_to_councils,
    as_grants,
    as_places,
    is_of_grants,
    is_worth,
)
from commissionplanner.io.mapping.kinds.signals import FILE_WORDS, SIGNALS
from commissionplanner.io.mapping.values.contents import Look

_TERMS: Final = r"contract|award|grant|\b(?:start|end|ends|expir\w+|commenc\w+|term|duration|approved|agreed|councillor|title|tender|fund\w*|project|programme)\b"
_THINGS: Final = r"service|scheme|activity|project|\bline\b|commissioner|provider|area of spend"
_PAID: Final = r"supplier|vendor|payee|creditor|merchant|beneficiary|\bpaid\b(?! (?:for )?by)|payment|\bcheck\b|\bspen[dt]\b|\bremit"
_PAYEE: Final = r"supplier|vendor|payee|creditor|merchant|beneficiary|recipient|compan(?:y|ies)|contractor|\bname|\bpaid\b|payment to|organisation|provider"
"""Who is paid: a list of payments has such a heading nearly always."""
_BEFORE_PAYMENT: Final = r"\b(?:invoice(?! payment| paid)|effective|posting|due|document|doc|po|order|publi(?:shed|cation))\b"
"""A day in a list of payments that is not of the payment itself."""
_OF_SERVICES: Final = r"service|scheme|activity|\bline\b|provider|cost centre|directorate|description|budget|spend|expenditure|outturn"
_LET: Final = r"\bcontract|\bagreement|\bsupplier|\bcontractor"
_FUNDED: Final = (
    r"\b(?:funding (?:source|stream|line)|source of fund(?:s|ing))(?: (?:name|type|title))?\b"
)
_SOMEONE: Final = r"supplier|contractor|provider|recipient|grantee|organisation|vendor|bidder|title|\bname\b|applicant"
_GRANTS: Final = r"\b(?:grants?|allocations?|funds?|awards?)\b"
_NEAR: Final = 1.25
"""A kind that needs no more than so many times its score to be the best is near."""

_LINES: Final = 12
"""Lines of spending across say that much for services."""
_FEWEST: Final = 3
"""A list of bodies without headings has so many rows at least."""
UNKNOWN: Final = 0.1
"""How sure a kind is of a file in which no heading is known."""

_NAMES: Final = {
    "contracts": "contract register or list of grants", "services": "list of services or schemes",
    "funding": "list of funding streams", "organisations": "list of organisations",
    "spend": "list of payments", "agreements": "register of agreements",
}  # fmt: skip

_OVER: Final = re.compile(
    r"\b(?:transactions?|payments?|spend(?:ing)?|expenditure|invoices?) (?:to suppliers )?(?:over|exceeding|above|greater than|of) "
    r"(?:gbp )?(?:or over )?\d"
)
"""What the rules on openness have bodies publish, said in a title: payments over £500, of £25,000."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """A kind of file, how sure that is (0 to 1), and why in words.

    Attributes:
        rival: The kind that comes nearest to it; "" where none is near.
        is_told: Whether a heading is one of that kind; by the shape of the columns alone where not.
        lost: The columns of amounts that no record of the kind holds, in quotes; "" for none.
    """

    kind: str
    confidence: float
    why: str
    rival: str = ""
    is_told: bool = True
    lost: str = ""


def guess_kind(
    headings: Sequence[str], looks: Sequence[Look], named: Sequence[str] = ()
) -> KindGuess:
    """Guess which kind of file a table is.

    Args:
        headings: One a column.
        looks: One a column.
        named: Names of the file and the sheet, which hint.
    """
    scores: dict[str, float] = {}
    seen: dict[str, list[str]] = {}
    for kind in KINDS:
        scores[kind], seen[kind] = _signals(kind, headings, looks)
        if any(re.search(FILE_WORDS[kind], words_of(name)) for name in named):
            scores[kind] += 1.5
    if any(map(says_payments, named)):
        scores["spend"] += 5
    if are_moved_between(headings, looks):
        is_of_services = any(re.search(_THINGS, words_of(heading)) for heading in headings)
        scores["funding"] += 9 if any(map(says_transfers, named)) else 0 if is_of_services else 5
    _by_shape(scores, seen, headings, looks)
    ranked = sorted(KINDS, key=lambda k: -scores[k])
    best, second = ranked[0], ranked[1]
    if are_indicators(headings, looks):
        return KindGuess(
            "contracts", UNKNOWN, "Its headings are those of indicators; say what the file is."
        )
    if scores[best] <= 0 or not (any(headings) or _is_directory(headings, looks)):
        return KindGuess("contracts", UNKNOWN, "No heading is known; say what the file is.")
    confidence = round(min(0.99, scores[best] / (scores[best] + max(0.0, scores[second]) + 1)), 2)
    rival = second if scores[second] * _NEAR >= scores[best] else ""
    if best == "organisations" and (
        len(_pounds(headings, looks)) >= 2 or are_figures_of_bodies(headings, looks)
    ):
        rival = max(("services", "funding"), key=scores.__getitem__)  # whose amounts would be lost
    if lost := _worth_of(headings, looks) if best == "agreements" else "":
        rival = "contracts"  # an agreement holds no value
    if not rival and (confidence <= _GRANTED or any(map(is_of_grants, headings))):
        rival = as_grants(best, headings, looks) or as_places(best, headings, looks)
    if best == "contracts" and rival in ("", "funding") and are_to_councils(headings, looks):
        best, rival = (
            "funding",
            "contracts",
        )  # a national fund's awards are money that councils hold
    return KindGuess(best, confidence, _why(best, seen[best]), rival, bool(seen[best]), lost)


def says_payments(title: str) -> bool:
    """Whether a title says outright that a list is of payments over a limit."""
    return _OVER.search(words_of(title)) is not None


_GRANTED: Final = 0.6
"""So little sure, or less, a list in which many bodies are named may be one of grants to them."""


def _worth_of(headings: Sequence[str], looks: Sequence[Look]) -> str:
    """Return the headings of columns of amounts, in quotes; "" where there are none."""
    worth = (h for h, look in zip(headings, looks, strict=True) if is_worth(h, look))
    return " and ".join(f"“{heading}”" for heading in worth)


def _pounds(headings: Sequence[str], looks: Sequence[Look]) -> list[str]:
    return [h for h, look in zip(headings, looks, strict=True) if "£" in h and look.amounts > 0.8]


def _signals(kind: str, headings: Sequence[str], looks: Sequence[Look]) -> tuple[float, list[str]]:
    score, seen = 0.0, []
    for pattern, weight in SIGNALS[kind]:
        hits = [h for h, look in zip(headings, looks, strict=True) if h and _says(h, look, pattern)]
        if hits:
            score += weight
            seen.append(hits[0])
    return score, seen


def _says(heading: str, look: Look, pattern: str) -> bool:
    own = heading.rsplit(" · ", 1)[-1]  # without the band over it
    said = re.search(pattern, words_of(heading)) or re.search(pattern, words_of(own))
    return not look.is_empty and said is not None


def _by_shape(
    scores: dict[str, float],
    seen: dict[str, list[str]],
    headings: Sequence[str],
    looks: Sequence[Look],
) -> None:
    """Count what the columns hold: dates in pairs, amounts by year, directories without headings."""
    filled = [(h, look) for h, look in zip(headings, looks, strict=True) if not look.is_empty]
    days = [words_of(h) for h, look in filled if look.days > MOSTLY and look.years < 0.9]
    amounts = [h for h, look in filled if is_worth(h, look)]
    years = [h for h in amounts if year_in(h) is not None]
    if len(years) >= 2:
        scores["funding"] += 3
        scores["services"] += 3
        scores["organisations"] -= 6
        seen["funding"] += years[:1]
        seen["services"] += years[:1]
        if any(re.search(_GRANTS, words_of(h)) for h in headings):
            scores["funding"] += 3
        if is_by_authority([h for h, _ in filled], [look for _, look in filled]):
            scores["funding"] += 2  # no column names a service
    by_money(scores, amounts, filled)
    by_figures(scores, filled)
    if amounts and any(look.years > 0.9 for _, look in filled):
        scores["funding"] += 2
        scores["services"] += 2
    scores["agreements"] -= 5 if len(amounts) > 1 else 0
    if not (is_petty := are_petty(filled)) and not amounts:
        scores["organisations"] += 2
        scores["spend"] -= 5
    if are_payments_to(headings, amounts):
        scores["contracts"] -= 8
        scores["funding"] += 6
    has_amounts = is_petty or (bool(amounts) and len(years) < 2)
    _by_payment(scores, [words_of(h) for h, _ in filled], days, has_amounts=has_amounts)
    if days and len(years) < 2:
        scores["contracts"] += 1
        scores["funding"] -= 2
    if not days and not any(re.search(r"duration|term\b", words_of(h)) for h in headings):
        scores["contracts"] -= 3
    _by_few_words(scores, headings, filled)


def _by_payment(
    scores: dict[str, float], words: Sequence[str], days: Sequence[str], *, has_amounts: bool
) -> None:
    """Count what tells of payments: someone who is paid, and one day a row or, of sums by supplier, none."""
    paid = [h for h in days if not re.search(_BEFORE_PAYMENT, h)] or days
    if not paid and has_amounts and _is_paid(words):
        scores["spend"] += 2
    elif len(paid) != 1:
        scores["spend"] -= 2
    elif not any(re.search(_PAYEE, text) for text in words):
        scores["spend"] -= 4
    elif has_amounts and _is_paid(words):
        scores["spend"] += 4
        scores["contracts"] -= 2


def _is_paid(words: Sequence[str]) -> bool:
    """Whether headings name someone paid, and nothing of awards or terms."""
    return any(re.search(_PAID, text) for text in words) and not any(
        re.search(_TERMS, text) for text in words
    )


_SCHEMES: Final = {"scheme", "scheme name", "service", "service name", "project", "name of scheme"}
_CALLED: Final = {"name", "title"}
_RUN_BY: Final = frozenset(
    "organisation,organization,provider,provided by,run by,delivered by,organization id,organisation id".split(
        ","
    )
)
_DESCRIBED: Final = {"description", "summary", "about", "what it offers", "what we offer"}
_AGREED: Final = {"agreement", "agreement name", "agreement title", "name of agreement"}
_BETWEEN: Final = {"partners", "parties", "signatories", "between", "parties to it"}
_SOURCE: Final = re.compile(r"funding (?:source|stream)|source of fund(?:s|ing)|funded (?:by|from)")


def _by_few_words(
    scores: dict[str, float], headings: Sequence[str], filled: Sequence[tuple[str, Look]]
) -> None:
    """Count what little tells where headings say no more: a source alone, a term, codes and names."""
    if line_columns([h for h, _ in filled], [look for _, look in filled]):
        scores["services"] += _LINES
        scores["organisations"] -= _LINES
    words = {words_of(h) for h, _ in filled}
    if words & _SCHEMES and any(map(_SOURCE.fullmatch, words)):
        scores["services"] += 6  # schemes, and what pays for each
    if words & _CALLED and words & _RUN_BY and words & _DESCRIBED and "latitude" not in words:
        scores["services"] += 4  # what is offered, what it is, and who offers it
    if words & _AGREED and words & _BETWEEN and not any(re.search(_PAYEE, text) for text in words):
        scores["agreements"] += 8  # what partners agree, and nobody who is paid
    if "source of funding" in words and not any(re.search(_THINGS, text) for text in words):
        scores["funding"] += 2
    if not any(look.days > 0.8 for _, look in filled) and any(
        year_in(h) is not None for h, look in filled if is_worth(h, look)
    ):
        scores["contracts"] -= 3  # amounts of a year, and no term
        scores["funding"] += 0 if any(re.search(_OF_SERVICES, text) for text in words) else 2
    spans = [h for h, look in filled if look.days > MOSTLY and is_of_span(h)]
    lets = any(re.search(_LET, text) for text in words)
    if len(spans) >= 2 and any(numbered_year(h) or (lets and year_in(h)) for h in headings):
        scores["contracts"] += 6  # a term, and what is paid in each of its years
    elif len(spans) >= 2 and any(
        is_worth(h, look) and re.search(MONEY_WORDS, words_of(h)) for h, look in filled
    ):
        scores["contracts"] += -2 if _is_of_sources(words) else 4
    if _is_directory(headings, [look for _, look in filled]):
        scores["organisations"] += 6


def _is_of_sources(words: Iterable[str]) -> bool:
    """Whether headings name sources of money, and nothing that it is let or given to."""
    said = " · ".join(words)
    return bool(re.search(_FUNDED, said)) and not re.search(_SOMEONE, re.sub(_FUNDED, "", said))


def _is_directory(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether a table without headings has a code, a name and a day in each of a few rows at least."""
    if any(headings) or max((look.filled for look in looks), default=0) < _FEWEST:
        return False
    coded = any(look.codes > 0.95 and look.distinct > 0.95 and look.length <= 8 for look in looks)
    named = any(look.length > 10 and look.distinct > 0.5 and look.words > 0.95 for look in looks)
    return coded and named and any(look.days > 0.8 for look in looks)


def _why(kind: str, seen: list[str]) -> str:
    shown = [f"“{' '.join(h.split())[:40]}”" for h in dict.fromkeys(seen)][:4]
    if not shown:
        return f"Its columns look like those of a {_NAMES[kind]}."
    if len(shown) == 1:
        return f"{shown[0]} is a heading of a {_NAMES[kind]}."
    return f"{', '.join(shown[:-1])} and {shown[-1]} are headings of a {_NAMES[kind]}."


def settle_kind(guess: KindGuess, asker: Asker) -> str:
    """Ask which of two kinds a file is, where both are near; the likelier one is taken."""
    if not guess.rival:
        return guess.kind
    text = f"It is read as a {_NAMES[guess.kind]}; it could be a {_NAMES[guess.rival]} as well. Which is it?"
    if guess.lost:
        text += f" As a {_NAMES[guess.kind]} it leaves out {guess.lost}, as an agreement holds no amounts."
    return asker.ask("kind", text, (guess.kind, guess.rival), guess.kind)
