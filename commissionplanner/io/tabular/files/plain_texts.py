"""Texts that are plainly no tables: each would be read as one column of lines, as if it were data."""

import re
from collections.abc import Callable, Sequence
from typing import Final

_DELIMITER: Final = re.compile("[,;\t|]")
_KEY: Final = re.compile(r"\s*(?:- )?[\w .\-]{1,60}:(?:\s.*)?|\s*- .*|---|\s*#.*")
_NESTED: Final = re.compile(r"\s+(?:- )?[\w .\-]{1,60}:(?:\s.*)?|\s*- .*")
_ENCODED: Final = re.compile(r"[A-Za-z0-9+/]{60,76}")
_LOGGED: Final = re.compile(
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b.*"
)
_STATEMENT: Final = re.compile(r"(?:INSERT\s+INTO|CREATE\s+TABLE|DROP\s+TABLE)\s", re.IGNORECASE)
_GAPS: Final = 2
_SETTING: Final = re.compile(r"\[[^\]]+\]|[\w .\-]+=.*|[#;].*")


def text_that_is_no_table(text: str) -> str:
    """Return what the beginning of a text is, as "a log", or "" where it may be a table."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) < 3 and not (lines and (_STATEMENT.match(lines[0]) or lines[0].startswith("#!"))):
        return ""
    return next((name for name, is_one in _KINDS if is_one(lines)), "")


def _all(pattern: re.Pattern[str], lines: Sequence[str]) -> bool:
    return bool(lines) and all(map(pattern.fullmatch, lines))


def _is_encoded(lines: Sequence[str]) -> bool:
    """Whether it is base64: lines of one length, with capitals, small letters and digits mixed."""
    whole = lines[:-1]
    mixed = all(re.search(kind, "".join(whole)) for kind in ("[A-Z]", "[a-z]", "[0-9]"))
    return len({len(line) for line in whole}) == 1 and mixed and _all(_ENCODED, whole)


def _is_yaml(lines: Sequence[str]) -> bool:
    whole = lines[:-1]  # the last may be cut
    keys = sum(":" in line for line in whole)
    few = sum(bool(_DELIMITER.search(line)) for line in whole) * 2 < len(whole)
    return keys >= 2 and few and _all(_KEY, whole) and any(map(_NESTED.fullmatch, whole))


def _is_markdown(lines: Sequence[str]) -> bool:
    """Whether it has headings and lists as Markdown does, and hardly a line with two columns."""
    marked = sum(bool(re.match(r"#{1,6} \S|[*+-] \S|\d+\. \S", line)) for line in lines)
    parted = sum(bool(_DELIMITER.search(line)) for line in lines)
    return bool(re.match(r"#{1,6} \S", lines[0])) and marked >= 2 and parted * 3 < len(lines)


def _is_settings(lines: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"\[[^\]]+\]", lines[0])) and _all(_SETTING, lines[:-1])


def _is_mail(lines: Sequence[str]) -> bool:
    names = [line.partition(":")[0].lower() for line in lines[:8] if re.match(r"[\w-]+: ", line)]
    return lines[0].partition(":")[0].lower() in names and {"from", "subject"} <= set(names)


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether columns are parted by spaces alone: by as many gaps in every line, or from the same places on."""
    if any(_DELIMITER.search(line) for line in lines):
        return False
    gaps = {len(re.findall(r" {2,}", line.strip())) for line in lines[:-1]}
    if len(gaps) == 1 and min(gaps) >= _GAPS:
        return True
    starts = [{found.end() for found in re.finditer(r" {2,}", line)} for line in lines[:-1]]
    common = set.intersection(*starts) if starts else set()
    return len(common) >= _GAPS


_KINDS: Final[tuple[tuple[str, Callable[[Sequence[str]], bool]], ...]] = (
    ("an encoded file (base64), as e-mails carry them", _is_encoded),
    ("a key or a certificate", lambda lines: lines[0].startswith("-----BEGIN ")),
    ("a calendar", lambda lines: lines[0].upper() == "BEGIN:VCALENDAR"),
    (
        "a list of contacts of a mail program (vCard)",
        lambda lines: lines[0].upper() == "BEGIN:VCARD",
    ),
    ("a script of a program", lambda lines: lines[0].startswith("#!")),
    ("a log", lambda lines: _all(_LOGGED, lines[:-1])),
    ("a script of a database (SQL)", lambda lines: bool(_STATEMENT.match(lines[0]))),
    ("a file of settings", _is_settings),
    ("an e-mail; its attachments must be saved by themselves", _is_mail),
    ("a YAML file", _is_yaml),
    ("a text whose columns are parted by spaces alone (fixed width)", _is_spaced),
    ("a text with headings and lists (Markdown)", _is_markdown),
)
