"""The Evidence page: studies, evaluations and judgements, and the services they bear on."""

from typing import ClassVar, cast

from commissionplanner.model.entities import EvidenceItem, Record
from commissionplanner.ui.models.columns import field_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

_T = "evidence"


def _item(record: Record) -> EvidenceItem:
    return cast("EvidenceItem", record)


KIND = TableKind(
    table=_T,
    add_label="Add evidence",
    make=lambda _plan, key: EvidenceItem(id=key, title="New evidence"),
    subtitle=lambda shown: f"{len(shown.plan.evidence):,} items",
    columns=tuple(
        field_column(_T, name, width=width, weight=500 if name == "title" else 400)
        for name, width in (
            ("title", 260), ("kind", 134), ("eif_rating", 66), ("published_year", 80),
            ("country", 118), ("service_ids", 170), ("finding", 230), ("url", 120),
        )
    ),
    filters=(
        RowFilter(
            label="Rated 3 or higher",
            test=lambda _s, r: (_item(r).eif_rating or "") in ("3", "3+", "4", "4+"),
        ),
        RowFilter(label="For no service yet", test=lambda _s, r: not _item(r).service_ids),
    ),
    empty=(
        "No evidence yet",
        "Evidence says what is known to work. Link each item to the services it bears on, and "
        "the plan shows how much money has any behind it.",
    ),
)  # fmt: skip


class EvidencePage(TablePage):
    """Evidence."""

    key: ClassVar[str] = "evidence"
    title: ClassVar[str] = "Evidence"
    reads: ClassVar[frozenset[str]] = frozenset({"evidence", "services"})
    kind = KIND
