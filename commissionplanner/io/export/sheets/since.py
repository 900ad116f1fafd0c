"""The Since sheet: which findings appeared, closed and moved since the version sealed last."""

from collections.abc import Iterator

from commissionplanner.findings.base import Finding
from commissionplanner.findings.since import Moved, Since
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content
from commissionplanner.model.money import Pence
from commissionplanner.model.vocab import vocabulary

_HEADINGS = ("What became of it", "Level", "Rule", "What is found", "About", "£ a year then",
             "£ a year now", "What moved")  # fmt: skip
_WIDTHS = (18.0, 14.0, 10.0, 34.0, 38.0, 18.0, 18.0, 56.0)
_HEAD_ROW = 8


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet; where no version is sealed it says so."""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Since the version sealed last", "title")
    sheet.text(1, 0, content.since_words or "No version of this plan is sealed yet.", "subtitle")
    sheet.freeze(2, 0)
    found = content.since
    if found is None:
        return
    rows = list(_rows(content, found))
    hidden = len(found.appeared) + len(found.moved) + len(found.closed) - len(rows)
    if hidden:
        content.withheld.note("Findings that changed", count=hidden)
    sums = (
        ("Appeared", found.appeared_p),
        ("Closed, as they were then", found.closed_p),
        ("Moved, by", found.moved_p),
    )
    for row, (name, sum_p) in enumerate(sums, 3):
        sheet.text(row, 0, name, "text_sub")
        sheet.money(row, 1, sum_p)
    text = "Distinct pounds a year: a record counts once, whatever findings it has."
    sheet.text(6, 0, text, "subtitle")
    sheet.texts(_HEAD_ROW, 0, _HEADINGS, "head")
    for row, each in enumerate(rows, _HEAD_ROW + 1):
        _write(sheet, row, each)
    sheet.repeat(_HEAD_ROW, _HEAD_ROW)


_Row = tuple[str, Finding, Pence | None, Pence | None, str]


def _rows(content: Content, found: Since) -> Iterator[_Row]:
    """Yield what the audience may see: what became of a finding, its pounds then and now, more."""
    for each in found.appeared:
        if _may(content, each):
            yield "Appeared", each, None, each.amount_p, ""
    for moved in found.moved:
        if _may(content, moved.now):
            yield "Moved", moved.now, moved.before.amount_p, moved.now.amount_p, _moved(moved)
    for each in found.closed:
        if _may_then(content, each):
            yield "Closed", each, each.amount_p, None, "As it was then"


def _write(sheet: Sheet, row: int, what: _Row) -> None:
    became, finding, then_p, now_p, said = what
    sheet.text(row, 0, became)
    sheet.text(row, 1, vocabulary("finding_level").label_of(finding.level))
    sheet.text(row, 2, finding.rule, "code")
    sheet.text(row, 3, finding.title)
    sheet.text(row, 4, finding.name)
    for column, amount_p, is_told in (
        (5, then_p, became != "Appeared"),
        (6, now_p, became != "Closed"),
    ):
        if is_told:
            sheet.money(row, column, amount_p)
        else:
            sheet.blank(row, column, "blank_box")
    sheet.text(row, 7, said)


def _moved(moved: Moved) -> str:
    """Say what moved beside the pounds, which stand in their own columns."""
    before, now = moved.before, moved.now
    said = [f"Level: {before.level} → {now.level}"] if "level" in moved.aspects else []
    if "status" in moved.aspects:
        said.append(f"{before.status} → {now.status}".capitalize())
    for name in dict.fromkeys((*before.facts, *now.facts)):
        was, is_now = before.facts.get(name, "not said"), now.facts.get(name, "not said")
        if was != is_now:
            said.append(f"{name}: {was} → {is_now}")
    return "; ".join(said)


def _may(content: Content, finding: Finding) -> bool:
    return content.viewer.may_see(content.plan.record(finding.table, finding.key))


def _may_then(content: Content, finding: Finding) -> bool:
    """A finding that closed is for whoever could see its record then, and may see it now."""
    was = content.was.record(finding.table, finding.key) if content.was else None
    return content.viewer.may_see(was) and _may(content, finding)
