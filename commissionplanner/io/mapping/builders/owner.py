"""Whose register it is, where no column says so but a title does."""

import re
from typing import Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.names.reference import body_by_name
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.suppliers import Named

_BODY: Final = re.compile(
    r"(?:NHS\s+(?:(?:and|of|the|&)\s+|[A-Z][\w'&,-]*\s+)+(?:ICB|Integrated Care Board|NHS FT|"
    r"NHS Foundation Trust|NHS Trust|CCG)|(?:(?:London|Royal)\s+Borough\s+of\s+[A-Z][\w'-]*"
    r"(?:\s+(?:and|&|upon)?\s*[A-Z][\w'-]*)*)|(?:[A-Z][\w'&-]*\s+(?:(?:and|of|upon|the|on|&)\s+)*)+"
    r"(?:Council|COUNCIL|Combined Authority|Foundation Trust|Integrated Care Board|ICB|Constabulary|"
    r"Health Board))"
)


def owner_of_file(context: Context, key: str, role: str) -> str | None:
    """Return the id of the body that titles above the table name, if the user agrees.

    Args:
        context: Of the import.
        key: The field that no column is.
        role: What the body is to the rows.
    """
    if context.sheet.has(key):
        return None
    given = context.asker.answers.get("whose", "")
    name = _named(context)
    if not name and not given:
        return None
    choices = [choice for choice in dict.fromkeys((name, given, "unknown")) if choice]
    text = f"No column says whose these are; a title names “{name}”. Are they theirs?"
    if not name:
        text = "No column says whose these are, and no title does. Whose are they?"
    note = (
        f"No column says whose these are; they are taken for those of “{name}”, as the title says."
    )
    told = note if name and not given and _is_plain(context) else ""
    taken = context.asker.told("whose", text, choices, name or "unknown", told)
    return None if taken == "unknown" else context.matcher.resolve(Named(taken), role)


_OF_A_LIST: Final = re.compile(
    r"(?:(?:the|of|and|for|to|by|in|on|as|at|over|from|awarded|all|our|corporate|current|live|procurement|contracts?|grants?|registers?|"
    r"list|lists|schedule|database|spend\w*|expenditure|payments?|suppliers?|transparency|code|data|local|government|published|"
    r"publication|commissioned|services?|quarter|quarterly|q[1-4]|month|period|year|financial|fy|version|jan\w*|feb\w*|mar\w*|apr\w*|"
    r"may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|updated?|vat|exc\w*|inc\w*|only|\d+\w*)\b|[\W_])*",
    re.IGNORECASE,
)
"""What a title says beside whose the list is: a register of contracts, spend over £500, a quarter."""


def _is_plain(context: Context) -> bool:
    """Whether a title is the name of the body and says no more than what is listed and when."""
    titles = [" ".join(text.split()) for text in context.sheet.table.banner]
    named = [text for text in titles if _BODY.search(text)]
    return len(named) == 1 and bool(_OF_A_LIST.fullmatch(_BODY.sub(" ", named[0])))


def _named(context: Context) -> str:
    """Return the one body that the titles name; "" for none, or several."""
    known = {same_name(o.name): o.name for o in context.plan.organisations.values() if o.name}
    found: dict[str, str] = {}
    for text in context.sheet.table.banner:
        for match in _BODY.finditer(" ".join(text.split())):
            name = match.group().strip()
            body = body_by_name(name, public=True)
            held = known.get(same_name(name)) or (body.name if body else _in_small(name))
            found.setdefault(same_name(held), held)
    return next(iter(found.values())) if len(found) == 1 else ""


def _in_small(name: str) -> str:
    """Return a name in capitals as names are written: "WEXCOMBE COUNCIL" is "Wexcombe Council"."""
    if not name.isupper():
        return name
    kept, small = {"NHS", "ICB", "CCG"}, {"AND", "OF", "THE", "UPON", "ON"}
    words = [w if w in kept else w.lower() if w in small else w.capitalize() for w in name.split()]
    return " ".join(words)
