"""The Year to year sheet: what is withheld is not told, and the whole still adds up."""

from datetime import date

from commissionplanner.app.usecases.export import content_of
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import About, Contract, Organisation
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from tests.io.export.as_text import cells


def short(key, **values):
    return Contract(
        id=key, title=key, start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31),
        commissioner_id="council", **values,
    )  # fmt: skip


def rows_of(*contracts, audience="partners"):
    """What stands in each row of the sheet, by the words that it begins with."""
    about = About(id="plan", title="Plan", as_at_on=date(2026, 11, 2), audience="partners",
                  first_year=FinancialYear(2026), year_count=2)  # fmt: skip
    plan = Plan(
        about={"plan": about}, contracts={c.id: c for c in contracts},
        organisations={"council": Organisation(id="council", name="Council")},
    )  # fmt: skip
    found = cells(workbook(content_of(plan, audience=audience)), values=True)
    rows = {}
    for (sheet, place), cell in found.items():
        if sheet == "Year to year":
            rows.setdefault(place.lstrip("ABCDEFGHIJKLM"), []).append(cell.value)
    return {str(row[0]).strip(): row[1:] for row in rows.values()}


def test_each_contract_has_what_three_years_would_need():
    rows = rows_of(short("Support", annual_value_p=365_00, max_end_on=date(2029, 3, 31)))
    assert rows["Council"][0] == 365
    assert rows["of it with nothing recorded"][0] == 365
    assert rows["With every option on record taken"][:4] == [0, 0, 365, 366]
    assert "Option on record; its terms to check with procurement" in rows["Support"]
    assert "nothing recorded 26/27 to 28/29" in rows["Support"]


def test_a_value_withheld_stands_in_the_whole_but_beside_no_name():
    hidden = short("Secret", annual_value_p=730_00, audience="my_organisation")
    rows = rows_of(short("Support", annual_value_p=365_00), hidden)
    assert rows["Council"][0] == 365
    assert rows["Withheld, 1 contract"][0] == 730
    assert rows["All"][0] == 1095
    assert rows["As it stands"][0] == 365
    assert rows["Secret"][0] == "Withheld"
