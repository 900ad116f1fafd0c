"""The bundled typeface: loaded once, before the first widget.

Inter 4 (SIL Open Font License 1.1, text in ``resources/fonts/OFL.txt``) gives the same widths on
every system, so that layouts and exported pictures agree.
"""

from functools import cache

from PySide6.QtGui import QFontDatabase

from commissionplanner import paths

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans")
"""The bundled family, then what systems offer should its files be missing."""

MONOSPACE = ("Cascadia Mono", "Consolas", "SF Mono", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono")
"""For digests and codes that people compare by eye; the system's own."""

FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


@cache
def load() -> bool:
    """Give the bundled fonts to Qt; True when all four weights were taken. Needs a QGuiApplication."""
    folder = paths.resources() / "fonts"
    found = [QFontDatabase.addApplicationFont(str(folder / name)) for name in FILES]
    return all(number >= 0 for number in found)
