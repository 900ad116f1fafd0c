"""Bar 1: a register of 100,000 rows and 15 columns from its file to typed, mapped rows, against pandas.

The reading process and the pass over the XML are part of ours; pandas only reads. Rows are mapped
when every column has its field and every cell its value or problem; making and comparing the
records of an import comes after and has a line of its own.
"""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROWS, COLUMNS = 100_000, 15
_STAGE = """
import resource, sys
from pathlib import Path
from commissionplanner.app.usecases import imports
from commissionplanner.model.plan import Plan
from commissionplanner.progress import CancelledError, Progress
def report(done, total, label):
    if label == LAST:
        raise CancelledError
source = imports.open_source(Path(sys.argv[1]), with_sheets=False)
try:
    imports.stage(Plan(), source, progress=Progress(report))
except CancelledError:
    pass
own, child = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(own + child)
"""
OURS = "LAST = 'Reading rows'" + _STAGE  # the step that follows when all rows are mapped
WHOLE = "LAST = ''" + _STAGE
THEIRS = """
import resource, sys
import pandas
pandas.read_excel(sys.argv[1], engine="openpyxl")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    import xlsxwriter

    path = tmp_path_factory.mktemp("read") / "register.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("Contracts"), book.add_format({"num_format": "dd/mm/yyyy"})
    heads = ["Title", "Start date", "End date", "Value", "Provider"]
    sheet.write_row(0, 0, heads + [f"Note {n}" for n in range(COLUMNS - len(heads))])
    for at in range(1, ROWS + 1):
        start = datetime.date(2020, 1, 1) + datetime.timedelta(at % 2_000)
        sheet.write_string(at, 0, f"Contract {at}")
        sheet.write_datetime(at, 1, start, day)
        sheet.write_datetime(at, 2, start + datetime.timedelta(364), day)
        sheet.write_number(at, 3, at * 100 + 0.25)
        for column in range(4, COLUMNS):
            sheet.write_string(at, column, f"Text {(at * column) % 997}")
    book.close()
    return path


def peak(script, path: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, stdout=subprocess.PIPE, text=True
    )
    return int(done.stdout)


def test_reading_a_large_register(register, bench, table):
    ours, theirs = bench[1]([OURS, THEIRS], 1, register)
    table(
        1, "100,000 × 15 xlsx to typed, mapped rows, against pandas reading it", ours, theirs, 1 / 3
    )


def test_importing_a_large_register(register, bench, table):
    ours, theirs = bench[1]([WHOLE, THEIRS], 1, register)
    table(1, "the same to an import ready to take, every record made", ours, theirs, 1.0)


def test_the_memory_it_takes(register, table):
    if sys.platform == "win32":
        pytest.skip("the system does not tell the peak of a process this way")
    table(1, "the same, peak memory in KiB", peak(OURS, register), peak(THEIRS, register), 2.0)
