"""The tools above the map: which view, how it is drawn, and what one does."""

from typing import Any, Final, cast

from PySide6.QtCore import Signal

from commissionplanner.analysis.layout.content import Inside, ViewName
from commissionplanner.analysis.layout.options import MEANINGLESS, Options
from commissionplanner.analysis.layout.shading import colour_fields, size_fields
from commissionplanner.analysis.layout.views import LABELS, TIPS
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.segments import Segments

INSIDES: Final = (("provider", "Provider"), ("commissioner", "Commissioner"))
NO_SIZE: Final = "All alike"


class MapTools(Toolbar):
    """The toolbar of the Map page. It tells what is chosen and pressed; it decides nothing."""

    folds_choices = True
    changed = Signal()
    """Another view, or another place for services, is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.views = Segments(
            [(key, "Links" if key == "links" else words) for key, words in LABELS.items()],
            "boundaries", name="View", tips=TIPS,
        )  # fmt: skip
        self.inside = DropDown("Inside", INSIDES)
        self.colour = DropDown("Colour", tuple(colour_fields().items()), most=190)
        self.sized = DropDown("Size", (("", NO_SIZE), *size_fields().items()), most=170)
        self.saved = Button("Saved views", icon="down")
        self.finder = ToolButton("search", "Find on the map", key="Ctrl+F")
        self.add_service = Button("Add service", icon="plus")
        self.lasso = ToolButton("lasso", "Select many with a lasso", key="Shift+drag")
        self.link = ToolButton("link", "Draw a link from one thing to another", key="L")
        self.lasso.setCheckable(True)
        self.link.setCheckable(True)
        self.fit = Button("Fit", icon="fit")
        self.silos = ToolButton("silo", "Silos: who works with whom, and what is missing", key="F4")
        self.silos.setCheckable(True)
        self.outline = Button("Outline", icon="outline")
        self.export = Button("Export…", icon="export")
        self.add(self.views, gap=13)
        self.add(self.inside)
        self.add(self.colour)
        self.add(self.sized)
        self.add(self.saved)
        for tool in (
            self.finder,
            self.lasso,
            self.link,
            self.add_service,
            self.silos,
            self.fit,
            self.outline,
            self.export,
        ):
            self.add_right(tool)
        self.views.chosen.connect(lambda _: self._choose())
        self.inside.chosen.connect(lambda _: self.changed.emit())

    def options(self) -> dict[str, Any]:
        """Return the options that are chosen here, by name."""
        return {
            "view": self.view, "inside": self.stands_with, "colour": self.colour.current(),
            "size": self.sized.current(),
        }  # fmt: skip

    def show_options(self, options: Options) -> None:
        """Choose what options say, without telling."""
        self.views.set_current(options.view)
        self.inside.set_current(options.inside)
        self.colour.set_current(options.colour)
        self.sized.set_current(options.size)
        self._offer()

    def _offer(self) -> None:
        """Offer what says something in the view, and tell why the rest does not."""
        for name, choice in (
            ("inside", self.inside),
            ("colour", self.colour),
            ("size", self.sized),
        ):
            reason = MEANINGLESS.get((name, self.view), "")
            choice.setEnabled(not reason)
            choice.setToolTip(reason)
            choice.setAccessibleDescription(reason)

    def _choose(self) -> None:
        """Offer what there is to choose in the view, and tell that another is wanted."""
        self._offer()
        self.changed.emit()

    @property
    def view(self) -> ViewName:
        """The view chosen."""
        return cast("ViewName", self.views.current())

    @property
    def stands_with(self) -> Inside:
        """Whether services stand with their provider or their commissioner."""
        return cast("Inside", self.inside.current())
