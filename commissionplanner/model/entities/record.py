"""What every record of a plan has: an id, where it came from, how sure it is."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import repeat
from operator import attrgetter
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from commissionplanner.model import fields as f

R = TypeVar("R", bound="Record")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def entity(kind: type[R]) -> type[R]:
    """Make a frozen dataclass of a kind of record.

    Records are compared and shown by what `Record` says, rather than by functions written out
    for each of some fifty kinds: these were half of what a short command waited for.
    """
    made = dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(kind)
    made.values_of = attrgetter(*(each.name for each in fields(made)))
    return made


@entity
class Record:
    """One row of a table. It may hold values that are wrong or missing; only the id is sure.

    Attributes:
        id: Random, permanent, never reused.
        as_found: Pairs (field, text) of what stood where no value could be read, such as
            ("current_end_on", "TBC"): the field is None, the text is kept so that it can be put
            right.
        values_of: Gives all values of a record of this kind, in the order of its fields.
    """

    values_of: ClassVar[Callable[["Record"], tuple[Any, ...]]]

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

    @classmethod
    def many(cls, rows: Sequence[Mapping[str, Any]]) -> list[Self]:
        """Return a record for each set of values, which must have an id.

        They are filled a field at a time, past the constructor, which takes three times as long.

        Raises:
            ValueError: a set has no id.
            KeyError: a value is of no field.
        """
        if not all(row.get("id") for row in rows):
            raise ValueError(f"A {cls.__name__} needs an id.")
        made = list(map(cls.__new__, repeat(cls, len(rows))))
        put = {each.name: getattr(cls, each.name).__set__ for each in fields(cls)}
        for each in fields(cls):
            deque(map(put[each.name], made, repeat(each.default)), maxlen=0)
        for record, row in zip(made, rows, strict=True):
            for name, value in row.items():
                put[name](record, value)
        return made

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Record) or type(other) is not type(self):
            return NotImplemented
        values_of = type(self).values_of
        return values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash(type(self).values_of(self))

    def __repr__(self) -> str:
        said = ", ".join(
            f"{each.name}={getattr(self, each.name)!r}"
            for each in fields(self)
            if getattr(self, each.name) != each.default
        )
        return f"{type(self).__name__}({said})"

    def with_found(self, **changes: Any) -> Self:
        """Return a copy with other values; what was found in those fields is forgotten."""
        kept = tuple(pair for pair in self.as_found if pair[0] not in changes)
        return replace(self, as_found=kept, **changes)
