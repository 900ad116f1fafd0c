"""The offline library of reports, duties, ratings, levers and standards, and the core offer's table.

What each entry says is a fact in our own words, with where it was read and when. Nothing in it is
legal advice. The files are `resources/evidence/*.toml`; ids and codes are permanent.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from commissionplanner import paths
from commissionplanner.model.words import month_text

KINDS: Final = {
    "report": "Report or study", "duty": "Law or condition", "rating": "Rating",
    "lever": "Lever", "standard": "Standard or method",
}  # fmt: skip
"""Kinds of entries in the order to show them, with their words."""

CHECKED: Final = {
    "read": "Read in the document",
    "recalled": "Recalled, not checked",
    "derived": "Worked out here",
}
"""How far what an entry says was checked, in words."""

_FILES: Final = ("reports", "duties", "ratings", "levers", "standards")


class LibraryError(ValueError):
    """A file of the library does not say what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the library.

    Attributes:
        id: Permanent.
        kind: A key of `KINDS`.
        title: What it is called.
        says: What it says, in our own words.
        citation: How to cite it.
        source: Where that was read.
        date: Year, month or day of the document; "read 2026-11" where it bears none that was read.
        checked: A key of `CHECKED`.
        nations: Codes of the vocabulary `nation` that it is for; () for any.
        barriers: Codes of the vocabulary `barrier` that it speaks to.
        terms: What terms it is the entry of, such as "legal_basis:s75".
        shows: For a lever: what in a plan shows that it is used.
        check: For a lever: with whom to check before it is used.
    """

    id: str
    kind: str
    title: str
    says: str
    citation: str
    source: str
    date: str
    checked: str
    nations: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    shows: str = ""
    check: str = ""

    @property
    def kind_words(self) -> str:
        """Its kind in words."""
        return KINDS[self.kind]

    @property
    def checked_words(self) -> str:
        """How far it was checked, in words."""
        return CHECKED[self.checked]

    @property
    def date_words(self) -> str:
        """Its date in words: "2013", "June 2011", "5 February 2026", "undated, read November 2026"."""
        bare = self.date.removeprefix("read ")
        year, *rest = (int(part) for part in bare.split("-"))
        months = [month_text(date(year, month, 1)) for month in rest[:1]]
        words = " ".join([*(str(day) for day in rest[1:]), *months, str(year)])
        return words if bare == self.date else f"undated, read {words}"

    def is_for(self, nations: Iterable[str]) -> bool:
        """Whether it holds in any of these nations; it does where either says none."""
        wanted = set(nations)
        return not self.nations or not wanted or bool(wanted & set(self.nations))

    def cite(self) -> str:
        """Return the citation to paste elsewhere: what, where it was read, how far checked."""
        return f"{self.citation}. Source: {self.source}. {self.checked_words}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNotes:
    """What the library holds about a rule.

    Attributes:
        levers: Ids of the levers that exist for what the rule finds.
        cites: Ids of the entries that say why it matters.
        why_none: Why no lever is named.
    """

    levers: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    why_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """One line of the core offer, beside its term of the vocabulary `core_offer`.

    Attributes:
        code: Code of the vocabulary.
        section: Heading that it stands under.
        nations: Nations that have it; () for all.
        entries: Ids of library entries about it.
        source: Where the line comes from.
        checked: A key of `CHECKED`.
        words: A service whose name or description holds one of these is proposed.
        not_words: Unless its name holds one of these.
    """

    code: str
    section: str
    nations: tuple[str, ...]
    entries: tuple[str, ...]
    source: str
    checked: str
    words: tuple[str, ...]
    not_words: tuple[str, ...] = ()


@cache
def entries() -> Mapping[str, Entry]:
    """Return every entry by id, kind by kind.

    Raises:
        LibraryError: an id stands twice, or an entry lacks something.
    """
    found: dict[str, Entry] = {}
    for name in _FILES:
        held = _file(name)
        for item in held["entry"]:
            entry = _entry(str(held["kind"]), item)
            if entry.id in found:
                raise LibraryError(f"The library holds {entry.id} twice.")
            found[entry.id] = entry
    order = tuple(KINDS)
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[1].kind)))


@cache
def notes_by_rule() -> Mapping[str, RuleNotes]:
    """Return levers and citations by the id of the rule."""
    return {
        str(item["id"]): RuleNotes(
            levers=tuple(item["levers"]),
            cites=tuple(item["cites"]),
            why_none=str(item.get("why_none", "")),
        )
        for item in _file("rules")["rule"]
    }


@cache
def offer_lines() -> tuple[OfferLine, ...]:
    """Return the lines of the core offer in order."""
    return tuple(
        OfferLine(**{key: _held(value) for key, value in item.items()})
        for item in _file("core_offer")["line"]
    )


def vintage(name: str) -> str:
    """Return the date that a file of the library is of, such as "2026-11"."""
    return str(_file(name)["vintage"])


def entry_of_term(vocabulary: str, code: str | None) -> Entry | None:
    """Return the entry about a term of a vocabulary; None where there is none."""
    wanted = f"{vocabulary}:{code}"
    return next((entry for entry in entries().values() if wanted in entry.terms), None)


def _entry(kind: str, item: Mapping[str, Any]) -> Entry:
    try:
        made = Entry(kind=kind, **{key: _held(value) for key, value in item.items()})
    except TypeError as error:
        raise LibraryError(f"The library's entry {item.get('id', '?')}: {error}.") from error
    if not (made.source and made.date and made.citation and made.checked in CHECKED):
        raise LibraryError(f"The library's entry {made.id} has no source, date or citation.")
    return made


def _held(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _file(name: str) -> Mapping[str, Any]:
    path = paths.resources() / "evidence" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
