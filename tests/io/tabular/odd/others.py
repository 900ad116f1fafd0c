"""OpenDocument and old Excel files, and things of the file system that are no files."""

import os
import zipfile
from pathlib import Path

import xlwt

from .case import GOOD, HEADINGS, ROWS, Case, written

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "manifest")
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def _cell(text, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def _row(*texts, more=""):
    return f"<table:table-row {more}>{''.join(map(_cell, texts))}</table:table-row>"


_TABLE = "".join(_row(*values) for values in (HEADINGS, *ROWS))


def _ods(name, rows, expected, says="", mime=_MIME, manifest="<manifest/>", before=""):
    def make(folder: Path) -> Path:
        path = folder / "odd.ods"
        content = (
            f"{before}<office:document-content {_SPACES}><office:body><office:spreadsheet>{rows}"
            "</office:spreadsheet></office:body></office:document-content>"
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", mime)
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", manifest)
        return path

    return Case(name, make, expected, says)


def an_ods(folder: Path) -> Path:
    """Write a sound table."""
    return _ods("a table", _sheet(), 3).make(folder)


def _sheet(rows=_TABLE, name="Data", more=""):
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


_LOCKED = (
    f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="content.xml" manifest:size="9">'
    '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
)
_WIDE = 'table:number-columns-repeated="999999999"'
_REPEATED = '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'

OPEN = [
    _ods("an opendocument table", _sheet(), 3),
    _ods("a million repeated rows", _sheet(_TABLE + _REPEATED), 3),
    _ods("repeated rows with something in them", _sheet(_TABLE + _row("A9", "Elm", more='table:number-rows-repeated="1048000"')), None, "1,048,000 times"),
    _ods("ninety rows that are one", _sheet(_TABLE + _row("A9", "Elm", more='table:number-rows-repeated="90"')), 93),
    _ods("repeated cells beyond measure", _sheet(_TABLE + "<table:table-row>" + _cell("x", _WIDE) + "</table:table-row>"), -1),
    _ods("repeated rows without number", _sheet(_TABLE + _row("A9", more='table:number-rows-repeated="many"')), -1),
    _ods("a locked opendocument file", _sheet(), None, "Open it in LibreOffice", manifest=_LOCKED),
    _ods("an opendocument text", _sheet(), None, "not a spreadsheet", mime="application/vnd.oasis.opendocument.text"),
    _ods("an opendocument file without sheets", "", None),
    _ods("entities in opendocument", _sheet(_TABLE.replace("Acorn", "&a;")), -1, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    _ods("a link to another opendocument file", _sheet('<table:table-source xlink:href="file:///C:/x/Other%20one.ods"/>' + _TABLE).replace("<table:table ", '<table:table xmlns:xlink="http://www.w3.org/1999/xlink" '), 3, "“Other one.ods”"),
    _ods("covered cells", _sheet(_TABLE + "<table:table-row>" + _cell("A9", 'table:number-columns-spanned="4"') + '<table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>'), 4),
    _ods("a hidden sheet in opendocument", _sheet(), -1),
]  # fmt: skip


def _xls(name, spoil, expected, says=""):
    def make(folder: Path) -> Path:
        path = folder / "odd.xls"
        book = xlwt.Workbook()
        sheet = book.add_sheet("Data")
        for number, values in enumerate((HEADINGS, *ROWS)):
            for place, value in enumerate(values):
                sheet.write(number, place, value)
        book.save(str(path))
        path.write_bytes(spoil(path.read_bytes()))
        return path

    return Case(name, make, expected, says)


OLD = [
    _xls("an old workbook", lambda raw: raw, 3),
    *(_xls(f"an old workbook cut at {n} %", lambda raw, n=n: raw[: len(raw) * n // 100], -1) for n in (5, 20, 50, 80)),
    _xls("an old workbook with zeros in it", lambda raw: raw[:1500] + bytes(200) + raw[1700:], -1),
    _xls("an old workbook whose sectors go round", lambda raw: raw[:512] + b"\1\0\0\0" * 128 + raw[1024:], -1),
    _xls("the first bytes of an old workbook", lambda raw: raw[:8], None),
    _xls("a locked old workbook", lambda raw: raw.replace(b"\x42\x00\x02\x00\xe4\x04", b"\x2f\x00\x02\x00\x00\x00", 1), -1),
]  # fmt: skip


def _folder(folder: Path) -> Path:
    path = folder / "register.xlsx"
    path.mkdir()
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "register.csv"
    os.mkfifo(path)
    return path


def _link(target: str):
    def make(folder: Path) -> Path:
        (folder / "real.csv").write_text(GOOD, encoding="utf-8")
        path = folder / "register.csv"
        path.symlink_to(target)
        return path

    return make


def _forbidden(folder: Path) -> Path:
    path = written("register.csv", GOOD)(folder)
    path.chmod(0)
    return path


PLACES = [
    Case("a folder", _folder, None, "folder"),
    Case("a file that is not there", lambda folder: folder / "gone.csv", None, "not there"),
    Case("a pipe", _pipe, None, "not a file"),
    Case("a link to a file", _link("real.csv"), 3),
    Case("a link to nothing", _link("gone.csv"), None, "not there"),
    Case("a link to itself", _link("register.csv"), None),
    Case("a link to an endless device", _link("/dev/zero"), None, "not a file"),
    Case("a file that may not be read", _forbidden, -1 if os.geteuid() == 0 else None),
    Case("a name of two hundred and fifty characters", written("r" * 246 + ".csv", GOOD), 3),
]

CASES = [*OPEN, *OLD, *PLACES]
