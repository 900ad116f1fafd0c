"""Whatever a table holds, it comes in whole, in order, and once."""

import json
from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.fields.targets import KINDS, targets_for
from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import is_of_kind, specs

_CELLS = (
    None, "", "A Ltd", "Kent County Council", "TBC", "n/a", "01/04/2025", "2025-13-45", "1+1", "rolling", "12 months",
    "£1,200", "(5)", "1e400", float("nan"), float("inf"), 1e30, 10**20, -5, 0, True, date(2025, 4, 1),
    datetime.combine(date(2025, 4, 1), time(12)), ErrorCell("#REF!"), "2025/26", "FY26", "Yes", "60%", "[A|b|c|d|Yes|No][", "a;b", "Total",
    "\u202eevil", "=1+1", "0-5", "Mar-26", date(9999, 12, 31), "99999999999 months",
)  # fmt: skip


@st.composite
def tables(draw):
    kind = draw(st.sampled_from(KINDS))
    forms = sorted({target.headings[0] for target in targets_for(kind).values() if target.headings})
    headings = draw(st.lists(st.sampled_from([*forms, "2025/26", "FY27", "Budget", "Actual"]),
                             min_size=1, max_size=9, unique=True))  # fmt: skip
    row = st.tuples(*(st.sampled_from(_CELLS) for _ in headings))
    return kind, headings, draw(st.lists(row, min_size=1, max_size=10))


@given(made=tables())
def test_any_table_comes_in_with_sound_records_and_only_once(table, bring, made):
    kind, headings, rows = made
    register = table(headings, *rows)
    staged, plan = bring(register, kind=kind)
    assert staged.rows_accepted + len(staged.left_out) == len(rows)
    json.dumps(staged.as_dict())
    for name, described in TABLES.items():
        for record in plan.table(name).values():
            for spec in specs(described.entity):
                value = getattr(record, spec.name)
                assert is_of_kind(spec, value)
                if spec.table and value:
                    assert set(value if isinstance(value, tuple) else (value,)) <= set(
                        plan.table(spec.table)
                    )
    assert bring(register, plan, kind=kind)[0].is_repeat


def test_a_budget_by_area_with_actuals_is_one_of_services(table, bring):
    heads = ("Area", "2023-24 Actual · £'000", "2024-25 Plan · £'000", "2024-25 FOT · £'000")
    areas = ["CAMHS", "Perinatal", "Community paediatrics", "Maternity", "Neurodevelopmental"]
    staged, _ = bring(table(heads, *((area, 100, 110, 120) for area in areas)))
    asked = {question.id: question.taken for question in staged.questions}
    assert (staged.kind, asked["column_name"]) == ("services", "Area")
    assert staged.rows_accepted == len(areas)


def test_the_day_that_a_list_is_as_at_starts_no_contract(table, bring):
    heads = ("Organisation Name", "Effective Date", "Beneficiary", "Amount", "Grant Purpose")
    rows = [
        ("Wexshire Council", "31/03/2022", f"Group {n}", 100 * n, f"Lunch club {n}")
        for n in range(1, 10)
    ]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert "start_on" not in {guess.key for guess in staged.guesses}
    rows = [(*row[:1], f"0{n}/04/2022", *row[2:]) for n, row in enumerate(rows, 1)]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert "start_on" in {guess.key for guess in staged.guesses}


def test_schemes_with_what_pays_for_them_are_services(table, bring):
    heads = ("Scheme", "Funding source", "Lead", "Budget £", "Forecast £")
    rows = [
        (f"Scheme {n}", ["DFG", "iBCF"][n % 2], "Council", 1_000 * n, 1_100 * n)
        for n in range(1, 8)
    ]
    staged, _ = bring(table(heads, *rows))
    keys = {guess.key: guess.place for guess in staged.guesses if guess.key}
    assert (staged.kind, keys["name"], keys["stream_id"]) == ("services", 0, 1)
