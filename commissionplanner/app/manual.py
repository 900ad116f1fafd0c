"""The manual: the pages that ship as they were written, and those made from the registries.

A page is Markdown. What the program knows (rules, indicators, fields, terms) is never written
twice: those pages are made here, for Help in the window and for the manual on paper alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from commissionplanner import paths
from commissionplanner.app import manual_file, manual_library
from commissionplanner.findings.base import Rule
from commissionplanner.findings.definitions import Definition
from commissionplanner.findings.measures import definitions
from commissionplanner.findings.registry import FAMILY_NAMES, rules
from commissionplanner.model.entities import TABLES, Record, TableSpec
from commissionplanner.model.fields import FieldSpec, Kind, specs
from commissionplanner.model.vocab import Term, Vocabulary, vocabulary, vocabulary_names
from commissionplanner.model.words import capital

GUIDE: Final = "Using the program"
RULES: Final = "Rules"
INDICATORS: Final = "Indicators"
TERMS: Final = "Glossary"
FIELDS: Final = "Fields"
LIBRARY: Final = "Library"

GROUPS: Final = {GUIDE: "", RULES: "rules", INDICATORS: "indicators", LIBRARY: "library",
                 TERMS: "terms", FIELDS: "fields"}  # fmt: skip
"""Groups of topics in order, each with the name of its page in the manual."""

PAGES: Final = (
    "first-sitting", "importing", "tables", "the-map", "timeline", "findings", "evidence",
    "partner-round", "pools", "scenarios", "sign-off",
    "files-and-safety", "keys", "words",
)  # fmt: skip
"""The pages written by hand, in order; each is a file of `resources/help`."""

_UNITS: Final = {"ppm": "a share, in per cent", "pence": "pounds", "count": "a number",
                 "months": "months"}  # fmt: skip
_HOLDS: Final = {
    Kind.TEXT: "text", Kind.CODE: "a code, kept letter for letter", Kind.MONEY: "an amount",
    Kind.COUNT: "a whole number", Kind.QUANTITY: "a number, up to three decimals",
    Kind.RATE: "a percentage", Kind.DAY: "a date", Kind.YEAR: "a financial year",
    Kind.FLAG: "yes or no", Kind.TERM: "a term", Kind.TERMS: "terms", Kind.REF: "one of the",
    Kind.REFS: "any of the", Kind.TEXTS: "lines of text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the manual.

    Attributes:
        key: Names it in links: the page's name, or the page's and the part's.
        group: Heading under which it is listed.
        title: What it is about.
        text: Markdown, without the title.
    """

    key: str
    group: str
    title: str
    text: str

    def mentions(self, words: str) -> bool:
        """Tell whether every word stands in the title or the text."""
        whole = f"{self.title} {self.text}".casefold()
        return all(word in whole for word in words.casefold().split())


@cache
def topics() -> tuple[Topic, ...]:
    """Return every topic, group by group."""
    return (
        *(_written(name) for name in PAGES),
        *(_family(name) for name in FAMILY_NAMES if _rules_of(name)),
        Topic("indicators", INDICATORS, "All indicators", "\n".join(_indicators())),
        *(Topic(key, LIBRARY, title, text) for key, title, text in manual_library.parts()),
        *(_vocabulary(vocabulary(name)) for name in vocabulary_names()),
        *(_table(table) for table in TABLES.values()),
    )


def topic(key: str) -> Topic | None:
    """Return the topic that a link names; for a page of many topics the first; None for none."""
    named = {each.key: each for each in reversed(topics())}
    if key in named:
        return named[key]
    return next((each for each in topics() if GROUPS[each.group] == key), None)


def generated_pages() -> dict[str, str]:
    """Return the pages made from the registries: name of the file and its Markdown."""
    made = {}
    for group, name in GROUPS.items():
        if name:
            parts = [f"## {t.title}\n\n{t.text}" for t in topics() if t.group == group]
            made[f"{name}.md"] = f"# {group}\n\n{_NOTES[group]}\n\n" + "\n".join(parts)
    return {**made, "plan-file.md": manual_file.page()}


_NOTES: Final = {
    RULES: "What the program looks for in a plan. Each rule has a permanent id and a usual level; "
    "a single case may be graver or lighter. A finding speaks of the record, not of people.",
    INDICATORS: "The figures of *What's missing*. Each is worked out from what the plan records, "
    "and says for how much of the plan that could be done. What is not known is never nil.",
    LIBRARY: "Reports, laws and conditions, ratings, levers and standards that the program speaks "
    "of, and the lines of the early-years core offer: what each says in our own words, where that "
    "was read and when. Nothing here is legal advice.",
    TERMS: "The lists of terms that fields hold, with what each term means and who says so. "
    "Codes are permanent; files hold them.",
    FIELDS: "Every table of a plan and every field, with the headings by which the importer knows "
    "a column. A field left empty means *not known*, never nil.",
}


def _written(name: str) -> Topic:
    text = (paths.resources() / "help" / f"{name}.md").read_text(encoding="utf-8")
    title, _, body = text.removeprefix("# ").partition("\n")
    return Topic(name, GUIDE, title.strip(), body.strip())


def _rules_of(family: str) -> list[Rule]:
    return [rule for rule in rules() if rule.family == family]


def _family(name: str) -> Topic:
    parts = ["\n".join(_rule(rule)) for rule in _rules_of(name)]
    return Topic(f"rules-{name.casefold()}", RULES, name, "\n".join(parts))


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id} {rule.title}\n"
    level = vocabulary("finding_level").label_of(rule.level)
    evidence = ""
    if rule.barrier:
        evidence = f" Evidence of the barrier *{vocabulary('barrier').label_of(rule.barrier)}*."
    yield f"*{level}.*{evidence}\n"
    yield f"**Why it matters.** {rule.why}\n"
    yield f"**How it is worked out.** {rule.worked_out}\n"
    yield f"**What would fix it.** {rule.fix}\n"
    if rule.limits:
        said = "; ".join(f"{limit.label}: {limit.written(limit.usual)}" for limit in rule.limits)
        yield f"**Thresholds, unless the plan sets others.** {said}.\n"
    yield from manual_library.rule_lines(rule.id)
    if rule.source:
        yield f"*Source: {_sentence(rule.source)}*\n"


def _indicators() -> Iterator[str]:
    barriers = vocabulary("barrier")
    made = definitions()
    for barrier in barriers.terms:
        held = [each for each in made if each.barrier == barrier.code]
        if held:
            yield f"### {barrier.label}\n"
            yield f"{barrier.definition}\n"
            yield from (_indicator(each) for each in held)
            yield ""


def _indicator(found: Definition) -> str:
    return (
        f"- **{found.label}** (`{found.id}`, {_UNITS[found.unit]}). {_sentence(found.formula)} "
        f"*What would close it:* {_sentence(found.close)}"
    )


def _vocabulary(found: Vocabulary) -> Topic:
    lines = [f"{_sentence(found.definition)} *Source: {found.source}; as of {found.vintage}.*", ""]
    lines.extend(_term(term) for term in found.terms)
    return Topic(f"terms-{found.name}", TERMS, found.label, "\n".join(lines) + "\n")


def _term(term: Term) -> str:
    said = f"- **{term.label}** (`{term.code}`)"
    parts = [_sentence(term.definition)] if term.definition else []
    known = {term.label.casefold(), term.code.casefold()}
    also = [word for word in term.synonyms if word.casefold() not in known]
    if also:
        parts.append(f"*Also read:* {', '.join(also)}.")
    if term.source:
        parts.append(f"*Source: {_sentence(term.source)}*")
    if term.retired:
        parts.append("No longer offered.")
    return f"{said}: {' '.join(parts)}" if parts else said


def _table(table: TableSpec) -> Topic:
    shared = {spec.name for spec in specs(Record)}
    own = [spec for spec in specs(table.entity) if spec.name not in shared]
    meaning = " ".join((table.entity.__doc__ or "").split("\n\n")[0].split())
    lines = [f"{meaning} In files: `{table.name}`.", "", *map(_field, own), ""]
    if table.name == "about":
        lines += ["Every record of every table also has:", ""]
        lines += [_field(spec) for spec in specs(Record)]
        lines.append("")
    return Topic(f"fields-{table.name}", FIELDS, capital(table.plural), "\n".join(lines))


def _field(spec: FieldSpec) -> str:
    parts = [f"- **{spec.label}** (`{spec.name}`): {_holds(spec)}."]
    if spec.help:
        parts.append(_sentence(spec.help))
    if spec.required:
        parts.append("Reported where it is missing.")
    if spec.personal:
        parts.append("May name a person.")
    if spec.headings:
        parts.append(f"*Headings read:* {', '.join(spec.headings)}.")
    if spec.source:
        parts.append(f"*Source: {_sentence(spec.source)}*")
    return " ".join(parts)


def _holds(spec: FieldSpec) -> str:
    words = _HOLDS[spec.kind]
    if spec.vocabulary:
        return f"{words} of *{vocabulary(spec.vocabulary).label}* (`{spec.vocabulary}`)"
    if spec.table:
        return f"{words} {TABLES[spec.table].plural}"
    in_words = {"pence", "ppm", "thousandths", ""}
    return words if spec.unit in in_words else f"{words}, in {spec.unit}"


def _sentence(text: str) -> str:
    """End a text with a full stop, once."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def matching(words: str) -> tuple[Topic, ...]:
    """Return the topics that mention every word; those with the words in the title first."""
    found = [each for each in topics() if each.mentions(words)]
    in_title = [e for e in found if all(w in e.title.casefold() for w in words.casefold().split())]
    return (*in_title, *(each for each in found if each not in in_title))
