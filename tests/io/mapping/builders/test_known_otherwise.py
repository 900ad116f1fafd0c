"""Rows that the plan holds by other words come in once, and rows that only look like them as further ones."""

import pytest

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.io.mapping.worked import Worked

REGISTER = ("Ref", "Contract title", "Buyer", "Supplier", "Start date", "End date", "Total value")
PLACE = "Kent County Council"


def _rows(*changes):
    """Six contracts, each "Service N" of "Firm N Ltd"; `changes` are (row, column, cell)."""
    rows = [
        [f"C{n}", f"Service {n}", PLACE, f"Firm {n} Ltd", f"0{n}/04/2025", "31/03/2027", f"£{n}00,000"]
        for n in range(1, 7)
    ]  # fmt: skip
    for row, column, cell in changes:
        rows[row][REGISTER.index(column)] = cell
    return rows


@pytest.fixture
def bring_register(table, bring):
    """Bring a register in, of some of its columns."""

    def run(rows, plan=None, without=(), file="register.csv", **choices):
        places = [n for n, heading in enumerate(REGISTER) if heading not in without]
        cut = [tuple(row[n] for n in places) for row in rows]
        made = table(tuple(REGISTER[n] for n in places), *cut, file=file)
        return bring(made, **({"plan": plan} if plan else {}), **choices)

    return run


def _asked(staged):
    return {q.id: q.taken for q in staged.questions}


@pytest.mark.parametrize("without", [("Ref",), ("Buyer",), ("Ref", "Buyer")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_register_without_references_or_authority_doubles_nothing(
    bring_register, without, turned
):
    first, then = ((), without) if not turned else (without, ())
    plan = bring_register(_rows(), without=first)[1]
    staged, after = bring_register(_rows(), plan, then, file="finance.csv")
    assert _asked(staged)["known_contracts"] == "the_same"
    assert len(after.contracts) == 6
    assert sum(c.total_value_p for c in after.contracts.values()) == 2_100_000_00
    assert bring_register(_rows(), after, then, file="finance.csv")[0].changes == ()


WRITINGS = ["C {}", "c-00{}", "{}"]


@pytest.mark.parametrize("writing", [*WRITINGS, "PRO-88{}2"])
def test_a_register_with_its_references_written_anew_doubles_nothing(bring_register, writing):
    plan = bring_register(_rows(), without=("Buyer",))[1]
    rows = _rows(*((n, "Ref", writing.format(n + 1)) for n in range(6)))
    staged, after = bring_register(rows, plan, ("Buyer",), file="finance.csv")
    assert _asked(staged)["known_contracts"] == "the_same"
    assert sum(c.total_value_p for c in after.contracts.values()) == 2_100_000_00
    again = bring_register(rows, after, ("Buyer",), file="finance.csv")[0]
    assert again.changes == ()
    assert "known_contracts" not in _asked(again)  # all agrees now: there is nothing to ask


def test_grants_whose_publisher_has_a_new_prefix_are_the_same(table, bring):
    heads = (
        "Identifier",
        "Title",
        "Amount Awarded",
        "Award Date",
        "Recipient Org:Name",
        "Funding Org:Name",
    )
    rows = [
        [f"360G-kent-2025-{n:03}", f"Grant {n}", f"£{n}00", f"2025-06-0{n}", f"Firm {n} Ltd", PLACE]
        for n in range(1, 6)
    ]
    plan = bring(table(heads, *map(tuple, rows), file="grants.csv"))[1]
    anew = [(row[0].replace("kent", "KentCC"), *row[1:]) for row in rows]
    staged, after = bring(table(heads, *anew, file="grants.csv"), plan)
    assert _asked(staged)["known_contracts"] == "the_same"
    assert len(after.contracts) == 5


def test_a_few_contracts_like_others_with_references_of_their_own_are_further_ones(bring_register):
    plan = bring_register(_rows(), without=("Buyer",))[1]
    new = [row for n in (0, 1) for row in _rows((n, "Ref", f"D{n + 70}"))[n : n + 1]]
    others = [[*row[:1], f"Other {row[1]}", *row[2:]] for row in _rows()[2:5]]
    others = [[f"E{n}", *row[1:]] for n, row in enumerate(others)]
    staged, after = bring_register([*new, *others], plan, ("Buyer",), file="finance.csv")
    assert "known_contracts" not in _asked(staged)
    assert len(after.contracts) == 11


def test_a_contract_with_another_title_is_known_by_its_reference_supplier_and_first_day(
    bring_register,
):
    plan = bring_register(_rows(), without=("Buyer",))[1]
    rows = _rows(*((n, "Contract title", f"Service {n + 1} (Lot 1)") for n in range(6)))
    staged, after = bring_register(rows, plan, ("Buyer",), file="finance.csv")
    assert _asked(staged)["known_contracts"] == "the_same"
    assert {c.title for c in after.contracts.values()} == {row[1] for row in rows}


def test_they_are_further_ones_where_that_is_said(bring_register):
    plan = bring_register(_rows())[1]
    answers = {"known_contracts": "further_ones"}
    assert len(bring_register(_rows(), plan, ("Ref",), answers=answers)[1].contracts) == 12


@pytest.mark.parametrize(
    "changes",
    [
        [(n, "Start date", "01/04/2028") for n in range(6)],
        [(n, "Buyer", "Surrey County Council") for n in range(6)],
        [(n, "Contract title", f"Works {n}") for n in range(6)],
    ],
)
def test_another_term_authority_or_title_is_another_contract(bring_register, changes):
    plan = bring_register(_rows())[1]
    staged, after = bring_register(_rows(*changes), plan, ("Ref",))
    assert "known_contracts" not in _asked(staged)
    assert len(after.contracts) == 12


def test_a_title_and_a_supplier_alone_tell_nothing(bring_register):
    days = ("Start date", "End date")
    plan = bring_register(_rows(), without=days)[1]
    other = _rows(*((n, "Total value", f"£{n}1") for n in range(6)))
    staged, after = bring_register(other, plan, (*days, "Ref"))
    assert "known_contracts" not in _asked(staged)
    assert len(after.contracts) == 12


def test_a_contract_handed_on_is_known_by_its_reference_and_title(bring_register):
    plan = bring_register(_rows())[1]
    other = _rows((0, "Supplier", "Quite Another Ltd"))
    assert len(bring_register(other, plan, ("Buyer",))[1].contracts) == 6


def test_two_contracts_that_a_row_could_be_are_left_alone(bring_register):
    """The row may be either lot, so it is neither in silence."""
    lots = _rows((1, "Contract title", "Service 1"), (1, "Supplier", "Firm 1 Ltd"))
    lots[1][4:] = lots[0][4:]
    plan = bring_register(lots)[1]
    staged, _ = bring_register(lots[:1], plan, ("Ref",))
    assert "known_contracts" not in _asked(staged)


def test_a_version_with_other_headings_says_what_is_gone(table, bring, bring_register):
    plan = bring_register(_rows())[1]
    other = (
        "Contract no.",
        "Description",
        "Authority",
        "Contractor",
        "Commences",
        "Expires",
        "Sum",
    )
    made = table(other, *map(tuple, _rows()[:5]), file="contracts schedule.csv")
    staged, _ = bring(made, plan)
    assert staged.as_dict()["gone"] == {"contracts": 1}


SPEND = ("Body", "Supplier", "Payment date", "Amount", "Transaction number")
PAYMENTS = [
    (PLACE, f"Firm {n} Ltd", f"{n + 10:02}/05/2025", f"£{n},500.00", f"T{n}") for n in range(1, 7)
]


@pytest.mark.parametrize("without", ["Body", "Transaction number"])
def test_payments_come_in_once_and_alike_ones_of_one_file_each(table, bring, without):
    twice = [*PAYMENTS, (*PAYMENTS[0][:4], "T7")]
    plan = bring(table(SPEND, *PAYMENTS, file="spend.csv"))[1]
    place = SPEND.index(without)
    cut = [row[:place] + row[place + 1 :] for row in (SPEND, *twice)]
    staged, after = bring(table(*cut, file="paid.csv"), plan)
    assert _asked(staged)["known_payments"] == "the_same"
    assert len(after.payments) == 7


@pytest.mark.parametrize(
    ("held", "answers"), [(6, {"known_contracts": "further_ones"}), (6, {}), (1, {})]
)
def test_correcting_a_cell_gives_what_staging_anew_gives(bring_register, table, held, answers):
    plan = bring_register(_rows()[:held])[1]
    rows = _rows((0, "Contract title", "Srevice 1"))
    made = table(REGISTER[1:], *(tuple(row[1:]) for row in rows), file="finance.csv")
    worked, origin = Worked(), Origin("finance.csv", "digest")
    stage(plan, made, origin, Choices(answers=answers), worked=worked)
    fixed = Choices(answers=answers, cells={"A2": "Service 1"})
    again = stage(plan, made, origin, fixed, worked=worked)
    assert "known_contracts" in _asked(again)
    assert again.as_dict() == stage(plan, made, origin, fixed).as_dict()


FUNDING = ("Funding stream", "Recipient", "2025/26", "2026/27")
STREAMS = [
    ("Public Health Grant", PLACE, "£300,000", "£310,000"),
    ("Start for Life", PLACE, "£0", "£50,000"),
]
COSTS = ("Service", "Funded by", "2025/26 budget", "2026/27 budget")
LINES = [("Portage", PLACE, "£300,000", "£310,000"), ("Short breaks", PLACE, "£40,000", "£50,000")]


def _without_second(*rows):
    return [(row[0], *row[2:]) for row in rows]


@pytest.mark.parametrize(
    ("headings", "rows", "records"),
    [(FUNDING, STREAMS, "allocations"), (COSTS, LINES, "service_costs")],
)
@pytest.mark.parametrize("is_named_first", [True, False])
def test_money_of_a_stream_or_service_comes_in_once_whoever_is_named(
    table, bring, headings, rows, records, is_named_first
):
    files = [[headings, *rows], _without_second(headings, *rows)]
    first, then = files if is_named_first else files[::-1]
    plan = bring(table(*first, file="funding.csv"))[1]
    staged, after = bring(table(*then, file="book.csv"), plan)
    assert _asked(staged)[f"known_{records}"] == "the_same"
    assert len(after.table(records)) == len(plan.table(records)) == 4
    assert all(r.recipient_id for r in after.allocations.values())
    assert bring(table(*then, file="book.csv"), after)[0].changes == ()


def test_a_revised_amount_of_the_one_share_is_a_change(table, bring):
    plan = bring(table(FUNDING, *STREAMS))[1]
    revised = [("Public Health Grant", "£305,000", "£310,000")]
    headings = _without_second(FUNDING)[0]
    _, after = bring(table(headings, *revised), plan, answers={})
    amounts = sorted(a.amount_p for a in after.allocations.values())
    assert amounts == [0, 50_000_00, 305_000_00, 310_000_00]


def test_the_whole_of_a_stream_is_not_taken_for_one_of_its_shares(table, bring):
    shares = [STREAMS[0], ("Public Health Grant", "Surrey County Council", "£300,000", "£1")]
    plan = bring(table(FUNDING, *shares))[1]
    whole = [("Public Health Grant", "£600,000", "£310,001")]
    staged, after = bring(table(_without_second(FUNDING)[0], *whole, file="national.csv"), plan)
    assert "known_allocations" not in _asked(staged)
    assert len(after.allocations) == 6


def test_contracts_alike_but_for_their_references_are_paired_by_their_values(bring_register):
    lots = _rows((1, "Contract title", "Service 1"), (1, "Supplier", "Firm 1 Ltd"))[:4]
    lots[1][4:6], lots[2][1:] = lots[0][4:6], lots[0][1:]
    plan = bring_register(lots)[1]
    staged, after = bring_register(lots[::-1], plan, ("Ref",), file="finance.csv")
    assert _asked(staged)["known_contracts"] == "the_same"
    assert len(after.contracts) == 4
    assert [c.total_value_p for c in after.contracts.values()] == [
        c.total_value_p for c in plan.contracts.values()
    ]
