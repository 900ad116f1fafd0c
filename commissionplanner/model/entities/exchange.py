"""What passes between partners: rows held back, figures that differ, transfers, requests, rounds."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class HeldRow(Record):
    """A row of an imported file that waits in the plan to be finished; it counts in no figure.

    Its import says how its columns are read. Columns of persons' data are never held.
    """

    sheet: str = f.text("Sheet")
    row: int | None = f.count("Row", help="Its number in the file.")
    kind: str | None = f.term("Kind", "import_kind")
    cells: str = f.text("Cells", help="What stands in each column, by heading, as JSON.")
    reason: str = f.text("Why it is held", required=True)


@entity
class Disagreement(Record):
    """Two files give one field of one record different values: both kept, one chosen.

    Until it is settled the plan goes on with the earlier value.
    """

    record_table: str = f.code("About, table", required=True)
    record_id: str = f.code("About", required=True)
    field: str = f.code("Field", required=True)
    earlier_value: str = f.text("Earlier value", help="As JSON, in the form of the plan file.")
    earlier_import_id: str | None = f.ref("Earlier file", "imports")
    earlier_cell: str = f.text("Earlier cell")
    other_value: str = f.text("Other value", help="As JSON, in the form of the plan file.")
    other_import_id: str | None = f.ref("Other file", "imports")
    other_cell: str = f.text("Other cell")
    chosen: str | None = f.term(
        "Chosen", "disagreement_choice", help="Empty while it is open; the earlier value holds."
    )
    reason: str = f.text("Reason")
    settled_by: str | None = f.ref("Settled by", "persons")
    settled_on: date | None = f.day("Settled")


@entity
class TransferMatch(Record):
    """The decision whether money paid in one file and received in another is one transfer.

    Confirmed, the received side is left out of what the place has; each pound counts once.
    """

    payer_id: str | None = f.ref("Paid by", "organisations", required=True)
    receiver_id: str | None = f.ref("Received by", "organisations", required=True)
    year: FinancialYear | None = f.year("Year", required=True)
    paid_table: str = f.code("Paid, table")
    paid_ids: tuple[str, ...] = f.texts("Paid")
    paid_p: int | None = f.money("Paid, amount")
    received_id: str | None = f.ref("Received", "allocations", required=True)
    received_p: int | None = f.money("Received, amount")
    state: str | None = f.term("Decision", "transfer_state", required=True)
    why: str = f.text("Why they match")
    reason: str = f.text("Reason")
    decided_by: str | None = f.ref("Decided by", "persons")
    decided_on: date | None = f.day("Decided")


@entity
class Request(Record):
    """What a partner was asked for, in a workbook of its own, and whether it has replied."""

    organisation_id: str | None = f.ref("Partner", "organisations", required=True)
    asked_on: date | None = f.day("Asked", required=True)
    due_on: date | None = f.day("Due", help="The day by which the answer is wanted.")
    replied_on: date | None = f.day("Replied", help="Empty until an answer is brought in.")
    file_name: str = f.text("File sent")
    reply_file: str = f.text("File returned")
    asked: tuple[str, ...] = f.texts(
        "What was asked", help="Each figure or term, as table, id of the record and field."
    )


@entity
class PartnerRound(Record):
    """The same questions put to each partner and provider, about how they work together.

    Answers are shown to nobody until every body asked has answered or is left out.
    """

    title: str = f.text("Partner round", required=True)
    held_by: str = f.text(
        "Held by",
        required=True,
        help="The neutral post that sends the sheets out and reads them back, not a name.",
    )
    asked_on: date | None = f.day("Asked", required=True)
    due_on: date | None = f.day("Due", help="The day by which the answers are wanted.")
    asked_ids: tuple[str, ...] = f.refs("Asked", "organisations", required=True)
    left_out_ids: tuple[str, ...] = f.refs(
        "Left out", "organisations", help="Bodies asked that will not answer."
    )
    left_out_why: tuple[str, ...] = f.texts("Why left out")
    audience: str | None = f.term("Audience", "audience")


@entity
class PartnerReturn(Record):
    """A body's answer to one question of a partner round."""

    round_id: str | None = f.ref("Partner round", "partner_rounds", required=True)
    organisation_id: str | None = f.ref("Body", "organisations", required=True)
    question: str | None = f.term("Question", "round_question", required=True)
    about_id: str | None = f.ref(
        "About", "organisations", help="The other body, where the question is about one."
    )
    answer: str | None = f.term("Answer", "round_answer")
    words: str = f.text("In their words")
    returned_on: date | None = f.day("Returned")
    audience: str | None = f.term("Audience", "audience")
