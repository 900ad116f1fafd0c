"""The tools of the co-termination planner: which group, which day, whether to shorten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, cast

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.analysis.cotermination_dates import ProposedDay
from commissionplanner.analysis.end_groups import KINDS, GroupKind
from commissionplanner.app.usecases.cotermination import Asked, Worked
from commissionplanner.app.wording import typed_day
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted, day_text
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.choose_services import ChooseServices
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.inputs import CheckBox

OTHER: Final = "other"
"""The choice of a day that is typed."""


class AlignTools:
    """The toolbar of the planner.

    Attributes:
        asked: Called with what the user asks for.
        refused: Called with why what was typed is no day.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.asked: Callable[[Asked], None] = lambda _asked: None
        self.refused: Callable[[str], None] = lambda _why: None
        self._now = Asked()
        self._worked: Worked | None = None
        self.bar = Toolbar()
        self.back = ToolButton("left", "Back to the timeline")
        self.kind = DropDown("Align", KINDS, "pool", most=230)
        self.which = DropDown("", (), name="Which", most=250)
        self.services = Button("Choose services…")
        self.day = DropDown("End on", (), most=330)
        self.typed = QLineEdit()
        self.shorten = CheckBox("Shorten too")
        self.export = Button("Export list…", icon="export")
        self.apply = Button("Align ends", "primary")
        self._lay_out()

    def _lay_out(self) -> None:
        self.typed.setPlaceholderText("31 Mar 2029")
        self.typed.setAccessibleName("Another day")
        self.typed.setFixedWidth(theme.current().px(112))
        self.shorten.setToolTip(
            "Contracts that end later may be ended early, where no extension would do instead."
        )
        for widget in (self.back, self.kind, self.which, self.services, self.day, self.typed,
                       self.shorten):  # fmt: skip
            self.bar.add(widget)
        self.bar.add_right(self.export)
        self.bar.add_right(self.apply)
        self.kind.chosen.connect(self._on_kind)
        self.which.chosen.connect(self._on_which)
        self.day.chosen.connect(self._on_day)
        self.services.clicked.connect(lambda *_: self._choose())
        self.typed.editingFinished.connect(self._on_typed)
        self.shorten.toggled.connect(
            lambda on: self.asked(replace(self._now, may_shorten=bool(on)))
        )

    def show_worked(self, worked: Worked) -> None:
        """Show the groups and days there are, and which are shown; nobody is told."""
        asked = worked.asked
        self._now, self._worked = asked, worked
        found, is_services = worked.found, asked.kind == "services"
        keys = found.group.keys if found is not None else asked.keys
        self.kind.set_current(asked.kind)
        if not is_services:
            names = [(str(n), name) for n, (_, name) in enumerate(worked.groups)]
            at = next((str(n) for n, (each, _) in enumerate(worked.groups) if each == keys), "0")
            self.which.set_choices(names, at)
        self.services.set_words(f"Choose services… ({len(asked.keys)})")
        self.bar.set_shown(self.which, shown=bool(worked.groups) and not is_services)
        self.bar.set_shown(self.services, shown=is_services)
        self._show_days(worked)
        self.shorten.blockSignals(True)
        self.shorten.setChecked(asked.may_shorten)
        self.shorten.blockSignals(False)

    def _show_days(self, worked: Worked) -> None:
        found = worked.found
        choices = [(each.day.isoformat(), day_words(each)) for each in worked.days]
        current = found.target_on.isoformat() if found is not None else ""
        if found is not None and current not in dict(choices):
            choices.append((current, day_text(found.target_on)))
        self.day.set_choices([*choices, (OTHER, "Another day…")], current or OTHER)
        self.bar.set_shown(self.typed, shown=False)
        if found is not None:
            self.typed.setText(day_text(found.target_on))
        for each in worked.days:
            if each.day.isoformat() == current and each.why:
                self.day.setToolTip("; ".join(each.why))

    def show_count(self, count: int, *, has_list: bool) -> None:
        """Say how many moves would be made."""
        self.apply.set_words("Align ends" if not count else f"Align {counted(count, 'end')}")
        if count:
            self.apply.enable()
        else:
            self.apply.disable("No move is ticked.")
        if has_list:
            self.export.enable()
        else:
            self.export.disable("There is nothing to list.")

    def _on_kind(self, key: str) -> None:
        kind = cast("GroupKind", key)
        self.asked(Asked(kind, may_shorten=self._now.may_shorten))
        if kind == "services":
            self._choose()

    def _on_which(self, key: str) -> None:
        if self._worked is not None:
            keys = self._worked.groups[int(key)][0]
            self.asked(replace(self._now, keys=keys, day=None))

    def _on_day(self, key: str) -> None:
        if key == OTHER:
            self.bar.set_shown(self.typed, shown=True)
            self.typed.setFocus()
            self.typed.selectAll()
        else:
            self.asked(replace(self._now, day=date.fromisoformat(key)))

    def _on_typed(self) -> None:
        if not self.typed.text().strip():
            return
        try:
            day = typed_day(self.typed.text())
        except EditRefused as refusal:
            self.refused(str(refusal))
            return
        self.asked(replace(self._now, day=day))

    def _choose(self) -> None:
        """Let the user tick services; those ticked are the group."""
        if self._worked is None:
            return
        offered = [(keys[0], name) for keys, name in self._worked.groups]
        ChooseServices(
            "Services that are to end together", "", offered, self._take, self._page.window(),
            do="Use these services", ticked=self._now.keys,
        ).open()  # fmt: skip

    def _take(self, keys: tuple[str, ...]) -> bool:
        self.asked(replace(self._now, kind="services", keys=keys, day=None))
        return True


def day_words(each: ProposedDay) -> str:
    """Return a proposed day with what would end on it."""
    return (
        f"{day_text(each.day)}: {each.aligned} of {each.of}, "
        f"{format_short(each.value_p)} of {format_short(each.of_value_p)}"
    )
