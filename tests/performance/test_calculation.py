"""Bar 8: the figures of a large pool against LibreOffice, which loads and calculates the same formulas.

Five sheets of 5,000 lines and ten years, each year worked out of the one to its left and rounded to
the penny after each of three rates, and a sheet of totals, which is what LibreOffice writes out.
What it takes to start and to load the same sheets with one line each is not counted. Both times are
of the processor, the other's as its finished processes tell it.
"""

import csv
import os
import shutil
import subprocess
import time

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from tests.performance.test_figures import SCENARIOS, SERVICES, YEARS, anew, in_full, large_pool

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice, to calculate"),
]
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""
LATER = "ROUND(ROUND(ROUND({}*(1+$A$1),2)*(1+$B$1),2)*(1-$C$1),2)"


def written(path, lines):
    """Write the formulas of a pool with so many lines; no result is stored with them."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        totals = book.add_worksheet("Totals")
        for scenario in range(SCENARIOS):
            sheet = book.add_worksheet(f"S{scenario}")
            sheet.write_row(0, 0, [0.028, 0.012, 0.01])
            for n in range(lines):
                sheet.write_number(n + 1, 0, (1_000_000 + n) / 100)
                for year in range(1, YEARS):
                    sheet.write_formula(
                        n + 1, year, "=" + LATER.format(xl_rowcol_to_cell(n + 1, year - 1))
                    )
            for year in range(YEARS):
                name = xl_col_to_name(year)
                totals.write_formula(scenario, year, f"=SUM(S{scenario}!{name}2:{name}{lines + 1})")
    return path


def calculated(path, profile):
    """Return the totals LibreOffice finds, in pence, and the processor time it took."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
               "--convert-to", "csv", "--outdir", str(path.parent), str(path)]  # fmt: skip
    before = os.times()
    subprocess.run(command, check=True, capture_output=True, timeout=550)
    after = os.times()
    took = after.children_user + after.children_system
    took -= before.children_user + before.children_system
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        found = [[round(float(text) * 100) for text in row] for row in csv.reader(file)]
    return found, took


def test_working_a_large_pool_out_against_libreoffice(table, tmp_path):
    profile, plan = tmp_path / "profile", large_pool()
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    small = written(tmp_path / "small.xlsx", 1)
    calculated(small, profile)  # the first start makes the profile
    _, start = calculated(small, profile)
    found, took = calculated(written(tmp_path / "large.xlsx", SERVICES), profile)
    assert found == [list(each.expenditure_p) for each in in_full(plan)]
    times = []
    for _ in range(5):
        again = anew(plan)
        begun = time.process_time()
        in_full(again)
        times.append(time.process_time() - begun)
    table(8, "5,000 × 10 × 5 figures, against LibreOffice", min(times), took - start, 1 / 100)
