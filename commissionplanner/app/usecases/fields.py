"""Every table and field, as `fields --json`, the manual and outside readers see them."""

from typing import Any

from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import FieldSpec, specs


def registry() -> list[dict[str, Any]]:
    """Return every table in the order of files, with its fields in the order of forms."""
    return [
        {
            "name": table.name,
            "singular": table.singular,
            "plural": table.plural,
            "meaning": _meaning(table.entity),
            "in_digest": table.in_digest,
            "fields": [_field(spec) for spec in specs(table.entity)],
        }
        for table in TABLES.values()
    ]


def _meaning(entity: type) -> str:
    """Return the first sentences of what a record says of itself, on one line."""
    return " ".join((entity.__doc__ or "").split("\n\n")[0].split())


def _field(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "kind": spec.kind.value,
        "label": spec.label,
        "help": spec.help,
        "unit": spec.unit or None,
        "vocabulary": spec.vocabulary or None,
        "table": spec.table or None,
        "headings": list(spec.headings),
        "required": spec.required,
        "in_digest": spec.in_digest,
        "personal": spec.personal,
        "source": spec.source,
    }
