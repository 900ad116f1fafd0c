"""The timeline as a table: the same rows and figures, for those who read it so."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from commissionplanner.analysis.timeline import Row, Timeline
from commissionplanner.model.words import NOT_KNOWN, day_text
from commissionplanner.ui.timeline.lines import Lines
from commissionplanner.ui.timeline.sayings import KINDS, value_words

HEADS: Final = (
    "Group", "Contract", "Value", "Starts", "Ends", "How it ends", "Terms in a row", "Option to",
    "Notice by", "Money confirmed to", "Agreement ends", "Days between terms",
)  # fmt: skip
Place = QModelIndex | QPersistentModelIndex


class TimelineTwin(QAbstractTableModel):
    """One line for each row of the timeline, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Lines(Timeline((), None))

    def show_lines(self, lines: Lines) -> None:
        """Show the rows of these lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def contract(self, at: int) -> str:
        """Return the latest contract of a line."""
        return self._lines.rows[at][1].latest.contract_id

    def line_of(self, contract_id: str) -> int:
        """Return the first line with a contract; -1 where there is none."""
        return self._lines.row_of(contract_id)

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines.rows)

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Place, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        group, row = self._lines.rows[index.row()]
        return _cells(group, row)[index.column()]


def _cells(group: str, row: Row) -> tuple[str, ...]:
    term = row.latest
    ends = "No end" if term.kind == "rolling" else day_text(term.end_on)
    gaps = (NOT_KNOWN if gap is None else str(gap).replace("-", "\u2212") for gap in row.gaps)
    return (
        group, row.name, value_words(term), day_text(term.start_on), ends, KINDS[term.kind],
        str(max(row.rolled, 1)), day_text(term.option_to) if term.option_to else "",
        day_text(term.notice_on), day_text(row.funded_to),
        day_text(row.agreement_to) if row.agreement_to else "", ", ".join(gaps),
    )  # fmt: skip
