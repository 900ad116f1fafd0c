"""Writes the network of a plan as GraphML, for other programs to read (graphml.graphdrawing.org)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from commissionplanner.analysis.graph import Network

_NODE = ("table", "id", "name", "group", "sector")
_LABEL = "label"
"""What Gephi shows beside a node (GraphML import, Gephi documentation): the name again."""


def graphml(net: Network, names: dict[str, str]) -> str:
    """Return the network as GraphML text, the same for the same plan.

    Money is in whole pence under `amount_p`; an edge without it has no known amount.

    Args:
        net: The network.
        names: Full names of groups by id, for readers.
    """
    return "\n".join(_lines(net, names)) + "\n"


def _lines(net: Network, names: dict[str, str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for key in (*_NODE, _LABEL, "group_name"):
        yield f'  <key id="{key}" for="node" attr.name="{key}" attr.type="string"/>'
    yield '  <key id="kind" for="edge" attr.name="kind" attr.type="string"/>'
    yield '  <key id="amount_p" for="edge" attr.name="amount_p" attr.type="long"/>'
    yield f'  <graph id={quoteattr(f"year {net.year}" if net.year else "plan")} edgedefault="directed">'
    for node in net.nodes:
        values = (node.table, node.key, node.name, node.group, node.sector)
        said = "".join(
            f'<data key="{key}">{escape(value)}</data>'
            for key, value in zip(_NODE, values, strict=True)
        )
        said += f'<data key="{_LABEL}">{escape(node.name)}</data>'
        group = names.get(node.group, "")
        said += f'<data key="group_name">{escape(group)}</data>'
        yield f"    <node id={quoteattr(_id(node.table, node.key))}>{said}</node>"
    for number, edge in enumerate(net.edges):
        one, other = net.nodes[edge.source], net.nodes[edge.target]
        ends = (
            f"source={quoteattr(_id(one.table, one.key))} "
            f"target={quoteattr(_id(other.table, other.key))}"
        )
        said = f'<data key="kind">{escape(edge.kind)}</data>'
        if edge.amount_p is not None:
            said += f'<data key="amount_p">{edge.amount_p}</data>'
        yield f'    <edge id="e{number}" {ends}>{said}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _id(table: str, key: str) -> str:
    return f"{table}:{key}"
