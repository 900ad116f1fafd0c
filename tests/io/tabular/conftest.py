"""Workbooks written part by part, so that each can be wrong in its own way."""

import zipfile

import pytest

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
</Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="00000"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="170"/></cellXfs></styleSheet>"""


def sheet_xml(body, *, before="", main=_MAIN, dimension=""):
    """The XML of a sheet around its rows."""
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'<worksheet xmlns="{main}">{size}{before}<sheetData>{body}</sheetData></worksheet>'


def row_xml(number, *texts, attributes=""):
    """One row of XML: numbers as numbers, texts as inline text."""
    cells = "".join(_cell_xml(f"{chr(65 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}" {attributes}>{cells}</row>'


def _cell_xml(ref, value):
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    if value.startswith("<"):
        return value.replace("<c ", f'<c r="{ref}" ', 1)
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


@pytest.fixture
def xml():
    """The two writers of XML."""
    return sheet_xml, row_xml


@pytest.fixture
def make_xlsx(tmp_path):
    """Write a workbook with one sheet, "Data", of the given XML."""

    def make(sheet, *, parts=None, workbook="", main=_MAIN, office=_OFFICE):
        path = tmp_path / "made.xlsx"
        book = (
            f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook}'
            '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{office}/%s" Target="%s"/>%s</Relationships>'
        styles = f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            archive.writestr("_rels/.rels", relation % ("officeDocument", "xl/workbook.xml", ""))
            archive.writestr("xl/workbook.xml", book)
            target = ("worksheet", "worksheets/sheet1.xml", styles)
            archive.writestr("xl/_rels/workbook.xml.rels", relation % target)
            archive.writestr("xl/styles.xml", _STYLES)
            archive.writestr("xl/worksheets/sheet1.xml", sheet)
            for name, content in (parts or {}).items():
                archive.writestr(name, content)
        return path

    return make


@pytest.fixture
def make_text(tmp_path):
    """Write a text file of the given bytes or text."""

    def make(content, name="made.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def codes():
    """The codes of the warnings of a table, each once."""
    return lambda table: {warning.code for warning in table.warnings}
