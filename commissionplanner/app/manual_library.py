"""The pages of the manual made from the offline library: a part for each kind, and the core offer."""

from collections.abc import Iterator

from commissionplanner.analysis.core_offer import STATES
from commissionplanner.app.usecases.library import barrier_words, nation_words
from commissionplanner.model.library import (
    CHECKED,
    KINDS,
    Entry,
    OfferLine,
    entries,
    notes_by_rule,
    offer_lines,
    vintage,
)
from commissionplanner.model.vocab import vocabulary

_FILES = {"report": "reports", "duty": "duties", "rating": "ratings", "lever": "levers",
          "standard": "standards"}  # fmt: skip


def parts() -> Iterator[tuple[str, str, str]]:
    """Yield key, title and Markdown of each part."""
    for kind, words in KINDS.items():
        lines = [f"As of {vintage(_FILES[kind])}.", ""]
        lines += [_entry(entry) for entry in entries().values() if entry.kind == kind]
        yield f"library-{kind}", f"Library: {words.lower()}", "\n".join(lines) + "\n"
    yield "library-core-offer", "Library: early-years core offer", "\n".join(_offer()) + "\n"


def rule_lines(rule_id: str) -> Iterator[str]:
    """Yield what a rule's text says of levers and reading; nothing for a rule without either."""
    notes = notes_by_rule().get(rule_id)
    if notes is None:
        return
    if notes.levers:
        titles = ", ".join(entries()[key].title.lower() for key in notes.levers)
        yield f"**Levers that exist.** {titles[:1].upper()}{titles[1:]}. Which of them holds where, "
        yield "and with whom to check, stands in the library.\n"
    if notes.cites:
        yield f"**To read.** {'; '.join(entries()[key].title for key in notes.cites)}.\n"


def _entry(entry: Entry) -> str:
    said = [f"- **{entry.title}** (`{entry.id}`). {entry.says}"]
    if entry.check:
        said.append(f"To check with {entry.check}.")
    said.append(f"*{entry.citation}. Read in: {entry.source}. Of {entry.date_words}.")
    said.append(f"{entry.checked_words}. For {nation_words(entry)}.*")
    barriers = barrier_words(entry)
    if barriers:
        said.append(f"*Barriers:* {barriers}.")
    return " ".join(said)


def _offer() -> Iterator[str]:
    held = vocabulary("core_offer")
    yield f"{held.definition} As of {vintage('core_offer')}."
    yield ""
    yield f"A line stands as one of these: {'; '.join(words.lower() for words in STATES.values())}."
    section = ""
    for line in offer_lines():
        if line.section != section:
            section = line.section
            yield f"\n*{section}*\n"
        yield _line(line)


def _line(line: OfferLine) -> str:
    term = vocabulary("core_offer").by_code[line.code]
    return (
        f"- **{term.label}** (`{line.code}`). {term.definition} "
        f"*Source: {line.source}. {CHECKED[line.checked]}.*"
    )
