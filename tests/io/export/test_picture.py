"""The map as SVG, PNG, PDF and GraphML."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from datetime import date

import networkx
import pytest

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.views import scene
from commissionplanner.io.export.graphml import graphml
from commissionplanner.io.export.map_pdf import pdf
from commissionplanner.io.export.picture import _n, svg
from commissionplanner.io.export.raster import png
from commissionplanner.io.export.sheet import Caption, Sheet, sheet
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


def page(plan: Plan, view: str = "boundaries", paper: str = "A4") -> Sheet:
    shown = scene(plan, view)
    caption = Caption(
        title=plan.header.title, view="Boundaries, 2026/27", as_at_on=date(2026, 11, 2),
        version="3", marking="OFFICIAL", organisations=((0, "Council"),),
        notes=("1 organisation is not drawn.",),
    )  # fmt: skip
    places = [("Trust", (10.0, 10.0, 50.0, 20.0))]
    return sheet(draw(shown, Lens(1.0)), shown.bounds, paper, caption, places)


def picture(plan: Plan, view: str = "boundaries") -> str:
    return svg(page(plan, view))


def texts(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter(f"{SVG}text")]


def test_svg_holds_real_words_whatever_letters_they_have(plan):
    said = texts(picture(plan))
    assert {"Council <of> & Co", "Visiting & more", "£400", "£400 · 1", "Base"} <= set(said)


def test_svg_says_title_view_date_and_that_it_is_a_draft(plan):
    said = texts(picture(plan))
    assert {"Home & away", "Draft", "1 organisation is not drawn."} <= set(said)
    assert "Boundaries, 2026/27 · as at 2 November 2026 · version 3" in said
    assert said.count("OFFICIAL") == 2


def test_the_legend_explains_the_marks_in_view_and_no_others(plan):
    said = texts(picture(plan))
    assert {"Primary", "Money: the wider, the more", "Council"} <= set(said)
    assert not {"Reactive", "Single-year contract", "Silo"} & set(said)


def test_svg_is_as_large_as_its_paper(plan):
    root = ET.fromstring(svg(page(plan, paper="A3")))
    assert (root.get("width"), root.get("height")) == ("420mm", "297mm")


def test_numbers_keep_their_sign(plan):
    assert _n(-0.5) == "-0.5"
    assert (_n(-0.001), _n(10.0), _n(1.25)) == ("0", "10", "1.25")


def test_the_same_plan_gives_the_same_bytes(plan):
    assert picture(plan) == picture(plan)
    assert pdf(page(plan)) == pdf(page(plan))


def test_both_views_can_be_written(plan):
    assert "Trust" in texts(picture(plan, "links"))


def test_png_is_made_without_a_display(plan, qapp):
    from PySide6.QtGui import QImage

    image = QImage.fromData(png(page(plan)))
    assert (image.width(), image.height()) == (3508, 2480)
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 19)
               for y in range(0, image.height(), 19)}  # fmt: skip
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


def test_pdf_embeds_its_typeface_and_has_a_bookmark_for_each_place(plan):
    written = pdf(page(plan))
    assert b"/FontFile2" in written
    assert b"(Trust)" in written
    assert b"/MediaBox [ 0 0 841.89 595.28 ]" in written


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not on this machine")
def test_pdf_holds_real_words(plan, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(pdf(page(plan)))
    said = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert "Council <of> & Co" in said
    assert "Visiting & more" in said
    assert "Draft" in said


def test_graphml_holds_every_node_and_edge_as_it_is(plan, tmp_path):
    net = network(plan, YEAR)
    path = tmp_path / "map.graphml"
    path.write_text(graphml(net, {}), encoding="utf-8")
    graph = networkx.read_graphml(path, force_multigraph=True)
    read = sorted(
        (one, other, data["kind"], data.get("amount_p"))
        for one, other, data in graph.edges(data=True)
    )
    names = [f"{node.table}:{node.key}" for node in net.nodes]
    assert list(graph.nodes) == names
    assert read == sorted((names[e.source], names[e.target], e.kind, e.amount_p) for e in net.edges)
    assert [graph.nodes[key]["label"] for key in names] == [node.name for node in net.nodes]
