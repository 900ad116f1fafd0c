"""Names of organisations as they are compared, and what a name says of its bearer."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_FORMAT: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_VARIANTS: Final = (
    (re.compile(r"\blimited\b"), "ltd"), (re.compile(r"\bcommunity interest company\b"), "cic"),
    (re.compile(r"\bpublic limited company\b"), "plc"), (re.compile(r"\bnhs ft\b"), "nhs foundation trust"),
    (re.compile(r"\bicb\b"), "integrated care board"), (re.compile(r"\bmbc\b"), "metropolitan borough council"),
    (re.compile(r"\bccg\b"), "clinical commissioning group"), (re.compile(r"\bcc$"), "county council"),
)  # fmt: skip

_NHS_OF_BOARD: Final = re.compile(
    r"^nhs (?=.* (?:integrated care board|clinical commissioning group)\b)"
)
"""Boards are known as "NHS Kent and Medway ICB" and without the "NHS" alike."""


@lru_cache(maxsize=200_000)
def same_name(name: str) -> str:
    """Return a name as it is compared strictly: without case, double spaces and unseen marks."""
    plain = _FORMAT.sub("", unicodedata.normalize("NFC", name))
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=200_000)
def plain_name(name: str) -> str:
    """Return a name as it is compared loosely: also without marks, "the", and ways to say Ltd."""
    words = re.sub(r"[^\w\s]", " ", same_name(name).replace("&", " and ").replace("'", ""))
    words = " ".join(words.split())
    for pattern, short in _VARIANTS:
        words = pattern.sub(short, words)
    words = re.sub(r"^the ", "", words)
    words = _NHS_OF_BOARD.sub("", words)
    return re.sub(r" ltd$", "", words) or words


_GUESSES: Final = (
    (r"integrated care board|\bicb\b", "icb", "nhs"),
    (r"clinical commissioning group|\bccg\b", "ccg", "nhs"),
    (r"nhs (?:foundation trust|ft)\b", "foundation_trust", "nhs"),
    (r"\bnhs\b.*\btrust\b|hospitals? trust", "nhs_trust", "nhs"),
    (r"health board", "health_board", "nhs"),
    (r"health and social care trust", "hsc_trust", "nhs"),
    (r"integration joint board|\bijb\b", "ijb", "nhs"),
    (r"\bnhs\b|public health england", "other", "nhs"),
    (r"\b(?:surgery|medical (?:centre|practice)|gp practice|primary care network)\b", "primary_care", "nhs"),
    (r"police (?:and crime commissioner|force|service)|constabulary|\bpolice\b|\bo?pcc\b", "police", "police_justice"),
    (r"probation|youth (?:offending|justice)", "justice", "police_justice"),
    (r"combined authority", "combined_authority", "local_authority"),
    (r"london borough|\broyal borough of (?:greenwich|kingston|kensington)", "london_borough", "local_authority"),
    (r"county council", "county", "local_authority"),
    (r"metropolitan (?:borough|district)", "metropolitan", "local_authority"),
    (r"(?:district|borough|city) council|\bcouncil\b", "unitary", "local_authority"),
    (r"academy trust|multi.?academy|education(?:al)? trust|schools trust", "school_trust", "education"),
    (r"^(?:dfe|dhsc|mhclg|dluhc|moj|dwp|hmt|hmrc|defra|desnz|dcms)$", "government_department", "central"),
    (r"\b(?:school|academy|college|university|nursery school)\b", "school", "education"),
    (r"^(?:department|ministry|home office|cabinet office|hm )|\bhm (?:revenue|treasury)|ministry of", "government_department", "central"),
    (r"\bcic\b|community interest company|\bcio\b|charit|voluntary|citizens advice|\bcvs\b|age uk|\bmind\b|barnardo|"
     r"home.?start|\bymca\b|\bnspcc\b|scouts?\b|guides?\b|community (?:association|centre|group)|friends of", "vcse", "vcse"),
    (r"\b(?:ltd|limited|plc|llp|inc|gmbh)\b\.?", "private", "private"),
    (r"\b(?:foundation|society|trust|association|fellowship|church|club|group for)\b", "vcse", "vcse"),
)  # fmt: skip
_COMPILED: Final = tuple((re.compile(p), kind, sector) for p, kind, sector in _GUESSES)


@lru_cache(maxsize=50_000)
def guess_type(name: str) -> tuple[str, str] | None:
    """Return the type and sector that a name suggests, or None."""
    plain = same_name(name)
    for pattern, kind, sector in _COMPILED:
        if pattern.search(plain):
            return kind, sector
    return None


def looks_public(name: str) -> bool:
    """Whether a name is of the kind that public bodies have, so that a short form may be one."""
    return bool(
        re.search(
            r"council|authority|borough|\bnhs\b|county|\bicb\b|\bccg\b|trust|city of",
            same_name(name),
        )
    )


def better(given: str, other: str) -> str:
    """Return the one of two spellings to show: not all capitals, if there is a choice."""
    return other if given.isupper() and not other.isupper() else given


_WORD_NEAR: Final = 0.8
"""A word and its partner must be nearer than this: east and west are at 0.75."""


def nearness(one: str, other: str) -> float:
    """Return how near two names are, 0 to 1; names that differ in a number are never near.

    It is the least of the whole and of each word beside its partner, so that "East Kent" and
    "West Kent" are not near, however long the rest that they share.
    """
    from rapidfuzz import fuzz

    first, second = plain_name(one), plain_name(other)
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return 0.0
    whole = fuzz.ratio(first, second) / 100
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return min(whole, 0.94)
    least = min((fuzz.ratio(a, b) / 100 for a, b in zip(words, others, strict=True)), default=0.0)
    return whole if least > _WORD_NEAR else min(whole, 0.94)
