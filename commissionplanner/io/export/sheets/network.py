"""The Network sheet: how far each organisation's ties stay inside, and every tie."""

from commissionplanner.analysis.graph import Network, network
from commissionplanner.analysis.measures import ei_by_group
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names
from commissionplanner.model.vocab import vocabulary

_HEADINGS = ("From", "Kind", "To", "£ in the year")
_WIDTHS = (46.0, 26.0, 46.0, 20.0, 14.0, 14.0)


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet for the year that the plan speaks of."""
    sheet.widths(_WIDTHS)
    net = network(content.plan, content.plan.year)
    sheet.text(0, 0, "Network", "title")
    when = f"in {net.year}" if net.year else "in all years"
    sheet.text(
        1, 0, f"Who funds, commissions and provides what {when}, and who is linked.", "subtitle"
    )
    row = _inward(sheet, content, net, 3)
    sheet.text(row, 0, "Ties", "heading")
    sheet.texts(row + 1, 0, _HEADINGS, "head")
    _ties(sheet, content, net, row + 2)
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


def _inward(sheet: Sheet, content: Content, net: Network, row: int) -> int:
    """List each organisation's ties inside and outside, with the E-I index as a formula."""
    names = Names(content.plan)
    found = ei_by_group([node.group for node in net.nodes], net.ties())
    bodies = {
        str(key): ei
        for key, ei in found.items()
        if key in content.plan.organisations and ei.inside + ei.outside
    }
    if not bodies:
        return row
    sheet.text(row, 0, "Ties inside and outside each organisation", "heading")
    text = "E-I index: −1 where all ties stay inside, +1 where all cross. Few ties recorded are no proof."
    sheet.text(row + 1, 0, text, "subtitle")
    sheet.texts(row + 2, 0, ("Organisation", "Inside", "Outside", "E-I index", "By chance"), "head")
    row += 3
    for key in sorted(bodies, key=lambda key: (names.of("organisations", key).casefold(), key)):
        ei = bodies[key]
        sheet.text(row, 0, names.of("organisations", key))
        sheet.count(row, 1, int(ei.inside))
        sheet.count(row, 2, int(ei.outside))
        formula = f"=(C{row + 1}-B{row + 1})/(C{row + 1}+B{row + 1})"
        sheet.formula(row, 3, formula, ei.index or 0, "index")
        if ei.expected is None:
            sheet.text(row, 4, "Not defined", "word")
        else:
            sheet.number(row, 4, ei.expected, "index")
        row += 1
    return row + 1


def _ties(sheet: Sheet, content: Content, net: Network, row: int) -> None:
    kinds = vocabulary("link_kind")
    plan, viewer, hidden = content.plan, content.viewer, 0
    visible = [viewer.may_see(plan.record(node.table, node.key)) for node in net.nodes]
    for edge in net.edges:
        if not (visible[edge.source] and visible[edge.target]):
            hidden += 1
            continue
        sheet.text(row, 0, net.nodes[edge.source].name)
        sheet.text(row, 1, kinds.label_of(edge.kind))
        sheet.text(row, 2, net.nodes[edge.target].name)
        if edge.amount_p is not None and viewer.may_see(plan.record(*edge.record)):
            sheet.money(row, 3, edge.amount_p)
        else:
            sheet.blank(row, 3, "blank_box")
        row += 1
    if hidden:
        content.withheld.note("Ties of the network", count=hidden)
