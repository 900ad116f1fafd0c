"""Turns a sheet into PNG for print, without a display. The one module outside the window with Qt.

Qt is imported when a picture is asked for, never before.
"""

import os
import re
from typing import TYPE_CHECKING

from commissionplanner import paths
from commissionplanner.io.export.picture import svg
from commissionplanner.io.export.sheet import Sheet
from commissionplanner.io.problems import FileProblem

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

DOTS = 300
"""To the inch: what printers ask of a picture."""
_INCH, _METRE = 72, 1000 / 25.4

_kept: "list[QGuiApplication]" = []  # Qt needs one for fonts; it must outlive every picture


def png(page: Sheet, dots: int = DOTS) -> bytes:
    """Return a sheet as PNG.

    Args:
        page: The sheet.
        dots: How many to the inch.

    Raises:
        FileProblem: Qt is not here, or cannot draw it.
    """
    try:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
        from PySide6.QtGui import QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer
    except ImportError as error:
        raise FileProblem(
            f"A PNG cannot be drawn here: {error}. Save the map as SVG instead."
        ) from error
    _ready()
    plain = re.sub(
        r'font-family="[^"]*"', 'font-family="Inter"', svg(page), count=1
    )  # Qt takes one
    renderer = QSvgRenderer(QByteArray(plain.encode("utf-8")))
    size = QSize(round(page.wide / _INCH * dots), round(page.high / _INCH * dots))
    image = QImage(size, QImage.Format.Format_RGB32)
    if not renderer.isValid() or image.isNull():
        raise FileProblem("The map could not be drawn as PNG. Save it as SVG instead.")
    image.setDotsPerMeterX(round(dots * _METRE))
    image.setDotsPerMeterY(round(dots * _METRE))
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
