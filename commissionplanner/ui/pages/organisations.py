"""The Organisations page: who funds, commissions and provides."""

from typing import ClassVar, cast

from commissionplanner.model.entities import Organisation, Record
from commissionplanner.ui.models.columns import Cell, Column, Shown, field_column, level_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

_T = "organisations"


def _organisation(record: Record) -> Organisation:
    return cast("Organisation", record)


def _name_cell(shown: Shown, record: Record) -> Cell:
    organisation = _organisation(record)
    if not organisation.name:
        return Cell("Missing", "problem", "Organisation is not recorded.")
    return Cell(organisation.name, slot=shown.slots.get(record.id), tip=organisation.name)


def _ended(shown: Shown, record: Record) -> bool:
    end, as_at = record.valid_to_on, shown.plan.header.as_at_on
    return end is not None and as_at is not None and end < as_at


KIND = TableKind(
    table=_T,
    add_label="Add organisation",
    make=lambda _plan, key: Organisation(id=key, name="New organisation"),
    subtitle=lambda shown: f"{len(shown.plan.organisations):,} organisations",
    columns=(
        level_column(_T),
        Column(
            key="name", heading="Organisation", cell=_name_cell, width=230, weight=500,
            sort=lambda _s, r: _organisation(r).name.casefold() or None,
            field=field_column(_T, "name").field,
        ),
        field_column(_T, "short_name", width=120),
        field_column(_T, "type", width=130),
        field_column(_T, "sector", width=120),
        field_column(_T, "roles", width=160),
        field_column(_T, "is_partner", "Partner", width=74),
        field_column(_T, "parent_id", width=110),
        field_column(_T, "ods_code", width=80),
        field_column(_T, "ons_code", width=100),
        *(
            field_column(_T, name, width=width, is_optional=True)
            for name, width in (
                ("charity_no", 100), ("company_no", 100), ("area", 140), ("valid_from_on", 100),
                ("valid_to_on", 100), ("links_confirmed_by", 150), ("links_confirmed_on", 130),
                ("vat_recovery", 110), ("note", 200),
            )
        ),
    ),
    filters=(
        RowFilter(label="Partners", test=lambda _s, r: bool(_organisation(r).is_partner)),
        RowFilter(label="Councils", test=lambda _s, r: _organisation(r).sector == "local_authority"),
        RowFilter(label="NHS", test=lambda _s, r: _organisation(r).sector == "nhs"),
        RowFilter(label="Voluntary", test=lambda _s, r: _organisation(r).sector == "vcse"),
        RowFilter(label="Directorates", test=lambda _s, r: _organisation(r).parent_id is not None),
        RowFilter(label="Closed", test=_ended),
    ),
    empty=(
        "No organisations yet",
        "Organisations are the boundaries of the map. They come in by themselves with contracts, "
        "services and funding, matched by code and name.",
    ),
)  # fmt: skip


class OrganisationsPage(TablePage):
    """Organisations."""

    key: ClassVar[str] = "organisations"
    title: ClassVar[str] = "Organisations"
    reads: ClassVar[frozenset[str]] = frozenset({"organisations", "about"})
    kind = KIND
