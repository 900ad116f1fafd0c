"""The Core offer sheet: each line of the early-years offer, who provides, who funds, and to when."""

from commissionplanner.analysis.core_offer import STATES, Provided, Row, core_offer
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names
from commissionplanner.model.library import CHECKED, vintage

_HEADINGS = ("Part of", "Line", "How it stands", "Service", "Provided by", "Paid by", "To",
             "To is the", "Source of the line", "Checked")  # fmt: skip
_WIDTHS = (22.0, 30.0, 30.0, 26.0, 26.0, 22.0, 12.0, 16.0, 40.0, 16.0)
_HEAD = 4 + len(STATES)


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet: how many lines stand how, then a row for each service of each line."""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Core offer, early years", "title")
    text = (
        "A line counts for what is linked to it by hand. “Nobody recorded” does not say that "
        f"nobody is there. Lines as of {vintage('core_offer')}."
    )
    sheet.text(1, 0, text, "subtitle")
    rows = [(row, _seen(content, row)) for row in core_offer(content.plan)]
    last = _write(sheet, content, rows)
    for at, (state, words) in enumerate(STATES.items(), 3):
        sheet.text(at, 0, words, "text_sub")
        lines = sum(row.state == state for row, _ in rows)
        sheet.count(at, 1, lines)
    sheet.texts(_HEAD, 0, _HEADINGS, "head")
    if rows:
        sheet.filter(_HEAD, 0, last, len(_HEADINGS) - 1)
    else:
        sheet.text(_HEAD + 1, 0, "The plan is for no early years.", "plain")
    sheet.freeze(_HEAD + 1, 2)
    sheet.repeat(_HEAD, _HEAD)


def _write(sheet: Sheet, content: Content, rows: list[tuple[Row, list[Provided]]]) -> int:
    names, at = Names(content.plan), _HEAD
    for row, seen in rows:
        services: list[Provided | None] = [*seen] or [None]
        for each in services:
            at += 1
            sheet.text(at, 0, row.line.section)
            sheet.text(at, 1, row.label)
            sheet.text(at, 2, STATES[row.state])
            _service(sheet, names, at, row, each)
            sheet.text(at, 8, row.line.source)
            sheet.text(at, 9, CHECKED[row.line.checked])
    return at


def _service(sheet: Sheet, names: Names, at: int, row: Row, each: Provided | None) -> None:
    if each is None:
        withheld = bool(row.provided)
        said = "Withheld" if withheld else STATES[row.state]
        sheet.text(at, 3, said, "withheld" if withheld else "text")
        for column in range(4, 8):
            sheet.blank(at, column, "blank_box")
        return
    sheet.text(at, 3, names.of("services", each.service.id))
    sheet.text(at, 4, names.all("organisations", each.providers) or "Not known")
    sheet.text(at, 5, names.all("organisations", each.funders) or "Not known")
    sheet.day(at, 6, each.to)
    sheet.text(at, 7, each.basis or "Not known")


def _seen(content: Content, row: Row) -> list[Provided]:
    seen = [each for each in row.provided if content.viewer.may_see(each.service)]
    hidden = len(row.provided) - len(seen)
    if hidden:
        content.withheld.note("Services of the core offer", count=hidden)
    return seen
