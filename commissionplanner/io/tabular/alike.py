"""Headings that look alike but are not the same: invisible signs, turned writing, foreign letters."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from commissionplanner.io.tabular.table import Table, TableWarning

_TWINS: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονрһӏ",
    "ABESIJKMHOPCTYXaesijopcyxdqwABEZHIKMNOPTYXovphl",
)
"""Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard 39, confusables)."""


def bare(text: str) -> str:
    """Return what a heading looks like: no invisible signs, twins as Latin letters, case folded."""
    whole = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in whole if unicodedata.category(sign) not in ("Cf", "Cc", "Mn"))
    return " ".join(seen.translate(_TWINS).split()).casefold()


def alike_headings(table: Table) -> Iterator[TableWarning]:
    """Warn of headings with signs that are not seen, and of two that look the same."""
    first: dict[str, int] = {}
    for place, heading in enumerate(table.headings):
        name, letter = table.names[place], table.letters[place]
        if any(unicodedata.category(sign) == "Cf" and sign != "\u00ad" for sign in heading):
            yield TableWarning(
                "invisible_heading",
                f"The heading of column {letter} has invisible signs or signs that turn the direction of writing. "
                "Check what it really says.",
                table.header_row,
                name,
            )
        before = first.setdefault(bare(heading), place) if heading else place
        if before == place or table.headings[before] == heading:
            continue
        if not _is_hidden(heading, table.headings[before]):
            yield TableWarning(
                "repeated_heading",
                f"The headings of columns {table.letters[before]} and {letter} differ only in capitals or spaces: "
                f"“{heading}”. Check which is meant.",
                table.header_row,
                name,
            )
        else:
            yield TableWarning(
                "alike_headings",
                f"The headings of columns {table.letters[before]} and {letter} look the same, but are spelt with "
                "different signs. Check which is meant.",
                table.header_row,
                name,
            )


def _is_hidden(one: str, other: str) -> bool:
    """Whether two headings differ otherwise than in capitals and spaces, which everybody sees."""
    return " ".join(one.split()).casefold() != " ".join(other.split()).casefold()
