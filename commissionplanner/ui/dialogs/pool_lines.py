"""Asks for money into a fund: who gives, from which stream, how much by year and how sure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.app.pool_offer import Offer, left_words, streams_offered
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.pools import AddMember, SetContribution
from commissionplanner.model.entities import FundingStream
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo, partners_first
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.dialogs.year_lines import YearLines
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.workspace import Workspace

MARKS = {
    "good": "",
    "note": "",
    "advice": " · with conditions",
    "warning": " · not poolable here",
}


class MoneyInDialog(TallForm):
    """Who gives, from which stream, how much in each year and how sure that is."""

    def __init__(self, workspace: Workspace, pool_id: str, parent: QWidget) -> None:
        plan = workspace.plan
        name = display_name(plan.pools[pool_id])
        super().__init__(
            f"Add money in to {name}",
            "Leave a year empty where the amount is not known; it is never counted as zero.",
            "Add money in", parent,
        )  # fmt: skip
        self._workspace, self._pool_id = workspace, pool_id
        self.partner = combo(partners_first(plan))
        offers = streams_offered(plan, plan.pools[pool_id])
        self._offers = {offer.stream_id: offer for offer in offers}
        self.stream = combo([("", "Not recorded"), *map(_choice, offers)])
        self.recurs = combo(
            [("", "Not known yet"), ("yes", "Every year"), ("no", "Once, not in the base")]
        )
        self._partner_field = Field("Partner", self.partner)
        self.beside(self._partner_field, Field("From the stream", self.stream))
        self.why = Label("", "small", "ink2", wrap=True)
        self.mark = LevelIcon("note", 14)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.why, 1)
        self.column.addLayout(said)
        self.column.addWidget(Field("The money comes", self.recurs))
        self.years = YearLines(plan.years, with_certainty=True)
        self.column.addWidget(self.years)
        self.close_column()
        self._recurs_chosen = False
        self.recurs.activated.connect(self._on_recurs)
        self.stream.activated.connect(self._fill)
        self.partner.activated.connect(self._put_own_first)
        self._show_offer(None)

    def _on_recurs(self) -> None:
        self._recurs_chosen = True

    def _put_own_first(self) -> None:
        """List the streams that the partner holds before the others."""
        partner, kept = chosen(self.partner), chosen(self.stream)
        rows = self._workspace.plan.funding_streams
        own = [o for o in self._offers.values() if rows[o.stream_id].holder_id == partner]
        others = [o for o in self._offers.values() if o not in own]
        self.stream.clear()
        self.stream.addItem("Not recorded", "")
        for offer in (*own, *others):
            key, words = _choice(offer)
            self.stream.addItem(words, key)
        if own and others:
            self.stream.insertSeparator(1 + len(own))
        self.stream.setCurrentIndex(max(self.stream.findData(kept), 0))
        self._fill()

    def _fill(self) -> None:
        """Show what is recorded already for the partner and stream."""
        plan = self._workspace.plan
        stream = plan.funding_streams.get(chosen(self.stream))
        holder = stream.holder_id if stream else None
        if holder and not chosen(self.partner):
            self.partner.setCurrentIndex(max(self.partner.findData(holder), 0))
        self._show_offer(stream)
        place = (self._pool_id, chosen(self.partner), chosen(self.stream) or None)
        rows = [
            row
            for row in plan.contributions.values()
            if (row.pool_id, row.partner_id, row.stream_id) == place and row.year
        ]
        offer = self._offers.get(chosen(self.stream))
        if rows:
            self.years.show_amounts({row.year: row.amount_p for row in rows if row.year})
        elif offer is not None:
            self.years.show_amounts(dict(zip(plan.years, offer.left_p, strict=True)))

    def _show_offer(self, stream: FundingStream | None) -> None:
        """Say what speaks for and against a stream, and what of it is free."""
        offer = self._offers.get(stream.id) if stream else None
        self.mark.setVisible(offer is not None)
        self.why.setVisible(offer is not None)
        if offer is None or stream is None:
            return
        self.mark.set_icon(offer.level, offer.level)
        free = left_words(self._workspace.plan, offer)
        filled = "Filled in below; you may change it."
        if offer.is_in:
            filled = "It is in this fund already: below is what it gives, which you may change."
        self.why.setText(f"{offer.why} Not yet given to a fund: {free}. {filled}")
        if not self._recurs_chosen:  # it follows the stream until somebody says otherwise
            once = {"": "", "one_off": "no"}.get(stream.recurrence or "", "yes")
            self.recurs.setCurrentIndex(self.recurs.findData(once))
        self.fit_soon()

    def finish(self) -> None:
        """Set every year that has an amount."""
        partner, stream = chosen(self.partner), chosen(self.stream) or None
        self._partner_field.show_error("" if partner else "Choose who gives the money.")
        try:
            amounts = self.years.read()
        except BadInput:
            return
        if not partner:
            return
        if not any(amount_p is not None for amount_p in amounts.values()):
            self.years.refuse("Give an amount for at least one year.")
            return
        new_id = random_ids()
        recurs = {"yes": True, "no": False}.get(chosen(self.recurs))
        edits: list[Edit] = [AddMember(self._pool_id, partner, new_id())]
        edits.extend(
            SetContribution(
                self._pool_id,
                partner,
                stream,
                year,
                amount_p,
                new_id(),
                chosen(self.years.sure[year]) or None,
                recurs,
            )
            for year, amount_p in amounts.items()
            if amount_p is not None
        )
        name = display_name(self._workspace.plan.organisations.get(partner))
        if self._workspace.do(Together(f"Add money in from “{name}”", tuple(edits))):
            self.accept()


def _choice(offer: Offer) -> tuple[str, str]:
    mark = " · in this fund already" if offer.is_in else MARKS[offer.level]
    return offer.stream_id, f"{offer.name}{mark}"
