"""Key columns that no heading made clear: taken by what they hold and a word, and always asked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.bodies import body_share
from commissionplanner.io.mapping.contents import Look, are_line_codes, is_as_at, length_share
from commissionplanner.io.mapping.guesses import ColumnGuess, Taken
from commissionplanner.io.mapping.headings import (
    SET_ASIDE,
    is_millions,
    is_thousands,
    says_annual,
    words_of,
)
from commissionplanner.io.mapping.kind_figures import coded_names, names_nobody
from commissionplanner.io.mapping.targets import targets_for
from commissionplanner.io.mapping.whose import payer_share

CONFIDENCE: Final = 0.58
_Holds = Callable[[Look], bool]


@dataclass(frozen=True, slots=True)
class _Want:
    """A key field, the words that a heading of it has, and what its cells hold.

    Attributes:
        alone: Whether it is taken without a word too, where only one column holds such cells.
        by_word: Whether a column without a word of it is not offered for it either.
        lone: What the cells of that only column must look like; None where `holds` says it.
    """

    key: str
    words: re.Pattern[str]
    never: re.Pattern[str]
    holds: _Holds
    what: str
    alone: bool = False
    lone: _Holds | None = None
    by_word: bool = False


def _days(look: Look) -> bool:
    return max(look.days, look.serials * 0.8) > 0.6 and look.years < 0.9


def _amounts(look: Look) -> bool:
    is_money = look.amounts > 0.7 and look.days < 0.5 and look.largest >= 100 and look.words < 0.5
    return is_money and not _are_long_numbers(look)


def _are_long_numbers(look: Look) -> bool:
    """Whether the cells are numbers of a register: as long as one another, and too long for pounds."""
    lengths = {len(text) for text in look.sample}
    return len(lengths) == 1 and min(lengths) >= _TOO_LONG and all(map(str.isdigit, look.sample))


_TOO_LONG: Final = 9
_OWN: Final = 0.95
"""Of codes that bodies go by so large a share at least differs."""


def _texts(look: Look) -> bool:
    return look.words > 0.8 and look.length >= 4 and look.distinct > 0.25 and look.days < 0.2


def _words(look: Look) -> bool:
    return look.words > 0.8


def _names(look: Look) -> bool:
    return _texts(look) and body_share(look) > 0.2


def _titles(look: Look) -> bool:
    return _texts(look) and body_share(look) < 0.4 and look.length < 250 and look.codes < 0.6


def _payers(look: Look) -> bool:
    return look.words > 0.8 and look.days < 0.2 and payer_share(look) > 0.5


def _years(look: Look) -> bool:
    return look.years > 0.9


def _units(look: Look) -> bool:
    return look.words > 0.8 and look.length < 80 and look.days < 0.2 and look.flags < 0.5


def _long_texts(look: Look) -> bool:
    return look.words > 0.8 and look.length >= 12 and look.days < 0.2


def _codes(look: Look) -> bool:
    return look.codes > 0.9 and look.distinct > 0.9 and look.length <= 30 and look.days < 0.5


def _area_codes(look: Look) -> bool:
    is_own = look.distinct > _OWN  # codes that rows share are of the area that they are in
    return is_own and bool(look.sample) and all(_AREA.fullmatch(text) for text in look.sample)


_AREA: Final = re.compile(r"[EWSNKJ]\d{8}")
"""A code of the Office for National Statistics."""


def _says(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


_NOT_DAYS: Final = r"review|break|dispatch\w*|sent|posted|received|meeting|award\w*|sign\w*|publish\w*|advert\w*|clos\w*|tender|notice|modif\w*|updat\w*|upload\w*|extract\w*|approv\w*|insurance|announc\w*|values?|amounts?|costs?|prices?|spend"
_PAYING: Final = r"paid|payment|invoic\w*|effective|posting|raised|created|entered|meeting|panel|decision|decided|agreed|offer\w*|accept\w*|birth|ext\w*|option\w*|max\w*"
_NOT_MONEY: Final = r"ids?|no|ref\w*|request\w*|applied|bids?|match|weekly|daily|hourly|unit|format|vat|interest|number|percent|variance|income|balance|budget|element|centre|center|account|spent|to date|applied|disbursed|low|high|min\w*|max\w*|code|estimate[ds]? hours|previous|former|retention|deposit"
_NOT_TEXT: Final = r"(?<!name )(?<!name and )address|postcode|email|url|link|phone|telephone|region|ward|category|cpv|officer|manager|owner|contact|status|type|url|currency|code|website"
_OF_BODY: Final = r"(?:org|organi[sz]ation|body|supplier|vendor|creditor|payee|provider|beneficiary) (?:\w+ )*(?:type|size|status)"
"""What sort of body is paid, not what for."""
_GIVEN: Final = r"organi[sz]ation|recipient|institution|school|college|academy|trust|ccg|practice"
"""Who funding goes to."""
_NOT_THEM: Final = r"parent|sub ?contractors?|previous|former|guarantor"
_VALUE: Final = r"value|amount|price|cost|sum|worth|spend|award(?:ed)?|gbp|grant|funding|total|tcv|commit\w*|envelope|block"

_WANTED: Final[Mapping[str, tuple[_Want, ...]]] = {
    "contracts": (
        _Want("start_on", _says(r"start\w*|begin\w*|commenc\w*|effective|from|live"), _says(rf"{_NOT_DAYS}|{_PAYING}|end|renew\w*|expir\w*|to"), _days, "dates", alone=True, lone=_days),
        _Want("current_end_on", _says(r"end\w*|expir\w*|finish\w*|terminat\w*|until|to|ceas\w*|cessation|conclud\w*|renew\w*|complet\w*"), _says(rf"{_NOT_DAYS}|start\w*|ext\w*|option\w*|max\w*"), _days, "dates"),
        _Want("max_end_on", _says(r"ext\w*|option\w*|long ?stop|max\w*|latest|ultimate|potential|final"), _says(rf"{_NOT_DAYS}|start\w*|notice"), _days, "dates"),
        _Want("award_on", _says(r"award\w*|panel|committee|decision|decided|offer\w*|agreed|granted|approv\w*|sign\w*|announc\w*"), _says(r"start\w*|end\w*|review|publish\w*|updat\w*|expir\w*|paid|payment"), _days, "dates"),
        _Want("annual_value_p", _says(r"annual\w*|yearly|per annum|(?:per|a|each) year|pa|p a|acv"), _says(rf"{_NOT_MONEY}|tender|advert\w*"), _amounts, "amounts"),
        _Want("total_value_p", _says(_VALUE), _says(rf"{_NOT_MONEY}|tender|advert\w*"), _amounts, "amounts"),
        _Want("provider_id", _says(r"suppliers?|contractors?|vendors?|providers?|recipients?|bidders?|tenderers?|compan\w+|firms?|grantees?|beneficiar\w+|party|awarded|organi[sz]ations?|charit(?:y|ies)|groups?|applicants?"),
              _says(rf"{_NOT_TEXT}|{_NOT_THEM}|buyer|commissioner|council|authority|client|department|directorate"), _texts, "names", alone=True, lone=_names),
        _Want("title", _says(r"titles?|names?|subject|description|opportunity|projects?|contracts?|services?|purpose|reason|schemes?|goods|works?|what|programmes?|activit(?:y|ies)|provision"), _says(rf"{_NOT_TEXT}|funding|streams?|pots?|suppliers?|organisation|provider|buyer|department|directorate|identifier"), _titles, "texts"),
        _Want("ref", _says(r"ref\w*|number|no|id|code|identifier"), _says(r"cpv|company|charity|vendor|supplier|phone|vat|postcode|parent|of|registration|amount|value"), _codes, "codes"),
        _Want("stream_ids", _says(r"streams?|funds?|funding|pots?|programmes?|source of funds"), _says(rf"{_NOT_TEXT}|bod(?:y|ies)|organi[sz]ations?|by|from|to|dates?|project|works|amount|recipients?|titles?"), _units, "names"),
        _Want("department", _says(r"dep(?:artmen)?t|directorate|division|portfolio|service area|teams?|units?(?! of measure)|section|facult(?:y|ies)|school|branch|responsible|owning"),
              _says(r"bod(?:y|ies)|code|url|uri|officer|manager|contact|email|phone|suppliers?|providers?|price|cost"), _units, "names"),
        _Want("description", _says(r"descriptions?|details|scope|summary|specification|purpose"), _says(_NOT_TEXT), _long_texts, "texts"),
    ),
    "spend": (
        _Want("paid_on", _says(r"date|paid|payment|pmt|pymt|when"), _says(r"effective|due|order\w*|extract\w*|publish\w*|updated|years?"), _days, "dates", alone=True),
        _Want("amount_p", _says(rf"{_VALUE}|paid|net|much"), _says(rf"{_NOT_MONEY}|contract|order"), _amounts, "amounts", alone=True),
        _Want("supplier_id", _says(r"suppliers?|vendors?|payees?|creditors?|beneficiar\w+|merchants?|compan\w+|recipients?|contractors?"), _says(rf"{_NOT_TEXT}|{_NOT_THEM}"), _texts, "names"),
        _Want("reference", _says(r"ref\w*|number|no|id|doc|document|invoice|transaction|voucher|cheque|bacs"), _says(r"cpv|company|charity|vendor|supplier|phone|vat|postcode|date|amount|value|currency"), _codes, "codes"),
        _Want("type", _says(r"expen\w+|account|acct|categor\w+|subj\w*|type|nature"), _says(rf"area|code$|{_OF_BODY}"), _words, "texts"),
        _Want("area", _says(r"dep(?:artmen)?t|directorate|division|service|cost centre|c ?ctr|area|unit(?! of measure)|facult(?:y|ies)|school|college|branch|section|team|portfolio"), _says(r"code$|family"), _words, "texts"),
        _Want("description", _says(r"descriptions?|details|narrat\w+|reasons?|summary|purpose|text|what"), _says(rf"{_NOT_TEXT}|directorate|dep(?:artmen)?t|service|cost|account|subjective|suppliers?"), _long_texts, "texts"),
    ),
    "services": (
        _Want("name", _says(r"services?|names?|schemes?|lines?|strands?|care types?|description|activity|programmes?|heading|project|function|areas?"), _says(rf"{_NOT_TEXT}|commissioner|provider|authority|organisation|department|directorate|funding|source|outcome"), _titles, "texts"),
        _Want("name", _says(r"categor\w+|headings?|types?|groups?"), _says(r"authority|organisation|provider|commissioner|email|url|website|postcode|provision"), _titles, "texts"),
        _Want("amount_p", _says(r"expenditure|budget|cost|spend|amount|net|gross|total|gbp|value|plan\w*"), _says(r"(?<!or )income|variance|number|percent|vat|outputs?|grants?"), _amounts, "amounts"),
        _Want("provider_ids", _says(r"runs?|delivered|provided|provider\w*|delivery"), _says(rf"{_NOT_TEXT}|{_NOT_THEM}|commission\w*|date|mode"), _names, "names"),
        _Want("lead_commissioner_id", _says(r"paid for|pays|funded|commission\w*|responsible|bought|buys"), _says(rf"{_NOT_TEXT}|date|mode|intention\w*"), _payers, "bodies"),
        _Want("s251_line", _says(r"lines?|codes?|ref\w*"), _says(r"la|cost|gl"), are_line_codes, "codes of lines"),
        _Want("area", _says(r"areas?|wards?|locality|localities|districts?|places?"), _says(r"spend|postcode|code|cost|service|business"), _words, "texts"),
    ),
    "organisations": (
        _Want("ons_code", _says(r"codes?|gss|ons"), _says(r"parent|old|former"), _area_codes, "area codes", alone=True),
        _Want("name", _says(r"names?|title"), _says(rf"{_NOT_TEXT}|welsh|short|nice|authority|country|head|first|last|surname|reason"), _texts, "names"),
    ),
    "funding": (
        _Want("year", _says(r"years?|yr|when|period|fy"), _says(r"previous|last|start|end"), _years, "years", alone=True),
        _Want("payer_id", _says(r"by|from|gives?|giving|grantors?|funders?|payers?|donors?|sponsor\w*|department|dept|ministry|contribut(?:or|ing)|paying|source"), _says(rf"{_NOT_TEXT}|to|amount|date|held|received|approved|delivered"), _payers, "bodies"),
        _Want("name", _says(r"grants?|pots?|funds?|funding|stream|source|scheme|programme|name|title|contribution"), _says(rf"{_NOT_TEXT}|authority|department|council|holder|body|{_GIVEN}"), _texts, "texts"),
        _Want("name", _says(r"grants?|pots?|funds?|funding|stream|source|scheme|programme|name|title|contribution"), _says(rf"{_NOT_TEXT}|authority|department|council|holder|body|{_GIVEN}"), _units, "texts", by_word=True),
        _Want("holder_id", _says(rf"authority|council|board|icb|body|area|holder|partner|{_GIVEN}"), _says(_NOT_TEXT), _names, "names"),
        _Want("holder_id", _says(r"authority|council|board|icb|hwb|partner"), _says(rf"{_NOT_TEXT}|class|lead|paying|funding|awarding"), _units, "names", by_word=True),
        _Want("holder_id", _says(r"receives?|receiv\w+|gets|goes to|payable to"), _says(_NOT_TEXT), _words, "names"),
        _Want("holder_id", _says(r"authority|council|board|icb|hwb|ccg|practice|school|institution|college|academy"), _says(rf"{_NOT_TEXT}|class|lead|paying|funding"), _texts, "texts"),
        _Want("amount_p", _says(r"allocation|amount|total|grant|award\w*|contribution|income|funding|value|gbp|payable|settlement|spend|much|sum"), _says(r"percent|number|per head|change"), _amounts, "amounts", alone=True),
    ),
}  # fmt: skip


def _lengths(look: Look) -> bool:
    return length_share(look) > 0.5 and look.days < 0.2


_ASKED: Final[Mapping[str, tuple[_Want, ...]]] = {
    "contracts": (
        _Want("commissioner_id", _says(r"buyers?|commissioner|client|purchaser|entity|funder|funding org|owner org|contracting|awarding"), _says(rf"{_NOT_TEXT}|dates?|ref\w*|number|no|id|identifier|dep(?:artmen)?t|team"), _words, "names"),
        _Want("term_months", _says(r"terms?|duration|length|period|months"), _says(r"notice|payment|ext\w*|option\w*|review|dates?|from|until|description"), _lengths, "lengths"),
    ),
    "spend": (
        _Want("payer_id", _says(r"payer|paying|entity|body|council|authority|trust|publisher"), _says(rf"{_NOT_TEXT}|dates?|ref\w*|number|no|id|suppliers?|vendors?"), _words, "names"),
    ),
}  # fmt: skip
"""Fields that are asked about by a word, and not taken by one."""


def _any_amounts(look: Look) -> bool:
    return look.amounts > 0.7 and look.days < 0.5 and look.words < 0.5


def _any_codes(look: Look) -> bool:
    return look.codes > 0.8 and look.distinct > 0.2 and look.length <= 30 and look.days < 0.5


_LOOSELY: Final[Mapping[_Holds, _Holds]] = {
    _texts: _words, _names: _words, _titles: _texts, _codes: _any_codes, _amounts: _any_amounts,
}  # fmt: skip
"""What the cells of a column must look like that is asked about, not taken."""


def complete(
    kind: str, headings: Sequence[str], looks: Sequence[Look], taken: Taken
) -> list[ColumnGuess]:
    """Return guesses for key fields that no column has yet, from the columns that are free.

    A column is taken where its heading has a word of the field and its cells are of its sort; of
    several the one with more of the words, then the first.
    """
    found: dict[int, ColumnGuess] = {}
    fields = set(taken.fields)
    for want in _WANTED.get(kind, ()):
        if want.key in fields:
            continue
        free = [p for p in range(len(headings)) if p not in taken and p not in found]
        if want.key == "total_value_p" and "annual_value_p" in fields:
            free = [p for p in free if _WHOLE.search(words_of(headings[p]))]
        said = _said(want, headings, looks, free)
        if kind == "funding":
            said = _of_the_row(want, said, headings, looks, free)
        best = _best(want, said, looks)
        if best is None:
            continue
        guess = _guess(kind, want, best, headings[best])
        found[best] = guess
        fields.add(guess.key or "")
    if kind in ("services", "funding") and not fields & {"name", "holder_id", "description"}:
        found |= _without_heading(headings, looks, taken, found)
    return list(found.values())


def _of_the_row(
    want: _Want,
    said: dict[int, int],
    headings: Sequence[str],
    looks: Sequence[Look],
    free: Sequence[int],
) -> dict[int, int]:
    """Return how well columns suit a field of funding, where one of them is of the whole row.

    Of bodies it is that which has codes of its own for each row, of the likeliest totals the largest.
    """
    most = max(said.values(), default=0)
    best = [p for p in said if said[p] == most]
    if want.key == "holder_id":
        own = [
            p for p in coded_names(headings, looks) if p in free and _score(want, headings[p]) > 0
        ]
        return {**said, **dict.fromkeys(own[:1], most + 1)}
    if most <= 0 or len(best) < 2:
        return said
    if want.key == "amount_p" and all("total" in words_of(headings[p]).split() for p in best):
        return {**said, max(best, key=lambda p: looks[p].largest): most + 1}
    return said


def _without_heading(
    headings: Sequence[str],
    looks: Sequence[Look],
    taken: Mapping[int, ColumnGuess],
    found: Mapping[int, ColumnGuess],
) -> dict[int, ColumnGuess]:
    """Take the first column for what each row of a budget is called, where it alone has no heading."""
    amounts = any(guess.key == "amount_p" for guess in (*taken.values(), *found.values()))
    if not amounts or not headings or headings[0] or not all(headings[1:]):
        return {}
    if 0 in taken or not _titles(looks[0]):
        return {}
    why = "It has no heading, stands first, and its cells say what each row is."
    return {0: ColumnGuess(0, "name", CONFIDENCE, why)}


_WHOLE: Final = re.compile(r"\b(?:total|whole|full|lifetime|life|aggregate|tcv)\b")


def _said(
    want: _Want, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> dict[int, int]:
    """Return how many words of a field the headings have whose cells suit it; -1 where they deny it."""
    fitting = [
        p
        for p in free
        if headings[p] and not looks[p].is_empty and want.holds(looks[p])
        and not (want.key in _BODIES and names_nobody(looks[p]))
        and not (want.key in _DAYS_OF_ROWS and is_as_at(looks[p], words_of(headings[p])))
    ]  # fmt: skip
    return {p: _score(want, headings[p]) for p in fitting}


_DAYS_OF_ROWS: Final = ("start_on", "award_on")
_BODIES: Final = frozenset(
    {
        "holder_id",
        "payer_id",
        "provider_id",
        "provider_ids",
        "supplier_id",
        "lead_commissioner_id",
        "commissioner_id",
    }
)


def _best(want: _Want, said: Mapping[int, int], looks: Sequence[Look]) -> int | None:
    """Return the column that a field is taken from; None where none is likely enough."""
    best = max(said, key=lambda p: (said[p], -p), default=None)
    if best is None or said[best] > 0 or not want.alone:
        return best if best is not None and said[best] > 0 else None
    if want.lone is None:
        return best if len(said) == 1 and said[best] == 0 else None
    lone = [p for p in said if said[p] == 0 and want.lone(looks[p])]
    return lone[0] if len(lone) == 1 else None


def possible(
    kind: str, key: str, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the free columns that a field could be in, and whether their headings deny it.

    Those whose cells suit it and whose headings do not; of amounts, where there are none, all.
    """
    wants = [want for want in _WANTED.get(kind, ()) if want.key == key and not want.by_word]
    scores = [item for want in wants for item in _said(want, headings, looks, free).items()]
    found = sorted({place for place, score in scores if score >= 0})
    if not found and any(want.holds is _amounts for want in wants):
        return sorted({place for place, _ in scores}), True  # rather than lose what rows are worth
    return found, False


def worded(
    kind: str, key: str, headings: Sequence[str], looks: Sequence[Look], free: Sequence[int]
) -> dict[int, int]:
    """Return the free columns whose headings have a word of a field, with how many; the most first.

    Their cells need suit it loosely only, for they are asked about and not taken. Of days and
    amounts those too whose headings say something against it, with -1.
    """
    found: dict[int, int] = {}
    for want in (*_WANTED.get(kind, ()), *_ASKED.get(kind, ())):
        if want.key != key or want.by_word:
            continue
        holds = _LOOSELY.get(want.holds, want.holds)
        for place in free:
            heading, look = headings[place], looks[place]
            if (
                not heading
                or look.is_empty
                or not holds(look)
                or (
                    want.holds is _amounts
                    and look.largest < 100
                    and not (is_thousands(heading) or is_millions(heading))
                )
            ):
                continue
            score = _score(want, heading)
            is_denied = want.holds in (_days, _amounts) and want.words.search(words_of(heading))
            if score > 0 or is_denied:
                found[place] = max(score, found.get(place, -1))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def words_in(kind: str, key: str, heading: str) -> int:
    """Return how many words of a field a heading has, of the wordings the first; -1 for one against it."""
    wants = (*_WANTED.get(kind, ()), *_ASKED.get(kind, ()))
    return next((_score(want, heading) for want in wants if want.key == key), 0)


_OVER_TERM: Final = re.compile(
    r"\b(?:income|budget|spend|funding|fees?) over (?:the )?(?:whole |full |contract )?(?:term|life|length)\b"
)
"""What is no value by itself, and is one where it is said to be of the whole term."""


def _score(want: _Want, heading: str) -> int:
    """Return how many of the words of a field a heading has; below nought where it says otherwise."""
    words = f"{SET_ASIDE.sub('', words_of(heading))} {'gbp' if '£' in heading and want.holds is _amounts else ''}"
    is_of_term = want.key == "total_value_p" and _OVER_TERM.search(words)
    if want.never.search(words) and not is_of_term:
        return -1
    is_sum = want.holds is _amounts and want.key != "annual_value_p"
    whole = is_sum and "total" in words.split()  # rather than one of its parts
    return len(set(want.words.findall(words))) + whole + bool(is_of_term)


def _guess(kind: str, want: _Want, place: int, heading: str) -> ColumnGuess:
    key = want.key
    if key == "total_value_p" and says_annual(heading):
        key = "annual_value_p"
    label = targets_for(kind)[key].label.lower()
    why = f"No heading is nearer to {label}; the cells of “{heading}” are {want.what}."
    return ColumnGuess(place, key, CONFIDENCE, why)
