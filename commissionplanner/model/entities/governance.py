"""Links between things, decisions, actions, answers to findings, sign-offs and imports."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class Link(Record):
    """A tie between two things of the plan, beside those that follow from money and contracts.

    A *funds* link is never recorded here: it follows from costs, allocations, contributions.
    """

    from_table: str = f.code("From, table", required=True)
    from_id: str = f.code("From", required=True)
    to_table: str = f.code("To, table", required=True)
    to_id: str = f.code("To", required=True)
    kind: str | None = f.term("Kind", "link_kind", required=True)
    strength: str | None = f.term("Strength", "link_strength")
    amount_p: int | None = f.money("Amount")
    year: FinancialYear | None = f.year("Year")
    agreement_id: str | None = f.ref("Under the agreement", "agreements")
    has_no_agreement: bool | None = f.flag(
        "Under no agreement",
        help="Yes where somebody said that there is none; empty where nobody said either.",
    )
    reported_by: tuple[str, ...] = f.refs("Reported by", "organisations")


@entity
class Decision(Record):
    """A decision of a body, and which partners were consulted and agreed."""

    body: str = f.text("Body", required=True)
    organisation_id: str | None = f.ref("Taken by", "organisations")
    decided_on: date | None = f.day("Date", required=True)
    subject: str = f.text("Subject", required=True)
    type: str | None = f.term("Decision", "decision_type", required=True)
    affected_ids: tuple[str, ...] = f.refs("Partners affected", "organisations")
    consulted_ids: tuple[str, ...] = f.refs("Partners consulted", "organisations")
    agreed_ids: tuple[str, ...] = f.refs("Partners agreed", "organisations")
    service_ids: tuple[str, ...] = f.refs("Services", "services")
    amount_p: int | None = f.money("Amount")
    minute_ref: str = f.text("Minute")
    concerns_adults: bool | None = f.flag("About adults")
    is_pilot: bool | None = f.flag("Pilot")
    stop_rule: str = f.text("Stop rule")
    review_on: date | None = f.day("Decision date of the pilot")


@entity
class Action(Record):
    """Something that somebody will do about a finding."""

    title: str = f.text("Action", required=True)
    rule: str = f.code("Finding")
    record_table: str = f.code("About, table")
    record_id: str = f.code("About")
    owner_id: str | None = f.ref("Owner", "persons", required=True)
    organisation_id: str | None = f.ref("Organisation", "organisations", required=True)
    due_on: date | None = f.day("Due", required=True)
    status: str | None = f.term("Status", "action_status", required=True)
    closed_on: date | None = f.day("Closed")
    audience: str | None = f.term("Audience", "audience")


@entity
class Waiver(Record):
    """A finding accepted, with the reason; it returns when facts change or the date passes."""

    rule: str = f.code("Rule", required=True)
    record_table: str = f.code("About, table")
    record_id: str = f.code("About", required=True)
    reason: str = f.text("Reason", required=True)
    accepted_by: str | None = f.ref("Accepted by", "persons", required=True)
    accepted_on: date | None = f.day("Accepted", required=True)
    review_on: date | None = f.day("Review", required=True)
    facts_digest: str = f.code("Facts accepted")
    audience: str | None = f.term("Audience", "audience")


@entity
class Threshold(Record):
    """A value that a rule decides by in this plan, in place of its usual one.

    The unit is the rule's: a share, money, or a whole number.
    """

    rule: str = f.code("Rule", required=True)
    name: str = f.code("Threshold", required=True)
    rate_ppm: int | None = f.rate("Share")
    amount_p: int | None = f.money("Amount")
    number: int | None = f.count("Number")


@entity
class Response(Record):
    """What the organisation named in a finding says to it; printed with it."""

    rule: str = f.code("Rule", required=True)
    record_id: str = f.code("About", required=True)
    organisation_id: str | None = f.ref("Organisation", "organisations", required=True)
    text: str = f.text("Response", required=True)
    made_on: date | None = f.day("Date")
    audience: str | None = f.term("Audience", "audience")


@entity
class SignOff(Record):
    """One person's signature to one frozen version; recorded by somebody, with the evidence."""

    digest: str = f.code("Digest", required=True)
    person_id: str | None = f.ref("Person", "persons")
    role: str = f.text("Role", required=True)
    organisation_id: str | None = f.ref("Organisation", "organisations", required=True)
    capacity: str | None = f.term("Capacity", "signoff_capacity")
    decision: str | None = f.term("Decision", "signoff_decision")
    conditions: str = f.text("Conditions")
    statement: str = f.text("Statement")
    signed_on: date | None = f.day("Date")
    evidence: str = f.text("Evidence", help="Minute, e-mail or returned sheet.")


@entity
class SealedVersion(Record):
    """The plan as it was when it was sealed, whole, with what was known of the seal.

    It is written once, by `SealVersion`, and never changed. It is no part of the canonical
    content, so that sealing a plan leaves its digest as it is.
    """

    number: int | None = f.count("Number", required=True, help="Counted up; never used twice.")
    title: str = f.text("Name", help="As the board papers name it.")
    as_at_on: date | None = f.day("As at", help="The day that the sealed figures speak of.")
    sealed_on: date | None = f.day("Sealed")
    sealed_by: str | None = f.ref("Sealed by", "persons")
    digest: str = f.code("Digest", required=True, help="SHA-256 of the content sealed.")
    program: str = f.text("Program", help="The version of the program that sealed it.")
    rules: str = f.text("Rules", help="The rules it went by: how many, and their fingerprint.")
    tables: str = f.text("Tables of rates", help="Those it went by: how many, and a fingerprint.")
    content: str = f.text(
        "Content",
        required=True,
        help="The canonical content of the plan then, packed with zlib and written in base64.",
    )


@entity
class ImportBatch(Record):
    """One import: what file, what was read, what came in, what was left out and why."""

    file_name: str = f.text("File", required=True)
    file_sha256: str = f.code("SHA-256 of the file")
    sheet: str = f.text("Sheet")
    kind: str | None = f.term("Kind", "import_kind")
    header_row: int | None = f.count("Heading row")
    sender_id: str | None = f.ref("From", "organisations")
    imported_at: str = f.text("Imported at", in_digest=False)
    rows_read: int | None = f.count("Rows read", unit="rows")
    rows_accepted: int | None = f.count("Rows in", unit="rows")
    rows_left_out: int | None = f.count("Rows left out", unit="rows")
    rows_held: int | None = f.count(
        "Rows held", unit="rows", help="Of the rows left out, those kept in the plan for later."
    )
    problem_count: int | None = f.count("Cells to fix", unit="cells")
    amount_in_p: int | None = f.money(
        "Money in", help="Of accepted rows, in the main money column."
    )
    mapping: str = f.text("Columns", help="Which column became which field, as JSON.")
    cells: str = f.text("Letters", help="Letter of the column of each field, as JSON.")
    slip: str = f.text("Slip", help="Totals, questions and answers, rows left out, as JSON.")


@entity
class NameMatch(Record):
    """What a name in files means: this record of the plan, or never this one.

    Matches that are not letter for letter are kept here, so that they can be seen and undone;
    a decision of the user binds every later import.
    """

    found_name: str = f.text("Name in files", required=True)
    record_table: str = f.code("Of, table", required=True)
    record_id: str = f.code("Record", required=True)
    is_same: bool | None = f.flag(
        "Means this record",
        help="Yes: the name means the record. No: it never does.",
        required=True,
    )
    is_decided: bool | None = f.flag("Decided", help="Whether somebody said so.")
    why: str = f.text("Why")
    uses: tuple[str, ...] = f.texts(
        "Where it was used", help="Table, record and field that point to the record by this name."
    )


@entity
class ImportProfile(Record):
    """How files with these headings were read, so that the next one is read the same way."""

    name: str = f.text("Profile", required=True)
    kind: str | None = f.term("Kind", "import_kind", required=True)
    sender_id: str | None = f.ref("From", "organisations")
    headings: tuple[str, ...] = f.texts("Headings")
    mapping: str = f.text("Columns", help="Field of each heading, as JSON.")
    answers: str = f.text("Answers", help="Answers to the importer's questions, as JSON.")
