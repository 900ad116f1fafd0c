"""Contracts and grants with their terms, agreements between partners, and payments."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity


@entity
class Contract(Record):
    """An agreement under which a provider delivers services for a term.

    Three end dates (the model of the NHS Business Services Authority's contract register): as
    first agreed, as it stands with the extensions taken, and as far as options could carry it.
    """

    ref: str = f.code(
        "Reference",
        required=True,
        headings=("contract reference number", "contract reference", "reference number",
                  "contract ref", "contract_ref", "reference_number", "contract number", "ref",
                  "notice identifier", "reference", "identifier", "contract id", "ref no", "id"),
    )  # fmt: skip
    title: str = f.text(
        "Contract",
        required=True,
        headings=("title of agreement", "contract title", "contract_title", "title",
                  "contract name", "contract_name", "agreement", "contract", "grant title",
                  "name of contract", "description of contract"),
    )  # fmt: skip
    description: str = f.text(
        "Description",
        headings=("description", "description of goods/services", "short_description",
                  "brief description", "description of goods and/or services"),
    )  # fmt: skip
    department: str = f.text(
        "Department",
        headings=("local authority department responsible", "department", "directorate",
                  "service area", "funding org:department", "organisational unit"),
    )  # fmt: skip
    commissioner_id: str | None = f.ref(
        "Commissioner",
        "organisations",
        required=True,
        headings=("buyer", "commissioner", "contracting authority", "organisation name",
                  "funding org:name", "awarding organisation", "buyer name", "entity",
                  "organisation", "authority", "commissioning organisation"),
    )  # fmt: skip
    provider_id: str | None = f.ref(
        "Supplier",
        "organisations",
        required=True,
        headings=("supplier name", "supplier", "provider", "provider name", "supplier_name",
                  "winning_bidder", "winning bidder", "vendor", "contractor", "recipient org:name",
                  "awarded supplier", "beneficiaryname", "other parties to the contract",
                  "supplier [name|address|ref type|ref number|is sme|is vcse]", "recipient",
                  "supplier(s)", "name of supplier"),
    )  # fmt: skip
    other_provider_ids: tuple[str, ...] = f.refs("Other suppliers", "organisations")
    service_ids: tuple[str, ...] = f.refs("Services", "services", headings=("service", "services"))
    stream_ids: tuple[str, ...] = f.refs(
        "Paid for by", "funding_streams",
        headings=("funding stream", "funded by", "source of funding", "grant programme:title"),
    )  # fmt: skip
    annual_value_p: int | None = f.money(
        "£ a year",
        headings=("annual value", "annual contract value", "estimated annual value", "acv",
                  "estimated_annual_value", "value p.a.", "£ per annum", "value per annum",
                  "annual cost", "expected annual contract value", "£ pa"),
    )  # fmt: skip
    total_value_p: int | None = f.money(
        "Total value",
        headings=("total value", "total contract value", "contract value", "awarded value",
                  "contract_award_value", "value_amount", "amount awarded", "estimated value",
                  "value", "current_value", "lifetime value", "contract value (£)", "amount",
                  "sum to be paid over the length of the contract", "award value", "whole life value"),
    )  # fmt: skip
    value_kind: str | None = f.term(
        "Value is", "value_kind", help="A framework's ceiling is not spend.",
        headings=("value type", "value kind"),
    )  # fmt: skip
    value_includes_options: bool | None = f.flag("Value includes options")
    vat_basis: str | None = f.term("VAT", "vat_basis")
    vat_not_recovered_p: int | None = f.money(
        "VAT not recovered",
        headings=("vat not recovered", "vat that cannot be recovered", "irrecoverablevatamount",
                  "irrecoverable vat"),
    )  # fmt: skip
    vat_charged_p: int | None = f.money(
        "VAT charged a year", help="What of it comes back depends on who buys."
    )
    award_on: date | None = f.day(
        "Awarded", headings=("awarded date", "award date", "date awarded", "date of award")
    )
    start_on: date | None = f.day(
        "Starts",
        required=True,
        headings=("contract start date", "start date", "contract_start_date", "start_date",
                  "contractperiod_startdate", "start", "commencement date", "service commencement date",
                  "date from", "from", "planned dates:start date", "contract start",
                  "commences"),
    )  # fmt: skip
    initial_end_on: date | None = f.day(
        "First end",
        help="Last day as first agreed, inclusive.",
        headings=("initial end date", "original end date", "initial expiry date",
                  "original expiry date"),
    )  # fmt: skip
    current_end_on: date | None = f.day(
        "Ends",
        required=True,
        help="Last day as it stands, with the extensions taken, inclusive.",
        headings=("contract end date", "end date", "contract_current_end_date", "current end date",
                  "current_end_date", "contractperiod_enddate", "end", "expiry date", "contract end",
                  "expires", "date to", "to", "planned dates:end date", "contract expiry date",
                  "expiry"),
    )  # fmt: skip
    max_end_on: date | None = f.day(
        "Could run to",
        help="Last day with every option taken, inclusive.",
        headings=("maximum end date", "maximum_contract_end_date", "max end date",
                  "end date including extensions", "latest end date", "extended end date",
                  "possible extension to"),
    )  # fmt: skip
    term_months: int | None = f.count(
        "Term", unit="months",
        headings=("initial contract period (months)", "contract period (months)", "term (months)",
                  "duration (months)", "planned dates:duration (months)", "term", "contract term",
                  "duration", "current_term_months", "contract length", "contract period"),
    )  # fmt: skip
    extensions_available: int | None = f.count(
        "Options left", headings=("available no. of ext.", "extensions available")
    )
    extensions_taken: int | None = f.count(
        "Options taken",
        headings=("taken no. of ext.", "extensions taken", "no. of extensions taken"),
    )
    extension_terms: str = f.text(
        "Option terms", help='As agreed, such as "2+1+1".',
        headings=("available extension details", "extension options", "extensions",
                  "option to extend", "extension"),
    )  # fmt: skip
    notice_months: int | None = f.count(
        "Notice", unit="months", headings=("notice period", "notice (months)", "notice months")
    )
    review_on: date | None = f.day("Review", headings=("review date", "contract review date"))
    term_kind: str | None = f.term("Term is", "term_kind", headings=("term kind",))
    break_clause: bool | None = f.flag("Break clause", headings=("break clause",))
    funding_clause: bool | None = f.flag(
        "Funding clause", help="It ends or shrinks if the money does.", headings=("funding clause",)
    )
    exit_cost_p: int | None = f.money(
        "Cost of ending early",
        help="What the contract says is due where the commissioner ends it before its time; nil "
        "where it says that nothing is.",
        headings=("exit cost", "exit costs", "early termination cost", "termination payment",
                  "early termination charge"),
    )  # fmt: skip
    route: str | None = f.term(
        "Route", "procurement_route",
        headings=("procurement route", "procurement_route", "process type", "ojeu procedure type",
                  "route to market", "procurement method"),
    )  # fmt: skip
    kind: str | None = f.term(
        "Kind", "contract_kind", required=True,
        headings=("contract type", "type of contract", "agreement type", "contract kind"),
    )  # fmt: skip
    indexation: str | None = f.term("Indexation", "indexation", headings=("indexation",))
    payment_mechanism: str | None = f.term(
        "Payment", "payment_mechanism", headings=("payment mechanism",)
    )
    levers: tuple[str, ...] = f.terms("Levers used", "lever")
    is_sme: bool | None = f.flag("Small or medium firm", headings=("sme", "is sme", "sme status"))
    is_vcse: bool | None = f.flag("Voluntary body", headings=("vcse", "is vcse", "vco"))
    cpv: str = f.code("CPV codes", headings=("cpv codes", "cpv code", "cpv"))
    url: str = f.text("Link", headings=("url", "links", "contract document url"))
    audience: str | None = f.term("Audience", "audience")

    @property
    def committed_end_on(self) -> date | None:
        """Last day committed: as it stands, else as first agreed; None when not known."""
        return self.current_end_on or self.initial_end_on

    @property
    def term_days(self) -> int | None:
        """Days of the committed term, both ends counted; None unless both are known.

        Nil or fewer where it ends before it starts.
        """
        end = self.committed_end_on
        if self.start_on is None or end is None:
            return None
        return (end - self.start_on).days + 1

    @property
    def all_provider_ids(self) -> tuple[str, ...]:
        """Every supplier, the first named first."""
        first = (self.provider_id,) if self.provider_id else ()
        return first + self.other_provider_ids


@entity
class Agreement(Record):
    """An agreement between partners: section 75 or 256, lead, memorandum, information-sharing."""

    ref: str = f.code("Reference")
    name: str = f.text("Agreement", required=True)
    kind: str | None = f.term("Kind", "agreement_kind", required=True)
    party_ids: tuple[str, ...] = f.refs("Parties", "organisations", required=True)
    pool_ids: tuple[str, ...] = f.refs("For pools", "pools")
    service_ids: tuple[str, ...] = f.refs("For services", "services")
    purpose: str = f.text("Purpose")
    terms_held: tuple[str, ...] = f.terms(
        "Terms recorded", "agreement_term",
        source="SI 2000/617, regulation 7(3): what a pooled fund agreement must contain.",
    )  # fmt: skip
    signed_on: date | None = f.day("Signed")
    start_on: date | None = f.day("Starts")
    review_on: date | None = f.day("Review")
    end_on: date | None = f.day("Expires")
    notice_months: int | None = f.count("Notice", unit="months")
    lawful_basis: str = f.text("Lawful basis")
    data_types: str = f.text("Information shared")
    system_ids: tuple[str, ...] = f.refs("Systems", "systems")
    identifier: str | None = f.term("Identifier", "identifier")
    dpia: str | None = f.term("Impact assessment", "dpia")
    sharing_tier: str | None = f.term("Shares", "sharing_tier")
    interoperability: str | None = f.term("Systems join", "interoperability")
    audience: str | None = f.term("Audience", "audience")


@entity
class Payment(Record):
    """A payment made: evidence, never added to resource."""

    payer_id: str | None = f.ref(
        "Paid by", "organisations",
        headings=("organisationlabel", "body name", "entity", "payer", "organisation"),
    )  # fmt: skip
    supplier_id: str | None = f.ref(
        "Paid to", "organisations",
        headings=("supplier", "vendor", "beneficiaryname", "supplier name", "merchant", "payee"),
    )  # fmt: skip
    paid_on: date | None = f.day(
        "Paid on", required=True, headings=("paymentdate", "payment date", "date", "paid date")
    )
    amount_p: int | None = f.money(
        "Amount", required=True, headings=("amount", "net amount", "value", "transaction amount")
    )
    vat_basis: str | None = f.term("VAT", "vat_basis")
    description: str = f.text("Description", headings=("purpose", "description", "narrative",
                                                       "accountdescription"))  # fmt: skip
    area: str = f.text("Area", headings=("expense area", "service area",
                                         "organisationalunit"))  # fmt: skip
    type: str = f.text("Type", headings=("expense type", "categoryinternalname", "account"))
    reference: str = f.code("Reference", headings=("transaction number", "docno", "id",
                                                   "cardtransaction", "reference"))  # fmt: skip
    service_id: str | None = f.ref("Service", "services")
    contract_id: str | None = f.ref("Contract", "contracts")
    month: str = f.code("Month", help="Set where the plan keeps sums by month only.")
