"""Save the map of a plan: as a picture, or as a graph for other programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.content import ViewName
from commissionplanner.analysis.layout.drawing import Colouring, Lens, draw
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.views import LABELS, scene
from commissionplanner.io.export.graphml import graphml
from commissionplanner.io.export.picture import Caption, svg
from commissionplanner.io.export.raster import png
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.model.plan import Plan, full_name

SUFFIXES: Final = (".svg", ".png", ".graphml")
LATER: Final = (".pdf", ".html")


class KindError(Exception):
    """The file's suffix names no kind that the map can be saved as. The message is for the user."""


@dataclass(frozen=True, slots=True)
class SavedMap:
    """What was saved.

    Attributes:
        path: The file.
        lines: What is in it and what is not drawn, a sentence each.
    """

    path: Path
    lines: tuple[str, ...]


def check_kind(path: Path) -> None:
    """Refuse a file whose kind the map cannot be saved as.

    Raises:
        KindError: there is no such kind.
    """
    suffix = path.suffix.lower()
    if suffix in LATER:
        raise KindError(
            f"The map cannot be saved as {suffix[1:].upper()} yet. Use .svg, .png or .graphml."
        )
    if suffix not in SUFFIXES:
        raise KindError(f"“{path.name}” must end in .svg, .png or .graphml.")


def save_map(plan: Plan, path: Path, view: ViewName = "boundaries") -> SavedMap:
    """Save a view of the plan's map, replacing the file.

    Raises:
        KindError: the map cannot be saved as a file of that kind.
        FileProblem: the file cannot be written.
    """
    check_kind(path)
    return save_scene(plan, scene(plan, view), path)


def save_scene(
    plan: Plan, shown: Scene, path: Path, colouring: Colouring = "prevention"
) -> SavedMap:
    """Save a view as it is arranged, replacing the file.

    Raises:
        KindError: the map cannot be saved as a file of that kind.
        FileProblem: the file cannot be written.
    """
    check_kind(path)
    if path.suffix.lower() == ".graphml":
        return _save_graph(plan, shown, path)
    text = picture(plan, shown, colouring)
    as_png = path.suffix.lower() == ".png"
    _write(path, png(text) if as_png else text.encode("utf-8"))
    content = shown.content
    services = sum(member.table == "services" for member in content.members)
    what = f"{len(content.containers):,} organisations"
    what += f" and {services:,} services" if services else ""
    return SavedMap(path, (f"{LABELS[content.view]}: {what}.", *content.hidden))


def picture(plan: Plan, shown: Scene, colouring: Colouring = "prevention") -> str:
    """Return a view as SVG, with title, date and legend."""
    header, content = plan.header, shown.content
    year = f", {content.year}" if content.year else ""
    caption = Caption(
        title=header.title or "Plan without a title",
        view=f"{LABELS[content.view]}{year}",
        as_at_on=header.as_at_on,
        version=header.version,
        notes=content.hidden,
    )
    return svg(draw(shown, Lens(1.0, None, colouring)), shown.bounds, caption)


def _save_graph(plan: Plan, shown: Scene, path: Path) -> SavedMap:
    net = network(plan, shown.content.year or index_of(plan).year())
    names = {key: full_name(row) for key, row in plan.organisations.items()}
    _write(path, graphml(net, names).encode("utf-8"))
    return SavedMap(path, (f"{len(net.nodes):,} things and {len(net.edges):,} links.",))


def _write(path: Path, content: bytes) -> None:
    replace_file(path, content, lambda _: None)
