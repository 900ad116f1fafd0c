"""The timeline on paper."""

from datetime import date

import pytest

from commissionplanner.analysis.expiry import expiry
from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.timeline_pages import Style, months, pages
from commissionplanner.analysis.timeline import timeline
from commissionplanner.app.usecases.timeline import save_timeline, sheets
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import About, Contract, Organisation
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress


def plan_of(count, **more):
    held = {"commissioner_id": "c", "start_on": date(2026, 5, 10), "annual_value_p": 100_00,
            "current_end_on": date(2027, 3, 31), "max_end_on": date(2028, 2, 1)}  # fmt: skip
    contracts = [Contract(id=f"k{n}", title=f"Contract {n:03}", **{**held, **more})
                 for n in range(count)]  # fmt: skip
    about = About(id="plan", title="Plan", as_at_on=date(2026, 11, 2))
    return Plan(about={"plan": about}, organisations={"c": Organisation(id="c", name="Council")},
                contracts={c.id: c for c in contracts})  # fmt: skip


def test_no_month_is_empty_at_either_end():
    assert months(timeline(plan_of(1))) == (date(2026, 5, 1), date(2028, 2, 29))


def test_every_row_stands_on_one_page_and_each_page_says_whose_it_is():
    plan, style = plan_of(100), Style(1800, 1000, lambda _: 0, True, None)
    made = list(pages(timeline(plan), expiry(plan), style))
    words = [[shape.text for shape in page if isinstance(shape, s.Words)] for page in made]
    names = [text for page in words for text in page if text.startswith("Contract ")]
    assert names == sorted(c.title for c in plan.contracts.values())
    assert len(made) > 1
    assert all("Council" in page for page in words)


def test_nothing_is_drawn_beyond_the_page():
    for page in sheets(plan_of(3)):
        drawn = [one for part in page.parts for one in part.strokes if isinstance(one, s.Rounded)]
        assert all(one.x >= 0 for one in drawn)
        assert page.wide > page.high


@pytest.mark.parametrize(("paper", "size"), [("A3", (1190.55, 841.89)), ("A4", (841.89, 595.28))])
def test_sheets_lie_on_their_side(paper, size):
    (page,) = sheets(plan_of(3), "organisation", paper)
    assert (page.wide, page.high) == size


def test_a_pdf_holds_all_pages_and_is_the_same_each_time(tmp_path):
    plan, one, two = plan_of(100), tmp_path / "a.pdf", tmp_path / "b.pdf"
    count = len(sheets(plan, "organisation", "A4"))
    saved = save_timeline(plan, one, "organisation", "A4", Progress())
    save_timeline(plan, two, "organisation", "A4", Progress())
    assert saved.lines == (f"{count} pages on A4.",)
    assert one.read_bytes() == two.read_bytes()
    assert f"/Count {count}".encode() in one.read_bytes()


def test_a_picture_of_more_pages_becomes_more_files(tmp_path):
    saved = save_timeline(plan_of(60), tmp_path / "t.svg", "supplier", "A3", Progress())
    assert [path.name for path in saved.paths][:2] == ["t.svg", "t-2.svg"]
    assert all("<svg" in path.read_text(encoding="utf-8") for path in saved.paths)


def test_without_any_date_nothing_is_written(tmp_path):
    plan = plan_of(1, start_on=None, current_end_on=None, max_end_on=None)
    with pytest.raises(FileProblem, match="No contract has a date"):
        save_timeline(plan, tmp_path / "t.pdf", "organisation", "A3", Progress())
    assert not list(tmp_path.iterdir())
