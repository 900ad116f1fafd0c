"""Parts of the risk-share dialog: bands with each partner's share, and the order of cover."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import RiskShareTerm
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.ui.dialogs.form import chosen, combo
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT

MOST: Final = 6
STEPS: Final = (
    ("", "Nothing more"),
    ("Underspends elsewhere in the fund", "Underspends elsewhere in the fund"),
    ("The reserve of the fund", "The reserve of the fund"),
    ("Schemes not yet committed, uncommitted", "Schemes not yet committed"),
    ("The partners, by the method for the rest", "The partners, by the method for the rest"),
)
"""Steps of the order of cover: as kept, and as chosen."""


def read_rate(name: str, line: QLineEdit) -> int | None:
    """Return a rate that was typed; None where the line is empty.

    Raises:
        EditRefused: it is no rate; the message names the line.
    """
    try:
        found = wording.typed_value(Plan(), spec_by_name(RiskShareTerm)[name], line.text())
    except EditRefused as refusal:
        line.setFocus()
        raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal
    return found if isinstance(found, int) else None


class BandsGrid(QWidget):
    """Bands of planned spending, each with two limits and every partner's share of it."""

    def __init__(
        self,
        partners: Mapping[str, str],
        rows: Sequence[RiskShareTerm],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._partners = dict(partners)
        self.bands: list[dict[str, QLineEdit]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        heads = ("From", "Up to", *self._partners.values())
        for at, head in enumerate(heads):
            self._grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        self.more = Button("Add a band", "quiet", "plus", height=26, flush=True)
        self.more.clicked.connect(lambda *_: self.add())
        foot.addWidget(self.more)
        foot.addStretch(1)
        column.addLayout(foot)
        held = sorted({(r.band_from_ppm, r.band_to_ppm) for r in rows if r.band_from_ppm is not None},
                      key=lambda limits: (limits[0] or 0, limits[1] or PPM))  # fmt: skip
        for low, high in held:
            shares = {
                r.partner_id or "": r.share_ppm
                for r in rows
                if (r.band_from_ppm, r.band_to_ppm) == (low, high)
            }
            self.add(low, high, shares)
        if not held:
            self.add(0, 50_000, {})

    def add(
        self, low: int | None = None, high: int | None = None,
        shares: Mapping[str, int | None] | None = None,
    ) -> None:  # fmt: skip
        """Add a band; without a lower limit it begins where the last one ends."""
        down = len(self.bands) + 1
        band: dict[str, QLineEdit] = {}
        start = "" if low is None else percent(low)
        if low is None and self.bands:
            start = self.bands[-1]["to"].text()
        texts = {"from": start, "to": "" if high is None else percent(high)}
        for at, (key, name) in enumerate(
            (("from", "from"), ("to", "up to"), *self._partners.items())
        ):
            share = (shares or {}).get(key)
            line = band[key] = QLineEdit(texts.get(key, "" if share is None else percent(share)))
            line.setAlignment(RIGHT)
            line.setMinimumWidth(72)
            line.setPlaceholderText({"from": "0%", "to": "No end"}.get(key, "0%"))
            line.setAccessibleName(f"Band {down}, {name}")
            self._grid.addWidget(line, down, at)
        self.bands.append(band)
        self.more.setVisible(len(self.bands) < MOST)

    def terms(self) -> tuple[Mapping[str, Value], ...]:
        """Return each partner's share of each band that has one.

        Raises:
            EditRefused: a limit or share does not fit, or the shares of a band do not make 100 %.
        """
        found: list[Mapping[str, Value]] = []
        for n, band in enumerate(self.bands, start=1):
            shares = {key: read_rate("share_ppm", band[key]) for key in self._partners}
            if all(share is None for share in shares.values()):
                continue  # an empty band is none
            total = sum(share or 0 for share in shares.values())
            if total != PPM:
                raise EditRefused(f"The shares of band {n} make {format_ppm(total, 2)}, not 100%.")
            limits: dict[str, Value] = {
                "band_from_ppm": read_rate("band_from_ppm", band["from"]) or 0,
                "band_to_ppm": read_rate("band_to_ppm", band["to"]),
            }
            found += [
                {"partner_id": key, "share_ppm": share or 0, "cap_kind": None, "cap_p": None,
                 "cap_ppm": None, **limits}
                for key, share in shares.items()
            ]  # fmt: skip
        if not found:
            raise EditRefused("Give each band its limits and the partners' shares of it.")
        return tuple(found)


class CoverOrder(QWidget):
    """What covers an overspend first, and what after it."""

    def __init__(self, held: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.steps = []
        for at, head in enumerate(("First", "Then", "Then", "Last")):
            kept = held[at] if at < len(held) else ""
            choices = [*STEPS]
            if kept and kept not in {key for key, _ in STEPS}:
                choices.append((kept, kept))
            box = combo(choices, kept, f"Order of cover, {head.lower()} {at + 1}")
            self.steps.append(box)
            part = QVBoxLayout()
            part.setSpacing(4)
            part.addWidget(Label(head, "small", "ink3", 500))
            part.addWidget(box)
            row.addLayout(part, 1)

    def values(self) -> tuple[str, ...]:
        """Return the steps chosen, in order."""
        return tuple(chosen(box) for box in self.steps if chosen(box))
