"""Save the map of a plan: as a picture, or as a graph for other programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.change_drawing import changes_in
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Colouring, Lens, detail
from commissionplanner.analysis.layout.narrowing import Levels, narrowed
from commissionplanner.analysis.layout.options import Options, OptionsError, from_json, meant
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.views import LABELS, Asked, asked_scene
from commissionplanner.analysis.layout.words import palette_names
from commissionplanner.app.map_asked import ask
from commissionplanner.app.usecases import seals
from commissionplanner.app.usecases.check import check
from commissionplanner.io.export.content import AUDIENCES, USUAL_AUDIENCE, marking
from commissionplanner.io.export.graphml import graphml
from commissionplanner.io.export.map_page import page
from commissionplanner.io.export.map_pdf import pdf
from commissionplanner.io.export.picture import svg
from commissionplanner.io.export.raster import png
from commissionplanner.io.export.sheet import Caption, Paper, Sheet, paper_for, sheet, zoom_for
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted

SUFFIXES: Final = (".svg", ".png", ".pdf", ".html", ".graphml")


PAGE: Final = "map"
"""The page that saved views of the map belong to."""


class ViewError(Exception):
    """There is no such view, or what it shows cannot be read. The message is for the user."""


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
    if path.suffix.lower() not in SUFFIXES:
        *most, last = SUFFIXES
        raise KindError(f"“{path.name}” must end in {', '.join(most)} or {last}.")


def named_view(plan: Plan, name: str) -> Options:
    """Return what a name shows: one of the five views, or one saved in the plan.

    Raises:
        ViewError: there is no view of that name, or what it shows cannot be read.
    """
    if name in LABELS:
        return Options(view=name)
    saved = {one.name: one for one in plan.saved_views.values() if one.page == PAGE}
    if name not in saved:
        known = [*LABELS, *(f"“{one}”" for one in sorted(saved))]
        raise ViewError(
            f"There is no view “{name}”. Choose {', '.join(known[:-1])} or {known[-1]}."
        )
    try:
        return from_json(saved[name].settings)
    except OptionsError as error:
        raise ViewError(f"The saved view “{name}” cannot be shown. {error}") from error


def save_map(
    plan: Plan, path: Path, options: Options | None = None, paper: Paper | None = None
) -> SavedMap:
    """Save a view of the plan's map, replacing the file.

    Raises:
        KindError: the map cannot be saved as a file of that kind.
        FileProblem: the file cannot be written.
    """
    check_kind(path)
    wanted = options or Options()
    colouring: Colouring = "commissioner" if wanted.colour == "commissioner" else "prevention"
    drawn, asked = ask(plan, wanted, levels=finding_levels(plan, wanted))
    return save_scene(plan, asked_scene(drawn, asked), path, colouring, paper, asked=asked)


def finding_levels(plan: Plan, options: Options) -> Levels | None:
    """Return the levels of the findings about each thing, where the options speak of them."""
    if not options.levels and options.colour != "finding_level":
        return None
    found: dict[tuple[str, str], set[str]] = {}
    for finding in check(plan).findings:
        found.setdefault((finding.table, finding.key), set()).add(finding.level)
    return {thing: frozenset(levels) for thing, levels in found.items()}


def save_scene(
    plan: Plan,
    shown: Scene,
    path: Path,
    colouring: Colouring = "prevention",
    paper: Paper | None = None,
    *,
    asked: Asked | None = None,
) -> SavedMap:
    """Save a view as it is arranged, replacing the file.

    Args:
        plan: The plan.
        shown: The view.
        path: The file; its suffix says what kind.
        colouring: What the mark of a service says.
        paper: The size of the sheet; None takes the smaller on which the words can be read.
        asked: What the view was asked for, of which a graph holds no more; None for all.

    Raises:
        KindError: the map cannot be saved as a file of that kind.
        FileProblem: the file cannot be written.
    """
    check_kind(path)
    kind = path.suffix.lower()
    if kind == ".graphml":
        return _save_graph(plan, shown, path, asked)
    if kind == ".html":
        text = page(shown, _caption(plan, shown, ()), colouring)
        _write(path, text.encode("utf-8"))
        return SavedMap(path, (f"{_what(shown)}.", *shown.content.hidden))
    printed, size = on_paper(plan, shown, colouring, paper)
    if kind == ".svg":
        replaced = svg(printed).encode("utf-8")
    else:
        replaced = png(printed) if kind == ".png" else pdf(printed)
    _write(path, replaced)
    said = f"{_what(shown)}, on {size}."
    return SavedMap(path, (said, *shown.content.hidden, *_outlined(shown, size)))


def _what(shown: Scene) -> str:
    content = shown.content
    services = sum(member.table == "services" for member in content.members)
    what = counted(len(content.containers), "organisation")
    return f"{LABELS[content.view]}: {what}" + (
        f" and {counted(services, 'service')}" if services else ""
    )


def on_paper(
    plan: Plan, shown: Scene, colouring: Colouring = "prevention", paper: Paper | None = None
) -> tuple[Sheet, Paper]:
    """Return a view on a sheet with title, date and legend, and the size of the sheet."""
    size = paper or paper_for(shown.bounds)
    drawn = draw(shown, Lens(zoom_for(size, shown.bounds), None, colouring))
    places = [
        (one.name, (float(x), float(y), float(wide), float(high)))
        for one, (x, y, wide, high) in zip(
            shown.content.containers, shown.containers.tolist(), strict=True
        )
    ]
    caption = _caption(plan, shown, _outlined(shown, size))
    return sheet(drawn, shown.bounds, size, caption, places), size


def _outlined(shown: Scene, paper: Paper) -> tuple[str, ...]:
    """Return that a map is too large for its paper to show all of it, where it is."""
    if detail(zoom_for(paper, shown.bounds)) == "near":
        return ()
    return (f"Drawn in outline, because all of it could not be read on {paper}.",)


def _caption(plan: Plan, shown: Scene, notes: tuple[str, ...]) -> Caption:
    header, content = plan.header, shown.content
    year = f", {content.year}" if content.year else ""
    names = palette_names(content)
    version, is_draft = seals.printed(plan)
    return Caption(
        title=header.title or "Plan without a title",
        view=f"{LABELS[content.view]}{year}",
        as_at_on=header.as_at_on,
        version=version,
        is_draft=is_draft,
        marking=marking(header),
        audience=vocabulary("audience").label_of(audience_of(plan)),
        organisations=tuple(names.items()),
        notes=(*content.hidden, *notes),
        key=content.key,
        has_unknown=any(one.shade is None for one in content.members if one.table == "services"),
        size=content.size,
        changes=changes_in(shown),
    )


def audience_of(plan: Plan) -> str:
    """Return whom a picture may be shown to: whoever may see the value of every contract in the plan."""
    usual = plan.header.audience or USUAL_AUDIENCE
    said = {contract.audience or usual for contract in plan.contracts.values()} | {usual}
    return min(said & set(AUDIENCES) or {USUAL_AUDIENCE}, key=AUDIENCES.index)


def _save_graph(plan: Plan, shown: Scene, path: Path, asked: Asked | None) -> SavedMap:
    year = shown.content.year or index_of(plan).year()
    left = "" if asked is None else narrowed(plan, meant(asked.options), year, asked.levels).said
    if asked is not None and left:
        plan = narrowed(plan, meant(asked.options), year, asked.levels).plan
    net = network(plan, year)
    names = {key: full_name(row) for key, row in plan.organisations.items()}
    _write(path, graphml(net, names).encode("utf-8"))
    said = f"{len(net.nodes):,} things and {len(net.edges):,} links."
    return SavedMap(path, (said, left) if left else (said,))


def _write(path: Path, content: bytes) -> None:
    replace_file(path, content, lambda _: None)
