"""The themes: what the tokens promise, worked out from the tokens themselves."""

import itertools
from math import dist

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel

from commissionplanner import paths
from commissionplanner.ui import theme

THEMES = [theme.read(name) for name in theme.NAMES]
GROUNDS = ("canvas", "surface", "sunken", "raised", "hover", "selected")
LEVELS = ("problem", "warning", "advice", "note", "good", "single")


def luminance(colour):
    """Relative luminance by WCAG 2.2, section 1.4.3 (definition of relative luminance)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# How colours are seen with each kind of colour blindness, in full: Machado, Oliveira and
# Fernandes 2009, IEEE Transactions on Visualization and Computer Graphics 15(6), severity 1.0.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(colour, sight):
    """CIE 1976 L*a*b* for D65, from sRGB (IEC 61966-2-1), as seen with a kind of sight."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    seen = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in SIGHT[sight]]
    r, g, b = (min(max(part, 0), 1) for part in seen)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


@pytest.fixture(params=THEMES, ids=theme.NAMES)
def each(request):
    return request.param


@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3"])
def test_words_can_be_read_on_every_ground(each, ink):
    worst = min(contrast(each.colour(ink), each.colour(ground)) for ground in GROUNDS)
    assert worst >= 4.5


@pytest.mark.parametrize("level", LEVELS)
def test_words_of_a_level_can_be_read_on_the_surface_and_on_their_own_ground(each, level):
    grounds = ("surface", "canvas", f"{level}Bg")
    assert min(contrast(each.colour(level), each.colour(ground)) for ground in grounds) >= 4.5


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("onAccent", "accent"),
        ("onAccent", "accentHover"),
        ("link", "surface"),
        ("accent", "surface"),
        ("railText", "rail"),
        ("railText", "railPill"),
        ("railSelText", "railSel"),
        ("railGroup", "rail"),
    ],
)
def test_words_on_filled_grounds_can_be_read(each, over, under):
    assert contrast(each.colour(over), each.colour(under)) >= 4.5


@pytest.mark.parametrize("token", ["control", "focus", "tier1", "tier2", "tier3", "tier4"])
def test_borders_of_controls_the_focus_and_marks_stand_out(each, token):
    assert contrast(each.colour(token), each.colour("surface")) >= 3


def test_organisation_colours_stand_out_from_the_surface(each):
    worst = min(contrast(QColor(rgb), each.colour("surface")) for rgb in each.organisations)
    assert worst >= 3.1


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("name", "least"), [("light", 14), ("dark", 8)])
def test_any_two_organisations_differ_in_colour_whatever_the_sight(name, least, sight):
    labs = [lab(QColor(rgb), sight) for rgb in theme.read(name).organisations]
    nearest = min(dist(one, other) for one, other in itertools.combinations(labs, 2))
    assert round(nearest) >= least


def test_all_themes_have_the_same_tokens():
    assert len({frozenset(each.tokens) for each in THEMES}) == 1


def test_the_pictures_of_the_style_sheet_are_in_the_colours_of_their_theme(each):
    for picture, token in (("down", "ink2"), ("check", "onAccent")):
        text = (paths.resources() / "themes" / f"{each.name}-{picture}.svg").read_text("utf-8")
        assert f'stroke="{each.tokens[token]}"' in text


def test_no_text_style_is_below_eleven_pixels():
    assert min(size for size, _, _ in theme.STYLES.values()) == 11


def test_the_bundled_font_is_used_in_all_four_weights(qapp):
    theme.apply(qapp, "light")
    for weight in (400, 500, 600, 700):
        info = QFontInfo(theme.current().font("body", weight))
        assert (info.family(), info.weight()) == ("Inter", weight)


def test_tabular_digits_are_of_one_width(qapp):
    theme.apply(qapp, "light")
    metrics = QFontMetricsF(theme.current().font("body", tabular=True))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))


def test_a_change_of_theme_is_told_until_one_stops_listening(qapp):
    heard = []
    stop = theme.on_change(lambda now: heard.append(now.name))
    theme.apply(qapp, "dark")
    stop()
    theme.apply(qapp, "light")
    assert heard == ["dark"]


def test_a_larger_text_size_makes_fonts_and_measures_larger(qapp):
    now = theme.apply(qapp, "light", text_scale=1.5)
    assert (now.px(32), now.font("body").pixelSize()) == (48, 20)
    assert (now.bar(44), now.row(32)) == (60, 42)  # the space around what stands in them stays
    theme.apply(qapp, "light", text_scale=1.0)


def test_labels_take_their_colour_from_the_theme_in_force(qtbot, qapp: QApplication):
    label = QLabel("words")
    label.setProperty("tone", "problem")
    qtbot.addWidget(label)
    theme.apply(qapp, "dark")
    label.ensurePolished()
    assert label.palette().windowText().color() == theme.current().colour("problem")
    theme.apply(qapp, "light")
