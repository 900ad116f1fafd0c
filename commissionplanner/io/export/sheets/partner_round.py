"""The Partner round sheet: where organisations agree and differ, in words, once all have answered."""

from commissionplanner.analysis import partner_round
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names
from commissionplanner.model.entities import PartnerRound
from commissionplanner.model.words import counted, long_day

_HEADINGS = ("About", "Statement", "Reading", "Agree", "Neither", "Disagree", "Cannot say", "Words")
_WIDTHS = (24.0, 44.0, 14.0, 32.0, 32.0, 32.0, 24.0, 60.0)
_READINGS = {
    "none_disagree": "None disagree", "none_agree": "None agree", "difference": "Difference",
    "open": "Open",
}  # fmt: skip
_TIES = {"both": "Both say so", "neither": "Neither says so", "not_known": "Not known"}


def fill(sheet: Sheet, content: Content) -> None:
    """Write the round last asked; what may not be seen yet is said and not shown."""
    plan = content.recorded
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Partner round", "title")
    sheet.freeze(1, 0)
    seen = [row for row in plan.partner_rounds.values() if content.viewer.may_see(row)]
    if len(seen) < len(plan.partner_rounds):
        content.withheld.note("Partner rounds", count=len(plan.partner_rounds) - len(seen))
    asked = max(seen, key=lambda row: (str(row.asked_on or ""), row.id), default=None)
    if asked is None:
        withheld = "Withheld from this audience." if plan.partner_rounds else "None was asked."
        sheet.text(1, 0, withheld, "subtitle")
        return
    row = sheet.paragraph(1, _said(content, asked), "subtitle") + 1
    if not partner_round.may_be_read(plan, asked):
        left = counted(len(partner_round.waiting(plan, asked)), "organisation")
        sheet.text(row, 0, f"Not shown: {left} still to answer.", "strong")
        return
    row = _statements(sheet, content, asked, row)
    _ties(sheet, content, asked, row + 1)
    sheet.repeat(0, 0)


def _said(content: Content, asked: PartnerRound) -> str:
    names = Names(content.recorded)
    bodies = names.all("organisations", partner_round.answering(content.recorded, asked))
    day = f" on {long_day(asked.asked_on)}" if asked.asked_on else ""
    left_out = f" Left out: {'; '.join(asked.left_out_why)}." if asked.left_out_why else ""
    return (
        f"{asked.title}, asked{day}, held by {asked.held_by}. Answered by {bodies}.{left_out} None "
        "disagree, none agree: two or more are on the other side. Answers are not scored and nobody is ranked."
    )


def _statements(sheet: Sheet, content: Content, asked: PartnerRound, row: int) -> int:
    names = Names(content.recorded)
    sheet.texts(row, 0, _HEADINGS, "head")
    place = row
    for heard in partner_round.heard(content.recorded, asked):
        place += 1
        sheet.texts(place, 0, (heard.theme, heard.statement, _READINGS[heard.reading]))
        sides = (heard.agree, heard.neither, heard.disagree, heard.cannot_say)
        sheet.texts(place, 3, [names.all("organisations", side) for side in sides])
        said = (f"{names.of('organisations', body)}: “{words}”" for body, words in heard.words)
        sheet.text(place, 7, "\n".join(said))
    return place + 1


def _ties(sheet: Sheet, content: Content, asked: PartnerRound, row: int) -> None:
    names = Names(content.recorded)
    sheet.text(row, 0, "Who works with whom", "heading")
    sheet.texts(row + 1, 1, ("One", "What they say", "The other"), "head")
    for place, pair in enumerate(partner_round.pairs(content.recorded, asked), row + 2):
        first, second = (names.of("organisations", key) for key in (pair.first, pair.second))
        only = f"Only {names.of('organisations', pair.said_by)} says so"
        sheet.texts(place, 1, (first, _TIES.get(pair.tie, only), second))
