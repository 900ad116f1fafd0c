"""The board of What's Missing: worked out for the window, and saved for paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.app.results import Results
from commissionplanner.app.usecases import seals
from commissionplanner.app.usecases.map import audience_of
from commissionplanner.findings.board import Tile, board
from commissionplanner.io.export.board_pages import Page, pages
from commissionplanner.io.export.content import marking
from commissionplanner.io.export.map_pdf import pdf
from commissionplanner.io.export.sheet import HEAD, MARGIN, PAPERS, Caption, Paper, Sheet, sheet
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress

SCALE: Final = 0.62
"""Points to a pixel of the design: words of 12 px come out at 7.4 points."""
FOOT: Final = 66.0


@dataclass(frozen=True, slots=True)
class SavedBoard:
    """What was saved: the file, and what is in it in sentences."""

    path: Path
    lines: tuple[str, ...]


def tiles_of(results: Results) -> tuple[Tile, ...]:
    """Return the board of a plan as it was worked out, beside the version sealed last."""
    then = results.since.then if results.since else None
    return board(results.indicators, results.findings, then.indicators if then else None)


def sheets(results: Results, paper: Paper = "A4") -> list[Sheet]:
    """Return the board on sheets lying on their side."""
    high, wide = PAPERS[paper]
    plan, since = results.plan, results.since
    page = Page(
        wide=(wide - 2 * MARGIN) / SCALE,
        high=(high - MARGIN - HEAD - FOOT) / SCALE,
        then=since.name if since and since.since else "",
    )
    drawn = list(pages(tiles_of(results), page))
    bounds = (0.0, 0.0, page.wide, page.high)
    note = (since.words,) if since else ()
    return [
        sheet(shapes, bounds, paper, _caption(plan, (n, len(drawn)), note))
        for n, shapes in enumerate(drawn, 1)
    ]


def _caption(plan: Plan, page: tuple[int, int], notes: tuple[str, ...]) -> Caption:
    version, is_draft = seals.printed(plan)
    return Caption(
        title=plan.header.title or "Plan without a title",
        view=f"What’s missing: the board, page {page[0]} of {page[1]}",
        as_at_on=plan.header.as_at_on,
        version=version,
        marking=marking(plan.header),
        audience=vocabulary("audience").label_of(audience_of(plan)),
        is_draft=is_draft,
        notes=notes,
    )


def save_board(results: Results, path: Path, paper: Paper, progress: Progress) -> SavedBoard:
    """Save the board as a PDF, replacing the file.

    Raises:
        FileProblem: the file cannot be written.
        CancelledError: someone asked for the work to stop.
    """
    progress.step(0, 1, "Saving the board")
    made = sheets(results, paper)
    replace_file(path, pdf(*made), lambda _: None)
    return SavedBoard(path, (f"{counted(len(made), 'page')} on {paper}.",))
