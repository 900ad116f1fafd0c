"""The slip of one import, beside the table of Sources: sums, rows left out, answers, columns."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from commissionplanner.app import import_slip
from commissionplanner.model.entities import ImportBatch
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.rows import Notice

WIDE: Final = 320
_MOST: Final = 60


class SlipPanel(Inspector):
    """Everything that an import kept. It is read only: what was brought in is on its own pages."""

    def __init__(self, again: Callable[[], None], export: Callable[[], None]) -> None:
        super().__init__()
        self._again = again
        self._export = export
        self._text = ""
        self._left_out: QWidget | None = None
        self.more.hide()
        self.setFixedWidth(theme.current().px(WIDE))

    def show_batch(self, plan: Plan, batch: ImportBatch) -> None:
        """Show the slip of an import."""
        slip = import_slip.slip_of(plan, batch)
        self._text, self._left_out = slip.as_text(batch), None
        self.clear("Slip of an import", batch.file_name)
        kind = vocabulary("import_kind").label_of(batch.kind) if batch.kind else "Kind not known"
        self.add_badge(Badge(kind, "accent"))
        self._add_values(plan, batch)
        for words, number in slip.figures:
            self._add_figure(words, number)
        if slip.check is not None:
            level, words, right = slip.check
            self.add(Notice(level, words, right=right), gap=10)
        if slip.did:
            self.add_note(", ".join(slip.did) + ".")
        self._add_pairs(
            "Money columns",
            [(name, f"{before} in the file, {after} in") for name, before, after in slip.money],
        )
        self._add_pairs("Held for later", [(f"Row {row}", why) for row, why in slip.held])
        self._add_pairs("Rows left out", [(f"Row {row}", why) for row, why in slip.left_out])
        self._add_pairs("Cells to fix", slip.cells)
        self._add_pairs("Questions and answers", slip.questions)
        if slip.notes:
            self.add_section("Assumed")
            for note in slip.notes[:_MOST]:
                self.add_note(note)
        self._add_pairs("Columns", slip.columns)
        self._add_digest(batch)
        self._add_foot()

    def show_left_out(self) -> None:
        """Bring the rows left out into view."""
        area = self.findChild(QScrollArea)
        if self._left_out is not None and area is not None:
            if (body := area.widget()) is not None:
                body.adjustSize()
            area.ensureWidgetVisible(self._left_out, 0, area.height() // 2)

    def _add_values(self, plan: Plan, batch: ImportBatch) -> None:
        if batch.sheet:
            self.add_value("Sheet", batch.sheet)
        if batch.header_row is not None:
            self.add_value("Heading row", f"{batch.header_row:,}")
        self.add_value("Imported", import_slip.when(batch) or "Not recorded")
        sender = plan.organisations.get(batch.sender_id or "")
        if sender is not None:
            self.add_value("From", sender.name)
        self.add_section("Reconciliation")

    def _add_figure(self, words: str, number: str) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(words, "body", "ink2", wrap=True), 1)
        row.addWidget(Label(number, "body", weight=600, tabular=True))
        self.add(holder)

    def _add_pairs(self, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        self.add_section(f"{title} ({len(pairs):,})")
        said = [f"{' '.join(first.split())}: {second}" for first, second in pairs[:_MOST]]
        lines = Label("\n".join(said), "small", "ink2", wrap=True)  # one: sixty take half a second
        lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(lines)
        if title == "Rows left out":
            self._left_out = lines
        if len(pairs) > _MOST:
            self.add_note(f"And {len(pairs) - _MOST:,} more; Copy slip has them all.")

    def _add_digest(self, batch: ImportBatch) -> None:
        if batch.file_sha256:
            self.add_section("SHA-256 of the file")
            digest = batch.file_sha256
            lines = [digest[at : at + 32] for at in range(0, len(digest), 32)]
            shown = Label("\n".join(lines), "small", "ink2", mono=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add(shown)

    def _add_foot(self) -> None:
        copy = Button("Copy slip", icon="copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._text))
        export = Button("Export slip…", icon="export")
        export.clicked.connect(self._export)
        again = Button("Import again…", icon="sources")
        again.clicked.connect(self._again)
        self.set_foot(copy, export)
        self.add(again, gap=12)
