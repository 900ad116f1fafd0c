"""Saving the map from the command line."""

import pytest

from commissionplanner.analysis.layout.options import Options
from commissionplanner.app.usecases.map import KindError, check_kind, save_map
from commissionplanner.model.entities import About, Organisation, Service
from commissionplanner.model.plan import Plan


@pytest.fixture
def plan() -> Plan:
    return Plan(
        about={"p": About(id="p", title="Small")},
        organisations={"o": Organisation(id="o", name="Trust")},
        services={"s": Service(id="s", name="Visiting", provider_ids=("o",))},
    )


@pytest.mark.parametrize("suffix", [".svg", ".graphml"])
def test_a_picture_or_graph_holds_the_names(plan, tmp_path, suffix):
    saved = save_map(plan, tmp_path / f"map{suffix}")
    assert "Visiting" in saved.path.read_text(encoding="utf-8")
    assert saved.lines


def test_a_png_is_a_png(plan, tmp_path, qapp):
    saved = save_map(plan, tmp_path / "map.png", Options(view="links"))
    assert saved.path.read_bytes().startswith(b"\x89PNG")


def test_a_pdf_is_a_pdf_on_the_paper_asked_for(plan, tmp_path):
    saved = save_map(plan, tmp_path / "map.pdf", paper="A3")
    assert saved.path.read_bytes().startswith(b"%PDF-")
    assert saved.lines[0] == "Boundaries: 1 organisation and 1 service, on A3."


@pytest.mark.parametrize("name", ["map.docx", "map"])
def test_other_kinds_are_refused_in_words(tmp_path, name):
    with pytest.raises(KindError, match=r"\.svg, \.png, \.pdf, \.html or \.graphml"):
        check_kind(tmp_path / name)


def test_a_map_too_large_for_its_paper_says_that_it_is_an_outline(tmp_path):
    organisations = {f"o{n}": Organisation(id=f"o{n}", name=f"Body {n}") for n in range(60)}
    services = {
        f"s{n}": Service(id=f"s{n}", name=f"Service {n}", provider_ids=(f"o{n % 60}",))
        for n in range(1800)
    }
    saved = save_map(Plan(organisations=organisations, services=services), tmp_path / "map.svg")
    said = "Drawn in outline, because all of it could not be read on A3."
    assert said in saved.lines
    assert said in saved.path.read_text(encoding="utf-8")


def test_an_empty_plan_can_be_saved(tmp_path):
    assert save_map(Plan(), tmp_path / "map.svg").path.is_file()
