"""Another program's arithmetic: LibreOffice opens, recalculates and agrees to the penny."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from commissionplanner.budget.results import LEVELS, pool_budget
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import times_ppm
from tests.io.export.as_text import cells
from tests.io.export.books import book_of, every_term_plan, small_plan
from tests.pool_plans import pool_plan, table, year

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice, to recalculate the workbook"
)

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>{mode}</value></prop></item></oor:items>"""
ALWAYS, NEVER = 0, 1


@pytest.fixture(scope="module")
def calculated(tmp_path_factory):
    """Return a function: workbooks in, the same as LibreOffice saves them out."""
    made = {}

    def profile(mode):
        if mode not in made:
            made[mode] = tmp_path_factory.mktemp("profile")
            (made[mode] / "user").mkdir()
            settings = made[mode] / "user" / "registrymodifications.xcu"
            settings.write_text(_SETTINGS.format(mode=mode), encoding="utf-8")
        return made[mode].as_uri()

    def run(contents, mode=ALWAYS):
        folder = tmp_path_factory.mktemp("books")
        sources = [folder / f"book-{n}.xlsx" for n in range(len(contents))]
        for path, content in zip(sources, contents, strict=True):
            path.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation={profile(mode)}", "--headless",
                   "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
                   *map(str, sources)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=170)
        return [(folder / "out" / path.name).read_bytes() for path in sources]

    return run


def differences(content, other):
    """Compare every formula's value in two workbooks: pence, words, and six decimals of shares."""
    ours, theirs = cells(content, values=True), cells(other, values=True)
    found = []
    for place, cell in cells(content).items():
        if cell.data_type == "f":
            one, two = ours[place].value, theirs[place].value if place in theirs else None
            numbers = all(isinstance(value, int | float) for value in (one, two))
            same = round(one * 10**6) == round(two * 10**6) if numbers else one == two
            if not same:
                found.append((place, cell.value, one, two))
    return found


CASES = [
    (small_plan(), {}),
    (small_plan(), {"scenario_id": "s"}),
    (pool_plan(services=()), {}),
    *((small_plan(method), {}) for method in
      ("fixed_percent", "own_risk", "by_cause")),
]  # fmt: skip


def test_every_formula_agrees_recalculated_and_as_opened(calculated):
    books = [book_of(plan, **choices) for plan, choices in CASES]
    for book, other in zip(books, calculated(books, ALWAYS), strict=True):
        assert differences(book, other) == []
    assert differences(books[1], calculated(books[1:2], NEVER)[0]) == []


def with_value(content, sheet_number, reference, value):
    """Return a workbook with one constant changed in its XML, and no stored results."""
    found, out = zipfile.ZipFile(BytesIO(content)), BytesIO()
    wanted = f"xl/worksheets/sheet{sheet_number}.xml"
    with zipfile.ZipFile(out, "w") as new:
        for name in found.namelist():
            text = found.read(name)
            if name == wanted:
                pattern = rf'(<c r="{reference}"[^>]*><v>)[^<]*(</v>)'
                text, times = re.subn(pattern.encode(), rf"\g<1>{value}\g<2>".encode(), text)
                assert times == 1
            new.writestr(name, text)
    return out.getvalue()


def balances(content):
    """Return the three balances of the Summary, in pence."""
    found = cells(content, values=True)
    rows = [ref[1:] for (sheet, ref), cell in found.items()
            if sheet == "Summary" and str(cell.value).startswith("Balance with")]  # fmt: skip
    return [tuple(round(found["Summary", f"{c}{row}"].value * 100) for c in "CDE") for row in rows]


def test_totals_follow_when_an_assumption_is_changed(calculated):
    before = small_plan()
    changed = {**before.assumptions, **table(Assumption(id="a1", key="uplift", rate_ppm=51_500))}
    totals = pool_budget(before.with_table("assumptions", changed), "pool").totals
    content = book_of(before)
    places = [(ref[1:], cell.value) for (sheet, ref), cell in cells(content).items()
              if sheet == "Assumptions" and ref.startswith("A")]  # fmt: skip
    row = next(row for row, word in places if word == "Price uplift")
    edited = content
    for column in "DE":
        edited = with_value(edited, 6, f"{column}{row}", 0.0515)
    found = balances(calculated([edited])[0])
    assert found == [totals.balance_p[level] for level in LEVELS]
    assert found != balances(content)


METHODS = ("capped", "banded", "by_cause", "waterfall")
SUMS = ("Contributions", "Expenditure", "Summary", "Risk share", "Scenarios", "Scenario models")
ROWS = {"u": "Price uplift", "g": "Growth", "e": "Efficiency", "p": "Pay share of cost",
        "pa": "Pay award", "lw": "Living wage share of cost",
        "lwr": "National living wage", "np": "Price change of non-pay"}  # fmt: skip


def with_assumption(content, label, before_ppm, after_ppm):
    """Return a workbook in which every cell of an assumption holds another figure."""
    found = cells(content)
    places = [
        ref
        for (sheet, ref), cell in found.items()
        if sheet == "Assumptions" and cell.value == before_ppm / 10**6
        and found["Assumptions", f"A{cell.row}"].value == label
    ]  # fmt: skip
    assert places
    for ref in places:
        content = with_value(content, 6, ref, after_ppm / 10**6)
    return content


def sums_differing(wanted, found):
    """Compare the figures of two workbooks, but not those said to be plain values."""
    ours, theirs = cells(wanted, values=True), cells(found, values=True)
    plain = plain_values(wanted, ours)
    differing = []
    for place, cell in ours.items():
        other = theirs[place].value if place in theirs else None
        if place[0] not in SUMS or place in plain or cell.value == other:
            continue
        numbers = all(isinstance(v, int | float) for v in (cell.value, other))
        if not (numbers and round(cell.value * 10**5) == round(other * 10**5)):
            differing.append((place, cell.value, other))
    return differing


def plain_values(content, values):
    """Return where the Risk share says that a figure is a plain value, and what refers to it."""
    rows = {cell.row for (sheet, _), cell in values.items()
            if sheet == "Risk share" and str(cell.value).startswith("Plain value")}  # fmt: skip
    words = {f"=K{row}" for row in rows}
    return {
        place for place, cell in cells(content).items()
        if place[0] == "Risk share" and (cell.value in words or
                                         (cell.column == 11 and cell.row in rows))
    }  # fmt: skip


def test_every_term_agrees_recalculated_and_as_opened(calculated):
    plain = every_term_plan("banded")
    header = replace(plain.header, deflator_series="hmt_2025_06", real_terms_year=year(-1))
    books = [
        book_of(plain.with_table("about", table(header)), scenario_id="comp"),
        book_of(every_term_plan("own_risk"), scenario_id="add"),
    ]
    shown = {cell.value for cell in cells(books[0]).values()}
    assert {"Money in, in real terms", "Price index, 2025/26"} <= shown
    assert differences(books[0], calculated(books[:1], ALWAYS)[0]) == []
    assert differences(books[1], calculated(books[1:], NEVER)[0]) == []


def borne(content):
    """Return the Risk share's matrix: (variance, bearer) to amounts by year, and where it is."""
    found = cells(content, values=True)
    start = next(
        c.row for (s, _), c in found.items() if s == "Risk share" and c.value == "Borne by"
    )
    rows = {}
    for row in range(start + 1, start + 60):
        if ("Risk share", f"B{row}") not in found:
            break
        place = (found["Risk share", f"A{row}"].value, found["Risk share", f"B{row}"].value)
        rows.setdefault(place, (row, [found["Risk share", f"{c}{row}"].value for c in "CDEF"]))
    return rows


def order_plan(*steps, fallback="capped"):
    """A plan whose risk share is an order of cover."""
    plan = every_term_plan("waterfall")
    rule = replace(plan.risk_shares["risk"], waterfall=steps, fallback_method=fallback)
    return plan.with_table("risk_shares", table(rule))


def test_another_variance_typed_in_the_sheet_is_shared_as_the_program_shares_it(calculated):
    plans = [
        every_term_plan("banded"),
        every_term_plan("waterfall"),
        order_plan("Uncommitted schemes", "Partners", "Reserve", "Uncommitted schemes"),
        order_plan("Reserve", fallback="own_risk"),
    ]
    edited, typed = [], {0.05: 73_137, -0.1: -31_003}
    for plan in plans:
        book = book_of(plan, scenario_id="comp")
        shown = {cell.value for (sheet, _), cell in cells(book).items() if sheet == "Risk share"}
        assert "Plain value" not in shown
        for (percent, name), (row, _) in borne(book).items():
            if percent in typed and name == "Council":
                book = with_value(book, 7, f"A{row}", typed[percent] / 10**6)
        edited.append(book)
    for plan, other in zip(plans, calculated(edited), strict=True):
        exposure, found = pool_budget(plan, "pool", "comp").exposure, borne(other)
        for ppm in typed.values():
            for n in range(4):
                made = exposure.stated(n, times_ppm(exposure.shared_p[n], ppm))
                named = {"Council": made.parts_p["council"], "Integrated care board": made.parts_p["icb"],
                         "The fund's reserve": made.reserve_p, "Schemes not yet committed":
                         made.uncommitted_p, "Nobody: no bearer is named": made.unborne_p}  # fmt: skip
                for name, amount_p in named.items():
                    held = found.get((ppm / 10**6, name))
                    assert round((held[1][n] if held else 0) * 100) == amount_p, (ppm, n, name)


CHANGED = (("u", "p"), ("g", "pa"), ("e", "lw"), ("lwr", "np"))


def test_each_assumption_changed_gives_the_programs_own_pennies(calculated):
    edited, wanted = [], []
    for n, keys in enumerate(CHANGED):
        before, scenario_id = every_term_plan(METHODS[n]), ("comp", "add")[n % 2]
        book, rows = book_of(before, scenario_id=scenario_id), dict(before.assumptions)
        for key in keys:
            rate_ppm = rows[key].rate_ppm
            rows[key] = replace(rows[key], rate_ppm=rate_ppm + 7_123)
            book = with_assumption(book, ROWS[key], rate_ppm, rate_ppm + 7_123)
        edited.append(book)
        wanted.append(book_of(before.with_table("assumptions", rows), scenario_id=scenario_id))
    for one, other in zip(wanted, calculated(edited), strict=True):
        assert sums_differing(one, other) == []
