"""Parts of an Excel package put where its reader looks for them; in memory.

The Open Packaging Conventions (ECMA-376 part 2, section 9.3) let relations say where a workbook, its
sheets and its texts are, and Excel goes there. Some programs use other places than Excel's own, write
a backslash in the names of parts, or have sheets of macros, before which the reader of values gives up.
"""

import io
import posixpath
import re
import zipfile
import zlib
from html import escape
from typing import Final
from urllib.parse import unquote

from commissionplanner.io.tabular.files.package_parts import relations_of

_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_USUAL: Final = {"sharedStrings": "xl/sharedStrings", "styles": "xl/styles"}
_MACROS: Final = ("xlMacrosheet", "xlIntlMacrosheet")
_STEPS: Final = re.compile(rb"""Target=["'][^"']*\./""")
"""A target by way of its own folder or the one above, as "./worksheets/sheet1.xml"."""
_FROM_ROOT: Final = re.compile(rb"""Target=["'](?:[^"']*\./|/)""")
"""The same, or one from the root on, which the reader of .xlsb does not find."""
_PIECE: Final = 1 << 20


def in_usual_places(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return the workbook as it is, or a copy in which all parts are where they usually are."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = {
                info.filename: info.filename.replace("\\", "/").lstrip("/")
                for info in archive.infolist()
            }
            is_unlike = any(name != usual for name, usual in parts.items())
            if is_unlike and len(set(parts.values())) == len(parts):
                found: str | io.BytesIO = _copy(archive, parts, {})
            else:
                found = source
        with zipfile.ZipFile(found) as archive:
            moved, written = _moves(archive)
            found = _copy(archive, moved, written) if written else found
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, EOFError, RuntimeError):
        found = source  # damaged: whoever opens it says so
    if isinstance(found, io.BytesIO):
        found.seek(0)
    return found


def _moves(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str]]:
    """Return the usual names of all parts and the relations to be written anew; nothing where all is usual."""
    names = {info.filename: info.filename for info in archive.infolist()}
    known = {name.lower(): name for name in names}  # as Excel takes them
    roots = [path for kind, path in relations_of(archive, "").values() if kind == "officeDocument"]
    main = known.get(roots[0].lower(), "") if roots else ""
    folder, name = posixpath.split(main)
    related = known.get(posixpath.join(folder, "_rels", f"{name}.rels").lower(), "")
    if not related:
        return names, {}
    book = "xl/workbook" + posixpath.splitext(main)[1].lower()
    steps = _FROM_ROOT if main.lower().endswith(".bin") else _STEPS
    is_unusual = main.lower() != book or bool(steps.search(archive.read(related)))
    lines: list[str] = []
    for relation, (kind, path) in relations_of(archive, main).items():
        part = known.get(posixpath.normpath(unquote(path).replace("\\", "/")).lower(), "")
        usual = _usual(kind, part, len(lines))
        is_unusual |= part.lower() != path.lower() or usual.lower() != part.lower()
        if part:
            _put(names, part, usual)
            lines.append(_line(relation, "chartsheet" if kind in _MACROS else kind, usual))
    if not is_unusual:
        return names, {}
    _put(names, main, book)
    names = {name: usual for name, usual in names.items() if name not in (related, "_rels/.rels")}
    return names, {
        "_rels/.rels": _relations([_line("rId1", "officeDocument", book, "")]),
        f"xl/_rels/{posixpath.basename(book)}.rels": _relations(lines),
    }


def _usual(kind: str, part: str, number: int) -> str:
    """Return the name under which a part is looked for; the reader of .xlsb goes by the folder of a sheet."""
    ending = posixpath.splitext(part)[1].lower()
    if part and kind in _USUAL:
        return _USUAL[kind] + ending
    return f"xl/chartsheets/macros{number}{ending}" if part and kind in _MACROS else part


def _put(names: dict[str, str], part: str, usual: str) -> None:
    """Give a part its usual name; another part of that name, to which nothing leads, goes."""
    for other in [name for name, has in names.items() if has.lower() == usual.lower()]:
        del names[other]
    names[part] = usual


def _line(relation: str, kind: str, part: str, folder: str = "xl/") -> str:
    is_within = part.startswith(folder)
    target = part.removeprefix(folder) if is_within else f"/{part}"
    return (
        f'<Relationship Id="{escape(relation)}" Type="{_TYPES}/{kind}" Target="{escape(target)}"/>'
    )


def _relations(lines: list[str]) -> str:
    return f'<Relationships xmlns="{_SPACE}">' + "".join(lines) + "</Relationships>"


def _copy(archive: zipfile.ZipFile, names: dict[str, str], written: dict[str, str]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, usual in names.items():
            with archive.open(name) as old, made.open(usual, "w", force_zip64=True) as new:
                while piece := old.read(_PIECE):
                    new.write(piece)
        for name, text in written.items():
            made.writestr(name, text)
    copy.seek(0)
    return copy
