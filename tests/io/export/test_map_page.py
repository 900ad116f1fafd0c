"""The map as a web page: what is in the file, and what a browser makes of it."""

import json
import re
import shutil
import subprocess
from datetime import date

import pytest

from commissionplanner.analysis.layout.views import scene
from commissionplanner.io.export.map_page import page
from commissionplanner.io.export.sheet import Caption
from commissionplanner.model.entities import (
    About,
    Allocation,
    FundingStream,
    Link,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HOSTILE = "</script><script>document.title='broken'</script>"


def by_id(*records):
    return {record.id: record for record in records}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(
        about=by_id(About(id="plan", title="Home & away", first_year=YEAR)),
        organisations=by_id(
            Organisation(id="council", name="Council", is_partner=True),
            Organisation(id="trust", name=f"Trust {HOSTILE}", is_partner=True),
        ),
        services=by_id(
            Service(id="s", name="Visiting", provider_ids=("trust",),
                    lead_commissioner_id="council", prevention_tier="primary"),
            Service(id="t", name="Écoute & play", provider_ids=("council",),
                    lead_commissioner_id="council"),
        ),
        service_costs=by_id(
            ServiceCost(id="c", service_id="s", year=YEAR, payer_id="council", amount_p=400_00),
        ),
        funding_streams=by_id(FundingStream(id="f", name="Base", holder_id="council")),
        allocations=by_id(Allocation(id="a", stream_id="f", year=YEAR, amount_p=900_00)),
        links=by_id(Link(id="l", from_table="services", from_id="s", to_table="services",
                         to_id="t", kind="refers")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def text(plan) -> str:
    caption = Caption(
        title="Home & away", view="Boundaries, 2026/27", as_at_on=date(2026, 11, 2),
        notes=("1 organisation is not drawn.",),
    )  # fmt: skip
    return page(scene(plan, "boundaries"), caption)


@pytest.fixture
def browser(text, tmp_path):
    """Run a script in the page once it is there, and return what it says as JSON."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine: the page cannot be opened")

    def run(script: str):
        said = (
            f"<script>document.body.dataset.said = JSON.stringify((() => {{{script}}})());</script>"
        )
        open_to_tests = text.replace("script-src 'sha256-", "script-src 'unsafe-inline' 'x-")
        path = tmp_path / "map.html"
        path.write_text(open_to_tests.replace("</body>", said + "</body>"), encoding="utf-8")
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
                   f"--user-data-dir={tmp_path / 'profile'}", path.as_uri()]  # fmt: skip
        dumped = subprocess.run(command, capture_output=True, check=True, text=True, timeout=90)
        found = re.search(r'data-said="([^"]*)"', dumped.stdout)
        assert found, dumped.stdout[-2000:]
        return json.loads(found[1].replace("&quot;", '"').replace("&amp;", "&"))

    return run


def test_nothing_is_fetched_from_anywhere(text):
    assert "default-src 'none'" in text
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\s*\(", text)


def test_a_hostile_name_stays_a_name(text):
    assert HOSTILE not in text
    assert text.count("</script>") == 2


def test_the_same_plan_gives_the_same_page(plan, text):
    caption = Caption(
        title="Home & away", view="Boundaries, 2026/27", as_at_on=date(2026, 11, 2),
        notes=("1 organisation is not drawn.",),
    )  # fmt: skip
    assert page(scene(plan, "boundaries"), caption) == text


def test_it_says_title_date_draft_and_what_is_not_drawn(text):
    assert "Boundaries, 2026/27 · as at 2 November 2026" in text
    assert "Draft" in text
    assert "1 organisation is not drawn." in text


def test_every_thing_and_link_of_the_data_is_drawn(text):
    data = json.loads(re.search(r'id="data">(.*?)</script>', text)[1])
    for one in data["things"] + data["links"]:
        assert f'id="{one["id"]}"' in text
    assert {one["name"] for one in data["things"]} >= {"Visiting", "Écoute & play", "Base"}


def test_the_script_that_runs_is_the_one_that_is_allowed(text):
    import base64
    import hashlib

    script = re.search(r"<script>(.*)</script>\s*</body>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text


def test_a_browser_pans_zooms_finds_tells_and_sifts(browser):
    said = browser("""
      const map = document.getElementById("map");
      const box = () => map.getAttribute("viewBox").split(" ").map(Number);
      const key = (name) => map.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
      const whole = box();
      key("+"); const near = box();
      key("ArrowRight"); const right = box();
      key("0"); const again = box();
      map.dispatchEvent(new WheelEvent("wheel", {deltaY: -200, clientX: 300, clientY: 300}));
      const wheeled = box();
      const at = (type, x) => new PointerEvent(type, {pointerId: 1, clientX: x, clientY: 200, bubbles: true});
      map.dispatchEvent(at("pointerdown", 200)); window.dispatchEvent(at("pointermove", 260));
      const dragged = box(); window.dispatchEvent(at("pointerup", 260));
      const words = document.getElementById("words");
      words.value = "ecoute"; words.dispatchEvent(new Event("input"));
      const found = [...document.querySelectorAll("#found button")].map((one) => one.textContent);
      document.querySelector("#found button").click();
      const told = document.getElementById("detail").textContent;
      const tick = document.querySelector("#organisations input[value=trust]");
      tick.click();
      return {whole, near, right, again, wheeled, dragged, found, told,
        away: document.querySelectorAll(".thing.away").length,
        shown: document.getElementById("shown").textContent, title: document.title};
    """)
    assert said["near"][2] < said["whole"][2]
    assert said["right"][0] > said["near"][0]
    assert said["again"] == said["whole"]
    assert said["wheeled"][2] < said["whole"][2]
    assert said["dragged"][0] < said["wheeled"][0]
    assert said["found"] == ["Écoute & play · Service"]
    assert "Provided byCouncil" in said["told"]
    assert (said["away"], said["shown"]) == (2, "3 of 5 shown")
    assert said["title"].startswith("Home & away")


def test_a_browser_opens_the_page_as_it_is_without_a_complaint(text, tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine: the page cannot be opened")
    path = tmp_path / "map.html"
    path.write_text(text, encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
               "--dump-dom", f"--user-data-dir={tmp_path / 'profile'}", path.as_uri()]  # fmt: skip
    run = subprocess.run(command, capture_output=True, check=True, text=True, timeout=90)
    assert "CONSOLE" not in run.stderr
    assert "5 of 5 shown" in run.stdout
