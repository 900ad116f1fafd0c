"""Whatever a table holds, it comes in whole, in order, and once."""

import json
from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.targets import KINDS, targets_for
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
