"""What in a text marks one person: NHS and pupil numbers, insurance numbers, births, e-mail.

The forms are public: the check digit of an NHS number (NHS Data Model and Dictionary, NHS
NUMBER), the check letter of a unique pupil number (Department for Education, UPN guide), the
prefixes of National Insurance numbers (HMRC, NIM39110). Names in running text cannot be told
from other words and are not looked for here.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_DAY: Final = r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? \w{3,9} \d{2,4})"
_NHS: Final = re.compile(r"(?<![\d/.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d/]|[.-]\d)")
_UPN: Final = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b")
_NINO: Final = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
)
_BIRTH: Final = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born(?: on)?)\W{{0,4}}({_DAY})", re.IGNORECASE
)
_EMAIL: Final = re.compile(r"\b([\w.+-]{2,64})@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_OF_NO_ONE: Final = re.compile(
    r"info|enquir|contact|admin|commission|procure|office|sales|account|tender|hello|mail|support|"
    r"recept|team|bids|help|service|contract|finance|grants|council|nhs|customer|business|general|"
    r"hub|centre|school|unit|reply",
    re.IGNORECASE,
)
_SPEAKS_OF_PEOPLE: Final = re.compile(
    r"\b(?:nhs\W{0,3}(?:no\b|num|id\b|\d)|patient|child|client|pupil|service user|baby|mother|father|carer|born|d\.?o\.?b)",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"\b(?:baby|child|pupil|patient) (?:[A-Z]\.? ?){1,3}(?!\w)")
_SHAPE: Final = (
    bytes(
        48 if chr(n).isdigit() else 65 if chr(n).isalpha() else n if chr(n) in " -" else 46
        for n in range(128)
    )
    + bytes([46]) * 128
)
"""Turns digits into 0, letters into A and other signs into points, spaces and hyphens apart."""
_SHAPES: Final = {
    "nhs_number": re.compile(rb"000(?:0000000| 000 0000|-000-0000)"),
    "upn": re.compile(rb"00000000000"),
    "nino": re.compile(rb"00 ?00 ?00 ?A"),
}
"""What the shape of each has in it. Each begins with a digit, which is twenty times as fast: texts are letters."""
_FEWEST_DIGITS: Final = 6
_SPOKEN: Final = {
    "birth": ("born", "birth", "dob", "d.o.b", "do.b", "d.ob"),
    "initials": ("baby ", "child ", "pupil ", "patient "),
}
_ANY_SPOKEN: Final = re.compile("|".join(re.escape(w) for ws in _SPOKEN.values() for w in ws))

WORDS: Final = {
    "nhs_number": "NHS number",
    "upn": "pupil number",
    "nino": "National Insurance number",
    "birth": "date of birth",
    "email": "person’s e-mail address",
    "initials": "child named by initials",
}
"""What each kind of mark is called."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in a text something marks a person: a key of `WORDS`, and from where to where."""

    kind: str
    start: int
    end: int


_LONGEST_NUMBER: Final = 200


def is_nhs_number(text: str) -> bool:
    """Whether a text is ten digits (spaces and hyphens apart) with the right check digit."""
    if len(text) > _LONGEST_NUMBER:
        return False
    digits = re.sub(r"[ -]", "", text.strip())
    if not re.fullmatch(r"\d{10}", digits, re.ASCII) or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9])


def is_pupil_number(text: str) -> bool:
    """Whether a text is a unique pupil number with the right check letter, a temporary one too."""
    plain = text.strip().upper()
    if not _UPN.fullmatch(plain):
        return False
    values = [int(c) if c.isdigit() else _UPN_LETTERS.index(c) for c in plain[1:]]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] == plain[0]


def is_insurance_number(text: str) -> bool:
    """Whether a text has the form of a National Insurance number."""
    return bool(_NINO.fullmatch(text.strip().upper()))


def is_persons_email(text: str) -> bool:
    """Whether a text is an e-mail address that names a person rather than an office."""
    found = _EMAIL.fullmatch(text.strip())
    return bool(found) and _names_someone(found[1] if found else "")


def _names_someone(local: str) -> bool:
    parts = [part for part in re.split(r"[._-]", re.sub(r"\d+$", "", local)) if part]
    return bool(parts) and all(p.isalpha() for p in parts) and not _OF_NO_ONE.search(local)


def may_mark(text: str) -> set[str]:
    """Return the kinds of marks, but e-mail addresses, that a text may hold: quick, and often wrong."""
    found = set()
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    if shape.count(b"0") >= _FEWEST_DIGITS:
        found = {kind for kind, written in _SHAPES.items() if written.search(shape)}
    lower = text.lower()
    if _ANY_SPOKEN.search(lower):
        found |= {k for k, words in _SPOKEN.items() if any(map(lower.__contains__, words))}
    return found


def may_hold_any(text: str) -> bool:
    """Whether a text may hold a mark of any kind: quick, and often wrong."""
    return "@" in text or bool(may_mark(text))


@lru_cache(maxsize=50_000)
def marks_in(text: str) -> tuple[Mark, ...]:
    """Return what in a text marks a person, in order; an e-mail address of an office does not.

    A bare number of ten digits counts as an NHS number only in a text that speaks of people:
    order numbers look the same, and one in eleven has a right check digit by chance.
    """
    may = may_mark(text)
    if not may and "@" not in text:
        return ()
    found = sorted(_all_marks(text, may), key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _all_marks(text: str, may: set[str]) -> Iterator[Mark]:
    for hit in _NHS.finditer(text) if "nhs_number" in may else ():
        if is_nhs_number(hit[0]) and (hit[1] or _SPEAKS_OF_PEOPLE.search(text)):
            yield Mark("nhs_number", hit.start(), hit.end())
    checks: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
        ("upn", _UPN, is_pupil_number), ("nino", _NINO, is_insurance_number),
    )  # fmt: skip
    for kind, pattern, check in checks:
        if kind in may:
            for hit in pattern.finditer(text.upper() if len(text.upper()) == len(text) else text):
                if check(hit[0]):
                    yield Mark(kind, hit.start(), hit.end())
    for hit in _BIRTH.finditer(text) if "birth" in may else ():
        yield Mark("birth", hit.start(1), hit.end(1))
    for hit in _INITIALS.finditer(text) if "initials" in may else ():
        yield Mark("initials", hit.start(), hit.end())
    for hit in _EMAIL.finditer(text) if "@" in text else ():
        if _names_someone(hit[1]):
            yield Mark("email", hit.start(), hit.end())


def masked(text: str, but: Collection[str] = ()) -> str:
    """Return a text with "[NHS number]" and the like in place of what marks a person.

    Marks of the kinds in `but` are left as they stand.
    """
    for mark in reversed(marks_in(text)):
        if mark.kind not in but:
            text = f"{text[: mark.start]}[{WORDS[mark.kind]}]{text[mark.end :]}"
    return text


def kinds_in(text: str) -> tuple[str, ...]:
    """Return the kinds of marks in a text, each once."""
    marks = marks_in(text)
    return tuple(dict.fromkeys(mark.kind for mark in marks)) if marks else ()
