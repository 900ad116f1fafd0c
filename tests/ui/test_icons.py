"""The icons: all there, none empty, in the colour asked for."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from commissionplanner import paths
from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks


def opaque(image):
    """The colours of all pixels that are fully drawn."""
    shown = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return [colour.name() for colour in shown if colour.alpha() > 250]


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp, name):
    theme.apply(qapp, "light")
    drawn = opaque(icons.pixmap(name, "problem", 20, 2.0).toImage())
    asked = theme.current().colour("problem")
    assert drawn
    assert all(abs(QColor(rgb).red() - asked.red()) <= 3 for rgb in drawn)


def test_the_folder_holds_exactly_the_icons_that_are_named():
    files = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    assert files == set(icons.NAMES)


def test_icons_are_outlines_of_one_stroke_on_a_grid_of_24():
    for path in (paths.resources() / "icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, path.name
        assert 'fill="none" stroke="currentColor" stroke-width="1.75"' in text, path.name


def test_an_icon_is_as_sharp_as_the_screen(qapp):
    shown = icons.pixmap("search", "ink2", 16, 1.5)
    assert (shown.width(), shown.devicePixelRatio()) == (24, 1.5)


def test_an_unknown_icon_is_refused(qapp):
    with pytest.raises(KeyError, match="no icon is called unicorn"):
        icons.pixmap("unicorn")


@pytest.mark.parametrize(("tier", "filled"), [(None, 0), (1, 1), (2, 2), (3, 3), (4, 4)])
def test_a_tier_fills_as_many_pips_as_it_says(qapp, tier, filled):
    image = QImage(24, 24, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    marks.draw_pips(painter, QRectF(0, 0, 24, 24), tier)
    painter.end()
    middles = [(5, 5), (18, 5), (5, 18), (18, 18)]
    assert sum(image.pixelColor(x, y).name() != "#ffffff" for x, y in middles) == filled


@pytest.mark.parametrize("slot", range(1, marks.OTHERS))
def test_every_organisation_but_the_first_has_a_pattern_of_its_own(qapp, slot):
    image = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    marks.fill_organisation(painter, QRectF(0, 0, 48, 48), slot)
    painter.end()
    assert len(set(opaque(image))) > 1


def test_organisations_from_the_ninth_on_are_grey(qapp):
    assert marks.organisation_colour(8) == theme.current().colour("note")
