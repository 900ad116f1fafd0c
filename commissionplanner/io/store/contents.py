"""What a plan file holds beside the plan: its own notes, and the history of changes."""

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from commissionplanner.io import codec
from commissionplanner.io.codec import ValueProblem
from commissionplanner.io.store.columns import whole_characters
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan

MOST_HISTORY_BYTES: Final = 300 * 1024 * 1024
"""What one entry may unpack to: a change of every record of the largest plan is less."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change-set that was made to the plan: when, by whom and, where asked, why.

    Attributes:
        made_at: Day and time in UTC, ISO; "" where not recorded.
        made_by: The name the user chose to be recorded by; "" where none.
        why: The reason given; "" where none was asked.
        label: What was done, in the words of Undo.
        packed: The change-set as packed JSON; see `changes`.
    """

    made_at: str
    made_by: str
    why: str
    label: str
    packed: bytes

    def changes(self) -> ChangeSet:
        """Return the change-set.

        Raises:
            ValueProblem: the entry is not in the form that this program writes.
        """
        try:
            opened = zlib.decompressobj()
            text = opened.decompress(self.packed, MOST_HISTORY_BYTES)
            held = json.loads(text)
        except (zlib.error, ValueError, RecursionError) as error:
            raise ValueProblem("An entry of the history cannot be read.") from error
        return codec.changes_from_json(held)

    @property
    def row(self) -> tuple[Any, ...]:
        """The values of its row in the file, without the number."""
        return (self.made_at, self.made_by, self.why, self.label, self.packed)


def history_entry(
    changes: ChangeSet, made_at: str = "", made_by: str = "", why: str = ""
) -> HistoryEntry:
    """Return the entry that records a change-set."""
    text = whole_characters(codec.compact(codec.changes_to_json(changes)))
    label, who, reason = map(whole_characters, (changes.label, made_by, why))
    return HistoryEntry(made_at, who, reason, label, zlib.compress(text.encode(), 1))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a plan file as it was read or written.

    Attributes:
        version: Of the file's form.
        digest: SHA-256 of the canonical content, 64 hexadecimal digits.
        save_id: Names this save: it follows from the digest and the save before.
        parent_save_id: The save that this one was made from; "" for the first.
        sha256: Of the bytes of the file; this is how another's change is noticed.
        size: Bytes.
    """

    version: int
    digest: str
    save_id: str
    parent_save_id: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file, read whole."""

    plan: Plan
    history: tuple[HistoryEntry, ...]
    facts: Facts


def next_save_id(digest: str, parent: str) -> str:
    """Return the id of a save: the same content saved from the same save has the same id."""
    return sha256(f"{digest}\n{parent}".encode()).hexdigest()[:16]
