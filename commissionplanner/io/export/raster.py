"""Turns an SVG picture into PNG, without a display. The one module outside the window with Qt.

Qt is imported when a picture is asked for, never before.
"""

import os
import re
from typing import TYPE_CHECKING

from commissionplanner import paths
from commissionplanner.io.problems import FileProblem

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

MOST_PIXELS = 12_000
"""The longest side a picture may have; a larger map is drawn smaller."""

_kept: "list[QGuiApplication]" = []  # Qt needs one for fonts; it must outlive every picture


def png(svg_text: str, scale: float = 2.0) -> bytes:
    """Return a picture as PNG.

    Args:
        svg_text: The picture as SVG.
        scale: Pixels to a unit of the SVG.

    Raises:
        FileProblem: Qt is not here, or cannot draw it.
    """
    try:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice
        from PySide6.QtGui import QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer
    except ImportError as error:
        raise FileProblem(
            f"A PNG cannot be drawn here: {error}. Save the map as SVG instead."
        ) from error
    _ready()
    plain = re.sub(r'font-family="[^"]*"', 'font-family="Inter"', svg_text, count=1)  # Qt takes one
    renderer = QSvgRenderer(QByteArray(plain.encode("utf-8")))
    size = renderer.defaultSize()
    longest = max(size.width(), size.height(), 1)
    factor = min(scale, MOST_PIXELS / longest)
    image = QImage(size * factor, QImage.Format.Format_RGB32)
    if not renderer.isValid() or image.isNull():
        raise FileProblem("The map could not be drawn as PNG. Save it as SVG instead.")
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]  # the stubs miss the device's form
    return bytes(held.data().data())


def _ready() -> None:
    """Make sure that Qt runs, without a display where no window is open, and knows the typeface."""
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    if QGuiApplication.instance() is not None:
        return
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no window is open here, and none will be
    _kept.append(QGuiApplication([]))
    for path in sorted((paths.resources() / "fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
