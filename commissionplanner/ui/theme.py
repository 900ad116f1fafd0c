"""The theme: every colour, font and measure the window draws with. Nothing else holds a colour.

Use::

    theme.apply(app, "light")              # once at the start, and again whenever it changes
    now = theme.current()                  # a frozen `Theme`
    now.colour("accent")                   # QColor of a token
    now.colour("accent", 0.08)             # the same at 8 % strength
    now.font("h2")                         # QFont of a text style
    now.font("body", 600, tabular=True)    # another weight, digits of one width
    now.px(12)                             # a measure at the user's text size

Tokens are the keys of ``resources/themes/*.json``; styles are those of `STYLES`. Painted widgets
ask for `current()` inside ``paintEvent`` and keep nothing: `apply` makes Qt repaint them all.
Where a size depends on a font, answer ``sizeHint`` from `current()` as well, and call
``updateGeometry`` on ``QEvent.Type.StyleChange``. Code that keeps pictures of its own asks
`on_change` to be told.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from commissionplanner import paths
from commissionplanner.ui import fonts

Name = Literal["light", "dark", "contrast"]
Choice = Literal["system", "light", "dark", "contrast"]
NAMES: Final[tuple[Name, ...]] = ("light", "dark", "contrast")

STYLES: Final[Mapping[str, tuple[int, int, int]]] = {
    "hero": (30, 38, 600),
    "display": (25, 32, 600),
    "number": (19, 26, 600),
    "h1": (18, 26, 600),
    "title": (16, 22, 600),
    "h2": (14, 20, 600),
    "body": (13, 20, 400),
    "small": (12, 17, 400),
    "micro": (11, 15, 500),
}
"""Text styles: height, line and weight, px at the normal text size. Nothing is below 11."""

LETTER_SPACING: Final = 98.5
WINDOWS: Final = os.name == "nt"
GAP_CARDS, GAP_TILES, CARD_PADDING = 12, 8, 16
PAGE_LEFT, PAGE_RIGHT, PAGE_TOP = 20, 16, 14
RADIUS_MARK, RADIUS_BUTTON, RADIUS_CARD, RADIUS_CONTAINER = 3, 6, 10, 12
TOP_BAR, TOOLBAR, FILTER_ROW, STATUS_BAR = 52, 46, 44, 26
TABLE_HEAD, TABLE_ROW, TOTALS_ROW = 34, 32, 38
CONTROL_HEIGHT, CHIP_HEIGHT, BADGE_HEIGHT, RAIL_ITEM, RAIL_STEP = 32, 26, 18, 32, 34
RAIL_WIDE, RAIL_NARROW, INSPECTOR, INSPECTOR_LEAST, INSPECTOR_MOST = 172, 52, 304, 260, 640


@dataclass(frozen=True, eq=False)
class Theme:
    """One set of tokens at one text size. Compare by identity.

    Attributes:
        text_scale: The user's text size: 1.0 is normal, 2.0 twice as large.
        pattern_strength: How strongly an organisation's pattern shows on its colour, 0 to 1.
        organisations: Colours of the first eight organisations, as written in the tokens.
    """

    name: Name
    dark: bool
    contrast: bool
    pattern_strength: float
    shadow: str
    shadow_strength: float
    tokens: Mapping[str, str]
    organisations: tuple[str, ...]
    text_scale: float = 1.0
    _fonts: dict[tuple[str, int | None, bool], QFont] = field(default_factory=dict)

    def colour(self, token: str, strength: float = 1.0) -> QColor:
        """Return the colour of a token, let through at `strength`.

        Raises:
            KeyError: no such token.
        """
        colour = QColor(self.tokens[token])
        if strength < 1.0:
            colour.setAlphaF(strength)
        return colour

    def mixed(self, token: str, ground: str, strength: float) -> QColor:
        """Return a solid colour: `token` laid over the token `ground` at `strength`."""
        return blend(QColor(self.tokens[token]), QColor(self.tokens[ground]), strength)

    def font(
        self, style: str = "body", weight: int | None = None, *, tabular: bool = False
    ) -> QFont:
        """Return the font of a text style; `tabular` gives all digits one width."""
        key = (style, weight, tabular)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(style, weight, tabular)
        return QFont(self._fonts[key])

    def monospace(self, style: str = "body") -> QFont:
        """Return the font for digests and codes that people compare by eye."""
        made = QFont()
        made.setFamilies(list(fonts.MONOSPACE))
        made.setStyleHint(QFont.StyleHint.Monospace)
        made.setPixelSize(self.px(STYLES[style][0]))
        return made

    def px(self, size: float) -> int:
        """Return a measure of the design at the user's text size."""
        return round(size * self.text_scale)

    def bar(self, size: int, inner: int = CONTROL_HEIGHT) -> int:
        """Return the height of a bar or row of the design at the user's text size.

        What stands in it, `inner`, grows with the text; the space around it does not, so that
        large text leaves room for what the page is about.
        """
        return size - inner + self.px(inner)

    def row(self, size: int) -> int:
        """Return the height of a row that holds a line of text."""
        return self.bar(size, STYLES["body"][1])

    def line(self, style: str) -> int:
        """Return the line height of a text style, px."""
        return self.px(STYLES[style][1])

    def _make_font(self, style: str, weight: int | None, tabular: bool) -> QFont:
        size, _, usual = STYLES[style]
        made = QFont()
        made.setFamilies(list(fonts.FAMILIES))
        made.setPixelSize(self.px(size))
        made.setWeight(QFont.Weight(weight or usual))
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, LETTER_SPACING)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        if tabular:
            made.setFeature(QFont.Tag("tnum"), 1)
        return made


class _State:
    """The one theme in force, and who is told when it changes."""

    theme: Theme | None = None
    choice: Choice = "system"
    watching = False
    listeners: Final[list[Callable[[Theme], None]]] = []


def blend(over: QColor, ground: QColor, strength: float) -> QColor:
    """Return the solid colour of `over` at `strength` (0 to 1) upon `ground`."""
    left = 1.0 - strength
    return QColor.fromRgbF(
        over.redF() * strength + ground.redF() * left,
        over.greenF() * strength + ground.greenF() * left,
        over.blueF() * strength + ground.blueF() * left,
    )


def read(name: Name, text_scale: float = 1.0) -> Theme:
    """Read the tokens of a theme from its file."""
    text = (paths.resources() / "themes" / f"{name}.json").read_text(encoding="utf-8")
    held = json.loads(text)
    return Theme(
        name=name,
        dark=held["dark"],
        contrast=held["contrast"],
        pattern_strength=held["pattern_strength"],
        shadow=held["shadow"],
        shadow_strength=held["shadow_strength"],
        tokens=held["colours"],
        organisations=tuple(held["organisations"]),
        text_scale=text_scale,
    )


def grounds(choice: Choice) -> tuple[str, str]:
    """Return the colours of rail and page for a window that is painted before `apply`."""
    tokens = read(_resolve(choice)).tokens
    return tokens["rail"], tokens["canvas"]


def current() -> Theme:
    """Return the theme in force; the light one until `apply` has been called."""
    if _State.theme is None:
        _State.theme = read("light")
    return _State.theme


def choice() -> Choice:
    """Return what was asked for: a theme's name, or *system*."""
    return _State.choice


def on_change(listener: Callable[[Theme], None]) -> Callable[[], None]:
    """Call `listener` after each change of theme; calling what is returned stops that."""
    _State.listeners.append(listener)
    return lambda: _State.listeners.remove(listener)


def apply(app: QApplication, name: Choice = "system", text_scale: float | None = None) -> Theme:
    """Put a theme in force for the whole program and repaint what is open.

    Args:
        app: The running program.
        name: A theme, or *system* to follow the computer's light or dark setting from now on.
        text_scale: Text size, 1.0 to 2.0; None takes the computer's.
    """
    fonts.load()
    _State.choice = name
    scale = system_text_scale() if text_scale is None else text_scale
    held = _State.theme
    if held is not None and name == held.name and scale == held.text_scale and app.styleSheet():
        return held  # dressing every widget anew takes a fifth of a second
    theme = read(_resolve(name), min(max(scale, 1.0), 2.0))
    if _system_contrast() and name == "system":
        theme = _with_system_colours(theme, QGuiApplication.palette())
    _State.theme = theme
    _dress(app, theme)
    _follow_system(app)
    for listener in tuple(_State.listeners):
        listener(theme)
    return theme


def system_text_scale() -> float:
    """Return the computer's text size as a factor; 1.0 where it does not say."""
    if not WINDOWS:
        return 1.0
    held = QSettings(r"HKEY_CURRENT_USER\Software\Microsoft\Accessibility", _native())
    try:
        return float(str(held.value("TextScaleFactor", 100))) / 100
    except ValueError:
        return 1.0


def _native() -> QSettings.Format:
    return QSettings.Format.NativeFormat


def _resolve(name: Choice) -> Name:
    if name != "system":
        return name
    if _system_contrast():
        return "contrast"
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _system_contrast() -> bool:
    """Whether the computer runs a contrast theme of its own (Windows says so in its settings)."""
    if not WINDOWS:
        return False
    held = QSettings(r"HKEY_CURRENT_USER\Control Panel\Accessibility\HighContrast", _native())
    try:
        return bool(int(str(held.value("Flags", 0))) & 1)
    except ValueError:
        return False


def _with_system_colours(theme: Theme, palette: QPalette) -> Theme:
    """Return the contrast theme in the computer's own contrast colours: only our shapes stay."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    mark, on_mark = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    grounds = ("canvas", "surface", "sunken", "raised", "rail", "railPill")
    inks = ("ink", "ink2", "ink3", "line", "line2", "control", "railText", "railGroup", "railLine")
    marks = ("accent", "accentHover", "focus", "railSel", "railMark")
    tokens = dict(theme.tokens)
    tokens.update(dict.fromkeys(grounds, ground))
    tokens.update(dict.fromkeys((n for n in tokens if n.endswith("Bg")), ground))
    tokens.update(dict.fromkeys(inks, ink))
    tokens.update(dict.fromkeys(marks, mark))
    tokens.update(dict.fromkeys(("onAccent", "railSelText"), on_mark))
    tokens["link"] = palette.color(role.Link).name()
    return replace(theme, tokens=tokens, _fonts={})


def _dress(app: QApplication, theme: Theme) -> None:
    from commissionplanner.ui import theme_sheet

    app.setStyle("Fusion")
    app.setPalette(theme_sheet.palette(theme))
    app.setFont(theme.font("body"))
    app.setStyleSheet(theme_sheet.style_sheet(theme))


def _follow_system(app: QApplication) -> None:
    """Apply the theme again when the computer turns light or dark; asked for once only."""
    if not _State.watching:
        _State.watching = True
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: _system_changed(app))


def _system_changed(app: QApplication) -> None:
    if _State.choice == "system":
        apply(app, "system", current().text_scale)
