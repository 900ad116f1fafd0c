"""The icon set: line drawings in ``resources/icons``, coloured from the theme.

Use::

    button.setIcon(icons.icon("export"))               # a QIcon in ink2, 16 px
    icons.icon("problem", "problem", 18)               # another token and size
    icons.paint(painter, "clock", QRectF(x, y, 14, 14), "ink3")     # inside a paintEvent

`NAMES` holds every drawing there is. An icon never stands alone without an accessible name;
only tool buttons stand without words.
"""

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from commissionplanner import paths
from commissionplanner.ui import theme

PAGES: Final = (
    "overview map timeline services funding contracts organisations agreements evidence sources "
    "records findings pools inyear scenarios signoff help settings"
).split()
LEVELS: Final = ("problem", "warning", "advice", "note", "good")
ACTIONS: Final = (
    "search undo redo plus minus filter columns export open file sheet copy pencil close check more "
    "link unlink lasso fit outline lock seal"
).split()
SIGNS: Final = (
    "clock calendar person leader culture rolled trendup trenddown flat arrow up down left right silo"
).split()
NAMES: Final = (*PAGES, *LEVELS, *ACTIONS, *SIGNS)

THIN, THICK, THICK_BELOW = "1.75", "2.2", 16


def paint(
    painter: QPainter, name: str, where: QRectF, colour: str | QColor = "ink2", opacity: float = 1.0
) -> None:
    """Draw an icon within a square, sharply at the scale of what is painted on."""
    ratio = painter.device().devicePixelRatio()
    rgb = colour if isinstance(colour, QColor) else theme.current().colour(colour)
    shown = _pixmap(name, rgb.name(QColor.NameFormat.HexArgb), round(where.width()), ratio)
    held = painter.opacity()
    painter.setOpacity(held * opacity)
    painter.drawPixmap(where.topLeft(), shown)
    painter.setOpacity(held)


def pixmap(name: str, colour: str = "ink2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture for a screen of the given pixel ratio."""
    return _pixmap(name, theme.current().colour(colour).name(), size, ratio)


def icon(name: str, colour: str = "ink2", size: int = 16) -> QIcon:
    """Return an icon in a colour token, with a picture for each screen there is.

    The colours are those of the theme in force: ask again when the theme changes.
    """
    made = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for ratio in sorted(ratios):
        made.addPixmap(pixmap(name, colour, size, ratio))
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made


@cache
def _drawing(name: str) -> str:
    if name not in NAMES:
        raise KeyError(f"no icon is called {name}")
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgb: str, size: int, ratio: float) -> QPixmap:
    colour = QColor(rgb)
    text = _drawing(name).replace("currentColor", colour.name())
    if size < THICK_BELOW:
        text = text.replace(f'stroke-width="{THIN}"', f'stroke-width="{THICK}"', 1)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
