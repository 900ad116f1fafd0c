"""The early-years core offer on the Evidence page: each line, who provides and pays, and to when."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commissionplanner.analysis import core_offer as offer
from commissionplanner.analysis.core_offer import STATES, Provided, Row
from commissionplanner.edits.library import LinkOffer, SetOfferGap, UnlinkOffer
from commissionplanner.model.entities import Service
from commissionplanner.model.library import CHECKED, entries
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN, counted, day_text
from commissionplanner.ui.dialogs.choose_services import ChooseServices, all_services
from commissionplanner.ui.evidence.two_pane import TwoPane, add_fact, link_button
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

NOBODY = "Nobody recorded"
_HEADS = ("Line", "How it stands", "Provided by", "Paid by", "To")
_WIDTHS = (166, 150, 130, 104)
_SHORT = {"whole": "Recorded in full", "part": "Recorded in part", "ended": "Has ended",
          "nobody": "Nobody provides it", "not_recorded": NOBODY}  # fmt: skip
_LEVELS = {"whole": "good", "part": "warning", "ended": "warning", "nobody": "problem",
           "not_recorded": "note"}  # fmt: skip
_MOST_PROPOSED = 4
_ABOVE = (
    "A line counts for what is linked to it here, and for nothing else. “Nobody recorded” does not "
    "say that nobody is there: link the service, or say that nobody provides it."
)


class OfferView(TwoPane):
    """Every line of the core offer, and one of them in full."""

    folds: ClassVar[tuple[int, ...]] = (3,)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Early-years core offer", _HEADS, _WIDTHS)
        self._rows: dict[str, Row] = {}
        self.above.setText(_ABOVE)
        self.rows.marks = {1: lambda row: (_LEVELS[row.state], _LEVELS[row.state])}
        self.open_lines = Chip("Not whole")
        self.proposed = Chip("With a proposal")
        for chip in (self.open_lines, self.proposed):
            self.tools.add(chip)
            chip.toggled.connect(self.refresh)
        self.said = Label("", "body", "ink2")
        self.tools.add(self.said)
        self.gap = Button("Nobody provides it")
        self.link = Button("Link a service…", "primary", "link")
        self.gap.clicked.connect(self._say_gap)
        self.link.clicked.connect(self._ask)
        self.proposals: list[Button] = []
        self.add_button(self.gap)
        self.add_button(self.link)

    def refresh(self) -> None:
        """List the lines as the plan stands now."""
        plan = self.workspace.plan
        rows = offer.core_offer(plan)
        self._rows = {row.line.code: row for row in rows}
        whole = sum(row.state == "whole" for row in rows)
        blank = sum(not row.is_known for row in rows)
        self.said.setText(
            f"{whole:,} of {len(rows):,} lines whole, {blank:,} with nobody recorded"
            if rows
            else "The plan is for no early years."
        )
        shown = [
            row
            for row in rows
            if not (self.open_lines.isChecked() and row.state == "whole")
            and not (self.proposed.isChecked() and not offer.proposals(plan, row))
        ]
        self.show_rows(shown, self._words, [row.line.code for row in shown])

    def counts(self) -> str:
        """Return what the status bar says of the lines."""
        return self.said.text()

    def _words(self, row: Row) -> tuple[str, ...]:
        latest = row.latest
        to = day_text(latest.to) if latest else NOT_KNOWN if row.provided else ""
        return (
            row.label,
            _SHORT[row.state],
            self._names(row.providers) or (NOT_KNOWN if row.provided else ""),
            self._names(row.funders) or (NOT_KNOWN if row.provided else ""),
            to,
        )

    def _names(self, keys: tuple[str, ...]) -> str:
        bodies = self.workspace.plan.organisations
        return ", ".join(display_name(bodies.get(key)) or key for key in keys)

    def fill(self, column: QVBoxLayout, key: str) -> None:
        """Show a line in full: what it is, what is linked, what might be."""
        row = self._rows.get(key)
        self.proposals = []
        self._settle(row)
        if row is None:
            column.addWidget(Label("Choose a line.", "body", "ink3"))
            return
        term = vocabulary("core_offer").by_code[row.line.code]
        level = _LEVELS[row.state]
        column.addWidget(Label(row.line.section, "micro", "ink3", 600))
        column.addWidget(Label(term.label, "title", wrap=True))
        column.addWidget(Badge(STATES[row.state], level, level))
        column.addWidget(Label(term.definition, "body", wrap=True))
        if row.provided:
            column.addWidget(Label("Linked", "h2"))
        for each in row.provided:
            self._add_provided(column, row, each)
        self._add_proposals(column, row)
        column.addWidget(Label("Where the line comes from", "h2"))
        column.addWidget(Label(row.line.source, "small", "ink2", wrap=True))
        column.addWidget(Label(CHECKED[row.line.checked], "small", "ink3"))
        for entry_id in row.line.entries:
            read = link_button(entries()[entry_id].title)
            read.clicked.connect(partial(self._read, entry_id))
            column.addWidget(read)

    def _settle(self, row: Row | None) -> None:
        if row is None:
            self.link.disable("Choose a line first.")
            self.gap.disable("Choose a line first.")
            return
        self.link.enable()
        self.gap.set_words("Take back “nobody”" if row.is_gap else "Nobody provides it")
        if row.provided:
            self.gap.disable("A service is linked to this line. Unlink it first.")
        else:
            self.gap.enable()
        if not self.workspace.plan.services:
            self.link.disable("The plan has no services yet.")

    def _add_provided(self, column: QVBoxLayout, row: Row, each: Provided) -> None:
        unlink = Button("Unlink", "quiet", height=24)
        unlink.setAccessibleName(f"Unlink {full_name(each.service)}")
        unlink.clicked.connect(partial(self._unlink, row, each.service))
        name = link_button(full_name(each.service), "Open the service")
        name.clicked.connect(partial(self._open, each.service))
        line = QHBoxLayout()
        line.addWidget(name, 0)
        line.addStretch(1)
        line.addWidget(unlink)
        column.addLayout(line)
        add_fact(column, "Provided by", self._names(each.providers) or NOT_KNOWN)
        add_fact(column, "Paid by", self._names(each.funders) or NOT_KNOWN)
        if each.to is None:
            add_fact(column, "To", NOT_KNOWN)
        else:
            past = ", which has passed" if each.is_over else ""
            tone = "warning" if each.is_over else "ink"
            add_fact(column, "To", f"{day_text(each.to)}, {each.basis}{past}", tone)

    def _add_proposals(self, column: QVBoxLayout, row: Row) -> None:
        found = offer.proposals(self.workspace.plan, row)
        if not found:
            return
        column.addWidget(Label("May be this line, by name", "h2"))
        for service in found[:_MOST_PROPOSED]:
            link = Button(f"Link “{display_name(service)}”", height=28, icon="link")
            link.setToolTip(full_name(service))
            link.clicked.connect(partial(self._link, row.line.code, (service.id,)))
            self.proposals.append(link)
            column.addWidget(link)
        if len(found) > _MOST_PROPOSED:
            more = counted(len(found) - _MOST_PROPOSED, "more service")
            column.addWidget(Label(f"And {more} by name.", "small", "ink2"))

    def _link(self, code: str, keys: tuple[str, ...], *_: object) -> bool:
        return self.workspace.do(LinkOffer(code, keys))

    def _unlink(self, row: Row, service: Service, *_: object) -> None:
        self.workspace.do(UnlinkOffer(row.line.code, (service.id,)))

    def _open(self, service: Service, *_: object) -> None:
        self.workspace.focus.go("services", Thing("services", service.id))

    def _read(self, entry_id: str, *_: object) -> None:
        self.workspace.focus.go(f"evidence:library:{entry_id}")

    def _say_gap(self) -> None:
        row = self._rows.get(self.chosen)
        if row is not None:
            self.workspace.do(SetOfferGap(row.line.code, is_gap=not row.is_gap))

    def _ask(self) -> None:
        row = self._rows.get(self.chosen)
        if row is None:
            return
        held = [each.service.id for each in row.provided]
        ChooseServices(
            f"Who provides “{row.label}”?",
            "Tick the services that provide this line. One undo takes it back.",
            all_services(self.workspace.plan), partial(self._link, row.line.code), self.window(),
            held=held,
        ).open()  # fmt: skip
