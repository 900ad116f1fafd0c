"""What the map is asked to show: held in one place, chosen in the tools and the filter row."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from commissionplanner.analysis.layout.narrowing import Levels, is_count
from commissionplanner.analysis.layout.options import KINDS, Options, without_filters
from commissionplanner.app.map_asked import seen
from commissionplanner.app.results import Results
from commissionplanner.io.problems import FileProblem
from commissionplanner.ui.map.compare_choice import CHOOSE, NOTHING, chosen, offered, said, taken
from commissionplanner.ui.map.filter_choices import Facts
from commissionplanner.ui.map.filters import MapFilters
from commissionplanner.ui.map.tools import MapTools
from commissionplanner.ui.workspace import Workspace


class Asking(QObject):
    """Holds the options, and keeps the controls in step with them.

    Args:
        workspace: Where the plan, its year and its scenario are.
        tools: The toolbar, where view, colour and size are chosen.
        refresh: Called when the map is to be arranged anew.
    """

    told = Signal(str)
    """What the map is compared with and what differs, in words; "" for nothing any more."""

    def __init__(
        self,
        workspace: Workspace,
        tools: MapTools,
        refresh: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tools, self._refresh = workspace, tools, refresh
        self._options = Options()
        self._levels_of: Results | None = None
        self._levels: Levels = {}
        self.against = ""
        self.filters = MapFilters()
        self.filters.changed.connect(lambda held: self.ask(replace(self.now(), **held)))
        self.filters.cleared.connect(lambda: self.ask(without_filters(self.now())))
        self.filters.against.picked.connect(self._compare)
        tools.sized.chosen.connect(lambda _: self._refresh())
        workspace.bridge.reckoned.connect(self._on_reckoned)

    def now(self) -> Options:
        """Return what the map is asked to show."""
        return replace(self._options, **self._tools.options())

    def ask(self, options: Options) -> None:
        """Ask the map to show something else."""
        self._options = options
        self._tools.show_options(options)
        self._refresh()

    def levels(self) -> Levels:
        """Return the levels of open findings by thing that a map draws, once they are worked out."""
        results = self._workspace.results
        if results is not self._levels_of:
            found = results.by_record.items() if results else ()
            self._levels_of = results
            self._levels = {
                key: frozenset(one.level for one in held) for key, held in found if key[0] in KINDS
            }
        options = self.now()
        asked = options.levels or options.colour == "finding_level"
        return self._levels if asked else {}

    def _on_reckoned(self) -> None:
        options = self.now()
        if options.levels or options.colour == "finding_level":
            self._refresh()
        else:
            self.show_controls()

    def show_controls(self) -> None:
        """Let the filter row say what is chosen, and offer what the plan has."""
        if not self.filters.isVisible():
            return
        lens, plan, options = self._workspace.focus.lens, self._workspace.plan, self.now()
        shown = seen(plan, lens.scenario_id)
        self.levels()
        self.filters.show_options(options, Facts(shown, lens.year_of(shown), self._levels))
        choices = offered(plan, options, lens.year, lens.scenario_id)
        self.filters.against.set_choices(choices, chosen(options), said(plan, options))

    def _compare(self, keys: tuple[str, ...]) -> None:
        """Compare with what was chosen; ask for the file where it is another version."""
        if keys and keys[-1] == CHOOSE:
            name, _ = QFileDialog.getOpenFileName(
                self.filters, "Compare with another version", "", "Plans (*.cplan)"
            )
            keys = (f"version {name}",) if name else chosen(self.now())
        self.ask(replace(self.now(), **taken(keys)))

    def end_comparison(self) -> bool:
        """Compare with nothing any more; False where nothing was compared."""
        if not self.now().is_compared:
            return False
        self.ask(replace(self.now(), **NOTHING))
        return True

    def give_up(self, error: Exception) -> None:
        """Compare with no version whose file cannot be used: the rest is shown."""
        if isinstance(error, FileProblem) and self._options.against_version:
            self.ask(replace(self.now(), against_version=""))

    def shown(self, told: tuple[str, ...]) -> None:
        """Say how much is left, and what differs, from what the view says of itself."""
        options = self.now()
        self.filters.show_count(options, next((words for words in told if is_count(words)), ""))
        against = told[0] if options.is_compared and told else ""
        if against != self.against:
            self.against = against
            self.told.emit(against)
