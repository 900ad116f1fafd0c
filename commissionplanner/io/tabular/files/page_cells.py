"""What a cell of a web page holds: its text, or the number that a spreadsheet program wrote beside it."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from commissionplanner.io.tabular.files.grids import ERRORS

Given = dict[str, str]
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BARE: Final = re.compile(r"\s(hidden|x:num|x:bool|x:err)\b(?!\s*=)", re.IGNORECASE)
_RULE: Final = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_CLASS: Final = re.compile(r"\.([\w-]+)\s*(?:,|\Z)")
_HIDES: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.I
)
_FORMAT: Final = re.compile(r"""mso-number-format\s*:\s*("[^"]*"|'[^']*'|[^;]+)""", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?")
_PLAIN: Final = re.compile(r"[(\-\u2212+]?\s*£?\s*-?(?!0\d)\d[\d,]*(?:\.\d+)?\s*%?\s*[)\-]?")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


def attributes_of(text: str) -> Given:
    """Return the attributes of a tag; of one that stands there twice, the first."""
    given: Given = {}
    if "=" in text:
        for name, double, single, bare in _ATTRIBUTE.findall(text):
            given.setdefault(name.lower(), unescape(double or single or bare))
    for name in _BARE.findall(f" {text}") if text else ():
        given.setdefault(name.lower(), "")
    return given


@dataclass(frozen=True, slots=True)
class About:
    """What the tag of a table, row, column or cell says.

    Attributes:
        across: Over how many columns it reaches; `down`: over how many rows.
        number: The number that a spreadsheet program wrote beside the text, or "".
        code: The number format as Excel writes it, or "".
    """

    across: int = 1
    down: int = 1
    hidden: bool = False
    number: str = ""
    code: str = ""


PLAIN: Final = About()
_MOST_KNOWN: Final = 2_000


class Styles:
    """The rules of a page that say how cells are shown; only those for one class are heeded."""

    def __init__(self) -> None:
        self._hiding: set[str] = set()
        self._formats: dict[str, str] = {}
        self._known: dict[str, About] = {}

    def about(self, attributes: str) -> About:
        """Return what the attributes of a tag say; most tags of a page have the same few."""
        found = self._known.get(attributes)
        if found is None:
            given = attributes_of(attributes)
            found = About(
                _span(given.get("colspan") or given.get("span") or ""),
                _span(given.get("rowspan") or ""),
                self._hides(given),
                (given.get("x:num") or given.get("sdval") or "").strip(),
                self._format_of(given),
            )
            if len(self._known) < _MOST_KNOWN:
                self._known[attributes] = found
        return found

    def add(self, sheet: str) -> None:
        """Take in a style sheet of the page."""
        self._known.clear()
        for names, body in _RULE.findall(sheet[:1_000_000]):
            for name in _CLASS.findall(names.strip()):
                if _HIDES.search(body):
                    self._hiding.add(name)
                if found := _FORMAT.search(body):
                    self._formats[name] = _code(found[1])

    def _hides(self, given: Given) -> bool:
        classes = given.get("class", "").split()
        return (
            "hidden" in given
            or bool(_HIDES.search(given.get("style", "")))
            or not self._hiding.isdisjoint(classes)
        )

    def _format_of(self, given: Given) -> str:
        """Return the number format of a cell as Excel writes it, or ""."""
        if found := _FORMAT.search(given.get("style", "")):
            return _code(found[1])
        return next((f for c in given.get("class", "").split() if (f := self._formats.get(c))), "")


def _span(text: str) -> int:
    """Return how many columns or rows a cell reaches over: 1 where it says nothing sensible."""
    text = text.strip()
    return max(1, int(text[:12])) if text.isascii() and text.isdigit() else 1


def _code(text: str) -> str:
    r"""Return a format without its quotes and the backslashes that a style sheet needs: ``\@``."""
    return re.sub(r"\\(.)", r"\1", text.strip().strip("\"'"))


def shown_cell(text: str, about: About) -> tuple[str, str, str] | None:
    """Return kind, value and format of a cell, or None for a blank one.

    A number that Excel (``x:num``) or LibreOffice (``sdval``) wrote beside the text is taken where
    it is the one shown, for it has all its decimals; else what is shown holds.
    """
    shown = text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)
    is_bare = not about.number and not about.code
    if is_bare and "&" not in shown and "<br>" not in shown and "#" not in shown:
        shown = shown.strip(" ")
        return ("s", shown, "General") if shown and not shown.isspace() else None
    if "<br>" in shown:
        lines = [line.strip(" ") for line in shown.split("<br>")]
        shown = "\n".join(line for line in lines if line)
    shown = unescape(shown).strip(" \n")
    if not shown.strip():
        return None
    if shown.upper() in ERRORS:
        return "e", shown.upper(), "General"
    number, code = about.number, about.code
    if number and _PLAIN.fullmatch(shown) and _is_shown(number, shown):
        form = "0.00%" if "%" in shown else '"£"#,##0.00' if "£" in shown else "General"
        return "n", number, form
    if re.fullmatch(r"0{2,15}", code) and re.fullmatch(r"\d{1,15}", shown):
        shown = shown.zfill(len(code))
    return "s", shown, "General"


def _is_shown(number: str, shown: str) -> bool:
    """Whether a text shows a number, rounded to as many decimals as it has."""
    if not _NUMBER.fullmatch(number):
        return False
    digits = re.sub(r"[^\d.]", "", shown)
    decimals: int = len(digits.partition(".")[2])
    value = float(number) * (100 if "%" in shown else 1)
    is_minus = bool(re.search(r"[(\-\u2212]", shown))
    if is_minus != (value < 0) and float(digits):
        return False
    return abs(abs(value) - float(digits)) <= 0.5000001 * 0.1**decimals
