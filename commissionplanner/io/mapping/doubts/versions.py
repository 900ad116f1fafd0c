"""Rows of a register that tell one contract several times over: asked whether only the last of them counts."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import ask_to_leave_out
from commissionplanner.io.mapping.names.variants import plain_name
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import is_blank

_SAME: Final = ("ref", "title", "provider_id", "commissioner_id")
_OF_VERSIONS: Final = re.compile(
    r"\b(?:(?:contract|deed of) )?(?:variations?|extensions?|extended|amendments?|amended|modifications?|"
    r"renewals?|addendum|change notices?|revised|original|versions?)\b"
    r"(?: (?:no|number|to|of|period|option))*(?: ?[0-9]{1,2}\b)?",
)
"""Words that a title has more for one of its versions: "Advocacy - Variation 1", "Extension of Advocacy"."""
_OTHER: Final = ("start_on", "current_end_on", "total_value_p", "annual_value_p")
_MOSTLY: Final = 2
"""Where fewer rows than one in so many have a reference of their own, it is not one of contracts."""


def question_versions(sheet: Sheet, asker: Asker) -> None:
    """Ask about rows of one reference, title and supplier with other days or values: versions of a contract.

    A title may say besides that it is a variation. Lots of one contract have other titles or suppliers; rows alike in all are asked about elsewhere.
    """
    if sheet.kind != "contracts" or not (sheet.has("ref") and sheet.has("title")):
        return
    groups, single = of_one_reference(sheet, _sign)
    found = [group for group in groups if len(group) > 1 and _differ(sheet, group)]
    if not found or (single + len(groups)) * _MOSTLY < len(sheet.kept):
        return
    first = found[0]
    rows = " and ".join(f"{sheet.row(p):,}" for p in (first[0], first[-1]))
    text = (
        f"Some contracts ({len(found):,}) stand in several rows of the same reference, supplier and title (but for words "
        f"such as “variation”) with other days or values, such as “{sheet.text('ref', first[0])}” in rows {rows}. Are these versions of one contract, of "
        "which the last row alone counts, or contracts of their own?"
    )
    older = [position for group in found for position in group[:-1]]
    reason = "A later row is the last version of this contract."
    ask_to_leave_out(sheet, asker, "versions", text, older, reason, "last_only")


def of_one_reference(
    sheet: Sheet, sign: Callable[[Sheet, int], tuple[str, ...]]
) -> tuple[list[list[int]], int]:
    """Return the rows whose reference others have too, grouped by a sign, and how many have one of their own."""
    refs = sheet.table.columns[sheet.places["ref"]]
    counts = Counter(refs[position] for position in sheet.kept)
    groups: dict[tuple[str, ...], list[int]] = {}
    single = 0
    for position in sheet.kept:
        if counts[refs[position]] == 1:
            single += 1
        elif not is_blank(refs[position]):
            groups.setdefault(sign(sheet, position), []).append(position)
    return list(groups.values()), single


def _sign(sheet: Sheet, position: int) -> tuple[str, ...]:
    """Return what the versions of a contract have in common."""
    texts = {key: sheet.text(key, position) for key in _SAME if sheet.has(key)}
    texts["title"] = _OF_VERSIONS.sub("", plain_name(texts["title"])).strip() or texts["title"]
    return tuple(texts.values())


def _differ(sheet: Sheet, rows: list[int]) -> bool:
    """Whether rows differ in a day or a value that both know."""
    values = [{sheet.value(key, p) for p in rows} - {None} for key in _OTHER if sheet.has(key)]
    return any(len(known) > 1 for known in values)
