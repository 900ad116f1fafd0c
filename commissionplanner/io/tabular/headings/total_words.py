"""What the row of a total is called, and what only begins with the same word."""

import re
from typing import Final

_TOTAL: Final = r"(?:grand|sub|overall|net|gross|column|report|final)?[\s\-]*(?:totals?|cyfanswm)"
_BARE: Final = re.compile(
    rf"(?:{_TOTAL}|sum(?: of (?:the )?above)?|overall)\s*[:=]?\s*[(£]*\s*(?:[\d,.\s\-]+|£?0*s?|gbp|£m|k|m)?\s*\)?",
    re.IGNORECASE,
)
_DOUBTED: Final = re.compile(
    r"\s*(?:(?:balance|total)?\s*(?:carried forward|c/f(?:wd)?)|all (?:(?:the )?above|services|contracts|grants|payments|"
    r"suppliers|schemes|streams|funding|areas|departments|directorates))\s*:?\s*",
    re.IGNORECASE,
)
"""What a total may be called as well as a record: it is asked about where it adds up nothing."""
_WORDS: Final = re.compile(
    r"^\s*(?:sub|grand)?[\s\-]*totals?\b|\b(?:sub[\s\-]?)?totals?\s*:?\s*$", re.IGNORECASE
)
_CALLED: Final = re.compile(
    rf"(?:\d+(?:\.\d+)*[a-z]?[.)]?\s*)?{_TOTAL}\b.*|.{{2,80}}\s(?:sub[\s\-]?)?total\s*:?",
    re.IGNORECASE | re.DOTALL,
)
_OF_SUMS: Final = re.compile(
    r"\b(?:budgets?|spend(?:ing)?|expenditure|costs?|values?|income|fund(?:s|ed|ing)?|amounts?|contracts?|grants?|"
    r"award(?:s|ed)?|payments?|paid|pay|revenue|capital|allocat\w+|contributions?|net|gross|overall|all|sum|combined|"
    r"whole|pool(?:ed)?|commit\w*|balance|forecast|actuals?|outturn|for|of|excl\w*|incl\w*|ex|inc|per|region|england|"
    r"council|years?|\d\d+|i?bcf|dfg|minimum|resources?|programme|price|fees?|savings?|schools)\b",
    re.IGNORECASE,
)
_SURE: Final = re.compile(
    r"\b(?:sub[\s\-]?)?totals?\s*:?\s*$|^\s*(?:\d+(?:\.\d+)*[a-z]?[.)]?\s*)?(?:sub|grand|overall)[\s\-]*totals?\b",
    re.IGNORECASE,
)
"""What no name of a firm or service is like: "Acorns Ltd total", "Sub-total Schools Trust"."""
_FIRM: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|cic|c\.i\.c|inc|trust|foundation|charity|company|group|solutions|associates|uk)\b\.?",
    re.IGNORECASE,
)


def is_bare(text: str) -> bool:
    """Whether a text is the word of a total and nothing more: "Grand total:", "Sub-total", "Sum"."""
    return bool(_BARE.fullmatch(text.strip()))


def is_called_total(text: str) -> bool:
    """Whether a text begins or ends as the label of a total does; a name may: "Total Care Ltd"."""
    return bool(_CALLED.fullmatch(text.strip()) or _DOUBTED.fullmatch(text)) or is_bare(text)


def part_of(text: str) -> str:
    """Return what a total is of, by its label: "Acorns Ltd" of "Acorns Ltd total"; "" where it says none."""
    return " ".join(_WORDS.sub(" ", text).split())


def says_sum(text: str) -> bool:
    """Whether a text that is called a total says of what: "Total expenditure", "Adults total"."""
    if _DOUBTED.fullmatch(text):
        return False
    is_sure = is_bare(text) or bool(_SURE.search(text))
    return is_sure or (bool(_OF_SUMS.search(text)) and not is_firm(text))


def is_firm(text: str) -> bool:
    """Whether a text has a word of the names of firms and charities, and is surely no total's label."""
    return bool(_FIRM.search(text)) and not _SURE.search(text)
