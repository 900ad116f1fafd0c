"""Staging again after corrections gives what staging the file anew with them gives."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.io.mapping.answers.corrections import ColumnFix, Replacement
from commissionplanner.model.plan import Plan

ROWS = 12
EMPTY = Plan()
TEXTS = (
    "",
    "TBC",
    "31/03/2028",
    "A Ltd",
    "B Limited",
    "1,500",
    "yes",
    "12/25/2027",
    "CS-2",
    "1.234,5",
)
HEADINGS = "Ref,Contract title,Supplier,Start date,End date,Total value,Is an SME?,Note"


def _register():
    lines = [HEADINGS]
    for n in range(ROWS):
        end = "TBC" if n % 5 == 4 else f"31/03/20{27 + n % 3}"
        sme = "Yes" if n % 2 else "No"
        lines.append(f"CS-{n},Lot {n},{'AB'[n % 2]} Ltd,01/04/2026,{end},{n}000,{sme},")
    return "\n".join([*lines, "Total,,,,,66000,,"]) + "\n"


cells = st.tuples(st.sampled_from("ABCDEFGH"), st.integers(2, ROWS + 1), st.sampled_from(TEXTS))
replacements = st.builds(
    Replacement, st.sampled_from(TEXTS[1:]), st.sampled_from(TEXTS), st.sampled_from(["", "C", "E"]),
    st.booleans(),
)  # fmt: skip
corrections = st.one_of(
    cells.map(lambda c: ("cells", {f"{c[0]}{c[1]}": c[2]})),
    replacements.map(lambda r: ("replacements", r)),
    st.integers(2, ROWS + 2).map(lambda row: ("rows_out", row)),
    st.sampled_from(["mdy", "dmy"]).map(lambda o: ("fixes", {"E": ColumnFix(order=o)})),
    st.just(("fixes", {"E": ColumnFix(empties=True)})),
    st.sampled_from(["annual_value_p", "total_value_p", None]).map(lambda f: ("columns", {"F": f})),
    st.sampled_from(["contracts", "spend", "auto"]).map(lambda kind: ("kind", kind)),
)


def _with(choices, correction):
    name, value = correction
    if name == "replacements":
        return replace(choices, replacements=(*choices.replacements, value))
    if name == "rows_out":
        return replace(choices, rows_out=choices.rows_out ^ {value})
    if name == "rows_held":
        return replace(choices, rows_held=choices.rows_held ^ {value})
    if name == "kind":
        return replace(choices, kind=value, columns={})
    return replace(choices, **{name: {**getattr(choices, name), **value}})


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("restaging") / "register.csv"
    path.write_text(_register(), encoding="utf-8")
    return path


def _open(path):
    return imports.open_source(path, imported_at="2026-11-02T10:00:00+00:00")


def _outcome(source, choices, plan=EMPTY):
    """Return all that a staging says and would change; of a refusal, its words."""
    try:
        staged = imports.stage(plan, source, choices)
    except imports.AnswerError as refused:
        return str(refused)
    return staged.as_dict(), staged.changes, staged.compared.differences, staged.sheet.was


def _hold(file, made):
    kept, choices = _open(file), imports.Choices()
    told = _outcome(kept, choices)
    for correction in made:
        choices = _with(choices, correction)
        told = _outcome(kept, choices)
    assert told == _outcome(_open(file), choices)


def _odd_register():
    """Rows alike, without a reference, with options, frameworks and lengths: each asks something."""
    heads = "Ref,Contract title,Supplier,Start date,End date,Total value,Is an SME?,Note,Options,Award date"
    lines = [
        f"{('CS-1', '', f'CS-{n}')[n % 3]},{('Lot 1', 'Framework of care')[n % 2]},{'AB'[n % 2]} Ltd,"
        f"{('01/04/2026', '')[n % 4 == 3]},{('31/03/2028', 'TBC')[n % 5 == 4]},{n}00000,Yes,,"
        f"{('1+1', '', '2+1+1')[n % 3]},{('', '01/02/2026')[n % 2]},{('', '24')[n % 4 == 3]},Wexcombe Council"
        for n in range(ROWS)
    ]
    return "\n".join([f"{heads},Term,Buyer", *lines]) + "\n"


@pytest.fixture(scope="module")
def odd_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("restaging") / "odd.csv"
    path.write_text(_odd_register(), encoding="utf-8")
    return path


ODD = (*TEXTS, "24", "1+1", "rolling", "2000000", "Framework of care", "Lot 1", "30/06/2027")
typed = st.tuples(
    st.sampled_from("ABCDEFGHIJKL"), st.integers(2, ROWS + 1), st.sampled_from(ODD)
).map(lambda c: ("cells", {f"{c[0]}{c[1]}": c[2]}))
of_rows = st.one_of(
    typed,
    st.integers(2, ROWS + 1).map(lambda row: ("rows_out", row)),
    st.integers(2, ROWS + 1).map(lambda row: ("rows_held", row)),
    replacements.map(lambda r: ("replacements", r)),
    st.sampled_from("DE").map(lambda letter: ("fixes", {letter: ColumnFix(empties=True)})),
    st.sampled_from(["hold", "bring_in"]).map(lambda it: ("answers", {"rows_to_fix": it})),
)


def _grants():
    """Rows that name funders, programmes and numbers beside their recipients."""
    heads = "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name"
    lines = [
        f"360G-{n},Grant {n % 5},GBP,{n}00,2026-0{n % 9 + 1}-01,GB-CHC-{200000 + n % 4},{'AB'[n % 2]} Trust,"
        f"{('Wex Foundation', '')[n % 3 == 2]},2026-04-01,{('2027-03-31', 'TBC')[n % 5 == 4]},Programme {n % 2}"
        for n in range(ROWS)
    ]
    more = "Funding Org:Name,Planned Dates:Start Date,Planned Dates:End Date,Grant Programme:Title"
    return "\n".join([f"{heads},{more}", *lines]) + "\n"


@pytest.fixture(scope="module")
def grants_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("restaging") / "grants.csv"
    path.write_text(_grants(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def last_year(tmp_path_factory):
    """A plan into which another version of the odd register came."""
    path = tmp_path_factory.mktemp("restaging") / "odd.csv"
    path.write_text(_odd_register().replace("300000", "310000"), encoding="utf-8")
    document = Document(Plan())
    document.do(imports.edit(imports.stage(document.plan, _open(path), imports.Choices())))
    return document.plan


def _hold_each(file, made, plan=EMPTY):
    kept, choices = _open(file), imports.Choices()
    _outcome(kept, choices, plan)
    for correction in made:
        choices = _with(choices, correction)
        assert _outcome(kept, choices, plan) == _outcome(_open(file), choices, plan)


@settings(max_examples=5)
@given(st.lists(typed, min_size=1, max_size=4))
def test_rows_made_again_alone_come_out_as_all_made_anew(odd_file, made):
    _hold_each(odd_file, made)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(typed, min_size=1, max_size=8))
def test_rows_made_again_alone_come_out_as_all_made_anew_after_many_cells(odd_file, made):
    _hold_each(odd_file, made)


@settings(max_examples=4)
@given(st.lists(of_rows, min_size=1, max_size=4))
def test_rows_that_go_come_and_name_others_come_out_as_all_made_anew(odd_file, made):
    _hold_each(odd_file, made)


@settings(max_examples=4)
@given(st.lists(of_rows, min_size=1, max_size=4))
def test_rows_of_grants_made_again_come_out_as_all_made_anew(grants_file, made):
    _hold_each(grants_file, made)


@settings(max_examples=4)
@given(st.lists(of_rows, min_size=1, max_size=4))
def test_rows_of_a_second_version_made_again_come_out_as_all_made_anew(odd_file, last_year, made):
    _hold_each(odd_file, made, last_year)


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(of_rows, min_size=1, max_size=8))
def test_rows_of_any_file_come_out_as_all_made_anew_after_many_corrections(
    odd_file, grants_file, last_year, made
):
    _hold_each(odd_file, made)
    _hold_each(grants_file, made)
    _hold_each(odd_file, made, last_year)


def _records(staged):
    return {c.key: c.after for c in staged.changes if c.table == "contracts"}


def _made_anew(source, plan, choices):
    """Return the references of the contracts that corrections make again, beside those kept."""
    before = _records(imports.stage(plan, source, imports.Choices()))
    after = _records(imports.stage(plan, source, choices))
    return [record.ref for key, record in after.items() if record is not before.get(key)]


@pytest.mark.parametrize(
    ("choices", "refs"),
    [
        ({"cells": {"E6": "31/03/2031"}}, ["CS-4"]),
        ({"cells": {"C6": "B Ltd"}}, ["CS-4"]),  # a supplier that rows above name as well
        ({"rows_out": frozenset({9})}, []),
        ({"replacements": (Replacement("TBC", "31/03/2031"),)}, ["CS-4", "CS-9"]),
    ],
)
def test_corrections_make_their_own_rows_again_and_no_other(file, choices, refs):
    assert _made_anew(_open(file), Plan(), imports.Choices(**choices)) == refs


def test_a_row_taken_back_is_made_again_alone(file):
    source, plan = _open(file), Plan()
    before = _records(imports.stage(plan, source, imports.Choices(rows_out=frozenset({9}))))
    after = _records(imports.stage(plan, source, imports.Choices()))
    made = [record.ref for key, record in after.items() if record is not before.get(key)]
    assert made == ["CS-7"]
    assert [record.ref for record in after.values()] == [f"CS-{n}" for n in range(ROWS)]


def test_a_cell_that_proves_the_order_of_dates_is_heeded_in_every_row(tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(
        "Ref,Contract title,Start date,End date\nC1,A,01/02/2026,03/04/2027\nC2,B,05/06/2026,07/08/2027\n",
        encoding="utf-8",
    )
    source, plan = _open(path), Plan()
    asked = imports.stage(plan, source, imports.Choices()).questions
    assert "day_first" in {question.id for question in asked}
    proved = imports.stage(plan, source, imports.Choices(cells={"D3": "25/08/2027"}))
    assert "day_first" not in {question.id for question in proved.questions}


@settings(max_examples=5)
@example(
    [("cells", {"D2": "12/25/2027"})]
)  # a day that proves another order, found once in many runs
@given(st.lists(corrections, min_size=1, max_size=4))
def test_what_is_kept_between_stagings_changes_nothing_of_what_comes_in(file, made):
    _hold(file, made)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(corrections, min_size=1, max_size=6))
def test_what_is_kept_changes_nothing_after_many_corrections(file, made):
    _hold(file, made)
