"""What is suspicious in the values of a table: double keys, look-alike names, hidden signs, loops."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.kinds import words_of
from commissionplanner.io.tabular.table import Table, TableWarning

_MOST: Final = 500
_SIGNS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KEY: Final = re.compile(
    r"\b(?:id|ref|reference|identifier|urn|key|ukprn|uprn)\b|\b(?:contract|grant|notice) (?:no|number|code)\b"
)
_OF_SOMEONE: Final = re.compile(
    r"\b(?:supplier|vendor|creditor|payee|customer|merchant|provider|recipient|beneficiary|buyer)\b"
)
"""In the heading of numbers: whose they are, which many rows may be of."""
_NAME: Final = re.compile(
    r"\b(?:name|supplier|provider|organisation|organization|buyer|vendor|recipient|payee|partner|beneficiary|"
    r"commissioner|contractor|body|authority|funder|service|entity)s?\b"
)
_DDE: Final = re.compile(r"\s*[=+\-@].{0,200}\|.{0,200}!", re.DOTALL)
_LIKE: Final = str.maketrans(
    "АВЕКМНОРСТХаеорсухіѕјԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵ", "ABEKMHOPCTXaeopcyxisjdABEZHIKMNOPTYXov"
)


def suspicions(table: Table) -> Iterator[TableWarning]:
    """Yield what is suspicious in the values."""
    for place, name in enumerate(table.names):
        texts = dict.fromkeys(cell for cell in table.columns[place] if isinstance(cell, str))
        yield from _signs(table, place, texts)
        if (_NAME.search(words_of(name)) and "code" not in words_of(name)) or (
            _KEY.search(words_of(name)) and not all(map(str.isascii, texts))
        ):
            yield from _lookalikes(table, place, texts)
    yield from _double_keys(table)
    yield from _loops(table)


def _first_rows(column: Sequence[Cell], wanted: set[Cell]) -> dict[Cell, int]:
    """Return the position of the first row of each wanted cell."""
    found: dict[Cell, int] = {}
    for position, cell in enumerate(column):
        if isinstance(cell, str) and cell in wanted and cell not in found:
            found[cell] = position
    return found


def _signs(table: Table, place: int, texts: dict[str, None]) -> Iterator[TableWarning]:
    """Yield cells with control or direction signs, and those that call another program."""
    joined = "\n".join(texts)
    if _SIGNS.search(joined):
        odd: set[Cell] = {text for text in texts if _SIGNS.search(text)}
        for text, position in list(_first_rows(table.columns[place], odd).items())[:_MOST]:
            bidi = bool(_BIDI.search(cell_text(text)))
            what = (
                "signs that turn the direction of writing"
                if bidi
                else "control or invisible characters"
            )
            yield TableWarning(
                "bidi_characters" if bidi else "control_characters",
                f"{table.cell_name(position, place)} has {what}. Check what it really says.",
                table.rows[position],
                table.names[place],
            )
    if "|" in joined and "!" in joined:
        calls: set[Cell] = {text for text in texts if _DDE.match(text)}
        for position in list(_first_rows(table.columns[place], calls).values())[:_MOST]:
            yield TableWarning(
                "dde",
                f"{table.cell_name(position, place)} tries to call another program (DDE). It was read as text.",
                table.rows[position],
                table.names[place],
            )


def compared(name: str) -> str:
    """Return a name as names are compared: composed, case-folded, spaces and hidden signs gone."""
    if name.isascii() and name.isprintable():
        return " ".join(name.casefold().split())
    plain = unicodedata.normalize("NFKC", _SIGNS.sub("", name))
    return " ".join(plain.casefold().split())


def _lookalikes(table: Table, place: int, texts: dict[str, None]) -> Iterator[TableWarning]:
    """Yield names that look the same, or nearly, and are written differently."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        if len(text) <= 200:
            groups[compared(text.translate(_LIKE))].append(text)
    several = {
        key: group for key, group in groups.items() if len({text.strip() for text in group}) > 1
    }
    if not several:
        return
    rows = _first_rows(table.columns[place], {text for group in several.values() for text in group})
    for group in list(several.values())[:_MOST]:
        first, *others = sorted(group, key=lambda text: rows[text])
        for other in others:
            if other.strip() == first.strip():
                continue
            yield TableWarning(
                "lookalike_names",
                f"“{cell_text(other)}” in row {table.rows[rows[other]]} looks like “{cell_text(first)}” in row "
                f"{table.rows[rows[first]]} but is written differently.",
                table.rows[rows[other]],
                table.names[place],
            )


def _double_keys(table: Table) -> Iterator[TableWarning]:
    """Yield repeats in the first column that is meant to name each row once."""
    for place, name in enumerate(table.names):
        if not _KEY.search(words_of(name)) or _OF_SOMEONE.search(words_of(name)):
            continue
        column = [cell_text(cell) for cell in table.columns[place]]
        counts = Counter(text for text in column if text)
        filled = sum(counts.values())
        if filled * 2 < len(column) or len(counts) * 2 < filled:
            continue
        repeated = {text for text, count in counts.items() if count > 1}
        first: dict[str, int] = {}
        said = 0
        for position, text in enumerate(column):
            if text not in repeated:
                continue
            if text in first and said < _MOST:
                said += 1
                yield TableWarning(
                    "duplicate_key",
                    f"“{text}” in row {table.rows[position]} is in row {table.rows[first[text]]} too.",
                    table.rows[position],
                    name,
                )
            first.setdefault(text, position)
        return


def _loops(table: Table) -> Iterator[TableWarning]:
    """Yield chains in columns From and To that come back to where they began."""
    words = [words_of(heading) for heading in table.headings]
    for start, end in (("from", "to"), ("source", "target"), ("parent", "child")):
        if start in words and end in words:
            yield from _loops_between(table, words.index(start), words.index(end))


def _loops_between(table: Table, froms: int, tos: int) -> Iterator[TableWarning]:
    links: defaultdict[str, list[str]] = defaultdict(list)
    row_of: dict[str, int] = {}
    for position, (cell, other) in enumerate(
        zip(table.columns[froms], table.columns[tos], strict=True)
    ):
        one, two = compared(cell_text(cell)), compared(cell_text(other))
        if one and two:
            links[one].append(two)
            row_of.setdefault(one, position)
    for loop in strong_components(_without_ends(links)):
        position = min(row_of[name] for name in loop)
        shown = " → ".join(cell_text(table.columns[froms][row_of[name]]) for name in loop[:6])
        yield TableWarning(
            "loop",
            f"Following “{table.names[froms]}” to “{table.names[tos]}” comes back to the start: "
            f"{shown}.",
            table.rows[position],
            table.names[tos],
        )


def _without_ends(links: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the links without those that lead to an end, which are in no loop (Kahn)."""
    into: defaultdict[str, list[str]] = defaultdict(list)
    for name, following in links.items():
        for other in following:
            into[other].append(name)
    left = {name: len(following) for name, following in links.items()}
    ends = [name for name in into if name not in links]
    while ends:
        for before in into[ends.pop()]:
            left[before] -= 1
            if not left[before]:
                del left[before]
                ends.append(before)
    return {name: [other for other in links[name] if other in left] for name in left}


def strong_components(links: dict[str, list[str]]) -> list[list[str]]:
    """Return the groups of names that can all reach one another, self-links included (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in list(links):
        if root in index:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(links.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, following = work[-1]
            step = next((n for n in following if n not in index or n in on_stack), None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    found.append(_unwind(stack, on_stack, name))
            elif step in index:
                low[name] = min(low[name], index[step])
            else:
                index[step] = low[step] = len(index)
                stack.append(step)
                on_stack.add(step)
                work.append((step, iter(links.get(step, ()))))
    return [group[::-1] for group in found if len(group) > 1 or group[0] in links.get(group[0], ())]


def _unwind(stack: list[str], on_stack: set[str], name: str) -> list[str]:
    group = []
    while True:
        top = stack.pop()
        on_stack.discard(top)
        group.append(top)
        if top == name:
            return group
