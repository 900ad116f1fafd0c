"""A whole plan out to a folder of CSV files, and back in, from a folder or a workbook, as one edit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from commissionplanner.io.export.tables import write_plan_folder
from commissionplanner.io.plan_folder import CellProblem, headings, read_plan_folder
from commissionplanner.io.plan_workbook import holds_plan, read_plan_workbook
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import Plan

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class PlanImport:
    """A whole plan ready to be brought in.

    Attributes:
        name: Of the folder or the file.
        sheet: Of the workbook that the records stand on; "" for a folder.
        header_row: Of the headings, from 1.
        changes: What comes in, as one step.
        problems: Cells that could not be used.
        left_out: Rows that could not be used.
        rows_read: Rows of records, headings apart.
        added: How many records come new, by table.
        changed: How many are changed, by table.
        unchanged: How many are so already, by table.
        keeps_own_about: Whether the plan keeps its own title and years: it holds records
            already, and what comes in is of another plan.
    """

    name: str
    sheet: str
    header_row: int
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
            self._where,
            f"Records: {new:,} new, {changed:,} changed, {same:,} the same already.",
        ]
        if self.keeps_own_about:
            lines.append("The plan keeps its own title and years.")
        found = [f"{p.cell}: {p.message}" for p in (*self.left_out, *self.problems)]
        lines += found[:_SHOWN]
        if len(found) > _SHOWN:
            lines.append(f"And {len(found) - _SHOWN:,} more; --json lists all.")
        return "\n".join(lines)

    @property
    def _where(self) -> str:
        if not self.sheet:
            return f"{self.name}: a whole plan."
        return (
            f"{self.name}: a whole plan, read from its sheet “{self.sheet}”. Edits made on its other "
            "sheets are not read."
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `import --as plan --json` prints."""
        return {
            "file": self.name,
            "sheet": self.sheet or None,
            "kind": "plan",
            "header_row": self.header_row,
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
            "notes": [self._where] if self.sheet else [],
        }


def export_folder(plan: Plan, out: Path) -> dict[str, int]:
    """Write a plan as CSV files and return how many records each table's file holds.

    Raises:
        FileProblem: it cannot be written.
    """
    return write_plan_folder(plan, out)


def is_plan(path: Path) -> bool:
    """Whether a path is taken for a whole plan: a folder of its tables, or a workbook with its sheet."""
    return _is_plan_folder(path) if path.is_dir() else holds_plan(path)


def _is_plan_folder(path: Path) -> bool:
    """Whether a folder holds a file of a table of ours: named so, and its first column the ids."""
    for name in TABLES:
        try:
            with (path / f"{name}.csv").open(encoding="utf-8-sig") as file:
                if file.readline().lstrip('"').startswith(f"{headings(name)[0]}"):
                    return True
        except (OSError, UnicodeError):
            continue
    return False


def import_plan(plan: Plan, path: Path, password: str | None = None) -> PlanImport:
    """Return what a folder or a workbook brings into a plan: records by id; none is deleted.

    A plan that holds nothing yet becomes the plan that comes in, its id and title too.

    Raises:
        FileProblem: it holds no plan, or a file cannot be read.
    """
    if path.is_dir() or not path.suffix:
        read = read_plan_folder(path)
    else:
        read = read_plan_workbook(path, password)
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
    label = f"Import the plan in “{path.name}”"
    return PlanImport(
        path.name,
        read.sheet,
        read.header_row,
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
