"""The small parts of an Excel package: which part is which sheet, its styles and its notes."""

import posixpath
import re
import zipfile
from html import unescape
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.tabular.cells import column_index

_SMALL: Final = 16 * limits.MEGABYTE
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag by local name, unescaped."""
    return {
        name.rpartition(":")[2]: unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _text(archive: zipfile.ZipFile, name: str) -> str:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return ""
    with archive.open(info) as file:
        content = file.read(_SMALL)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, "replace")


def relations_of(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id to (kind, path of the target part)."""
    folder, name = posixpath.split(part)
    relations = {}
    for found in _RELATION.findall(_text(archive, f"{folder}/_rels/{name}.rels".lstrip("/"))):
        about = _attributes(found)
        target = about.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = about.get("Type", "").rpartition("/")[2]
        relations[about.get("Id", "")] = (kind, posixpath.normpath(path))
    return relations


def find_sheet_part(archive: zipfile.ZipFile, sheet: str | None) -> str | None:
    """Return the path of the part that holds a sheet; without a name the only or first one."""
    main = next(
        (kept for kind, kept in relations_of(archive, "").values() if kind == "officeDocument"), ""
    )
    main = main or "xl/workbook.xml"
    relations = relations_of(archive, main)
    known = {name.lower(): name for name in archive.namelist()}  # as Excel takes them
    for found in _SHEET.findall(_text(archive, main)):
        about = _attributes(found)
        kind, path = relations.get(about.get("id", ""), ("", ""))
        is_wanted = kind == "worksheet" and sheet in (None, about.get("name"))
        if is_wanted and path.lower() in known:
            return known[path.lower()]
    return None


_PERCENT: Final = {9, 10}
_MONEY: Final = {5, 6, 7, 8, 42, 44}


def style_kinds(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return, by number of the cell style, those that show "percent", "money" or digits."""
    found = ((style, kind_of_format(*form)) for style, form in _forms(archive).items())
    return {style: kind for style, kind in found if kind}


def day_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show days or times of day, which no negative number is."""
    return frozenset(
        style
        for style, (number, code) in _forms(archive).items()
        if number in _DAYS
        or (not _ELAPSED.search(code) and _OF_DAYS.search(_BESIDES.sub("", code)))
    )


_DAYS: Final = frozenset(range(14, 23))
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BESIDES: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_OF_DAYS: Final = re.compile("[dmyhs]", re.IGNORECASE)


def _forms(archive: zipfile.ZipFile) -> dict[int, tuple[int, str]]:
    """Return the number and the code of the format of each cell style."""
    text = _text(archive, "xl/styles.xml")
    codes = {}
    for found in re.findall(r"<(?:\w+:)?numFmt\s([^>]*)>", text):
        about = _attributes(found)
        codes[about.get("numFmtId", "")] = about.get("formatCode", "")
    styles = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.S)
    forms = {}
    for index, found in enumerate(
        re.findall(r"<(?:\w+:)?xf\s([^>]*)>", styles[0] if styles else "")
    ):
        number = _attributes(found).get("numFmtId", "0")
        forms[index] = (int(number) if number.isdecimal() else 0, codes.get(number, ""))
    return forms


_STRUCK: Final = re.compile(r"""<(?:\w+:)?strike\s*(?:/>|>|val=["'](?:1|true|on)["'])""")


def struck_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles whose font is struck out."""
    text = _text(archive, "xl/styles.xml")
    if "strike" not in text:
        return frozenset()
    listed = re.search(r"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", text, re.S)
    fonts = re.findall(
        r"<(?:\w+:)?font(?:\s[^>]*)?/>|<(?:\w+:)?font(?:\s[^>]*)?>.*?</(?:\w+:)?font>",
        listed[0] if listed else "",
        re.S,
    )
    struck = {str(number) for number, font in enumerate(fonts) if _STRUCK.search(font)}
    styles = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.S)
    found = re.findall(r"<(?:\w+:)?xf\s([^>]*)>", styles[0] if styles else "")
    return frozenset(n for n, xf in enumerate(found) if _attributes(xf).get("fontId") in struck)


def kind_of_format(number: int, code: str) -> str:
    """Return what a format shows, by its number and its code, as in `Marks.formats`, or ""."""
    code = code[:_LONGEST_CODE]
    first = code.partition(";")[0]
    bare = re.sub(r'"[^"]*"', "", code)
    if number in _PERCENT or "%" in bare:
        return "percent"
    plain = re.sub(r"_.|\*.|\[[^\]]*\]", "", re.sub(r'"[^"]*"', "", first))
    if re.match(r"\s*[-(]\s*£?[#0?]", plain):
        return "turned:"
    if not re.search(r"[^\s.,\-]", plain) and (instead := _BESIDE.search(first)):
        return f"instead:{instead[1]}"
    if number in _MONEY:  # of whatever currency is usual where the file is opened
        return "money"
    if (found := _FOREIGN.search(first)) and "£" not in first:
        return f"foreign:{found[1] or found[2] or found[3].upper()}"
    if scaled := _SCALED.search(re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", first)):
        return f"scaled:{1_000 ** len(scaled[1])}"
    if "£" in code:
        return "money"
    if re.fullmatch(r"\s*;\s*;[\s;]*", code):
        return "unseen:"
    if re.search("[0#]", re.sub(r'"[^"]*"', "", first)) and (beside := _BESIDE.search(first)):
        return f"beside:{beside[1]}"
    if re.fullmatch(r"0{2,15}", code):
        return f"digits:{len(code)}"
    parted = re.sub(r'\\(.)|"([-/ ])"', r"\1\2", code)
    return f"digits:{parted}" if re.fullmatch(r"0{1,9}(?:[-/ ]0{1,9}){1,3}", parted) else ""


_LONGEST_CODE: Final = 255
"""Excel takes no longer code of a format."""
_FOREIGN: Final = re.compile(
    r"\[\$([^\]\-£]+)[^\]]*\]|(?<!\[)([€$¥₹])|"
    r'"\s*(EUR|USD|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|INR|CNY|ZAR|AED)\s*"',
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r'"([^"]*[A-Za-z0-9\-][^"]*)"')
"""What a format shows beside each number, as though it were a part of it: 5 as 5k."""
_SCALED: Final = re.compile(r"[0#?](,{1,3})(?:\.|[^0#?,.]*\Z)")
"""Commas after the last digit before the point: each divides what is shown by a thousand."""

_COMMENT: Final = re.compile(r"<(?:\w+:)?comment\s([^>]*)>(.*?)</(?:\w+:)?comment>", re.S)


def read_notes(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Return the notes on the cells of a sheet, by row and column from 0; up to 2,000."""
    notes: dict[tuple[int, int], str] = {}
    for kind, path in relations_of(archive, part).values():
        if kind != "comments":
            continue
        for tag, body in _COMMENT.findall(_text(archive, path)):
            place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", _attributes(tag).get("ref", ""))
            text = "".join(re.findall(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<", body))
            if place and len(notes) < 2_000:
                at = (int(place[2]) - 1, column_index(place[1]))
                notes[at] = unescape(text)[:2_000].strip()
    return notes
