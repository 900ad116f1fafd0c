"""The board of What's Missing: a tile for each barrier of the study, beside the version sealed last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commissionplanner.findings.base import LEVELS, RULES, Finding, distinct_amount_p
from commissionplanner.findings.indicators import Indicator, figure
from commissionplanner.model.money import Pence
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of a barrier, now and in the version sealed last.

    Attributes:
        now: The indicator.
        before: The same in that version; None where no version is sealed, or it had no such.
    """

    now: Indicator
    before: Indicator | None = None

    @property
    def value(self) -> int | None:
        """The figure in its unit; None where not known."""
        return self.now.measure.value

    @property
    def before_value(self) -> int | None:
        """The figure then; None where not known."""
        return self.before.measure.value if self.before else None

    @property
    def change(self) -> int | None:
        """By how much it has changed; None where either is not known."""
        if self.value is None or self.before_value is None:
            return None
        return self.value - self.before_value

    def since_words(self, name: str) -> str:
        """Say what it was in the version of that name; "" where there is none to compare."""
        if self.before is None:
            return ""
        if self.change == 0:
            return f"as in {name}"
        was = self.before.figure()
        return f"{was} in {name}" if self.before_value is not None else f"not known in {name}"

    @property
    def line(self) -> str:
        """What the figure says, with its pounds; "" where it is not known."""
        return self.now.line() if self.value is not None else ""

    def years(self) -> tuple[tuple[FinancialYear, str, int | None], ...]:
        """Return the figure of each year that has one: the year, in words, and in its unit."""
        found = sorted(self.now.measure.by_year.items())
        return tuple(
            (year, figure(value, self.now.definition.unit), value) for year, value in found
        )


@dataclass(frozen=True, slots=True)
class Tile:
    """A barrier of the study, and what the plan records of it.

    Attributes:
        barrier: Its code in the vocabulary `barrier`.
        label: What it is called.
        said: What leaders said, in a sentence.
        figures: Its indicators, the first one first.
        level: Of the first figure that is known: the gravest open finding behind the barrier;
            "note" where nothing is known.
        findings: Open findings behind it, notes left out.
        worth_p: Distinct pounds a year that these touch.
    """

    barrier: str
    label: str
    said: str
    figures: tuple[Figure, ...]
    level: str
    findings: int
    worth_p: Pence

    @property
    def is_known(self) -> bool:
        """Whether any of its figures is known."""
        return any(each.value is not None for each in self.figures)

    @property
    def shown(self) -> "Figure":
        """The figure to show first: the first that is known, else the first."""
        return next((each for each in self.figures if each.value is not None), self.figures[0])

    @property
    def known_ppm(self) -> int:
        """Coverage of the first known figure; nil where nothing is known."""
        known = [each.now.measure.coverage_ppm for each in self.figures if each.value is not None]
        return known[0] if known else 0


def board(
    indicators: Sequence[Indicator],
    findings: Iterable[Finding],
    before: Mapping[str, Indicator] | None = None,
) -> tuple[Tile, ...]:
    """Return a tile for each barrier, in the order of the study.

    Args:
        indicators: Of the plan.
        findings: What the rules found in it.
        before: The indicators of the version sealed last, by id; None where there is none.
    """
    behind = _Behind(findings)
    tiles = []
    for term in vocabulary("barrier").terms:
        figures = tuple(
            Figure(each, (before or {}).get(each.id))
            for each in indicators
            if each.definition.barrier == term.code
        )
        if term.retired or not figures:
            continue
        held = behind.of.get(term.code, [])
        known = [each.now.level for each in figures if each.value is not None]
        worth_p, _ = distinct_amount_p(held)
        tiles.append(
            Tile(term.code, term.label, term.definition, figures, (known or ["note"])[0],
                 len(held), worth_p)
        )  # fmt: skip
    return tuple(tiles)


def counts(tiles: Sequence[Tile]) -> str:
    """Say how many barriers need action, are to watch, and of how many nothing is known."""
    problem, warning = LEVELS[:2]
    known = [tile for tile in tiles if tile.is_known]
    need = sum(tile.level == problem for tile in known)
    watch = sum(tile.level == warning for tile in known)
    return (
        f"{len(tiles)} barriers: {need} need action, {watch} to watch, "
        f"{len(tiles) - len(known)} not known"
    )


@dataclass(slots=True)
class _Behind:
    """Open findings by barrier; notes, which ask for nothing, are left out."""

    findings: Iterable[Finding]
    of: dict[str, list[Finding]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.findings:
            rule = RULES.get(each.rule)
            if rule and rule.barrier and each.status == "open" and each.level != "note":
                self.of.setdefault(rule.barrier, []).append(each)
