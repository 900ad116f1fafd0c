"""Columns that tell of single persons: found by heading and contents, and kept out.

Children's numbers, births, names and officers' contacts arrive in registers. None of them comes
in unless the user maps the column *and* gives the reason, which the slip keeps.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.personal import (
    is_insurance_number,
    is_nhs_number,
    is_persons_email,
    is_pupil_number,
    masked,
)

LEAVE_OUT: Final = "leave_out"
PERSONS: Final = "persons:"
"""Before the letter of a column in the id of the question whether it comes in."""
MASK: Final = "•••••"
_ENOUGH: Final = 3
_LOOKED_AT: Final = 2_000
_MOST: Final = 0.9
_HALF: Final = 0.5
_SHORTEST_REASON: Final = 5

_WHAT: Final = {
    "nhs_number": "NHS numbers", "upn": "pupil numbers", "nino": "National Insurance numbers",
    "birth": "dates of birth", "name": "names of persons", "contact": "contact details",
}  # fmt: skip
_BODY: Final = re.compile(
    r"organisation|provider|supplier(?!s? (?:s )?contact)|commissioner|company|council|trust|authority|school|"
    r"service(?! user)|agency|partner|department|directorate|\bbody\b|\brole\b|title|type|post code|postcode"
)
_HEADINGS: Final = (
    ("nhs_number", re.compile(r"^(?:patient |child s? ?)?nhs (?:no|num|number|id)\b|^nhsno|^nhsnumber")),
    ("upn", re.compile(r"^(?:upn|unique pupil number|pupil number)$")),
    ("nino", re.compile(r"^(?:ni (?:no|num|number)|nino|national insurance (?:no|number))$")),
    ("birth", re.compile(r"^d ?o ?b$|date of birth|birth ?date|^born$")),
    ("name", re.compile(
        r"^(?:first|fore|given|christian|middle|last|family|full|sur) ?names?$|^surname\b|^forenames?\b|"
        r"^(?:child|pupil|patient|service user|parent|mother|father|guardian|carer|foster carer|resident|"
        r"employee|staff|staff member|officer|person|applicant|tenant|learner|student|young person)s?"
        r"(?: s)? ?(?:full |first |last |sur)?name$|^name of (?:the )?(?:child|pupil|patient|service user|"
        r"carer|parent|officer|employee|applicant|foster carer)$")),
    ("contact", re.compile(
        r"\bcontact (?:name|person|officer|e ?mail|tel\w*|phone|mobile|details|number)|^contacts?$|"
        r"\be ?mail\b|\b(?:telephone|phone|mobile)\b|^tel(?: no)?$|"
        r"^(?:lead|responsible|accountable|contract|commissioning|case|budget|project|procurement|key|"
        r"senior|named|link)(?: (?:lead|responsible|accountable|case|budget|project|contract))? "
        r"(?:officer|manager|holder|worker)s?(?: name)?$|^(?:officer|contract owner|head teacher|author)$")),
)  # fmt: skip
_CHECKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("nhs_number", is_nhs_number), ("upn", is_pupil_number), ("nino", is_insurance_number),
    ("contact", is_persons_email),
)  # fmt: skip
_GIVEN: Final = frozenset(
    "aaron abigail adam ahmed aisha alan alex alexander alexandra alice alison amanda amelia amy andrea andrew angela "
    "ann anna anne anthony arthur barbara ben benjamin beth brian callum carol caroline catherine charles charlie "
    "charlotte chloe chris christine christopher claire clare colin craig daisy daniel david dawn deborah denise derek "
    "diane donna dorothy duncan edward eileen elaine eleanor elizabeth ella ellie emily emma eric ethan eva evie fatima "
    "fiona florence frances frank freya gareth gary gemma geoffrey george georgia gillian gordon grace graham hannah "
    "harriet harry hassan heather helen henry holly hugh ian imran isaac isabella isla jack jacqueline jacob jake james "
    "jamie jane janet jason jayne jean jennifer jessica jill joan joanna joanne joe john jonathan joseph joshua joyce "
    "judith julia julie june karen kate katherine kathleen katie keith kelly kenneth kevin kim laura lauren leah lee leo "
    "leslie lewis liam lily linda lisa logan lorraine louise lucas lucy luke lynn margaret maria marie marion mark martin "
    "mary matthew megan mia michael michelle millie mohammed mohamed muhammad natalie nathan neil nicholas nicola noah "
    "nigel norman oliver olivia oscar owen pamela patricia patrick paul pauline peter philip phoebe poppy rachel raymond "
    "rebecca richard riley robert robin roger ronald rosie roy ruby russell ruth ryan sally samantha samuel sandra sarah "
    "scott sean sharon sheila shirley simon sofia sophia sophie stephanie stephen steven stuart susan suzanne tara teresa "
    "terence theo thomas tina tom tony tracey trevor valerie victoria vincent wayne wendy william yasmin yvonne zara zoe".split()
)  # fmt: skip
"""Given names common in the United Kingdom: enough of them in a column and it is one of persons."""
_TITLED: Final = re.compile(r"^(?:mr|mrs|ms|miss|master|dr|prof|cllr)\b\.? ?[a-z]", re.IGNORECASE)
LEGAL: Final = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|trust|council|nhs|charity|centre|services?|group|society|school|"
    r"association|partnership|associates|consult\w+|foundation|company|& |and)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A column that tells of persons.

    Attributes:
        place: Of the column, from 0.
        kind: A key of the words it is called by: "nhs_number", "birth", "name" …
        why: Why it was taken so, without any of its cells.
    """

    place: int
    kind: str
    why: str

    @property
    def what(self) -> str:
        """What it holds, in words."""
        return _WHAT[self.kind]


def find_persons(table: Table) -> list[PersonColumn]:
    """Return the columns of a table that tell of persons, in order."""
    found = []
    for place, (heading, column) in enumerate(zip(table.headings, table.columns, strict=True)):
        kind_why = _by_heading(heading, column) or _by_contents(column)
        if kind_why is not None:
            found.append(PersonColumn(place, *kind_why))
    return found


def _by_heading(heading: str, column: Sequence[Cell]) -> tuple[str, str] | None:
    words = words_of(heading.rpartition(" · ")[2])
    for kind, pattern in _HEADINGS:
        if not pattern.search(words) or (kind in ("name", "contact") and _BODY.search(words)):
            continue
        if kind in ("name", "contact") and _bodies(column) > _HALF:
            return None  # organisations, whatever the heading says
        return kind, f"Its heading says that it holds {_WHAT[kind]}."
    return None


def _by_contents(column: Sequence[Cell]) -> tuple[str, str] | None:
    texts = _texts(column)
    if len(texts) < _ENOUGH:
        return None
    for kind, check in _CHECKS:
        share = sum(map(check, texts)) / len(texts)
        if share >= _MOST:
            return kind, f"{share:.0%} of its cells have the form of {_WHAT[kind]}."
    share = sum(map(is_a_name, texts)) / len(texts)
    if share >= _HALF + 0.2:
        return "name", f"{share:.0%} of its cells read like {_WHAT['name']}."
    return None


def _texts(column: Sequence[Cell]) -> list[str]:
    """Return different texts of a column, the first ones."""
    filled = (cell_text(cell).strip() for cell in column if not is_blank(cell))
    return list(dict.fromkeys(text for text in islice(filled, _LOOKED_AT) if text))


def _bodies(column: Sequence[Cell]) -> float:
    texts = _texts(column)
    return sum(bool(LEGAL.search(text)) for text in texts) / len(texts) if texts else 0.0


def is_a_name(text: str) -> bool:
    """Whether a text reads like the name of a person, and of no body."""
    if len(text) > 60 or any(sign.isdigit() for sign in text) or LEGAL.search(text):
        return False
    if _TITLED.match(text):
        return True
    last, comma, first = text.partition(",")
    words = (f"{first} {last}" if comma else text).split()
    return 2 <= len(words) <= 4 and words[0].casefold() in _GIVEN


def keep_out(
    table: Table, guesses: list[ColumnGuess], asker: Asker, found: Sequence[PersonColumn]
) -> list[ColumnGuess]:
    """Return the guesses with columns of persons left out, but where a reason was given."""
    result = list(guesses)
    aside = []
    for column in found:
        guess, letter = result[column.place], table.letters[column.place]
        if guess.key is None:
            aside.append(f"{letter} ({column.what})")
            continue
        key = f"{PERSONS}{letter}"
        given = " ".join(asker.answers.get(key, "").split())
        reasons = (given,) if len(given) >= _SHORTEST_REASON and given != LEAVE_OUT else ()
        text = (
            f"Column {letter} looks like {column.what}. {column.why} It is left out. "
            "To bring it in all the same, answer with the reason, which the slip keeps."
        )
        taken = asker.ask(key, text, (LEAVE_OUT, *reasons), LEAVE_OUT)
        if taken == LEAVE_OUT:
            why = f"Left out: it looks like {column.what}. {column.why}"
            result[column.place] = replace(guess, key=None, confidence=1.0, why=why,
                                           year=None, measure=None)  # fmt: skip
        else:
            asker.note(f"Column {letter} holds {column.what}. It comes in for this reason: {taken}")
    if aside:
        asker.note(f"Not imported, as they tell of persons: column {', '.join(aside)}.")
    return result


def shown_safely(text: str, *, is_persons: bool) -> str:
    """Return a cell as it may be shown: that of a column of persons as dots, others masked."""
    return (MASK if text else "") if is_persons else masked(text)


_CALLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr)\b\.? [A-Z][\w’'-]+")
_CAPITAL: Final = re.compile(r"(?<![\w’'-])([A-Z][a-z]+)(?: ([A-Z][\w’'-]+))?")
_ALSO_WORDS: Final = frozenset(
    "daisy dawn grace heather holly joy june kay lily mark may poppy riley robin rose ruby ryan".split()
)
"""Given names that are also words or bodies' names: they count with a second name only."""


def names_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of a text that look like persons' names, in order, once each.

    A title with a name, a common given name with a capital, and the names that the caller knows.
    A name that is none of these is not seen, and a word may be taken for one: it is for a warning.
    """
    found = [hit[0] for hit in _CALLED.finditer(text)]
    for hit in _CAPITAL.finditer(text):
        first = hit[1].casefold()
        if first in _GIVEN and (hit[2] or first not in _ALSO_WORDS):
            found.append(hit[0] if hit[2] else hit[1])
    lower = text.casefold()
    found += [name for name in known if len(name) > 3 and name.casefold() in lower]
    return tuple(dict.fromkeys(found))
