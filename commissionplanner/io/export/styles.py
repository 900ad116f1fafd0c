"""How cells of a workbook look. Colour is never the only sign: words stand beside it."""

from collections.abc import Mapping
from typing import Any, Final

FONT: Final = "Arial"
INK, ACCENT, LINE = "#13202E", "#0B6472", "#C5CDD6"
HEAD, SUNKEN, INPUT = "#DCE7EA", "#EDF0F3", "#FFF7D6"
WARN, WARN_INK = "#FFF2D9", "#875000"

MONEY: Final = '"£"#,##0.00;[Red]-"£"#,##0.00'
RATE: Final = "0.00##%;[Red]-0.00##%"
SHARE: Final = "0.00%"
DAY: Final = "dd mmm yyyy"
COUNT: Final = "#,##0"
EXACT: Final = "0.000000"

_TOP: Final = {"valign": "top"}
_BOX: Final = {"border": 1, "border_color": LINE}
_NUMBER: Final = {"align": "right", "indent": 1, "valign": "top", **_BOX}
_WORD: Final = {"align": "right", "indent": 1, "valign": "top", "italic": True, **_BOX}
_INPUT: Final = {"bg_color": INPUT, "font_color": "#1448A8"}
_WORKED: Final = {"italic": True}
_TOTAL: Final = {"bold": True, "bg_color": SUNKEN, "top": 2, "top_color": INK}

STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "subtitle": {"font_color": "#44515F", "valign": "top"},
    "heading": {"bold": True, "font_size": 12, "font_color": ACCENT, "valign": "bottom"},
    "plain": {**_TOP},
    "strong": {"bold": True, **_TOP},
    "wrapped": {"text_wrap": True, **_TOP},
    "mono": {"font_name": "Courier New", **_TOP},
    "head": {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "top", **_BOX},
    "head_right": {
        "bold": True, "bg_color": HEAD, "text_wrap": True, "align": "right", "indent": 1, "valign": "top",
        **_BOX,
    },
    "text": {"text_wrap": True, **_TOP, **_BOX},
    "text_input": {"text_wrap": True, **_TOP, **_BOX, **_INPUT},
    "code": {"num_format": "@", "text_wrap": True, **_TOP, **_BOX},
    "text_total": {"text_wrap": True, **_TOP, **_BOX, **_TOTAL},
    "word": {**_WORD},
    "figure": {**_WORD, "italic": False},
    "word_wrapped": {**_WORD, "text_wrap": True},
    "word_total": {**_WORD, **_TOTAL},
    "word_input": {**_WORD, **_INPUT, "italic": False},
    "not_known": {**_WORD, "bg_color": WARN, "font_color": WARN_INK},
    "withheld": {**_WORD, "bg_color": SUNKEN},
    "money": {"num_format": MONEY, **_NUMBER},
    "money_input": {"num_format": MONEY, **_NUMBER, **_INPUT},
    "money_worked": {"num_format": MONEY, **_NUMBER, **_WORKED},
    "money_sub": {"num_format": MONEY, **_NUMBER, "bg_color": SUNKEN},
    "text_sub": {"text_wrap": True, **_TOP, **_BOX, "bg_color": SUNKEN},
    "money_total": {"num_format": MONEY, **_NUMBER, **_TOTAL},
    "rate": {"num_format": RATE, **_NUMBER},
    "rate_input": {"num_format": RATE, **_NUMBER, **_INPUT},
    "share": {"num_format": SHARE, **_NUMBER},
    "percent_head": {"num_format": '+0.0#%;-0.0#%', "bold": True, **_NUMBER},
    "percent_input": {"num_format": '+0.0#%;-0.0#%', "bold": True, **_NUMBER, **_INPUT},
    "count": {"num_format": COUNT, **_NUMBER},
    "count_total": {"num_format": COUNT, **_NUMBER, **_TOTAL},
    "index": {"num_format": "0.00;[Red]-0.00", **_NUMBER},
    "exact": {"num_format": EXACT, **_NUMBER},
    "day": {"num_format": DAY, "align": "left", **_TOP, **_BOX},
    "blank_box": {"bg_color": "#FFFFFF", **_BOX},
    "ask": {"text_wrap": True, **_TOP, **_BOX, **_INPUT, "locked": 0},
    "ask_money": {"num_format": MONEY, **_NUMBER, **_INPUT, "locked": 0},
    "ask_day": {"num_format": DAY, "align": "left", **_TOP, **_BOX, **_INPUT, "locked": 0},
    "good": {**_WORD, "bold": True, "italic": False},
}  # fmt: skip

WRAPPED: Final = frozenset(name for name, style in STYLES.items() if style.get("text_wrap"))
"""Styles whose text runs over several lines."""
