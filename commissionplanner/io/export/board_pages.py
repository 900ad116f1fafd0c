"""The board on paper: a card for each barrier, in three columns, as pages of a display list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.findings.board import Figure, Tile
from commissionplanner.model.money import format_ppm
from commissionplanner.model.words import counted

ACROSS: Final = 3
GAP: Final = 14.0
_PAD, _LINE = 14.0, 16.0
_INK, _SOFT = s.Ink("ink"), s.Ink("ink2")


@dataclass(frozen=True, slots=True)
class Page:
    """How pages are drawn: their size in pixels, and what the version sealed last is called."""

    wide: float
    high: float
    then: str


def pages(tiles: Sequence[Tile], page: Page) -> Iterator[list[s.Shape]]:
    """Yield each page's display list, read down its columns from the left."""
    card = (page.wide - (ACROSS - 1) * GAP) / ACROSS
    drawn: list[s.Shape] = []
    column, top = 0, 0.0
    for tile in tiles:
        made = _Card(tile, card, page.then)
        if top and top + made.high > page.high:
            column, top = column + 1, 0.0
        if column == ACROSS:
            yield drawn
            drawn, column = [], 0
        drawn.extend(made.shapes(column * (card + GAP), top))
        top += made.high + GAP
    if drawn:
        yield drawn


class _Card:
    """One card: it knows how high it is before it is placed."""

    def __init__(self, tile: Tile, wide: float, then: str) -> None:
        self._tile, self._wide, self._then = tile, wide, then
        self._room = wide - 2 * _PAD
        self._lines = list(self._said())
        self.high = 12 + sum(high for _, high in self._lines) + 8

    def shapes(self, x: float, y: float) -> Iterator[s.Shape]:
        """Yield what the card is made of, at a place."""
        known, high = self._tile.is_known, self.high
        ground = s.Ink("surface" if known else "sunken")
        dash = () if known else (4.0, 3.0)
        yield s.Rounded(x, y, self._wide, high, 8, ground, s.Ink("line2"), 1.0, dash)
        if known:
            yield s.Rounded(x, y + 6, 4, high - 12, 2, s.Ink(self._tile.level))
        yield s.Sign(self._tile.level, x + self._wide - 30, y + 10, 16, s.Ink(self._tile.level))
        top = y + 12
        for parts, tall in self._lines:
            for part in parts:
                yield s.Words(
                    x + _PAD + part.x, top + tall - 5, part.text, part.size, part.weight, part.ink,
                    part.align,
                )  # fmt: skip
            top += tall

    def _said(self) -> Iterator[tuple[list[s.Words], float]]:
        tile, shown = self._tile, self._tile.shown
        yield [_words(elided(tile.label, self._room - 30, 13, 600), 13, 600)], 20
        coverage = f"{format_ppm(tile.known_ppm, 0)} known" if tile.is_known else ""
        number = shown.now.figure()
        parts = [_words(number, 20 if tile.is_known else 15, 600)]
        if coverage:
            parts.append(s.Words(self._room, 0, coverage, 11, 500, _SOFT, "right"))
        yield parts, 30
        if not tile.is_known:
            yield from self._wrapped("Nothing recorded yet that it could be worked out from.", 11.5)
        else:
            yield from self._wrapped(f"{shown.now.label}: {shown.line}", 11.5)
            yield from self._years(shown)
        for figure in tile.figures:
            if figure is not shown and figure.value is not None:
                yield self._beside(figure)
        yield from self._since(shown)
        if tile.findings:
            touched = f"{counted(tile.findings, 'open finding')} behind it"
            yield [_words(touched, 11.5, 500, _SOFT)], _LINE
        yield from self._wrapped(f"What would close it: {shown.now.definition.close}", 11.5)

    def _beside(self, figure: Figure) -> tuple[list[s.Words], float]:
        number = figure.now.figure()
        room = self._room - width(number, 11.5, 600) - 10
        label = elided(figure.now.label, room, 11.5)
        return [
            _words(label, 11.5, 400, _SOFT),
            s.Words(self._room, 0, number, 11.5, 600, _INK, "right"),
        ], _LINE

    def _years(self, figure: Figure) -> Iterator[tuple[list[s.Words], float]]:
        years = [(year, said) for year, said, value in figure.years() if value is not None]
        if len(years) < 2:
            return
        step = self._room / len(years)
        places = [(n * step, year.short, said) for n, (year, said) in enumerate(years)]
        yield [s.Words(x, 0, year, 10.5, 400, s.Ink("ink3")) for x, year, _ in places], _LINE
        yield (
            [s.Words(x, 0, elided(said, step - 2, 11), 11, 600, _INK) for x, _, said in places],
            _LINE,
        )

    def _since(self, figure: Figure) -> Iterator[tuple[list[s.Words], float]]:
        said = figure.since_words(self._then) if self._then else ""
        if said:
            text = elided(said[0].upper() + said[1:], self._room, 11.5, 500)
            yield [_words(text, 11.5, 500, _SOFT)], _LINE

    def _wrapped(self, text: str, size: float) -> Iterator[tuple[list[s.Words], float]]:
        for line in _broken(text, self._room, size):
            yield [_words(line, size, 400, _SOFT)], _LINE


def _words(text: str, size: float, weight: int, ink: s.Ink = _INK) -> s.Words:
    return s.Words(0, 0, text, size, weight, ink)


def _broken(text: str, room: float, size: float) -> Iterator[str]:
    """Yield the lines of a text that fits a width, broken between words."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line
