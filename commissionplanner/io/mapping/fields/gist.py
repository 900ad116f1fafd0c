"""What a heading says, whatever its order, filler words and synonyms.

"Date of commencement", "Contract start" and "Start date" have one gist. It decides where no
listed heading is the same: two headings with the same gist mean the same.
"""

import re
from functools import lru_cache
from typing import Final

from commissionplanner.io.mapping.fields.headings import words_of

Gist = frozenset[str]

_FILLERS: Final = frozenset(
    "a an the of for and anticipated expected or is be it in on its this date dates details detail estimated est "
    "was were all approx approximate unique gbp uk current if any known label name names next our their your "
    "available actual agreed please enter full legal new awarded winning successful main dt when what who which".split()
)
_OWN: Final = {
    "contracts": frozenset(
        {
            "contract",
            "contracts",
            "contracted",
            "agreement",
            "grant",
            "framework",
            "contr",
            "agmt",
            "net",
            "nett",
            "gross",
        }
    )
}
"""Words that say only what the file is of, by kind."""

_SAME: Final = {
    **dict.fromkeys(("no", "number", "num", "nr", "id", "ref", "identifier", "code"), "reference"),
    **dict.fromkeys(
        "commencement commence commences commencing begin begins beginning starts started starting".split(),
        "start",
    ),
    **dict.fromkeys(
        "expiry expires expire expiration finish finishes ends ending termination terminates".split(), "end"
    ),
    **dict.fromkeys(("suppliers", "contractor", "contractors", "vendor", "provider", "providers"), "supplier"),
    **dict.fromkeys(("values", "sum", "amount", "price", "cost", "costs"), "value"),
    **dict.fromkeys(("yearly", "annually", "annualised", "pa"), "annual"),
    **dict.fromkeys(("extensions", "ext", "extended", "extend", "extending"), "extension"),
    **dict.fromkeys(("inc", "incl", "includes", "with"), "including"),
    **dict.fromkeys(("exc", "excl", "excludes", "exclusive", "without"), "excluding"),
    **dict.fromkeys(("maximum", "latest", "final", "potential", "possible", "ultimate"), "max"),
    **dict.fromkeys(("original", "originally", "orig", "first"), "initial"),
    **dict.fromkeys(("option", "options", "opt", "opts"), "extension"),
    **dict.fromkeys(("tot", "ttl"), "total"), **dict.fromkeys(("val", "vals", "amt"), "value"),
    **dict.fromkeys(("desc", "descr"), "description"), **dict.fromkeys(("suppl", "supp", "prov"), "supplier"),
    **dict.fromkeys(("yr", "yrs", "year"), "years"), **dict.fromkeys(("mth", "mnths", "month"), "months"),
    **dict.fromkeys(("exp", "expiring"), "end"), "strt": "start", "ann": "annual", "until": "end",
    **dict.fromkeys(("organization", "organisations", "org", "orgs"), "organisation"), "effective": "start", "live": "start",
    **dict.fromkeys(("dept", "departments"), "department"), **dict.fromkeys(("dir", "directorates"), "directorate"), "nett": "net",
    "mths": "months", "svc": "service", "svcs": "service",
    "awarded": "award",
}  # fmt: skip
_ANY_EXTENSION: Final = r"(?:(?:any|all|the|possible|potential|optional|available|further|permitted|agreed) )*(?:options? (?:to extend|for extension|periods?)|extensions?(?: options?| periods?)?)\b"
_PHRASES: Final = (
    (re.compile(r"\b(?:excluding|exc|excl|without|disregarding|ignoring|before|not including|not counting) " + _ANY_EXTENSION), "excluding extension"),
    (re.compile(r"\b(?:including|inc|incl|with|assuming|after) " + _ANY_EXTENSION), "including extension"),
    (re.compile(r"\b(?:validity )?period (?=(?:from|to|start|end)\b)|\bvalidity (?=(?:from|to|start|end)\b)"), ""),
    (re.compile(r"\bfrom$"), "start"), (re.compile(r"(?<=\w )to$"), "end"),
    (re.compile(r"\b(?:council|la|local authority|buyer|procuring|awarding|owning|responsible|client) (?=department|directorate\b)"), ""),
    (re.compile(r"\bfull (?=term\b)"), "whole "),
    (re.compile(r"\bcall offs? (?=(?:title|name|reference|ref|no|number|description|value|supplier|contractor|provider)\b)|\bcore (?=(?:start|end|term)\b)"), ""),
    (re.compile(r"\b(?:framework|notice|award|procurement|tender|project|opportunity) (?=(?:title|name|reference|ref|no|number|description|start|end)\b)"), ""),
    (re.compile(r"\bp a\b|\b(?:per|a|each) (?:annum|year)\b"), "annual"),
    (re.compile(r"\b(?:over )?(?:the )?(?:whole |full )?(?:life ?time|life|length|term)(?: of)?(?: the)?(?: contract)? value\b|"
                r"\bvalue (?:of )?over (?:the )?(?:whole |full )?(?:life|length|term)\b|\bvalue whole (?:life|term)\b|\bwhole life\b|\blife ?time\b"), "total value"),
    (re.compile(r"\b(?:exc|excl|excluding|inc|incl|including|ex|plus|net of|less|without|excluded) vat\b|\bvat (?:exclusive|excluded)\b"), ""),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def gist_of(heading: str, kind: str) -> Gist:
    """Return the telling words of a heading in a file of a kind; none where it has none.

    A name and a code of the same thing never have the same gist: codes are references.
    """
    text = words_of(heading)
    if re.search(r"\b(?:no|number) of\b", text):  # a count, not a reference
        text = re.sub(r"\b(?:no|number) of\b", "count", text)
    own = _OWN.get(kind, frozenset())
    kept = [word for word in text.split() if word not in own]
    text = " ".join(kept) if len(kept) > 1 else text
    for pattern, put in _PHRASES:
        text = pattern.sub(put, text)
    words = (_SAME.get(word, word) for word in text.split())
    return frozenset(words) - _FILLERS - _OWN.get(kind, frozenset())
