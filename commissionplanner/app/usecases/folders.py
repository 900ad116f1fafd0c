"""A whole plan out to a folder of CSV files, and back in as one edit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commissionplanner.io.export.tables import write_plan_folder
from commissionplanner.io.plan_folder import CellProblem, read_plan_folder
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class FolderImport:
    """A folder ready to be brought in.

    Attributes:
        folder: Its name.
        changes: What comes in, as one step.
        problems: Cells that could not be used.
        left_out: Rows that could not be used.
        rows_read: Rows in all files, headings apart.
        added: How many records come new, by table.
        changed: How many are changed, by table.
        unchanged: How many are so already, by table.
        keeps_own_about: Whether the plan keeps its own title and years: it holds records
            already, and the folder is of another plan.
    """

    folder: str
    changes: ChangeSet
    problems: tuple[CellProblem, ...]
    left_out: tuple[CellProblem, ...]
    rows_read: int
    added: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]
    keeps_own_about: bool

    @property
    def said(self) -> str:
        """What came in and what did not, for people."""
        new, changed, same = (
            sum(counts.values()) for counts in (self.added, self.changed, self.unchanged)
        )
        lines = [
            f"{self.folder}: a whole plan.",
            f"Records: {new:,} new, {changed:,} changed, {same:,} the same already.",
        ]
        if self.keeps_own_about:
            lines.append("The plan keeps its own title and years.")
        lines += [f"{p.cell}: {p.message}" for p in (*self.left_out, *self.problems)]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `import --as plan --json` prints."""
        return {
            "file": self.folder,
            "sheet": None,
            "kind": "plan",
            "header_row": 1,
            "columns": [],
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_read - len(self.left_out),
            "rows_left_out": [{"row": p.cell, "reason": p.message} for p in self.left_out],
            "problems": [
                {"cell": p.cell, "field": p.field or None, "text": p.text, "message": p.message}
                for p in self.problems
            ],
            "totals": {},
            "sheet_total": None,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "questions": [],
        }


def export_folder(plan: Plan, out: Path) -> dict[str, int]:
    """Write a plan as CSV files and return how many records each table's file holds.

    Raises:
        FileProblem: it cannot be written.
    """
    return write_plan_folder(plan, out)


def import_folder(plan: Plan, folder: Path) -> FolderImport:
    """Return what a folder brings into a plan: records by id, new or changed; none is deleted.

    A plan that holds nothing yet becomes the plan in the folder, its id and title too.

    Raises:
        FileProblem: the folder holds no plan, or a file cannot be read.
    """
    read = read_plan_folder(folder)
    is_empty = all(not plan.table(name) for name in TABLES if name != "about")
    is_same = bool(set(read.plan.about) & set(plan.about))
    takes_about = bool(read.plan.about) and (is_empty or is_same or not plan.about)
    changes: list[Change] = []
    if takes_about and not is_same:
        changes += [Change("about", key, about, None) for key, about in plan.about.items()]
    counts: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "unchanged": {}}
    for change in _coming(plan, read.plan, takes_about=takes_about):
        what = "added" if change.before is None else "changed"
        if change.before == change.after:
            what = "unchanged"
        else:
            changes.append(change)
        counts[what][change.table] = counts[what].get(change.table, 0) + 1
    label = f"Import the folder “{folder.name}”"
    return FolderImport(
        folder.name,
        ChangeSet(label, tuple(changes)),
        tuple(read.problems),
        tuple(read.left_out),
        read.rows_read,
        **counts,
        keeps_own_about=bool(read.plan.about) and not takes_about,
    )


def _coming(plan: Plan, coming: Plan, *, takes_about: bool) -> Iterator[Change]:
    for name in TABLES:
        if name == "about" and not takes_about:
            continue
        present = plan.table(name)
        for key, record in coming.table(name).items():
            yield Change(name, key, present.get(key), record)
