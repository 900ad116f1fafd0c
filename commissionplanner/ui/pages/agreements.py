"""The Agreements page: sections 75 and 256, lead, memoranda and information-sharing, one table."""

from typing import ClassVar, cast

from commissionplanner.model.entities import Agreement, Record
from commissionplanner.ui.models.columns import Shown, field_column, level_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

_T = "agreements"


def _agreement(record: Record) -> Agreement:
    return cast("Agreement", record)


def _is_past(shown: Shown, record: Record, name: str) -> bool:
    day, as_at = getattr(record, name), shown.plan.header.as_at_on
    return day is not None and as_at is not None and day < as_at


KIND = TableKind(
    table=_T,
    add_label="Add agreement",
    make=lambda _plan, key: Agreement(id=key, name="New agreement"),
    subtitle=lambda shown: f"{len(shown.plan.agreements):,} agreements",
    columns=(
        level_column(_T),
        *(
            field_column(_T, name, width=width, weight=500 if name == "name" else 400)
            for name, width in (
                ("name", 240), ("kind", 150), ("party_ids", 220), ("signed_on", 100),
                ("review_on", 100), ("end_on", 100), ("notice_months", 80), ("purpose", 220),
            )
        ),
        *(
            field_column(_T, name, width=width, is_optional=True)
            for name, width in (
                ("pool_ids", 130), ("service_ids", 180), ("terms_held", 200), ("dpia", 110),
                ("identifier", 110), ("sharing_tier", 110), ("interoperability", 120),
                ("lawful_basis", 160), ("system_ids", 140), ("ref", 90), ("note", 200),
            )
        ),
    ),
    filters=(
        RowFilter(
            label="Information-sharing",
            test=lambda _s, r: _agreement(r).kind == "information_sharing",
        ),
        RowFilter(label="Section 75", test=lambda _s, r: _agreement(r).kind == "section_75"),
        RowFilter(label="Expired", test=lambda s, r: _is_past(s, r, "end_on")),
        RowFilter(label="Review is due", test=lambda s, r: _is_past(s, r, "review_on")),
        RowFilter(label="Not signed", test=lambda _s, r: _agreement(r).signed_on is None),
    ),
    empty=(
        "No agreements yet",
        "Agreements say on what terms partners pool money and share information. Without them "
        "the map cannot tell which hand-offs are covered.",
    ),
)  # fmt: skip


class AgreementsPage(TablePage):
    """Agreements."""

    key: ClassVar[str] = "agreements"
    title: ClassVar[str] = "Agreements"
    reads: ClassVar[frozenset[str]] = frozenset({"agreements", "organisations", "about"})
    kind = KIND
