"""The board on paper: every barrier once, with its version and the one before."""

from datetime import date

import pytest

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.app.derived import Derived
from commissionplanner.app.document import Document
from commissionplanner.app.results import work_out
from commissionplanner.app.usecases import sealing
from commissionplanner.app.usecases.board import save_board, sheets, tiles_of
from commissionplanner.edits.records import SetFields
from commissionplanner.progress import Progress
from tests.findings.build import contract, organisation, plan_of


def results_of(plan):
    kept = Derived()
    kept.work_out_then(plan)
    return work_out(kept, plan)


@pytest.fixture
def results():
    """Sealed with one contract of two; the other grew to two years since."""
    plan = plan_of(organisation("council"), contract("a", days=365), contract("b", days=365))
    document = Document(plan)
    document.do(sealing.prepared(plan, None, date(2026, 12, 1)))
    document.do(SetFields("contracts", ("b",), {"current_end_on": date(2028, 3, 31)}))
    return results_of(document.plan)


def words(pages):
    return [
        stroke.text
        for page in pages
        for part in page.parts
        for stroke in part.strokes
        if isinstance(stroke, s.Words)
    ]


def test_every_barrier_stands_on_the_pages_once(results):
    said = words(sheets(results))
    assert [said.count(tile.label) for tile in tiles_of(results)] == [1] * len(tiles_of(results))


def test_the_figure_then_stands_beside_the_figure_now(results):
    said = words(sheets(results))
    assert "100.0% in version 1" in said
    assert any(text.startswith("Since version 1, as at 23 November 2026: ") for text in said)


def test_nothing_runs_over_the_edge_of_the_page(results):
    for page in sheets(results):
        for part in page.parts:
            for one in part.strokes:
                if isinstance(one, s.Rounded) and one.radius == 8:
                    assert part.x + (one.x + one.wide) * part.scale <= page.wide
                    assert part.y + (one.y + one.high) * part.scale <= page.high


def test_an_empty_plan_prints_that_nothing_is_known():
    said = words(sheets(results_of(plan_of())))
    assert said.count("Not known") == len(tiles_of(results_of(plan_of())))


def test_it_is_saved_as_a_pdf_that_says_how_many_pages(results, tmp_path):
    saved = save_board(results, tmp_path / "board.pdf", "A4", Progress())
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF")
    assert saved.lines[0].endswith("on A4.")
