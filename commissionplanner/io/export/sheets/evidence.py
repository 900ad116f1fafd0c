"""The Evidence sheet: money by how its evidence is recorded, and every item with its citation."""

from commissionplanner.analysis.evidence import GRADES, GROUPS, split
from commissionplanner.analysis.index import index_of
from commissionplanner.io.export.cells import Sheet, at, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.model.entities import EvidenceItem
from commissionplanner.model.library import entries
from commissionplanner.model.money import PPM, round_ratio
from commissionplanner.model.words import counted

_HEADINGS = ("Evidence", "Kind", "Rating", "Published", "Services", "What it says",
             "Citation, from the library", "Checked")  # fmt: skip
_WIDTHS = (40.0, 19.0, 19.0, 19.0, 28.0, 50.0, 50.0, 16.0)
_FIRST = 4
_BARE = ("none", "open")


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Evidence", "title")
    text = "What the law requires is not called without evidence. A rating says how strong the evidence is, not how large the effect."
    sheet.text(1, 0, text, "subtitle")
    row = _money(sheet, content) + 2
    sheet.texts(row, 0, _HEADINGS, "head")
    items = [item for item in content.plan.evidence.values() if content.viewer.may_see(item)]
    names = Names(content.plan)
    for item in sorted(items, key=lambda item: (item.title.casefold(), item.id)):
        row += 1
        _item(sheet, content, names, row, item)
    if not items:
        sheet.text(row + 1, 0, "The plan names no evidence.", "plain")
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


def _money(sheet: Sheet, content: Content) -> int:
    """Write pounds by grade and group with live totals; return the last row written."""
    found, year = split(index_of(content.plan)), content.plan.year
    sheet.text(3, 0, f"Planned spending of {year}, £" if year else "No year is planned", "head")
    sheet.texts(3, 1, tuple(GROUPS.values()), "head_right")
    rows = {grade: _FIRST + n for n, grade in enumerate(GRADES)}
    total = _FIRST + len(GRADES)
    for grade, words in GRADES.items():
        sheet.text(rows[grade], 0, words)
    sheet.text(total, 0, "In all", "text_sub")
    sheet.text(total + 1, 0, "No evidence recorded, of what the law does not require")
    for column, group in enumerate(GROUPS, 1):
        for grade, row in rows.items():
            sheet.money(row, column, found.amounts_p[group][grade])
        where = span(_FIRST, column, total - 1, column)
        sheet.amount(total, column, f"=SUM({where})", found.total_p(group), "money_total")
        bare, whole = "+".join(at(rows[g], column) for g in _BARE), at(total, column)
        asked = f"({whole}-{at(rows['law'], column)})"
        bare_p = sum(found.amounts_p[group][g] for g in _BARE)
        asked_p = found.total_p(group) - found.amounts_p[group]["law"]
        formula = f'=IF({asked}<=0,"Not known",ROUND(({bare})/{asked},6))'
        value = round_ratio(bare_p * PPM, asked_p) / PPM if asked_p > 0 else "Not known"
        sheet.formula(total + 1, column, formula, value, "rate")
    if found.unknown:
        said = f"Left out, without a known cost in the year: {counted(found.unknown, 'service')}."
        sheet.text(total + 2, 0, said, "plain")
    return total + 2


def _item(sheet: Sheet, content: Content, names: Names, row: int, item: EvidenceItem) -> None:
    plan, viewer = content.plan, content.viewer
    seen = tuple(k for k in item.service_ids if viewer.may_see(plan.services.get(k)))
    sheet.text(row, 0, item.title)
    sheet.text(row, 1, label("evidence_kind", item.kind))
    sheet.text(row, 2, label("eif_evidence", item.eif_rating, "Not rated"))
    sheet.text(row, 3, str(item.published_year or "Not known"))
    sheet.text(row, 4, names.all("services", seen) or "Not known")
    sheet.text(row, 5, item.finding or "Not known")
    entry = entries().get(item.library_id)
    if entry is None:
        sheet.blank(row, 6, "blank_box")
        sheet.blank(row, 7, "blank_box")
    else:
        sheet.text(row, 6, f"{entry.citation}. Read in: {entry.source}")
        sheet.text(row, 7, entry.checked_words)
