"""The line under the steps: the file, where in it, what it is read as, which rows are shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.app import import_preview as shown
from commissionplanner.app.usecases import imports
from commissionplanner.model.words import capital
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import ElidedLabel

HIGH = 44


class FileLine(Panel):
    """Name of the file at the left; the kind, or the filters of rows, at the right.

    Attributes:
        kind: What the rows are.
        chips: Filters by key: "all", "problems", "out".
    """

    def __init__(
        self,
        choose_kind: Callable[[str], None],
        choose_rows: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", "b", parent)
        self.dress()
        self._file = ElidedLabel("", "body", weight=600)
        self._where = ElidedLabel("", "small", "ink2")
        self.kind = DropDown("Read as", name="What the rows are")
        self.kind.chosen.connect(choose_kind)
        self.chips = {
            "all": Chip("All rows", closes=False),
            "problems": Chip("With problems", closes=False),
            "out": Chip("Left out", closes=False),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 1)
        row.setSpacing(8)
        row.addWidget(self._file)
        row.addWidget(self._where, 1)
        row.addWidget(self.kind)
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, key=key: choose_rows(key))
            row.addWidget(chip)

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(theme.current().px(HIGH))

    def show_file(
        self, control: ImportController, chosen: str, *, with_kind: bool, with_rows: bool
    ) -> None:
        """Show the present file."""
        self.setVisible(control.path is not None)
        self._file.setText(control.path.name if control.path else "")
        self._where.setText(_where(control))
        preview = control.preview
        self.kind.setVisible(with_kind and preview is not None)
        for key, chip in self.chips.items():
            chip.setVisible(with_rows)
            chip.setChecked(key == chosen)
        if preview is None:
            return
        kinds = [(kind, capital(shown.kind_words(kind))) for kind in imports.KINDS]
        self.kind.set_choices(kinds, preview.staged.kind)
        self.kind.setToolTip(preview.staged.kind_guess.why)
        self.kind.set_doubtful(preview.staged.kind_guess.confidence < shown.DOUBTFUL_KIND)
        listed = len(preview.in_rows) + len(preview.left_out)
        counts = (listed, len(preview.with_problems), len(preview.left_out))
        for chip, count in zip(self.chips.values(), counts, strict=True):
            chip.set_count(count)


def _where(control: ImportController) -> str:
    if control.raw is None:
        return ""
    parts = [f"sheet “{control.raw.sheet}”"] if control.raw.sheet else []
    row = control.preview.staged.header_row if control.preview else None
    parts.append(f"heading in row {row:,}" if row else "no heading row")
    return ", ".join(parts)
