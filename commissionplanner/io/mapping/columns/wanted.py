"""What a key field of each kind of file is told by: words of its heading, and what its cells hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look, are_line_codes, length_share

Holds = Callable[[Look], bool]


@dataclass(frozen=True, slots=True)
class Want:
    """A key field, the words that a heading of it has, and what its cells hold.

    Attributes:
        alone: Whether it is taken without a word too, where only one column holds such cells.
        by_word: Whether a column without a word of it is not offered for it either.
        lone: What the cells of that only column must look like; None where `holds` says it.
    """

    key: str
    words: re.Pattern[str]
    never: re.Pattern[str]
    holds: Holds
    what: str
    alone: bool = False
    lone: Holds | None = None
    by_word: bool = False


def are_days(look: Look) -> bool:
    """Whether the cells are days, written as such or as serial numbers, and no years."""
    return max(look.days, look.serials * 0.8) > 0.6 and look.years < 0.9


def are_sums(look: Look) -> bool:
    """Whether the cells are sums of money worth a record: £100 at least, and no numbers of a register."""
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


def are_titles(look: Look) -> bool:
    """Whether the cells say what their rows are: texts that differ, short ones, and no bodies."""
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


_NOT_DAYS: Final = r"review|break|dispatch\w*|sent|posted|received|meeting|award\w*|sign\w*|publish\w*|advert\w*|clos\w*|tender|(?:re ?)?procurement|recommission\w*|retender\w*|notice|modif\w*|updat\w*|upload\w*|extract\w*|approv\w*|insurance|announc\w*|values?|amounts?|costs?|prices?|spend"
_PAYING: Final = r"paid|payment|invoic\w*|effective|posting|raised|created|entered|meeting|panel|decision|decided|agreed?|offer\w*|accept\w*|birth|ext\w*|option\w*|max\w*"
_NOT_MONEY: Final = r"ids?|no|ref\w*|request\w*|applied|bids?|match|weekly|daily|hourly|unit|format|vat|interest|number|percent|variance|income|balance|budget|element|centre|center|account|spent|to date|applied|disbursed|low|high|min\w*|max\w*|code|estimate[ds]? hours|previous|former|retention|deposit|remaining|outstanding|uncommitted|unspent"
_NOT_TEXT: Final = r"(?<!name )(?<!name and )address|postcode|email|url|link|phone|telephone|region|ward|category|cpv|officer|manager|owner|contact|status|type|url|currency|code|website"
_OF_BODY: Final = r"(?:org|organi[sz]ation|body|supplier|vendor|creditor|payee|provider|beneficiary) (?:\w+ )*(?:type|size|status)"
"""What sort of body is paid, not what for."""
_GIVEN: Final = (
    r"organi[sz]ation|recipient|institution|school|college|academy|trust|ccg|pcn|practice"
)
"""Who funding goes to."""
_NOT_THEM: Final = r"parent|sub ?contractors?|previous|former|guarantor"
_VALUE: Final = r"value|amount|price|cost|sum|worth|spend|award(?:ed)?|gbp|grant|funding|total|tcv|commit\w*|envelope|block"

WANTED: Final[Mapping[str, tuple[Want, ...]]] = {
    "contracts": (
        Want("start_on", _says(r"start\w*|begin\w*|commenc\w*|effective|from|live"), _says(rf"{_NOT_DAYS}|{_PAYING}|end|renew\w*|expir\w*|to"), are_days, "dates", alone=True, lone=are_days),
        Want("current_end_on", _says(r"end\w*|expir\w*|finish\w*|terminat\w*|until|to|ceas\w*|cessation|conclud\w*|renew\w*|complet\w*"), _says(rf"{_NOT_DAYS}|start\w*|ext\w*|option\w*|max\w*"), are_days, "dates"),
        Want("max_end_on", _says(r"ext\w*|option\w*|long ?stop|max\w*|latest|ultimate|potential|final"), _says(rf"{_NOT_DAYS}|start\w*|notice"), are_days, "dates"),
        Want("award_on", _says(r"award\w*|panel|committee|decision|decided|offer\w*|agreed?|granted|approv\w*|sign\w*|announc\w*"), _says(r"start\w*|end\w*|review|publish\w*|updat\w*|expir\w*|paid|payment"), are_days, "dates"),
        Want("annual_value_p", _says(r"annual\w*|yearly|per annum|(?:per|a|each) year|pa|p a|acv"), _says(rf"{_NOT_MONEY}|tender|advert\w*"), are_sums, "amounts"),
        Want("total_value_p", _says(_VALUE), _says(rf"{_NOT_MONEY}|tender|advert\w*"), are_sums, "amounts"),
        Want("provider_id", _says(r"suppliers?|contractors?|vendors?|providers?|recipients?|bidders?|tenderers?|compan\w+|firms?|grantees?|beneficiar\w+|party|awarded|organi[sz]ations?|charit(?:y|ies)|groups?|applicants?"),
              _says(rf"{_NOT_TEXT}|{_NOT_THEM}|buyer|commissioner|council|authority|client|department|directorate"), _texts, "names", alone=True, lone=_names),
        Want("title", _says(r"titles?|names?|subject|description|opportunity|projects?|contracts?|services?|purpose|reason|schemes?|goods|works?|what|programmes?|activit(?:y|ies)|provision"), _says(rf"{_NOT_TEXT}|funding|streams?|pots?|suppliers?|organisation|provider|buyer|department|directorate|identifier"), are_titles, "texts"),
        Want("ref", _says(r"ref\w*|number|no|id|code|identifier"), _says(r"cpv|company|charity|vendor|supplier|phone|vat|postcode|parent|of|registration|amount|value"), _codes, "codes"),
        Want("stream_ids", _says(r"streams?|funds?|funding|pots?|programmes?|source of funds"), _says(rf"{_NOT_TEXT}|bod(?:y|ies)|organi[sz]ations?|by|from|to|dates?|project|works|amount|recipients?|titles?"), _units, "names"),
        Want("department", _says(r"dep(?:artmen)?t|directorate|division|portfolio|service area|teams?|units?(?! of measure)|section|facult(?:y|ies)|school|branch|responsible|owning"),
              _says(r"bod(?:y|ies)|code|url|uri|officer|manager|contact|email|phone|suppliers?|providers?|price|cost"), _units, "names"),
        Want("description", _says(r"descriptions?|details|scope|summary|specification|purpose"), _says(_NOT_TEXT), _long_texts, "texts"),
    ),
    "spend": (
        Want("paid_on", _says(r"date|paid|payment|pmt|pymt|when"), _says(r"effective|due|order\w*|extract\w*|publish\w*|updated|years?"), are_days, "dates", alone=True),
        Want("amount_p", _says(rf"{_VALUE}|paid|net|much"), _says(rf"{_NOT_MONEY}|contract|order"), are_sums, "amounts", alone=True),
        Want("supplier_id", _says(r"suppliers?|vendors?|payees?|creditors?|beneficiar\w+|merchants?|compan\w+|recipients?|contractors?"), _says(rf"{_NOT_TEXT}|{_NOT_THEM}"), _texts, "names"),
        Want("reference", _says(r"ref\w*|number|no|id|doc|document|invoice|transaction|voucher|cheque|bacs"), _says(r"cpv|company|charity|vendor|supplier|phone|vat|postcode|date|amount|value|total|net|gross|currency"), _codes, "codes"),
        Want("type", _says(r"expen\w+|account|acct|categor\w+|subj\w*|type|nature"), _says(rf"area|code$|{_OF_BODY}"), _words, "texts"),
        Want("area", _says(r"dep(?:artmen)?t|directorate|division|service|cost centre|c ?ctr|area|unit(?! of measure)|facult(?:y|ies)|school|college|branch|section|team|portfolio"), _says(r"code$|family"), _words, "texts"),
        Want("description", _says(r"descriptions?|details|narrat\w+|reasons?|summary|purpose|text|what"), _says(rf"{_NOT_TEXT}|directorate|dep(?:artmen)?t|service|cost|account|subjective|suppliers?"), _long_texts, "texts"),
    ),
    "services": (
        Want("name", _says(r"services?|names?|schemes?|lines?|strands?|care types?|description|activity|programmes?|heading|project|function|areas?"), _says(rf"{_NOT_TEXT}|commissioner|provider|authority|organisation|department|directorate|funding|source|outcome"), are_titles, "texts"),
        Want("name", _says(r"categor\w+|headings?|types?|groups?"), _says(r"authority|organisation|provider|commissioner|email|url|website|postcode|provision"), are_titles, "texts"),
        Want("amount_p", _says(r"expenditure|budget|cost|spend|amount|net|gross|total|gbp|value|plan\w*"), _says(r"(?<!or )income|variance|number|percent|vat|outputs?|grants?|to date|ytd"), are_sums, "amounts"),
        Want("provider_ids", _says(r"runs?|delivered|provided|provider\w*|delivery"), _says(rf"{_NOT_TEXT}|{_NOT_THEM}|commission\w*|date|mode"), _names, "names"),
        Want("lead_commissioner_id", _says(r"paid for|pays|funded|commission\w*|responsible|bought|buys"), _says(rf"{_NOT_TEXT}|date|mode|intention\w*"), _payers, "bodies"),
        Want("s251_line", _says(r"lines?|codes?|ref\w*"), _says(r"la|cost|gl"), are_line_codes, "codes of lines"),
        Want("area", _says(r"areas?|wards?|locality|localities|districts?|places?"), _says(r"spend|postcode|code|cost|service|business"), _words, "texts"),
    ),
    "organisations": (
        Want("ons_code", _says(r"codes?|gss|ons"), _says(r"parent|old|former"), _area_codes, "area codes", alone=True),
        Want("name", _says(r"names?|title"), _says(rf"{_NOT_TEXT}|welsh|short|nice|authority|country|head|first|last|surname|reason"), _texts, "names"),
    ),
    "funding": (
        Want("year", _says(r"years?|yr|when|period|fy"), _says(r"previous|last|start|end"), _years, "years", alone=True),
        Want("payer_id", _says(r"by|from|commissioner|gives?|giving|grantors?|funders?|payers?|donors?|sponsor\w*|department|dept|ministry|contribut(?:or|ing)|paying|source"), _says(rf"{_NOT_TEXT}|to|lead|amount|date|held|received|approved|delivered"), _payers, "bodies"),
        Want("name", _says(r"grants?|pots?|funds?|funding|stream|source|scheme|programme|name|title|contribution"), _says(rf"{_NOT_TEXT}|authority|department|council|holder|body|{_GIVEN}"), _texts, "texts"),
        Want("name", _says(r"grants?|pots?|funds?|funding|stream|source|scheme|programme|name|title|contribution"), _says(rf"{_NOT_TEXT}|authority|department|council|holder|body|{_GIVEN}"), _units, "texts", by_word=True),
        Want("holder_id", _says(rf"authority|council|board|icb|body|area|holder|partner|{_GIVEN}"), _says(_NOT_TEXT), _names, "names"),
        Want("holder_id", _says(r"authority|council|board|icb|hwb|partner|pcn"), _says(rf"{_NOT_TEXT}|class|lead|paying|funding|awarding"), _units, "names", by_word=True),
        Want("holder_id", _says(r"receives?|receiv\w+|gets|goes to|payable to"), _says(_NOT_TEXT), _words, "names"),
        Want("holder_id", _says(r"authority|council|board|icb|hwb|ccg|practice|school|institution|college|academy"), _says(rf"{_NOT_TEXT}|class|lead|paying|funding"), _texts, "texts"),
        Want("amount_p", _says(r"allocation|amount|total|grant|award\w*|contribution|income|funding|value|gbp|payable|settlement|spend|much|sum"), _says(r"percent|number|per head|change"), are_sums, "amounts", alone=True),
    ),
}  # fmt: skip


def _lengths(look: Look) -> bool:
    return length_share(look) > 0.5 and look.days < 0.2


ASKED: Final[Mapping[str, tuple[Want, ...]]] = {
    "contracts": (
        Want("commissioner_id", _says(r"buyers?|commissioner|client|purchaser|entity|funder|funding org|owner org|contracting|awarding"), _says(rf"{_NOT_TEXT}|dates?|ref\w*|number|no|id|identifier|dep(?:artmen)?t|team|groups?|types?"), _words, "names"),
        Want("term_months", _says(r"terms?|duration|length|period|months"), _says(r"notice|payment|ext\w*|option\w*|review|dates?|from|until|description"), _lengths, "lengths"),
    ),
    "spend": (
        Want("payer_id", _says(r"payer|paying|entity|body|council|authority|trust|publisher"), _says(rf"{_NOT_TEXT}|dates?|ref\w*|number|no|id|suppliers?|vendors?"), _words, "names"),
    ),
}  # fmt: skip
"""Fields that are asked about by a word, and not taken by one."""


def _any_amounts(look: Look) -> bool:
    return look.amounts > 0.7 and look.days < 0.5 and look.words < 0.5


def _any_codes(look: Look) -> bool:
    return look.codes > 0.8 and look.distinct > 0.2 and look.length <= 30 and look.days < 0.5


LOOSELY: Final[Mapping[Holds, Holds]] = {
    _texts: _words, _names: _words, are_titles: _texts, _codes: _any_codes, are_sums: _any_amounts,
}  # fmt: skip
"""What the cells of a column must look like that is asked about, not taken."""
