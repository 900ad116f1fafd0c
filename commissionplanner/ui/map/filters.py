"""The filter row of the map: what is shown, what it is compared with, and how much that leaves."""

from typing import Any, Final

from PySide6.QtCore import QTimer, Signal

from commissionplanner.analysis.layout.options import (
    MEANINGLESS,
    NARROWING,
    Options,
    meant,
    without_filters,
)
from commissionplanner.analysis.layout.views import LABELS
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui.map.choice_chip import Choice, ChoiceChip
from commissionplanner.ui.map.filter_choices import NAMES, Facts, choices
from commissionplanner.ui.widgets.bars import FilterRow
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox

WAYS: Final = (
    ("both", "Up- and downstream"),
    ("up", "Upstream: where money and referrals come from"),
    ("down", "Downstream: where they go"),
)
SHORT_WAYS: Final = {"both": "Around", "up": "Upstream of", "down": "Downstream of"}
STEPS: Final = (1, 2, 3, 5, 20)
ALL_STEPS: Final = 20
TYPING_MS: Final = 250
NO_SERVICES: Final = "This plan holds no services yet, so that there is nothing to filter by here."


class MapFilters(FilterRow):
    """Chips for every filter. It tells what is chosen; the page holds it."""

    changed = Signal(dict)
    """Options that are to be others: their values by name."""
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Filters of the map")
        self.text = FilterBox("Filter services", width=150)
        self.text.setToolTip("Only services whose name holds this")
        self.chips = {
            name: ChoiceChip(words, tip, many=name != "single")
            for name, (words, tip) in NAMES.items()
        }
        self.around = ChoiceChip(
            "Around…", "Only what is up- or downstream of the thing you are on", many=False
        )
        self.against = ChoiceChip(
            "Compare with…", "Mark what another year, scenario or version has otherwise", many=False
        )
        self.count = Label("", "body", "ink2")
        self.clear_all = Button("Clear all", "quiet")
        self.add(self.text)
        for chip in (self.against, self.around, *self.chips.values()):
            self.add(chip, gap=6)
        self.add_right(self.clear_all)
        self.add_right(self.count)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(lambda: self.changed.emit({"text": self.text.text()}))
        self._join()

    def _join(self) -> None:
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.text.returnPressed.connect(self._typing.timeout.emit)
        for name, chip in self.chips.items():
            chip.picked.connect(lambda keys, name=name: self._pick(name, keys))
        self.around.picked.connect(self._pick_around)
        self.clear_all.clicked.connect(self.cleared)

    def _pick(self, name: str, keys: tuple[str, ...]) -> None:
        value: object = keys
        if name == "single":
            value = keys[0] if keys else "any"
        self.changed.emit({name: value})

    def _pick_around(self, keys: tuple[str, ...]) -> None:
        if not keys:
            self.changed.emit({"around": None})
            return
        held: dict[str, Any] = {}
        for key in keys:
            name, _, value = key.partition(" ")
            held[name] = int(value) if name == "steps" else value
        self.changed.emit(held)

    def show_options(self, options: Options, facts: Facts) -> None:
        """Show what is chosen, and what there is to choose of a plan."""
        bare = "" if facts.plan.services else NO_SERVICES
        for name, chip in self.chips.items():
            held = getattr(options, name)
            keys = ((held,) if held != "any" else ()) if name == "single" else held
            reason = bare or MEANINGLESS.get((name, options.view), "")
            chip.set_choices(choices(name, facts), keys, reason=reason)
        if not self._typing.isActive() and self.text.text() != options.text:
            self.text.blockSignals(True)
            self.text.setText(options.text)
            self.text.blockSignals(False)
        self.text.setEnabled(not bare)
        self.text.setToolTip(bare or "Only services whose name holds this")
        self._show_around(options, facts.plan, bare)
        self.set_shown(self.clear_all, shown=without_filters(options) != options)

    def _show_around(self, options: Options, plan: Plan, bare: str) -> None:
        if options.around is None:
            self.around.set_choices((), (), reason=bare)
            return
        table, key = options.around
        name = display_name(plan.record(table, key)) or "a thing that is gone"
        offered = [Choice(f"way {way}", words, group="Which way") for way, words in WAYS]
        offered += [
            Choice(f"steps {n}", steps_words(n), group="Through how many links") for n in STEPS
        ]
        if options.steps not in STEPS:
            offered.append(
                Choice(f"steps {options.steps}", steps_words(options.steps),
                       group="Through how many links")
            )  # fmt: skip
        said = f"{SHORT_WAYS[options.way]} {name}, {steps_words(options.steps).lower()}"
        keys = (f"way {options.way}", f"steps {options.steps}")
        self.around.set_choices(offered, keys, said)

    def show_count(self, options: Options, said: str) -> None:
        """Say how many services are left; "" where all are."""
        narrowed = any(
            getattr(meant(options), name) != getattr(Options(), name) for name in NARROWING
        )
        words = said.replace(" are shown.", " shown").replace(" is shown.", " shown")
        self.count.setText(words if narrowed else "")
        self.count.setAccessibleName(f"{LABELS[options.view]}: {words or 'everything is shown'}")
        self.set_shown(self.count, shown=bool(self.count.text()))


def steps_words(steps: int) -> str:
    """Return through how many links, in words."""
    if steps >= ALL_STEPS:
        return "To the end"
    return f"{steps} link" if steps == 1 else f"{steps} links"
