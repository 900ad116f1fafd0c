"""The tools above the map: which view, how it is drawn, and what one does."""

from collections.abc import Mapping
from typing import Final, cast

from PySide6.QtCore import Signal

from commissionplanner.analysis.layout.content import Inside, ViewName
from commissionplanner.analysis.layout.views import LABELS, TIPS
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.segments import Segments

INSIDE, COLOURED = ("boundaries", "links"), ("boundaries",)
"""Views in which it is chosen where services stand, and what their mark says."""


INSIDES: Final = (("provider", "Provider"), ("commissioner", "Commissioner"))
COLOURS: Final = (("prevention", "Prevention"), ("commissioner", "Commissioner"))


class MapTools(Toolbar):
    """The toolbar of the Map page. It tells what is chosen and pressed; it decides nothing."""

    changed = Signal()
    """Another view, or another place for services, is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.views = Segments(
            [(key, "Links" if key == "links" else words) for key, words in LABELS.items()],
            "boundaries", name="View", tips=TIPS,
        )  # fmt: skip
        self.inside = DropDown("Inside", INSIDES)
        self.colour = DropDown("Colour", COLOURS)
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

    def settings(self) -> dict[str, str]:
        """Return what is chosen here, by name."""
        return {
            "view": self.views.current(), "inside": self.inside.current(),
            "colour": self.colour.current(),
        }  # fmt: skip

    def show_settings(self, held: Mapping[str, object]) -> None:
        """Choose what `settings` returned, without telling; what is not known stays as it is."""
        if held.get("view") in LABELS:
            self.views.set_current(str(held["view"]))
        for choice, name, known, views in (
            (self.inside, "inside", INSIDES, INSIDE), (self.colour, "colour", COLOURS, COLOURED),
        ):  # fmt: skip
            if held.get(name) in dict(known):
                choice.set_current(str(held[name]))
            self.set_shown(choice, shown=self.view in views)

    def _choose(self) -> None:
        """Offer what there is to choose in the view, and tell that another is wanted."""
        for choice, views in ((self.inside, INSIDE), (self.colour, COLOURED)):
            self.set_shown(choice, shown=self.view in views)
        self.changed.emit()

    @property
    def view(self) -> ViewName:
        """The view chosen."""
        return cast("ViewName", self.views.current())

    @property
    def stands_with(self) -> Inside:
        """Whether services stand with their provider or their commissioner."""
        return cast("Inside", self.inside.current())
