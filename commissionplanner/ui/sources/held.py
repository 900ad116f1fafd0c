"""Rows that imports held: their cells by heading, to be set right and brought in."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from commissionplanner.app.document import Made, make
from commissionplanner.app.usecases import held
from commissionplanner.edits.held import DropHeldRows, SetHeldCell
from commissionplanner.io.mapping.outcome.held import cells_of, headings_of
from commissionplanner.model.entities import HeldRow, ImportBatch, Record
from commissionplanner.model.fields import FieldSpec, Kind
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress
from commissionplanner.ui.models.columns import Cell, Column, Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.sources.listing import Listing, column
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.workspace import Workspace

_T = "held_rows"
_TROUBLE = "trouble"
_SAID = (
    "These rows wait here and count in no figure. Set a cell right (F2), then import them: they are "
    "read as the rest of their file was. One undo takes them back."
)
_NOTHING = (
    "No row is held. An import holds rows that cannot come in as they stand, and those you choose, "
    "so that the good ones need not wait."
)


def _row(record: Record) -> HeldRow:
    return cast("HeldRow", record)


class _HeldTable(PlanTable):
    """Held rows of one import, a column a heading."""

    def _edit_text(self, index: QModelIndex | QPersistentModelIndex) -> str:
        heading = self.columns[index.column()].heading
        return cells_of(_row(self.record(index.row()))).get(heading, "")


def _heading_column(heading: str) -> Column:
    def cell(shown: Shown, record: Record) -> Cell:
        text = cells_of(_row(record)).get(heading, "")
        trouble = shown.extra.get(_TROUBLE, {}).get((record.id, heading), "")
        return Cell(text or ("" if not trouble else "Not known"), "problem" if trouble else "",
                    trouble, tip=text)  # fmt: skip

    def sort(_shown: Shown, record: Record) -> Any:
        return cells_of(_row(record)).get(heading, "").casefold() or None

    spec = FieldSpec(name="cells", kind=Kind.TEXT, label=heading)
    return Column(
        key=f"cell:{heading}", heading=heading, width=130, cell=cell, sort=sort, field=spec
    )


_MOVED_ON = "The plan was changed while these rows were read. Import them again."
_FIRST = (
    column("row", "Row", 54, lambda _s, r: f"{_row(r).row or 0:,}", is_number=True),
    column(
        "reason", "Why it is held", 340, lambda _s, r: _row(r).reason, tone=lambda *_: "warning"
    ),
)


class HeldRows(Listing):
    """The held rows of one import at a time."""

    def __init__(self, workspace: Workspace) -> None:
        model = _HeldTable(_T, _FIRST, workspace.shown(), self._edit)
        super().__init__(workspace, model, "Held rows", _SAID, _NOTHING)
        self._trouble: dict[tuple[str, str], str] = {}
        self._headings: Sequence[str] = ()
        self.imports = DropDown("Import", [("", "None")], "")
        self.imports.chosen.connect(lambda _key: self.refresh())
        self.head.addWidget(self.imports)
        self.drop = self.add_button("Drop…", self._drop)
        self.bring = self.add_button("Import these rows", self._bring, "primary")

    def refresh(self) -> None:
        """Show the held rows of the import chosen, or of the first that has any."""
        plan = self.workspace.plan
        ids = {row.import_id for row in plan.held_rows.values()}
        batches = [plan.imports[key] for key in sorted(filter(None, ids)) if key in plan.imports]
        present = self.imports.current()
        chosen = present if present in ids else (batches[0].id if batches else "")
        choices = [(b.id, f"{b.file_name}{f', {b.sheet}' if b.sheet else ''}") for b in batches]
        self.imports.set_choices(choices or [("", "None")], chosen)
        self._show_columns(plan.imports.get(chosen))
        shown = self.workspace.shown({_TROUBLE: self._trouble})
        rows = [row for row in plan.held_rows.values() if row.import_id == chosen]
        rows.sort(key=lambda row: row.row or 0)
        self.show_rows(shown, [row.id for row in rows])

    def _show_columns(self, batch: ImportBatch | None) -> None:
        headings = headings_of(self.workspace.plan, batch) if batch is not None else []
        if headings != self._headings:
            self._headings = headings
            self.model.set_columns((*_FIRST, *map(_heading_column, headings)))
            self.view.dress()

    def said_of(self, record: Record) -> str:
        """Return why the row is held, in full."""
        return _row(record).reason

    def _edit(self, key: str, column: Column, text: str) -> bool:
        self._trouble.pop((key, column.heading), None)
        return self.workspace.do(SetHeldCell(key, column.heading, text))

    def _drop(self) -> None:
        keys = self.view.selected_keys
        self.ask_reason(
            f"Drop {counted(len(keys), 'held row')}",
            "What is dropped leaves the plan; the slip of its import keeps the reason.",
            "Drop",
            lambda reason: DropHeldRows(keys, reason),
        )

    def _bring(self) -> None:
        keys = (
            self.view.selected_keys if len(self.view.selected_keys) > 1 else tuple(self.model.keys)
        )
        plan, today = self.workspace.plan, self.workspace.document.today

        def job(progress: Progress) -> tuple[held.Finishing, Made | None]:
            found = held.finish(plan, keys, progress)
            edit = found.edit
            return found, None if edit is None else make(edit, plan, today, progress)

        self.workspace.start("Reading held rows", job, self._made_ready)

    def _made_ready(self, done: tuple[held.Finishing, Made | None]) -> None:
        """Bring in what can come in, and say what stays and why."""
        found, made = done
        self._trouble = dict(found.trouble)
        if made is not None and not self.workspace.document.take(made):
            self.workspace.say(_MOVED_ON, level="problem")
            return
        self.refresh()
        words = f"{counted(found.rows, 'held row')} imported." if found.edit else "No row came in."
        if found.staying:
            first = next(iter(found.staying.values()))
            count = len(found.staying)
            words += f" {counted(count, 'row')} {'stays' if count == 1 else 'stay'} held. {first}"
        self.workspace.say(words, level="attention" if found.staying else "note")
