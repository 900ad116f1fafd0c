"""What every record of a plan has: an id, where it came from, how sure it is."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from commissionplanner.model import fields as f


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table. It may hold values that are wrong or missing; only the id is sure.

    Attributes:
        id: Random, permanent, never reused.
        as_found: Pairs (field, text) of what stood where no value could be read, such as
            ("current_end_on", "TBC"): the field is None, the text is kept so that it can be put
            right.
    """

    id: str
    as_found: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    note: str = f.text("Note", help="Anything worth knowing that has no field of its own.")
    data_confidence: str | None = f.term(
        "Confidence",
        "data_confidence",
        help="How sure this record is; not whether money will come.",
    )
    valid_from_on: date | None = f.day("Valid from", help="First day on which this holds.")
    valid_to_on: date | None = f.day("Valid to", help="Last day on which this holds, inclusive.")
    import_id: str | None = f.ref(
        "Import", "imports", help="The import that brought this record in."
    )
    source_cell: str = f.text(
        "Source cell", help="Sheet and row in the imported file, as Sheet1!12."
    )
    field_sources: tuple[str, ...] = f.texts(
        "Where single fields came from",
        help="Of fields that came from elsewhere than the record, or were typed since; written by "
        "the program.",
        in_digest=False,
    )
    created_by: str | None = f.ref("Recorded by", "persons", in_digest=False)
    created_at: str = f.text("Recorded at", in_digest=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError(f"A {type(self).__name__} needs an id.")

    def with_found(self, **changes: Any) -> Self:
        """Return a copy with other values; what was found in those fields is forgotten."""
        kept = tuple(pair for pair in self.as_found if pair[0] not in changes)
        return replace(self, as_found=kept, **changes)
