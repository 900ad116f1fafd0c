"""The same register in every kind of file comes in the same."""

from datetime import date, datetime, time

import pytest
import xlsxwriter
import xlwt

from commissionplanner.io.tabular.reading import read_table

HEADINGS = ("Reference", "Contract title", "Supplier name", "Start date", "End date", "Total value")
ROWS = [
    ("00123", "Meals", "Acme Ltd", date(2025, 4, 1), date(2026, 3, 31), 1200.5),
    ("4711", "Beds", "Vale Trust", date(2024, 4, 1), date(2027, 3, 31), 99999.99),
    ("C-3", "Vans", "NA", date(2025, 7, 1), None, None),
]


def _csv(path, delimiter, encoding):
    lines = [
        HEADINGS,
        *((*r[:3], *(f"{d:%d/%m/%Y}" if d else "" for d in r[3:5]), r[5] or "") for r in ROWS),
    ]
    path.write_text("\n".join(delimiter.join(map(str, line)) for line in lines), encoding=encoding)


def _xlsx(path, before):
    with xlsxwriter.Workbook(path) as book:
        sheet, days = book.add_worksheet("Register"), book.add_format({"num_format": "dd/mm/yyyy"})
        if before:
            sheet.write(0, 0, "Contracts register, quarter 2")
        for number, row in enumerate([HEADINGS, *ROWS], before):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, datetime.combine(cell, time()), days)
                elif cell is not None:
                    (sheet.write_string if isinstance(cell, str) else sheet.write)(
                        number, place, cell
                    )


def _xls(path):
    book = xlwt.Workbook()
    sheet, days = book.add_sheet("Register"), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate([HEADINGS, *ROWS]):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(number, place, cell, days)
            elif cell is not None:
                sheet.write(number, place, cell)
    book.save(path)


WRITERS = {
    "comma.csv": lambda path: _csv(path, ",", "utf-8"),
    "semicolon.csv": lambda path: _csv(path, ";", "cp1252"),
    "tab.txt": lambda path: _csv(path, "\t", "utf-16"),
    "plain.xlsx": lambda path: _xlsx(path, 0),
    "banner.xlsx": lambda path: _xlsx(path, 3),
    "old.xls": _xls,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_register_comes_in_the_same_from_every_kind_of_file(name, tmp_path, bring):
    WRITERS[name](tmp_path / name)
    staged, plan = bring(read_table(tmp_path / name))
    found = sorted(
        (
            c.ref,
            c.title,
            plan.organisations[c.provider_id].name,
            c.start_on,
            c.current_end_on,
            c.total_value_p,
        )
        for c in plan.contracts.values()
    )
    wanted = sorted((*row[:5], row[5] and round(row[5] * 100)) for row in ROWS)
    assert found == wanted
    assert staged.kind == "contracts"
