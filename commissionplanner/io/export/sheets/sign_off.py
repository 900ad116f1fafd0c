"""The Sign-off sheet: what is decided, by whom, on which version."""

from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.furniture import grouped
from commissionplanner.model.entities import SignOff
from commissionplanner.model.plan import Plan

_HEADINGS = (
    "Name", "Role", "Organisation", "In the capacity of", "Decision", "Conditions", "Date",
    "Evidence", "Signature",
)  # fmt: skip
_WIDTHS = (22.0, 20.0, 26.0, 22.0, 16.0, 26.0, 13.0, 22.0, 24.0)
_BLANK_LINES = 4


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet: the decision, the version by its digest, and a line a signatory."""
    header = content.plan.header
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Sign-off", "title")
    sheet.text(1, 0, header.title or "Plan without a title", "strong")
    row = sheet.paragraph(3, "Decision asked", "heading")
    row = sheet.paragraph(row, _decision(content), width=150)
    row = _version(sheet, content, row + 1)
    row = _what_it_means(sheet, row)
    sheet.text(row, 0, "Who signs", "heading")
    sheet.texts(row + 1, 0, _HEADINGS, "head")
    row += 2
    for entry in _entries(content.plan):
        _line(sheet, content, row, entry)
        row += 1
    for _ in range(_BLANK_LINES):
        for column in range(len(_HEADINGS)):
            sheet.blank(row, column, "text_input")
        row += 1
    sheet.freeze(2, 0)
    sheet.on_one_page()


def _decision(content: Content) -> str:
    for part in content.plan.narratives.values():
        if part.part == "decision" and part.text:
            if content.viewer.may_see(part):
                return part.text
            content.withheld.note("Written parts")
            return "Withheld from this audience."
    return "The plan does not say which decision is asked for."


def _version(sheet: Sheet, content: Content, row: int) -> int:
    header = content.plan.header
    first_year = str(header.first_year) if header.first_year else "Not known"
    sheet.text(row, 0, "What is signed", "heading")
    for n, (name, said) in enumerate(
        (
            ("Version", content.version),
            ("As at", content.as_at.removeprefix("As at ")),
            ("Scenario", content.scenario),
            ("First year", first_year),
            ("Digest, short", grouped(content.digest)),
            ("Digest, in full", content.digest),
        ),
        row + 1,
    ):
        sheet.text(n, 0, name, "strong")
        sheet.text(n, 1, said, "mono" if name.startswith("Digest") else "plain")
    return row + 8


def _what_it_means(sheet: Sheet, row: int) -> int:
    for text in (
        "The first year is approved; later years are planning commitments subject to each "
        "partner's annual budget, unless a minute is cited.",
        "The digest shows whether the plan was changed, if it is also recorded elsewhere: in "
        "minutes or an e-mail. It is tamper-evident.",
        "Who signed is as recorded by whoever made this file; identity is not authenticated. "
        "The evidence names the minute, e-mail or returned sheet.",
    ):
        row = sheet.paragraph(row, text, "subtitle", width=150)
    return row + 1


def _entries(plan: Plan) -> list[SignOff]:
    return sorted(plan.signoffs.values(), key=lambda s: (s.organisation_id or "", s.role, s.id))


def _line(sheet: Sheet, content: Content, row: int, entry: SignOff) -> None:
    names = Names(content.plan)
    sheet.text(row, 0, names.of("persons", entry.person_id, ""))
    sheet.text(row, 1, entry.role)
    sheet.text(row, 2, names.of("organisations", entry.organisation_id, ""))
    sheet.text(row, 3, label("signoff_capacity", entry.capacity, ""))
    other = bool(entry.digest) and entry.digest != content.digest
    decision = label("signoff_decision", entry.decision, "Not yet decided")
    sheet.text(row, 4, f"{decision} (of another version)" if other else decision)
    sheet.text(row, 5, entry.conditions)
    if entry.signed_on:
        sheet.day(row, 6, entry.signed_on)
    else:
        sheet.text(row, 6, "", "text_input")
    sheet.text(row, 7, entry.evidence)
    sheet.blank(row, 8, "text_input")
