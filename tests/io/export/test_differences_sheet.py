"""The Sources sheet lists what files disagree on, and transfers."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import disagreements
from commissionplanner.app.usecases.export import content_of
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import (
    Allocation,
    Contract,
    Disagreement,
    FundingStream,
    ImportBatch,
    Person,
    TransferMatch,
)
from commissionplanner.model.plan import Plan

PLAN = Plan(
    imports={"a": ImportBatch(id="a", file_name="a.csv"), "b": ImportBatch(id="b", file_name="b.csv")},
    contracts={"c": Contract(id="c", title="Hub", total_value_p=100)},
    disagreements={
        "d": Disagreement(
            id="d", record_table="contracts", record_id="c", field="total_value_p",
            earlier_value="100", earlier_import_id="a", earlier_cell="a!B2", other_value="250",
            other_import_id="b", other_cell="b!C3",
        )
    },
    transfers={"t": TransferMatch(id="t", state="one_transfer", reason="Same money",
                                  decided_on=date(2026, 4, 1), paid_p=500, received_p=500)},
)  # fmt: skip


def _sheet(plan, audience=None):
    content = content_of(plan, audience=audience) if audience else content_of(plan)
    book = openpyxl.load_workbook(BytesIO(workbook(content)))
    return [[cell for cell in row if cell is not None] for row in book["Sources"].values]


def test_both_values_the_choice_and_the_reason_are_listed():
    document = Document(PLAN)
    document.do(disagreements.settle(PLAN, ["d"], "earlier", "The letter says so"))
    (row,) = [row for row in _sheet(document.plan) if "Hub" in row and "£2.50" in row]
    assert {"£1.00", "a.csv, B2", "£2.50", "b.csv, C3"} <= set(row)
    assert "The letter says so" in row[-1]


def test_an_open_disagreement_says_so_and_transfers_are_listed():
    rows = _sheet(PLAN)
    assert any("Open: the earlier holds" in row for row in rows)
    (row,) = [row for row in rows if any("Same money" in str(cell) for cell in row)]
    assert row.count(5) == 2


DECIDED = replace(
    PLAN,
    persons={"p": Person(id="p", name="Ann Sample", post="Head of commissioning")},
    transfers={"t": replace(PLAN.transfers["t"], decided_by="p")},
)


def test_partners_read_who_decided_and_others_the_post():
    said = {who: str(_sheet(DECIDED, who)) for who in ("partners", "exempt", "public")}
    assert "Ann Sample" in said["partners"]
    for audience in ("exempt", "public"):
        assert "Ann Sample" not in said[audience]
        assert "Head of commissioning" in said[audience]


def test_a_transfer_of_money_that_is_not_for_the_audience_is_left_out_and_counted():
    stream = FundingStream(id="s", name="Grant", audience="my_organisation")
    amount = Allocation(id="a", stream_id="s", amount_p=500)
    match = replace(PLAN.transfers["t"], received_id="a")
    plan = replace(PLAN, funding_streams={"s": stream}, allocations={"a": amount},
                   transfers={"t": match})  # fmt: skip
    content = content_of(plan, audience="partners")
    book = openpyxl.load_workbook(BytesIO(workbook(content)))
    assert "Same money" not in str(list(book["Sources"].values))
    assert content.withheld.counts["Differences between files"] == 1
