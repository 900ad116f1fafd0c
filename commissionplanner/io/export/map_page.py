"""Writes a map as one web page that needs no network: pan, zoom, find, details, organisations.

What the page can do is in ``resources/web``; here its drawing and the words behind it are made.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from string import Template
from typing import Any, Final

import numpy as np

from commissionplanner import paths
from commissionplanner.analysis.layout import links
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Colouring, Lens, Only
from commissionplanner.analysis.layout.routes import Curve
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import Curved, Shape, Swatch
from commissionplanner.io.export.page_words import link_words, thing_words
from commissionplanner.io.export.picture import FAMILY, drawn
from commissionplanner.io.export.sheet import Caption, heading_words, legend_entries
from commissionplanner.io.export.strokes import Polygon, Stroke, strokes

_ROOM: Final = 40.0
_CLASSES: Final = {
    "c": "thing container", "m": "thing member", "r": "link money", "h": "link hand-off",
}  # fmt: skip
"""What style and script know things and links by, from the first letter of their id."""


def page(scene: Scene, caption: Caption, colouring: Colouring = "prevention") -> str:
    """Return a view as the text of an HTML page, the same for the same plan."""
    x, y, wide, high = scene.bounds
    bounds = (x - _ROOM, y - _ROOM, max(wide, 1.0) + 2 * _ROOM, max(high, 1.0) + 2 * _ROOM)
    script = _file("map.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    things, joins = thing_words(scene.content), link_words(scene.content)
    return Template(_file("map.html")).substitute(
        title=escape(f"{caption.title}: {caption.view}"),
        heading=escape(caption.title),
        said=escape(" · ".join(heading_words(caption))),
        spoken=escape(f"{caption.view}. {len(things)} things, {len(joins)} links."),
        style=_file("map.css"),
        script=script,
        script_digest=digest,
        marks=_marks(caption),
        many="many" if len(scene.hand_offs) > links.MOST_HAND_OFFS else "",
        box=" ".join(f"{part:.0f}" for part in bounds),
        drawing="\n".join(_drawing(scene, things + joins, colouring)),
        organisations="\n".join(_choices(scene)),
        legend=_legend(scene, caption, colouring),
        notes="".join(f'<p class="quiet">{escape(note)}</p>' for note in caption.notes),
        data=_json({"bounds": bounds, "things": things, "links": joins, "hint": _HINT}),
    )


_HINT: Final = (
    "Click a thing, or move with Tab and press Enter, to see what it is and what it is joined to. "
    "Drag to move, turn the wheel or press + and − to zoom, 0 to see the whole."
)


def _file(name: str) -> str:
    return (paths.resources() / "web" / name).read_text(encoding="utf-8")


def _json(value: Any) -> str:
    """Write data so that no text in it can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _marks(caption: Caption) -> str:
    said = '<span class="draft">Draft</span>' if caption.is_draft else ""
    return said + (
        f'<span class="marking">{escape(caption.marking)}</span>' if caption.marking else ""
    )


def _drawing(scene: Scene, named: list[dict[str, Any]], colouring: Colouring) -> Iterator[str]:
    """Yield everything drawn, each thing and each link in an element of its own, ribbons behind."""
    labels = {one["id"]: f"{one['kind']}: {one['name']}" for one in named}

    def strokes_of(only: Only) -> list[Stroke]:
        return list(strokes(draw(scene, Lens(1.0, None, colouring, only))))

    def link(key: str, curve: Curve, only: Only) -> str:
        """Return the line now; its pill is drawn last, in front of everything."""
        parts = strokes_of(only)
        lines = [one for one in parts if isinstance(one, Curved | Polygon)]
        pills.append(_pill(key, [one for one in parts if one not in lines]))
        return _link(key, drawn(lines), curve, labels)

    pills: list[str] = []
    yield f'<g font-family="{FAMILY}">'
    for n, line in enumerate(scene.ribbons):
        yield link(f"r{n}", line.curve, Only(ribbons=frozenset({n})))
    for n, line in enumerate(scene.hand_offs):
        yield link(f"h{n}", line.curve, Only(hand_offs=frozenset({n})))
    for at, box in enumerate(scene.containers.tolist()):
        inside = drawn(strokes_of(Only(containers=frozenset({at}))))
        yield _thing(f"c{at}", inside, box, labels, 12)
    yield drawn(strokes(_inside(scene)))
    for n, box in enumerate(scene.members.tolist()):
        inside = drawn(strokes_of(Only(members=frozenset({n}))))
        yield _thing(f"m{n}", inside, box, labels, 9)
    yield from pills
    yield "</g>"


def _thing(key: str, inside: str, box: list[float], labels: dict[str, str], round_by: float) -> str:
    x, y, wide, high = (f"{part:.1f}" for part in box)
    ring = f'<rect class="ring" x="{x}" y="{y}" width="{wide}" height="{high}" rx="{round_by:g}"/>'
    return (
        f'<g class="{_CLASSES[key[0]]}" id="{key}" tabindex="0" role="button" '
        f'aria-label="{escape(labels[key])}">{inside}{ring}</g>'
    )


def _link(key: str, inside: str, curve: Curve, labels: dict[str, str]) -> str:
    start, *others = (f"{x:.1f} {y:.1f}" for x, y in curve)
    path = f'd="M{start}C{" ".join(others)}"'
    hits = f'<path class="hit wide" {path}/><path class="hit" {path}/>'
    return (
        f'<g class="{_CLASSES[key[0]]}" id="{key}" tabindex="0" role="button" '
        f'aria-label="{escape(labels[key])}">{inside}{hits}</g>'
    )


def _pill(key: str, parts: list[Stroke]) -> str:
    kind = _CLASSES[key[0]].replace("link", "pill")
    return f'<g class="{kind}" id="{key}-pill" data-of="{key}">{drawn(parts)}</g>'


def _inside(scene: Scene) -> Iterator[Shape]:
    """Yield what has no words of its own: links that stay inside, and where ribbons fan out."""
    every = np.ones(len(scene.members), dtype=bool)
    yield from links.inside(scene, "near", every, np.arange(len(scene.content.ribbons)))


def _choices(scene: Scene) -> Iterator[str]:
    """Yield a box to tick for each container."""
    for one in scene.content.containers:
        swatch = drawn(strokes([Swatch(0, 0, 13, one.slot)]))
        yield (
            f'<label><input type="checkbox" value="{escape(one.key)}" checked>'
            f'<svg width="13" height="13" aria-hidden="true">{swatch}</svg>'
            f"{escape(one.name)}</label>"
        )


def _legend(scene: Scene, caption: Caption, colouring: Colouring) -> str:
    shown = draw(scene, Lens(1.0, None, colouring))
    plain = replace(caption, organisations=())
    rows = []
    for marks, room, name in legend_entries(shown, plain):
        inked = drawn(strokes(marks))
        rows.append(
            f'<p class="quiet"><svg width="{room:.0f}" height="16" aria-hidden="true">'
            f'<g transform="translate(0 2)">{inked}</g></svg> {escape(name)}</p>'
        )
    return "\n".join(rows)
