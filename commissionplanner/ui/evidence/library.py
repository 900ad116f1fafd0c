"""The library on the Evidence page: search it, read an entry, copy its citation, link it."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QVBoxLayout

from commissionplanner.app.usecases import library
from commissionplanner.app.usecases.library import Wanted
from commissionplanner.edits.library import LinkEntry, UnlinkEntry, rating_of, why_not_linked
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import Service
from commissionplanner.model.ids import random_ids
from commissionplanner.model.library import KINDS, Entry, entries
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import capital, counted
from commissionplanner.ui.dialogs.choose_services import ChooseServices, all_services
from commissionplanner.ui.evidence.two_pane import TwoPane, add_fact, add_line, link_button
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.workspace import Workspace

_HEADS = ("Entry", "Kind", "Dated", "Checked", "Linked to")
_WIDTHS = (128, 126, 178, 84)
_MOST_SERVICES = 12
_CHECK = ("advice", "advice")
_ABOVE = (
    "What reports, laws, ratings, levers and standards say, in our own words, with where that was "
    "read. “Recalled, not checked” is to be checked before it is relied on. Nothing here is legal "
    "advice."
)


class LibraryView(TwoPane):
    """Every entry of the library, filtered, and one of them in full."""

    folds: ClassVar[tuple[int, ...]] = (2, 1)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Library", _HEADS, _WIDTHS)
        self._new_id = random_ids()
        self.above.setText(_ABOVE)
        self.rows.marks = {3: lambda entry: ("good", "good") if entry.checked == "read" else _CHECK}
        barriers = vocabulary("barrier").terms
        self.finder = FilterBox("Search the library")
        self.kind = DropDown("Kind", [("", "All"), *KINDS.items()], most=190)
        self.barrier = DropDown(
            "Barrier", [("", "All"), *((t.code, t.label) for t in barriers)], most=210
        )
        self.here = Chip("For this plan’s nations")
        self.linked = Chip("Linked")
        self.unchecked = Chip("Not checked")
        self.copy = Button("Copy citation", icon="copy")
        self.link = Button("Link to services…", "primary", "link")
        for widget in (self.finder, self.kind, self.barrier):
            self.tools.add(widget)
        for chip in (self.here, self.linked, self.unchecked):
            self.tools.add(chip)
            chip.toggled.connect(self.refresh)
        for drop in (self.kind, self.barrier):
            drop.chosen.connect(self.refresh)
        self.finder.textChanged.connect(self.refresh)
        self.copy.clicked.connect(self._copy)
        self.link.clicked.connect(self._ask)
        self.add_button(self.copy)
        self.add_button(self.link)

    def refresh(self) -> None:
        """List what is looked for, with what the plan makes of it now."""
        plan = self.workspace.plan
        wanted = Wanted(
            words=self.finder.text(),
            kind=self.kind.current(),
            barrier=self.barrier.current(),
            here=self.here.isChecked(),
            linked=self.linked.isChecked(),
            unchecked=self.unchecked.isChecked(),
        )
        found = library.search(plan, wanted)
        self.show_rows(found, self._words, [entry.id for entry in found])

    def counts(self) -> str:
        """Return how many entries are listed."""
        return f"{self.rows.rowCount():,} of {len(entries()):,} entries shown"

    def show_entry(self, key: str) -> None:
        """Show one entry, taking filters off where they hide it."""
        if key in entries() and not self.choose(key):
            self.finder.clear()
            for drop in (self.kind, self.barrier):
                drop.set_current("")
            for chip in (self.here, self.linked, self.unchecked):
                chip.setChecked(False)
            self.refresh()
            self.choose(key)

    def _words(self, entry: Entry) -> tuple[str, ...]:
        held = library.services_of(self.workspace.plan, entry)
        linked = counted(len(held), "service") if held else ""
        dated = entry.date_words.partition(",")[0]
        return (entry.title, entry.kind_words, dated, entry.checked_words, linked)

    def fill(self, column: QVBoxLayout, key: str) -> None:
        """Show an entry in full."""
        entry = entries().get(key)
        self.copy.setEnabled(entry is not None)
        if entry is None:
            self.link.disable("Choose an entry first.")
            column.addWidget(Label("No entry says all of these words.", "body", "ink3", wrap=True))
            return
        why = why_not_linked(entry)
        if why:
            self.link.disable(why)
        elif not self.workspace.plan.services:
            self.link.disable("The plan has no services yet.")
        else:
            self.link.enable()
        level = "good" if entry.checked == "read" else "advice"
        column.addWidget(Label(entry.kind_words, "micro", "ink3", 600))
        column.addWidget(Label(entry.title, "title", wrap=True))
        column.addWidget(Badge(entry.checked_words, level, level))
        column.addWidget(Label(entry.says, "body", wrap=True))
        add_fact(column, "To check with", capital(entry.check))
        add_fact(column, "Citation", entry.citation)
        add_fact(column, "Where read", entry.source)
        add_fact(column, "Dated", entry.date_words)
        add_fact(column, "For", library.nation_words(entry))
        add_fact(column, "Barriers", library.barrier_words(entry))
        self._add_rules(column, entry)
        self._add_services(column, entry)

    def _add_rules(self, column: QVBoxLayout, entry: Entry) -> None:
        rules = library.rules_citing(entry)
        results = self.workspace.results
        found = {f.rule for f in results.findings if f.status == "open"} if results else set()
        open_here = [rule for rule in rules if rule in found]
        add_fact(column, "Rules", ", ".join(rules))
        if open_here:
            rule = open_here[0]
            button = link_button(f"Show findings of {rule}")
            button.clicked.connect(
                lambda _=False: self.workspace.focus.go(f"findings:{rule}", None)
            )
            column.addWidget(button)

    def _add_services(self, column: QVBoxLayout, entry: Entry) -> None:
        held = library.services_of(self.workspace.plan, entry)
        if not held:
            return
        column.addWidget(Label(f"Linked to {counted(len(held), 'service')}", "h2"))
        for service in held[:_MOST_SERVICES]:
            unlink = Button("Unlink", "quiet", height=24)
            unlink.setAccessibleName(f"Unlink {full_name(service)}")
            unlink.clicked.connect(partial(self._unlink, entry, service))
            add_line(column, display_name(service), unlink)
        if len(held) > _MOST_SERVICES:
            more = f"And {len(held) - _MOST_SERVICES:,} more."
            column.addWidget(Label(more, "small", "ink2"))

    def _unlink(self, entry: Entry, service: Service, *_: object) -> None:
        if rating_of(entry) is not None:
            self.workspace.do(SetFields("services", (service.id,), {"eif_evidence": None}))
        else:
            self.workspace.do(UnlinkEntry(entry.id, (service.id,)))

    def _copy(self) -> None:
        entry = entries().get(self.chosen)
        if entry is not None:
            QApplication.clipboard().setText(entry.cite())
            self.workspace.say(f"The citation of “{entry.title}” is copied.")

    def _ask(self) -> None:
        entry = entries().get(self.chosen)
        if entry is None:
            return
        rating = rating_of(entry)
        note = (
            f"The services ticked are given the rating {rating}."
            if rating
            else "It becomes an item of the plan’s evidence for the services ticked."
        )
        if entry.kind == "duty":
            note += " Where a service names no duty yet, this one is filled in."
        held = [service.id for service in library.services_of(self.workspace.plan, entry)]
        ChooseServices(
            f"Link “{entry.title}”", note, all_services(self.workspace.plan),
            partial(self._link, entry), self.window(), held=held,
        ).open()  # fmt: skip

    def _link(self, entry: Entry, keys: tuple[str, ...]) -> bool:
        return self.workspace.do(LinkEntry(entry.id, keys, self._new_id()))
