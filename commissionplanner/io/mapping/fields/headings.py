"""Column headings as they are compared: words, without case, marks and units."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from commissionplanner.io.tabular.readings import NOT_POUNDS
from commissionplanner.model.years import FinancialYear, YearError

_AREA_CODE: Final = re.compile(r"^[A-Z]{2,7}\d\d[ _]?(CDH|CD|NMW|NM)$", re.IGNORECASE)
"""How the Office for National Statistics heads codes and names of areas: LAD23CD, ICB24NM; ICB24CDH
is the code of the NHS, NMW the name in Welsh."""
_AREA_WORDS: Final = {
    "CD": "ons code",
    "NM": "official name",
    "CDH": "ods code",
    "NMW": "name in welsh",
}
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNIT: Final = re.compile(
    r"\((?:£|gbp|(?:plus|net of|excluded|(?:in|ex)c?l?(?:uding|usive(?: of)?)?\.?) ?vat|vat (?:in|ex)cl\w*|£?'?000s?|£ ?k|£ ?m|(?:£ ?)?(?:thousand|million)s?|%|dd/mm/yyyy|optional|"
    r"yyyy-mm-dd)\)|£'?000s?|£k\b|£m\b|£ ?(?:thousand|million)s?\b|£|· ?(?:dd/mm/yyyy|yyyy-mm-dd|mm/yy)$",
    re.IGNORECASE,
)
_NUMBERED_FIRST: Final = re.compile(
    r"\A\s*(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|\([a-z]\))\s+(?=[^\W\d])", re.IGNORECASE
)
"""The place of a column before its heading: "3. Supplier", "(c) Income"."""
_FOOTNOTE: Final = re.compile(
    r"(?:\s*(?:[*\u2020\u2021\u00a7\u200b\ufeff:]|[\u00b9\u00b2\u00b3\u2074-\u2079]|\[(?:foot)?(?:notes?)? ?\w{1,2}\]|"
    r"\((?:foot)?notes? \w{1,2}\)|(?<!year)(?<!yr)(?<!option)(?<!quarter)(?<!lot)(?<!phase)\s\(\d\)))+\s*$",
    re.IGNORECASE,
)
"""A mark after a heading that refers to a note."""
_LETTERED: Final = re.compile(
    r"(?:(?<=\w)\s\((?![kKmMtT]\))[A-Za-z]\s?\)|(?<=\w)\s\u00b7\s\([A-Za-z]\))\s*\Z"
)
"""The letter of a column after its heading, by which guidance speaks of it: "Net Amount (J)"."""
_PLACE: Final = re.compile(r":\d+:")
"""The place of a record among several, as in "Recipient Org:0:Name"."""
_HASH: Final = re.compile(r"(?<=\w)\s?#(?!\w)|\A\s*#(?=\s|\Z)")
"""As in "PO #" and "# of bids"."""
_MARKS: Final = re.compile(r"[^\w%]+|_+")
_TEXT_OF: Final = re.compile(r"\A(.*\S)\s*\(T\)\s*\Z")
"""How an export of Unit4 heads the words that a code stands for, beside the code: "Account(T)"."""
_SUM_OF: Final = re.compile(
    r"\A\s*sum of (?=(?:\w+ ){0,2}(?:amount|net|gross|value|spend|cost|total|payment|invoice|award\w*|grant)s?\b)",
    re.IGNORECASE,
)
"""How a pivot table heads what a column comes to: "Sum of Net Amount"."""
_NAMES: Final = re.compile(
    r"(?:name|description|narrative|text|title)(?: of \w+)?\Z|\Adescription\b"
)
_BODIES: Final = re.compile(
    r"(?:supplier|vendor|creditor|payee|customer)(?: (?:id|no|number|code))?\Z"
)
_THOUSANDS: Final = re.compile(
    r"£\s?'?0{3}s?\b|£\s?,?0{3}s?\b|£\s?k\b|£\s?thousands?\b|\bthousands of pounds\b|"
    rf"(?:\(0{{3}}s?\)|\(thousands?\)|['\u2018\u2019]0{{3}}s?\b|\bin thousands\b){NOT_POUNDS}",
    re.IGNORECASE,
)
_MILLIONS: Final = re.compile(
    rf"£\s?m\b|£\s?millions?\b|(?:\(millions?\)|\bin millions\b){NOT_POUNDS}|\bmillions of pounds\b|£\s?mn\b",
    re.IGNORECASE,
)
_ANNUAL: Final = re.compile(
    r"\bannual(?:ised|ly)?\b|\bper (?:annum|(?:academic |financial |calendar )?year)\b|\bp\.?\s?a\b\.?|\byearly\b|\ba year\b|\beach year\b|"
    r"\bacv\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\btotal\b|\bwhole.?life\b|\blifetime\b|\blength of the contract\b|\bover (?:the )?(?:whole |full |contract )?(?:term|life|length)\b|"
    r"\b(?:full|current|initial|contract) term value\b|\bfull term\b|\btcv\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?<!\d)(?:FY\s?)?(?:(?:19|20)\d\d[\s_](?:to|and)[\s_]20\d\d|(?:19|20)\d\d\s?[/\-\u2013_]\s?(?:20)?\d\d|\d\d\s?[/\-\u2013_]\s?\d\d|"
    r"(?:19|20)\d{4})(?![\d/\-])|\bFY\s?'?(?:20)?\d\d\b",
    re.IGNORECASE,
)

_LONGEST: Final = 2_000


@lru_cache(maxsize=20_000)
def words_of(heading: str) -> str:
    """Return a heading as it is compared: "Contract_StartDate (£)" is "contract start date".

    Of a text much longer than any heading only the beginning counts.
    """
    heading = _FOOTNOTE.sub("", _NUMBERED_FIRST.sub("", heading[:_LONGEST], count=1))
    heading = _SUM_OF.sub("", _LETTERED.sub("", heading))
    area = _AREA_CODE.match(heading.strip())
    if area:
        return _AREA_WORDS[area[1].upper()]
    coded = _TEXT_OF.match(heading)
    if coded:
        return _said_by_code(words_of(coded[1]))
    heading = _PLACE.sub(":", _HASH.sub(" number ", heading))
    spaced = _CAMEL.sub(" ", _UNIT.sub(" ", heading.replace("\u2019", "'")))
    return " ".join(_MARKS.sub(" ", spaced.replace("'", "")).casefold().split())


def _said_by_code(code: str) -> str:
    """Return what the words beside a code are, as a heading: of "supplier id" the "supplier name"."""
    if _NAMES.search(code):
        return code
    body = _BODIES.search(code)
    return (
        f"{code[: body.start()]}{body.group().split()[0]} name" if body else f"{code} description"
    )


@lru_cache(maxsize=20_000)
def squashed(heading: str) -> str:
    """Return the letters and digits of a heading alone, for headings that lost their spaces."""
    return words_of(heading).replace(" ", "")


def is_thousands(text: str) -> bool:
    """Whether a title or heading says that amounts are in thousands of pounds."""
    return bool(_THOUSANDS.search(text))


def is_millions(text: str) -> bool:
    """Whether a title or heading says that amounts are in millions of pounds."""
    return bool(_MILLIONS.search(text))


def unit_in(text: str) -> int:
    """Return what one stands for in amounts of which a title or heading says it, in pounds; 1 where none does."""
    return 1_000 if is_thousands(text) else 1_000_000 if is_millions(text) else 1


SET_ASIDE: Final = re.compile(
    r"\b(?:excluding|excl?|ex|disregarding|without|ignoring|before|not (?:including|counting)) (?:\w+ ){0,3}"
    r"(?:extensions?|extend\w*|options?)\b.*"
)
"""What a heading says that it does not count: the end "disregarding any option to extend" is the first one."""


def says_annual(heading: str) -> bool:
    """Whether a heading says that its amounts are for a year."""
    return bool(_ANNUAL.search(heading) or _ANNUAL.search(words_of(heading)))


def says_total(heading: str) -> bool:
    """Whether a heading says that its amounts are for the whole term."""
    return bool(_TOTAL.search(words_of(heading)))


_WITH_VAT: Final = re.compile(
    r"\b(?:inc(?:l|luding|lusive(?: of)?)?|plus|with)\.? ?vat\b|\bvat (?:inc\w*)\b|\bgross\b",
    re.IGNORECASE,
)
_WITHOUT_VAT: Final = re.compile(
    r"\b(?:exc?(?:l|luding|lusive(?: of)?)?|net of|less|without|excluded)\.? ?vat\b|\bvat (?:exc\w*)\b|\bnett?\b",
    re.IGNORECASE,
)


def vat_in(text: str) -> str | None:
    """Return the basis of VAT that a heading of an amount names: "net" or "gross"; None for none."""
    words = " ".join(_CAMEL.sub(" ", text).replace("_", " ").split())
    if _WITHOUT_VAT.search(words):
        return "net"
    return "gross" if _WITH_VAT.search(words) else None


def year_in(text: str) -> FinancialYear | None:
    """Return the one financial year that a heading or title names, or None.

    None also where it names several, as in "2025/26 to 2027/28".
    """
    found = set()
    for match in _YEAR.finditer(text):
        try:
            words = re.sub(r"[\s_](?:to|and)[\s_]", "-", match.group(), flags=re.IGNORECASE)
            found.add(FinancialYear.parse(words.replace("_", "-")))
        except YearError:
            continue
    return found.pop() if len(found) == 1 else None if found else _year_of_months(text)


_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FROM_TO: Final = re.compile(
    rf"\b({'|'.join(_MONTHS)})[a-z]*\.? ((?:19|20)\d\d) ?(?:to|until|-|\u2013) ?(?:\d{{1,2}} )?({'|'.join(_MONTHS)})[a-z]*\.? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _year_of_months(text: str) -> FinancialYear | None:
    """Return the financial year in which the only two months named lie, as "October 2024 to March 2025"."""
    found = _FROM_TO.findall(text)
    if len(found) != 1:
        return None
    start, end = (
        int(year) - (_MONTHS.index(month[:3].lower()) < 3)
        for month, year in (found[0][:2], found[0][2:])
    )
    try:
        return FinancialYear(start) if start == end else None
    except YearError:
        return None


_MONTH_OF: Final = re.compile(
    rf"({'|'.join(_MONTHS)})[a-z]*[ '\u2019/-]*((?:20)?\d\d)", re.IGNORECASE
)
_FEWEST_MONTHS: Final = 3


def year_of_months(headings: Iterable[str]) -> FinancialYear | None:
    """Return the financial year in which all months lie that head columns, as "Apr-25" to "Mar-26"; None for none."""
    found = [match for text in headings if (match := _MONTH_OF.fullmatch(text.strip()))]
    starts = {int(m[2]) % 100 + 2000 - (_MONTHS.index(m[1][:3].lower()) < 3) for m in found}
    return (
        FinancialYear(starts.pop()) if len(starts) == 1 and len(found) >= _FEWEST_MONTHS else None
    )


_NUMBERED: Final = re.compile(
    r"\b(?:year|yr) ?(10|[1-9]|one|two|three|four|five)\b(?! (?:to|of|and)\b)"
)
_NUMBERED_ALONE: Final = re.compile(r"(?:year|yr|y) ?(10|[1-9]|one|two|three|four|five)")
_NUMERALS: Final = ("one", "two", "three", "four", "five")


def numbered_year(text: str, *, alone: bool = False) -> int | None:
    """Return which year of a plan a heading or cell says, from 1, as in "Year 1"; None for none.

    Args:
        text: The heading or cell.
        alone: Whether nothing else may stand in it.
    """
    words = words_of(text)
    found = _NUMBERED_ALONE.fullmatch(words) or (None if alone else _NUMBERED.search(words))
    if found is None or len(re.findall(r"\b(?:year|yr)\b", words)) > 1:
        return None
    word = found[1]
    return _NUMERALS.index(word) + 1 if word in _NUMERALS else int(word)


def without_year(text: str) -> str:
    """Return a heading without the financial year in it, as words."""
    return words_of(_YEAR.sub(" ", text))


_MEASURES: Final = (
    ("forecast", r" (?:forecast|projected|projection|fot) "),
    ("actual", r" (?:actuals?|outturn|spent|to date|ytd|out turn) "),
    (
        "budget",
        r" (?:budget|plan|planned|approved|allocation|estimate|indicative|provisional|proposed|draft) ",
    ),
)


def measures_in(text: str) -> tuple[str, ...]:
    """Return all cost measures that a heading or title names, the likeliest first."""
    words = f" {words_of(text)} "
    return tuple(code for code, pattern in _MEASURES if re.search(pattern, words))


def measure_in(text: str) -> str | None:
    """Return the cost measure that a heading or title names: budget, forecast or actual."""
    return next(iter(measures_in(text)), None)


_CERTAINTY: Final = (
    ("indicative", r" (?:indicative|provisional|draft|planning figures?) "),
    ("assumed", r" (?:assumed|estimated?|projected|projection|forecast|modelled) "),
    ("confirmed", r" (?:confirmed|final|approved|agreed|secured) "),
)


def certainty_in(text: str) -> str | None:
    """Return how sure the amounts are that a heading names: confirmed, indicative, assumed; or None."""
    words = f" {words_of(text)} "
    return next((code for code, pattern in _CERTAINTY if re.search(pattern, words)), None)
