"""Whether anything may glide: not where the computer is set to show less motion."""

import os
import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QStyle

_GET_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION: "Show animations in Windows"."""


def is_reduced() -> bool:
    """Tell whether the system, or the style in force, asks for less motion."""
    style = QApplication.style()
    if not style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration):
        return True
    if os.name == "nt":
        return _windows_is_still()
    if sys.platform == "darwin":
        return bool(QSettings("com.apple.universalaccess", "").value("reduceMotion", False, bool))
    return False


def _windows_is_still() -> bool:
    import ctypes

    shown = ctypes.c_int(1)
    known = ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined,unused-ignore]  # on Windows
        _GET_ANIMATION, 0, ctypes.byref(shown), 0
    )
    return bool(known) and not shown.value
