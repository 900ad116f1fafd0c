"""The row above the rows of the wizard: find as you type, and which rows are shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissionplanner.app.import_preview import Preview
from commissionplanner.ui.widgets.bars import FilterRow
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox


class RowsBar(FilterRow):
    """A box at the left, chips with counts at the right.

    Attributes:
        chips: Filters by key, as `Preview.rows_of` knows them.
    """

    def __init__(
        self,
        typed: Callable[[str], None],
        chosen: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Which rows are shown")
        self.box = FilterBox("Find in these rows", width=220)
        self.box.setToolTip("Find in these rows (Ctrl+F)")
        self.box.textChanged.connect(typed)
        self.said = Label("", "small", "ink2", tabular=True)
        self.add(self.box)
        self.add(self.said)
        self.chips = {
            "all": Chip("All rows", closes=False),
            "problems": Chip("With problems", closes=False),
            "out": Chip("Left out", closes=False),
            "held": Chip("Held", closes=False),
            "changed": Chip("Changed", closes=False),
        }
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, key=key: chosen(key))
            self.add_right(chip)

    def show_counts(self, preview: Preview, chosen: str, shown: int) -> None:
        """Say how many rows each filter has, and how many are shown."""
        for key, chip in self.chips.items():
            chip.set_count(len(preview.rows_of(key)))
            chip.setChecked(key == chosen)
        self.said.setText(f"{shown:,} of {len(preview.lines):,} shown")
        self.said.setAccessibleName(self.said.text())
        self.arrange()
