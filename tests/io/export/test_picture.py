"""The map as SVG, PNG and GraphML."""

import xml.etree.ElementTree as ET
from datetime import date

import networkx
import pytest

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.layout.drawing import Lens, draw
from commissionplanner.analysis.layout.views import scene
from commissionplanner.io.export.graphml import graphml
from commissionplanner.io.export.picture import Caption, svg
from commissionplanner.io.export.raster import png
from commissionplanner.model.entities import (
    About,
    Allocation,
    FundingStream,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")
SVG = "{http://www.w3.org/2000/svg}"


def by_id(*records):
    return {record.id: record for record in records}


@pytest.fixture
def plan() -> Plan:
    return Plan(
        about=by_id(About(id="plan", title="Home & away", first_year=YEAR)),
        organisations=by_id(
            Organisation(id="council", name="Council <of> & Co", is_partner=True),
            Organisation(id="trust", name="Trust", is_partner=True),
        ),
        services=by_id(
            Service(id="s", name="Visiting & more", provider_ids=("trust",),
                    lead_commissioner_id="council", prevention_tier="primary"),
        ),
        service_costs=by_id(
            ServiceCost(id="c", service_id="s", year=YEAR, payer_id="council", amount_p=400_00),
        ),
        funding_streams=by_id(FundingStream(id="f", name="Base", holder_id="council")),
        allocations=by_id(Allocation(id="a", stream_id="f", year=YEAR, amount_p=900_00)),
    )  # fmt: skip


def picture(plan: Plan, view: str = "boundaries") -> str:
    shown = scene(plan, view)
    caption = Caption(
        title=plan.header.title, view="Boundaries, 2026/27", as_at_on=date(2026, 11, 2),
        notes=("1 organisation is not drawn.",),
    )  # fmt: skip
    return svg(draw(shown, Lens(1.0)), shown.bounds, caption)


def texts(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter(f"{SVG}text")]


def test_svg_holds_real_words_whatever_letters_they_have(plan):
    said = texts(picture(plan))
    assert {"Council <of> & Co", "Visiting & more", "£400", "£400 · 1", "Base"} <= set(said)


def test_svg_says_title_view_date_and_that_it_is_a_draft(plan):
    said = texts(picture(plan))
    assert {"Home & away", "Draft", "1 organisation is not drawn."} <= set(said)
    assert "Boundaries, 2026/27 · as at 2 November 2026" in said


def test_svg_explains_its_marks(plan):
    assert {"Primary", "Reactive", "Single-year contract"} <= set(texts(picture(plan)))


def test_the_same_plan_gives_the_same_bytes(plan):
    assert picture(plan) == picture(plan)


def test_both_views_can_be_written(plan):
    assert "Trust" in texts(picture(plan, "links"))


def test_png_is_made_without_a_display(plan, qapp):
    from PySide6.QtGui import QImage

    image = QImage.fromData(png(picture(plan), 1.0))
    assert image.width() > 800
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9)
               for y in range(0, image.height(), 9)}  # fmt: skip
    assert len(colours) > 3


def test_graphml_is_read_back_by_another_library(plan, tmp_path):
    net = network(plan, YEAR)
    path = tmp_path / "map.graphml"
    path.write_text(graphml(net, {}), encoding="utf-8")
    graph = networkx.read_graphml(path)
    assert graph.number_of_nodes() == len(net.nodes)
    assert graph.nodes["services:s"]["name"] == "Visiting & more"
    amounts = [data.get("amount_p") for *_, data in graph.edges(data=True)]
    assert 400_00 in amounts
