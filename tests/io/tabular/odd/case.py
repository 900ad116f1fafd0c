"""What a case of the corpus is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADINGS = ("Ref", "Supplier", "Start date", "Annual value")
ROWS = (
    ("A1", "Acorn Ltd", "01/04/2026", "1000"),
    ("A2", "Beech Ltd", "25/04/2026", "2000"),
    ("A3", "Cedar Ltd", "01/06/2026", "3000"),
)
GOOD = "\n".join(",".join(row) for row in (HEADINGS, *ROWS)) + "\n"


@dataclass(frozen=True)
class Case:
    """A file and what must come of it.

    Attributes:
        name: Says what is odd about it.
        make: Writes it into a folder; returns its path.
        rows: How many rows must be read; None where it must be refused; -1 where either is right.
        says: What a warning or the message must contain.
        is_big: Whether making or reading it takes seconds.
    """

    name: str
    make: Callable[[Path], Path]
    rows: int | None
    says: str = ""
    is_big: bool = False

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def written(name: str, content: bytes | str) -> Callable[[Path], Path]:
    """Return what writes a file of the given content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make
