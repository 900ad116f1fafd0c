"""``commissionplanner map`` as a user runs it."""

import xml.etree.ElementTree as ET

import pytest

from commissionplanner import paths
from commissionplanner.analysis.layout.options import Options
from commissionplanner.io.store.writer import build
from commissionplanner.model.entities import About, SavedView, Service
from commissionplanner.model.plan import Plan


@pytest.fixture
def sample():
    path = paths.samples() / "wexcombe.cplan"
    if not path.is_file():
        pytest.skip("the sample plan has not been made")
    return path


def test_the_sample_becomes_a_picture_and_the_plan_is_left_alone(run_program, sample, tmp_path):
    before = sample.read_bytes()
    ended = run_program("map", sample, tmp_path / "map.svg")
    assert ended.returncode == 0, ended.stderr
    assert "services" in ended.stdout
    ET.parse(tmp_path / "map.svg")
    assert sample.read_bytes() == before


def test_png_needs_no_display(run_program, sample, tmp_path):
    nowhere = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    ended = run_program("map", sample, tmp_path / "map.png", "--view", "links", env=nowhere)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_a_kind_that_is_not_there_is_wrong_use(run_program, sample, tmp_path):
    ended = run_program("map", sample, tmp_path / "map.docx")
    assert ended.returncode == 2
    assert "must end in" in ended.stderr


def test_pdf_is_the_same_to_the_byte_each_time(run_program, sample, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        assert run_program("map", sample, tmp_path / name, "--paper", "A4").returncode == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_view_that_is_not_there_is_wrong_use(run_program, sample, tmp_path):
    assert run_program("map", sample, tmp_path / "m.svg", "--view", "sideways").returncode == 2


def plan_file(folder, *views):
    path = folder / "plan.cplan"
    held = {f"v{n}": SavedView(id=f"v{n}", name=name, page="map", settings=settings)
            for n, (name, settings) in enumerate(views)}  # fmt: skip
    about = {"plan": About(id="plan", title="Small")}
    service = Service(id="s", name="Portage")
    path.write_bytes(build(Plan(about=about, services={"s": service}, saved_views=held)).content)
    return path


def test_a_view_saved_in_the_plan_is_saved_by_its_name(run_program, tmp_path):
    plan = plan_file(tmp_path, ("Portage alone", Options(view="network", text="port").to_json()))
    ended = run_program("map", plan, tmp_path / "out.svg", "--view", "Portage alone")
    assert ended.returncode == 0, ended.stderr
    assert "Network" in ended.stdout


def test_a_view_that_is_not_there_is_refused_with_those_there_are(run_program, tmp_path):
    plan = plan_file(tmp_path, ("Ours", "{}"))
    ended = run_program("map", plan, tmp_path / "out.svg", "--view", "globe")
    assert ended.returncode == 2
    said = "Choose boundaries, money, pathway, network, links or “Ours”."
    assert f"There is no view “globe”. {said}" in ended.stderr


def test_a_saved_view_that_cannot_be_read_says_why(run_program, tmp_path):
    plan = plan_file(tmp_path, ("Odd", '{"view": "globe"}'))
    ended = run_program("map", plan, tmp_path / "out.svg", "--view", "Odd")
    assert ended.returncode == 2
    assert "The saved view “Odd” cannot be shown. Its view is “globe”" in ended.stderr
