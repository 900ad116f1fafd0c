"""Save the timeline for paper: PDF of one page or more, SVG and PNG a file for each page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.analysis.expiry import expiry
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.analysis.layout.timeline_pages import Style, pages
from commissionplanner.analysis.timeline import Grouping, timeline
from commissionplanner.app.usecases import seals
from commissionplanner.app.usecases.map import audience_of
from commissionplanner.findings.rules.contract_dates import CLIFF_CONTRACTS, CLIFF_SHARE
from commissionplanner.io.export.content import marking
from commissionplanner.io.export.map_pdf import pdf
from commissionplanner.io.export.picture import svg
from commissionplanner.io.export.raster import png
from commissionplanner.io.export.sheet import HEAD, MARGIN, PAPERS, Caption, Paper, Sheet, sheet
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress

SCALE: Final = 0.62
"""Points to a pixel of the design: words of 12 px come out at 7.4 points."""
FOOT: Final = 66.0
WORDS: Final = {"organisation": "commissioner", "service": "service", "pathway": "stage of life",
                "supplier": "supplier", "pool": "pool"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedTimeline:
    """What was saved: the files, and what is in them in sentences."""

    paths: tuple[Path, ...]
    lines: tuple[str, ...]


def sheets(plan: Plan, grouping: Grouping = "organisation", paper: Paper = "A3") -> list[Sheet]:
    """Return the timeline on sheets lying on their side, in the order of its rows."""
    high, wide = PAPERS[paper]
    places = slots(plan)
    style = Style(
        wide=(wide - 2 * MARGIN) / SCALE,
        high=(high - MARGIN - HEAD - FOOT) / SCALE,
        slot_of=lambda key: places.get(key, len(places)),
        colours_groups=grouping in ("organisation", "supplier"),
        year=plan.year if plan.years else None,
    )
    ending = expiry(plan, CLIFF_SHARE.of(plan), CLIFF_CONTRACTS.of(plan))
    drawn = list(pages(timeline(plan, grouping), ending, style))
    bounds = (0.0, 0.0, style.wide, style.high)
    return [
        sheet(shapes, bounds, paper, _caption(plan, grouping, number, len(drawn)))
        for number, shapes in enumerate(drawn, 1)
    ]


def _caption(plan: Plan, grouping: Grouping, number: int, count: int) -> Caption:
    header = plan.header
    page = f", page {number} of {count}" if count > 1 else ""
    version, is_draft = seals.printed(plan)
    return Caption(
        title=header.title or "Plan without a title",
        view=f"Contracts in time, by {WORDS[grouping]}{page}",
        as_at_on=header.as_at_on,
        version=version,
        is_draft=is_draft,
        marking=marking(header),
        audience=vocabulary("audience").label_of(audience_of(plan)),
    )


def save_timeline(
    plan: Plan, path: Path, grouping: Grouping, paper: Paper, progress: Progress
) -> SavedTimeline:
    """Save the timeline, replacing the files.

    A picture of more than one page becomes files that end in -2, -3 and so on.

    Raises:
        FileProblem: there is nothing to draw, or a file cannot be written.
    """
    made = sheets(plan, grouping, paper)
    if not made:
        raise FileProblem("No contract has a date to draw. Fill in when contracts start or end.")
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        _write(path, pdf(*made))
        return SavedTimeline((path,), (f"{counted(len(made), 'page')} on {paper}.",))
    paths = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, len(made) + 1))]
    for at, (where, page) in enumerate(zip(paths, made, strict=True)):
        progress.step(at, len(made), "Saving the timeline")
        _write(where, svg(page).encode("utf-8") if kind == ".svg" else png(page))
    return SavedTimeline(tuple(paths), (f"{counted(len(paths), 'picture')} for {paper}.",))


def _write(path: Path, content: bytes) -> None:
    replace_file(path, content, lambda _: None)
