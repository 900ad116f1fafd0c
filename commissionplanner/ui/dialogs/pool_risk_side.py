"""Partners' terms for an overspend, an underspend or both: shares and caps, and bands."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.app.pool_grid import pounds
from commissionplanner.app.wording import typed_value
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import RiskShareTerm
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.ui.dialogs.form import chosen, combo, terms
from commissionplanner.ui.dialogs.pool_risk_terms import BandsGrid
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.widgets.painting import RIGHT

PLAIN = frozenset({"capped", "fixed_percent"})
NEED_TERMS = PLAIN | {"banded"}
WITH_FIGURE = frozenset({"amount", "percent"})  # kinds of cap
BOTH = (None, "both")


class _Line:
    """One partner's terms: share, kind of cap, cap."""

    def __init__(self, name: str, side: str, row: RiskShareTerm | None) -> None:
        self.share, self.cap = QLineEdit(), QLineEdit()
        self.kind = combo(terms("cap_kind"), (row.cap_kind or "") if row else "")
        if row is not None and row.share_ppm is not None:
            self.share.setText(percent(row.share_ppm))
        if row is not None and row.cap_kind == "amount" and row.cap_p is not None:
            self.cap.setText(pounds(row.cap_p))
        elif row is not None and row.cap_kind == "percent" and row.cap_ppm is not None:
            self.cap.setText(percent(row.cap_ppm))
        for line, what in ((self.share, "share"), (self.cap, "cap")):
            line.setAlignment(RIGHT)
            line.setPlaceholderText("Not known" if what == "share" else "")
            line.setAccessibleName(f"{name}, {what}{side}")
        self.kind.setAccessibleName(f"{name}, kind of cap{side}")
        self.cap.textEdited.connect(self._name_kind)
        self.kind.activated.connect(self._drop_cap)

    def _name_kind(self, text: str) -> None:
        """Say what kind of cap is typed, where none is chosen: a typed cap is never left out."""
        if text.strip() and chosen(self.kind) not in WITH_FIGURE:
            kind = "percent" if "%" in text else "amount"
            self.kind.setCurrentIndex(self.kind.findData(kind))

    def _drop_cap(self) -> None:
        """Empty the figure where the kind of cap chosen has none, so that both say the same."""
        if chosen(self.kind) not in WITH_FIGURE:
            self.cap.clear()

    def values(self, partner_id: str) -> Mapping[str, Value]:
        """Return the terms as fields.

        Raises:
            EditRefused: a figure does not fit.
        """
        kind = chosen(self.kind)
        return {
            "partner_id": partner_id,
            "share_ppm": _read("share_ppm", self.share),
            "cap_kind": kind or None,
            "cap_p": _read("cap_p", self.cap) if kind == "amount" else None,
            "cap_ppm": _read("cap_ppm", self.cap) if kind == "percent" else None,
            "band_from_ppm": None,
            "band_to_ppm": None,
        }


def _read(name: str, line: QLineEdit) -> Value:
    try:
        return typed_value(Plan(), spec_by_name(RiskShareTerm)[name], line.text())
    except EditRefused as refusal:
        line.setFocus()
        raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal


def rows_of(rows: Sequence[RiskShareTerm], side: str) -> list[RiskShareTerm]:
    """Return the terms that hold for a side, by id: of several for a partner the last counts."""
    return sorted((r for r in rows if r.applies_to in (side, *BOTH)), key=lambda r: r.id)


class SideTerms(QWidget):
    """Every partner's share and cap, and the bands; only what the methods need is shown.

    Args:
        partners: Names by id.
        side: "over" or "under".
        rows: All terms of the risk share.
    """

    def __init__(
        self, partners: Mapping[str, str], side: str, rows: Sequence[RiskShareTerm]
    ) -> None:
        super().__init__()
        self._partners, self._side = dict(partners), side
        held = rows_of(rows, side)
        self._plain = {r.partner_id or "": r for r in held if r.band_from_ppm is None}
        self.lines: dict[str, _Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = Label("", "body", "ink", 600)
        column.addWidget(self.head)
        self._grid = self._made_grid()
        column.addWidget(self._grid)
        self.bands = BandsGrid(self._partners, held)
        self._bands = Field(
            "Bands", self.bands,
            help_text="Limits are per cent of planned spending; each band's shares make 100%.",
        )  # fmt: skip
        column.addWidget(self._bands)

    def _made_grid(self) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self._share_head = Label("Agreed share", "small", "ink3", 500)
        heads = (Label("Partner", "small", "ink3", 500), self._share_head,
                 Label("Cap", "small", "ink3", 500), Label("Cap is", "small", "ink3", 500))  # fmt: skip
        for at, head in enumerate(heads):
            grid.addWidget(head, 0, at)
        said = ", underspend" if self._side == "under" else ""
        for down, (key, name) in enumerate(self._partners.items(), start=1):
            line = self.lines[key] = _Line(name, said, self._plain.get(key))
            grid.addWidget(ElidedLabel(name), down, 0)
            for at, widget in enumerate((line.share, line.kind, line.cap), start=1):
                grid.addWidget(widget, down, at)
        for at, wide in enumerate((3, 2, 4, 2)):
            grid.setColumnStretch(at, wide)
        return whole

    def take(self, other: "SideTerms") -> None:
        """Begin with what stands in the other side's shares and caps, where this one is empty."""
        if any(line.share.text() or line.cap.text() for line in self.lines.values()):
            return
        for key, line in self.lines.items():
            line.share.setText(other.lines[key].share.text())
            line.cap.setText(other.lines[key].cap.text())
            line.kind.setCurrentIndex(other.lines[key].kind.currentIndex())

    def settle(self, methods: set[str], head: str) -> None:
        """Show what these methods need, under a head; "" for none."""
        self.head.setText(head)
        self.head.setVisible(bool(head) and bool(methods & NEED_TERMS))
        self._grid.setVisible(bool(methods & PLAIN))
        for share in (self._share_head, *(line.share for line in self.lines.values())):
            share.setVisible("fixed_percent" in methods)
        self._bands.setVisible("banded" in methods)
        self.setVisible(bool(methods & NEED_TERMS))

    def values(self, methods: set[str], applies_to: str | None) -> tuple[Mapping[str, Value], ...]:
        """Return every term as fields, for the side or sides named.

        Raises:
            EditRefused: a figure does not fit, or agreed shares do not make 100 %.
        """
        plain = [line.values(key) for key, line in self.lines.items()]
        self._check(methods, plain)
        found = plain
        if "banded" in methods:
            found = [
                t for t in plain if any(v is not None for k, v in t.items() if k != "partner_id")
            ]
            found += self.bands.terms()
        return tuple({**term, "applies_to": applies_to} for term in found)

    def _check(self, methods: set[str], plain: Sequence[Mapping[str, Value]]) -> None:
        shares = [int(str(t["share_ppm"])) for t in plain if t["share_ppm"] is not None]
        if "fixed_percent" in methods and len(shares) == len(plain) and sum(shares) != PPM:
            whose = self.head.text()
            said = f"{whose}: the agreed shares" if whose else "The agreed shares"
            raise EditRefused(f"{said} make {format_ppm(sum(shares), 2)}, not 100%.")


def partners_in(rows: Sequence[RiskShareTerm]) -> Iterator[str]:
    """Yield the partners that have terms outside bands."""
    yield from (r.partner_id for r in rows if r.partner_id and r.band_from_ppm is None)
