"""The Findings sheet: what the rules find, gravest first, with counts by level."""

from commissionplanner.findings.base import LEVELS, Finding
from commissionplanner.io.export.cells import Sheet, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import day_text

_HEADINGS = ("Level", "Rule", "What is found", "About", "Facts", "£ a year", "Status", "Response")
_WIDTHS = (12.0, 10.0, 34.0, 38.0, 70.0, 18.0, 11.0, 50.0)
_HEAD_ROW = 4 + len(LEVELS)


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Findings", "title")
    text = "Findings speak of the record, not of people. One contract may have several: never add their pounds."
    sheet.text(1, 0, text, "subtitle")
    shown = [f for f in content.findings if f.status != "fixed" and _may_see(content, f)]
    left_out = sum(f.status != "fixed" for f in content.findings) - len(shown)
    if left_out:
        content.withheld.note("Findings", count=left_out)
    first, last = _HEAD_ROW + 1, _HEAD_ROW + max(1, len(shown))
    words = vocabulary("finding_level")
    for row, level in enumerate(LEVELS, 3):
        name = words.label_of(level)
        sheet.text(row, 0, name, "text_sub")
        number = sum(f.level == level for f in shown)
        sheet.formula(row, 1, f'=COUNTIF({span(first, 0, last, 0)},"{name}")', number, "count")
    sheet.texts(_HEAD_ROW, 0, _HEADINGS, "head")
    said = _responses(content)
    for row, finding in enumerate(shown, first):
        _row(sheet, row, finding)
        sheet.text(row, 7, said.get((finding.rule, finding.key), ""))
    if shown:
        sheet.filter(_HEAD_ROW, 0, last, len(_HEADINGS) - 1)
    else:
        sheet.text(first, 0, "The rules find nothing.", "plain")
    sheet.freeze(_HEAD_ROW + 1, 0)
    sheet.repeat(_HEAD_ROW, _HEAD_ROW)


def _row(sheet: Sheet, row: int, finding: Finding) -> None:
    sheet.text(row, 0, vocabulary("finding_level").label_of(finding.level))
    sheet.text(row, 1, finding.rule, "code")
    sheet.text(row, 2, finding.title)
    sheet.text(row, 3, finding.name)
    sheet.text(row, 4, "; ".join(f"{name}: {said}" for name, said in finding.facts.items()))
    sheet.money(row, 5, finding.amount_p)
    sheet.text(row, 6, vocabulary("finding_status").label_of(finding.status))


def _responses(content: Content) -> dict[tuple[str, str], str]:
    """Return what organisations say to findings, by rule and record."""
    found: dict[tuple[str, str], list[str]] = {}
    names = Names(content.plan)
    for key in sorted(content.plan.responses):
        row = content.plan.responses[key]
        if not content.viewer.may_see(row):
            content.withheld.note("Responses")
            continue
        day = f", {day_text(row.made_on)}" if row.made_on else ""
        body = names.of("organisations", row.organisation_id, "An organisation")
        found.setdefault((row.rule, row.record_id), []).append(f"{body}{day}: {row.text}")
    return {place: "\n".join(each) for place, each in found.items()}


def _may_see(content: Content, finding: Finding) -> bool:
    """A finding is for whoever may see the record it is about."""
    return content.viewer.may_see(content.plan.record(finding.table, finding.key))
