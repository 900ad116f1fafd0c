"""Where Next leads in the wizard: step by step, and from sheet to sheet of those that come in."""

from typing import Final

from commissionplanner.ui import page_list
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.table_kind import LATEST

FILE, COLUMNS, ROWS, MATCH, IMPORT = range(5)
_NEXT: Final = (
    "Next: columns",
    "Next: check rows",
    "Next: match to the plan",
    "Next: import",
)


class Going:
    """Knows which sheets were gone through; each that comes in is, before the last step."""

    def __init__(self, control: ImportController) -> None:
        self._control = control
        self._seen: set[str | None] = set()

    def start_file(self) -> None:
        """Forget the sheets: another file is here."""
        self._seen = set()

    def sheets(self) -> list[str]:
        """Return the sheets to step through: those that come in, and the one in view."""
        control = self._control
        if control.source is None:
            return []
        book = control.book
        names = [info.name for info in control.source.sheets]
        return [name for name in names if book.is_in(name) or name == book.shown]

    def beside(self, step: int) -> str | None:
        """Return the sheet `step` places from the one in view, round the end; None for no other."""
        names, shown = self.sheets(), self._control.book.shown
        if len(names) < 2 or shown not in names:
            return None
        return names[(names.index(shown) + step) % len(names)]

    def unseen(self) -> str | None:
        """Return the next sheet that comes in and was not gone through; None where all were."""
        ready, shown = self._control.ready, self._control.book.shown
        names = [sheet.name for sheet in ready.sheets] if ready is not None else []
        left = [name for name in names if name not in self._seen and name != shown]
        return left[0] if left else None

    def after(self, step: int) -> tuple[int, str | None]:
        """Return the step that Next leads to, and the sheet to show there; None for the same."""
        if step != MATCH:
            return (ROWS if step == FILE and self.skips_columns() else step + 1), None
        self._seen.add(self._control.book.shown)
        other = self.unseen()
        return (IMPORT, None) if other is None else (COLUMNS, other)

    def skips_columns(self) -> bool:
        """Whether a profile says what the columns are, so that their step is passed by."""
        preview = self._control.preview
        if preview is None or not preview.staged.sheet.profile:
            return False
        return all(head.sure != "check" for head in preview.heads)

    def words(self, step: int) -> str:
        """Return what the main button says."""
        ready = self._control.ready
        if step == MATCH and (other := self.unseen()) is not None:
            return f"Next: sheet “{_short(other)}”"
        if step < IMPORT:
            return _NEXT[COLUMNS if step == FILE and self.skips_columns() else step]
        if ready is None or not ready.sheets:
            return "Import"
        if ready.is_repeat:
            return "Finish: nothing to import"
        many = f" of {len(ready.sheets)} sheets" if len(ready.sheets) > 1 else ""
        return f"Import {ready.rows:,} rows{many}"


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"


def first_page(*keys: str) -> str:
    """Return the first of these pages that the window has; the Overview where it has none."""
    return next((key for key in keys if page_list.has(key)), "overview")


def landing(page: str) -> str:
    """Return where to go on a page after an import: a table shows what has just come in."""
    return page if page in ("sources", "queue", "overview") else f"{page}:{LATEST}"
