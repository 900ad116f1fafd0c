"""Writes docs/real-files.md: what the program makes of each published spreadsheet beside the checkout.

Run as ``python -m tests.io.mapping.real_files_page``. A test compares the page with what comes
out now, so whoever changes what is read or mapped makes it anew and sees the difference.
"""

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.read import ReadReport, read_file
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import About
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "real-files.md"
COMMAND = ".venv/bin/python -m tests.io.mapping.real_files_page"
_DOUBTED = 0.7
"""Columns and kinds of which it is less sure are shown as doubtful here."""
_BESIDE = ("INDEX.md", "ground_truth.json")
_INTRO = f"""# What is made of real spreadsheets

Each file of `../shared/data`, read and then imported into an empty plan without a correction by
hand. *Sum* is of the rows that come in, and is compared with sums worked out apart in
`tests/io/mapping/test_real_files.py`. A question is given with the answer taken by default. A
file that is no commissioning table is refused in words, or gives its grid and few fields. A
question mark stands behind a kind or a column of which it is less than 70 % sure.

This page is made by `{COMMAND}`; a test compares it with what the program does.

"""
_HEAD = (
    "| File | Read | Warnings | Taken for | In / left out | Sum | Columns | Questions |\n"
    + "|---" * 8
    + "|"
)


def data_folder() -> Path:
    """Where the published spreadsheets are, if they are there."""
    return ROOT.parent / "shared" / "data"


def names() -> list[str]:
    """The spreadsheets beside the checkout; none where the folder is not there."""
    folder = data_folder()
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in files if path.name not in _BESIDE)


def line_of(path: Path) -> str:
    """The line of the page for one file."""
    try:
        read = read_file(path)
    except FileProblem as problem:
        return _line(path.name, "refused", "", _plain(problem.message), "", "", "", "")
    seen = _seen(read)
    warnings = ", ".join(
        f"{code} × {n:,}" if n > 1 else code
        for code, n in sorted(Counter(w.code for w in read.warnings).items())
    )
    about = About(id="plan", as_at_on=date(2026, 5, 1), first_year=FinancialYear(2026))
    source = imports.open_source(path, with_sheets=False, imported_at="")
    staged = imports.stage(Plan(about={"plan": about}), source)
    if not staged.knows_columns or not staged.row_count:
        why = "no column says what its rows are about" if staged.row_count else "no rows"
    else:
        why = _plain(imports.unknown(staged, is_told=False))
    if why:
        return _line(path.name, seen, warnings, f"not imported: {why}", "", "", "", "")
    sums = "; ".join(
        f"{key}: {format_pounds(pence)}" for key, pence in sorted(staged.totals.items())
    )
    counts = f"{staged.rows_accepted:,} / {len(staged.left_out):,}"
    kind = staged.kind + ("?" if staged.kind_guess.confidence < _DOUBTED else "")
    asked = "; ".join(f"{q.id} = {_plain(q.taken)}" for q in staged.questions)
    return _line(path.name, seen, warnings, kind, counts, sums, _columns(staged), asked)


def _seen(read: ReadReport) -> str:
    table = read.found.table
    where = f"“{table.sheet}”, " if table.sheet else ""
    row = f"headings in row {table.header_row}" if table.header_row else "no headings"
    return f"{where}{read.row_count:,} × {len(read.columns)}, {row}"


def _columns(staged: imports.Staged) -> str:
    headings = staged.sheet.table.names
    return "; ".join(
        f"{_plain(headings[g.place])[:40]} → {g.key}{f' {g.year}' if g.year else ''}{'?' if g.confidence < _DOUBTED else ''}"
        for g in staged.guesses
        if g.key
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """The whole page."""
    lines = [line_of(data_folder() / name) for name in names()]
    return _INTRO + "\n".join([_HEAD, *lines]) + "\n"


if __name__ == "__main__":
    if not names():
        sys.exit("The folder ../shared/data is not there.")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")
