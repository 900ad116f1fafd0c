"""The parts of the silo analysis in words: rows, sections, and the table they make."""

from dataclasses import dataclass, field
from typing import Final

from commissionplanner.analysis.measures import EI
from commissionplanner.analysis.silo_analysis import BlockMatrix, SiloAnalysis
from commissionplanner.findings import words
from commissionplanner.model.money import Pence, format_short

Place = tuple[str, str]
MORE_IS_NOT_BETTER: Final = (
    "More links are not simply better: networks that worked best were centralised and stable, not "
    "dense (Provan and Milward 1995), and gatekeepers carry too many strong ties (Blanken and "
    "others 2022)."
)
"""Stands beside every reading of the figures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section.

    Attributes:
        title: What it is about.
        words: What is so.
        amount_p: Pounds a year it stands for, in pence; None where none are or none is known.
        places: What to show on the map: table and id.
        level: problem, warning, advice, note or "".
        meter: Links inside and across, for the boundary meter; None for none.
        is_sure: Whether the links it rests on were confirmed complete.
    """

    title: str
    words: str
    amount_p: Pence | None = None
    places: tuple[Place, ...] = ()
    level: str = ""
    meter: EI | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the panel.

    Attributes:
        id: Names it: organisations, silos, blocks, clusters, whole, join, brokers, points,
            shape, sharing, systems, pathways, together, boundaries, duplicates.
        title: Its heading.
        note: What it shows and how it is worked out, in a sentence or two.
        rows: Its lines.
        none: What to say where there is no line.
    """

    id: str
    title: str
    note: str
    rows: tuple[Row, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class SiloReport:
    """All that the panel says of a plan.

    Attributes:
        analysis: The figures.
        sections: The parts, in the order to show.
        coverage: How much of it rests on confirmed links, and what is not known.
        labels: Names of the groups of both block matrices, by id or code.
    """

    analysis: SiloAnalysis
    sections: tuple[Section, ...]
    coverage: str
    labels: dict[str, str] = field(default_factory=dict)

    def as_table(self) -> tuple[tuple[str, ...], ...]:
        """Return it as rows of text for a spreadsheet, headings first; money in pounds."""
        found: list[tuple[str, ...]] = [("Section", "What", "Reading", "£ a year", "Confirmed")]
        for section in self.sections:
            for row in section.rows:
                pounds = "" if row.amount_p is None else f"{row.amount_p / 100:.2f}"
                sure = "yes" if row.is_sure else "no"
                found.append((section.title, row.title, row.words, pounds, sure))
        found += [
            ("Coverage", "", self.coverage, "", ""),
            ("Caution", "", MORE_IS_NOT_BETTER, "", ""),
        ]
        return tuple(found)


def signed(value: float | None, decimals: int = 2) -> str:
    """Write an index with its sign, a true minus before it."""
    return words.NOT_KNOWN if value is None else f"{value:+.{decimals}f}".replace("-", "\u2212")


def cell_words(matrix: BlockMatrix, labels: dict[str, str], row: int, column: int) -> str:
    """Say what a cell of a block matrix shows."""
    one, other = (labels.get(matrix.keys[n], matrix.keys[n]) for n in (row, column))
    ties, possible = int(matrix.blocks.ties[row, column]), int(matrix.blocks.possible[row, column])
    where = f"Within {one}" if row == column else f"{one} and {other}"
    if not possible:
        return f"{where}: nothing that could be linked"
    if not ties:
        return f"{where}: no link recorded of {possible:,} possible"
    amount_p = int(matrix.amount_p[row, column])
    money = f", {format_short(amount_p)} on them" if amount_p else ""
    return f"{where}: {words.counted(ties, 'link')} of {possible:,} possible{money}"
