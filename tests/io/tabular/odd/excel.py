"""Excel workbooks written part by part, each wrong, hostile or odd in one way."""

import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msoffcrypto.format.ooxml
from xlsxwriter import Workbook

from .case import HEADINGS, ROWS, Case

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
_STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def cell(ref: str, value: object) -> str:
    """One cell of XML: numbers as numbers, text as inline text, XML as it is."""
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    text = str(value)
    if text.startswith("<"):
        return text.replace("<c ", f'<c r="{ref}" ', 1)
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *values: object, more: str = "") -> str:
    """One row of XML."""
    cells = "".join(cell(f"{chr(65 + n)}{number}", v) for n, v in enumerate(values))
    return f'<row r="{number}"{more}>{cells}</row>'


TABLE = "".join(row(n, *values) for n, values in enumerate((HEADINGS, *ROWS), 1))


def sheet(rows: str = TABLE, *, before: str = "", after: str = "", main: str = MAIN) -> str:
    """The XML of a sheet."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def book(sheets: str = '<sheet name="Data" sheetId="1" r:id="rId1"/>', more: str = "") -> str:
    """The XML of a workbook."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more}<sheets>{sheets}</sheets></workbook>'


def parts_of(content: str | bytes = "", **more: str | bytes | None) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; a part given as None is left out."""
    relation = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/%s" Target="%s"/>%s</Relationships>'
    styles = f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relation % ("officeDocument", "xl/workbook.xml", ""),
        "xl/workbook.xml": book(),
        "xl/_rels/workbook.xml.rels": relation % ("worksheet", "worksheets/sheet1.xml", styles),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": content or sheet(),
        **more,
    }
    return {name: part for name, part in parts.items() if part is not None}


def package(
    parts: dict[str, str | bytes],
    name: str = "odd.xlsx",
    then: Callable[[bytes], bytes] | None = None,
) -> Callable[[Path], Path]:
    """Return what zips parts up, and then spoils the bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        if then is not None:
            path.write_bytes(then(path.read_bytes()))
        return path

    return make


def _case(name, content, rows, says="", **more):
    return Case(name, package(parts_of(content, **more)), rows, says)


def _spoilt(name, then, rows=None, says="", content=""):
    return Case(name, package(parts_of(content), then=then), rows, says)


def _cut(share):
    return _spoilt(
        f"a workbook cut at {share:.0%}", lambda raw: raw[: int(len(raw) * share)], None, ""
    )


def _zeroed(share):
    def spoil(raw):
        at = int(len(raw) * share)
        return raw[:at] + bytes(60) + raw[at + 60 :]

    return _spoilt(f"a workbook with zeros at {share:.0%}", spoil, -1)


_DECLARED = '<?xml version="1.0" encoding="{}"?>' + sheet()

DAMAGED = [
    *map(_cut, (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.995)),
    *map(_zeroed, (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)),
    _spoilt("a workbook with rubbish before it", lambda raw: b"rubbish" * 10 + raw, -1),
    _spoilt("a workbook with rubbish behind it", lambda raw: raw + b"rubbish" * 10, -1),
    _spoilt("a wrong checksum", lambda raw: raw.replace(raw[14:18], b"\1\2\3\4"), -1),
    _spoilt("the word for a zip alone", lambda _: b"PK\x03\x04", None),
    _spoilt("an empty zip", lambda _: b"PK\x05\x06" + bytes(18), None),
    _spoilt("a size that lies", lambda raw: raw.replace(b"PK\x01\x02", b"PK\x01\x02", 1)[:-4] + b"\xff\xff\xff\xff", -1),
    _case("no workbook part", "", None, **{"xl/workbook.xml": None}),
    _case("no sheet part", "", None, **{"xl/worksheets/sheet1.xml": None}),
    _case("no styles part", "", 3, **{"xl/styles.xml": None}),
    _case("no content types", "", -1, **{"[Content_Types].xml": None}),
    _case("no relations of the package", "", -1, **{"_rels/.rels": None}),
    _case("no relations of the workbook", "", None, **{"xl/_rels/workbook.xml.rels": None}),
    _case("an empty sheet part", " ", None),
    _case("a sheet part that is no xml", "This is not XML at all", None),
    _case("xml cut in the middle", sheet()[:-60], -1),
    _case("xml in utf 16", sheet().encode("utf-16"), 3),
    _case("xml in utf 16 without a mark", _DECLARED.format("UTF-16").encode("utf-16-le"), 3),
    _case("xml in latin 1", _DECLARED.format("ISO-8859-1").replace("Acorn", "Café").encode("latin-1"), 3),
    _case("xml in an encoding that is none", _DECLARED.format("none-such"), -1),
    _case("tags that do not match", sheet(TABLE.replace("</row>", "</rwo>", 1)), -1),
    _case("attributes without quotes", sheet(TABLE.replace('r="A1"', "r=A1")), -1),
]  # fmt: skip

_STRINGS = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>Acorn</t></si></sst>'
_SHARED = row(1, *HEADINGS) + row(2, "A1", '<c t="s"><v>%s</v></c>', "01/04/2026", 5)
_BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
_XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

HOSTILE = [
    _case("entities that multiply", _BOMB + sheet(TABLE.replace("Acorn", "&i;")), -1),
    _case("an entity that asks for a file", _XXE + sheet(TABLE.replace("Acorn", "&x;")), -1),
    _case("tags in tags a hundred thousand deep", sheet(row(1, *HEADINGS) + "<row>" * 100_000), -1),
    _case("a row of ten thousand attributes", sheet(TABLE.replace("<row ", "<row " + " ".join(f'a{n}="1"' for n in range(10_000)) + " ", 1)), -1),
    _case("a shared string that is not there", sheet(_SHARED % 99), None, "a cell refers to a text that is not there", **{"xl/sharedStrings.xml": _STRINGS}),
    _case("a shared string of a negative number", sheet(_SHARED % -1), None, "cell B2 refers to", **{"xl/sharedStrings.xml": _STRINGS}),
    _case("shared strings without their part", sheet(_SHARED % 0), None, "a cell refers to a text"),
    _case("shared strings that lie about their count", sheet(_SHARED % 0), 1, "", **{"xl/sharedStrings.xml": _STRINGS.replace('"1"', '"4000000000"')}),
    _case("a cell at the last place of all", sheet(TABLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), None, "XFD1048576"),
    _case("a cell beyond the last place", sheet(TABLE + '<row r="9999999"><c r="ZZZZ9999999"><v>1</v></c></row>'), -1),
    _case("a cell in row nought", sheet(TABLE + '<row r="0"><c r="A0"><v>1</v></c></row>'), -1),
    _case("a cell without a column", sheet(TABLE + '<row r="5"><c r="5"><v>1</v></c></row>'), -1),
    _case("sixteen thousand columns", sheet(TABLE + '<row r="5"><c r="XFD5"><v>1</v></c></row>'), None, "XFD"),
    _case("a dimension that is too small", sheet(before='<dimension ref="A1:A1"/>'), 3),
    _case("a dimension that is too large", sheet(before='<dimension ref="A1:XFD1048576"/>'), 3),
    _case("a dimension that is nonsense", sheet(before='<dimension ref="no"/>'), 3),
    _case("the same row twice", sheet(TABLE + row(4, "A9", "Elm", "01/04/2026", 9)), None, "row 4 stands in it twice"),
    _case("the same cell twice", sheet(TABLE.replace("</row>", '<c r="D2"><v>7</v></c></row>', 2)), None, "cell D2 stands in it twice"),
    _case("a value in two halves", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><v>7<!-- x -->7</v></c>")), None, "the value of cell D5"),
    _case("a number with a sign by its code", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><v>1&#50;000</v></c>")), None, "the value of cell D5 is broken up"),
    _case("a hundred thousand hidden columns", sheet(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 100_000 + "</cols>"), 3, "Column D (“Annual value”) is hidden"),
    _case("rows out of order", sheet(row(3, *ROWS[1]) + row(1, *HEADINGS) + row(2, *ROWS[0])), -1),
    _case("merged over everything", sheet(after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'), -1),
    _case("ten thousand merged areas", sheet(after="<mergeCells>" + "".join(f'<mergeCell ref="F{n}:G{n}"/>' for n in range(1, 10_001)) + "</mergeCells>"), 3),
    _case("merged areas that overlap", sheet(after='<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="A2:C3"/></mergeCells>'), 3),
    _case("a merged area that is nonsense", sheet(after='<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref="x"/></mergeCells>'), -1),
    _case("error cells", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", '<c t="e"><v>#REF!</v></c>')), 4, "#REF!"),
    _case("formulas without values", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><f>1+1</f></c>")), 4, "without a stored result"),
    _case("a formula that goes round", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><f>D5+1</f><v>0</v></c>")), 4),
    _case("numbers that are none", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", '<c t="n"><v>NaN</v></c>')), -1),
    _case("numbers beyond measure", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><v>1E400</v></c>")), -1),
    _case("a date before the first", sheet(TABLE + row(5, "A4", "Elm", '<c s="1"><v>-5</v></c>', 9)), -1),
    _case("a date beyond the last", sheet(TABLE + row(5, "A4", "Elm", '<c s="1"><v>99999999</v></c>', 9)), -1),
    _case("the day that 1900 did not have", sheet(TABLE + row(5, "A4", "Elm", '<c s="1"><v>60</v></c>', 9)), 4, "29 February 1900"),
    _case("a style that is not there", sheet(TABLE.replace("<c ", '<c s="4000" ', 1)), 3),
    _case("booleans for amounts", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", '<c t="b"><v>1</v></c>')), 4, "TRUE"),
    _case("bidirectional signs in a workbook", sheet(TABLE.replace("Acorn", "\u202ecorn")), 3, "direction of writing"),
    _case("macros", "", 3, "macros", **{"xl/vbaProject.bin": b"\xd0\xcf"}),
    _case("sheets of old macros", "", 3, "macros", **{"xl/macrosheets/sheet1.xml": "<macrosheet/>"}),
    _case("links to other workbooks", "", 3, "Other.xlsx", **{
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Target="file:///C:/x/Other.xlsx"/></Relationships>'}),
    _case("data from elsewhere", "", 3, "fetches data from elsewhere (“Query & sales”, “data model”)", **{
        "xl/connections.xml": '<connections><connection id="1" name="Query &amp; sales"/></connections>', "xl/model/item.data": b"x"}),
    _case("a file within a workbook", "", 3, "within it (“oleObject1.bin”)", **{
        "xl/embeddings/oleObject1.bin": b"\xd0", "xl/embeddings/_rels/x.xml.rels": "<x/>"}),
    _case("a call of another program", sheet(TABLE + row(5, "A4", "Elm", "01/04/2026", "<c ><f>cmd|'/c calc'!A1</f><v>0</v></c>")), 4, "DDE"),
    _case("a part that climbs out of its folder", "", 3, "", **{"../../../../tmp/evil.txt": "evil"}),
    _case("a part with a root path", "", 3, "", **{"/etc/evil": "evil"}),
    _case("a part with an endless name", "", -1, "", **{"xl/" + "x" * 60_000: "x"}),
    _case("six thousand parts", "", None, "parts", **{f"xl/x{n}.xml": "" for n in range(6_000)}),
    _case("strict open xml", "", 3, "", **{
        "xl/worksheets/sheet1.xml": sheet(main=STRICT), "xl/workbook.xml": book().replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{STRICT_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'}),
    _case("the system of 1904", sheet(TABLE + row(5, "A4", "Elm", '<c s="1"><v>44651</v></c>', 9)), 4, "", **{"xl/workbook.xml": book(more='<workbookPr date1904="1"/>')}),
    _case("calculation only by hand", "", 3, "stale", **{"xl/workbook.xml": book(more='<calcPr calcMode="manual"/>')}),
    _case("a sheet name with signs", "", 3, "", **{"xl/workbook.xml": book('<sheet name="&quot;&lt;x&gt;&apos;\u202e" sheetId="1" r:id="rId1"/>')}),
    _case("a name that no sheet has", "", -1, "", **{"xl/workbook.xml": book('<sheet name="" sheetId="1" r:id="rId1"/>')}),
    _case("a hundred sheets that are one part", "", -1, "", **{"xl/workbook.xml": book("".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 101)))}),
    _case("a very hidden sheet alone", "", -1, "hidden", **{"xl/workbook.xml": book('<sheet name="Data" sheetId="1" state="veryHidden" r:id="rId1"/>')}),
    _case("no sheets at all", "", None, "", **{"xl/workbook.xml": book("")}),
]  # fmt: skip


def _lots(rows: int, name: str, says: str, expected: int | None, body: bytes) -> Case:
    """A sheet of very many equal pieces of XML, written in a stream."""

    def make(folder: Path) -> Path:
        path = package(parts_of())(folder)
        zipped = zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
        with zipped as archive, archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(rows):
                part.write(body)
        return path

    return Case(name, make, expected, says, is_big=rows > 50)


def _duplicate(folder: Path) -> Path:
    path = package(parts_of())(folder)
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", sheet(row(1, "Other") + row(2, "table")))
    return path


def _nested(folder: Path) -> Path:
    inner = package(parts_of())(folder).read_bytes()
    return package({f"inner{n}.xlsx": inner for n in range(20)}, "nested.xlsx")(folder)


def _empty_rows(folder: Path) -> Path:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(5, 1_048_577))
    return package(parts_of(sheet(TABLE + rows)))(folder)


def _locked(password: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        noise = b"".join(sha256(bytes([n])).digest() for n in range(256))
        plain = package(
            parts_of(**{"xl/media/noise.bin": noise, "xl/vbaProject.bin": b"\xd0"}), "plain.xlsx"
        )(folder)
        path = folder / "locked.xlsx"
        with plain.open("rb") as source, path.open("wb") as target:
            msoffcrypto.format.ooxml.OOXMLFile(source).encrypt(password, target)
        plain.unlink()
        return path

    return make


def _cut(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = make(folder)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        return path

    return made


def _sheets(folder: Path) -> Path:
    path = folder / "sheets.xlsx"
    with Workbook(path) as made:
        made.add_chartsheet("Chart").activate()
        made.add_worksheet("Notes").write(0, 0, "Read me")
        data = made.add_worksheet("Data")
        for number, values in enumerate((HEADINGS, *ROWS)):
            data.write_row(number, 0, values)
        made.add_worksheet("Old").very_hidden()
    return path


PACKED = [
    Case("the same part twice", _duplicate, -1),
    Case("workbooks in a zip", _nested, None, "zip"),
    Case("a million empty formatted rows", _empty_rows, 3, "", is_big=True),
    _lots(300, "shared strings of 300 MB", "unpacks to 300 MB", None, b"x" * 1_048_576),
    _lots(600, "shared strings of 600 MB", "unpacks to 600 MB", None, b"x" * 1_048_576),
    Case("a locked workbook", _locked("4321"), None, "password"),
    Case("a locked workbook cut short", _cut(_locked("4321")), None, "no password opens it"),
    Case("a workbook locked as excel does by itself", _locked("VelvetSweatshop"), 3, "macros"),
    Case("chart, notes, data and very hidden sheets", _sheets, 3, "very hidden"),
    Case("a workbook called csv", package(parts_of(), "odd.csv"), 3),
    Case("a workbook called xls", package(parts_of(), "odd.xls"), 3),
    Case("a word document", package({"word/document.xml": "<w/>"}, "odd.docx"), None, "Word"),
    Case("a presentation", package({"ppt/slides.xml": "<p/>"}, "odd.pptx"), None, "PowerPoint"),
    Case("an apple numbers file", package({"Index/Document.iwa": "x"}, "odd.numbers"), None, "Apple Numbers"),
    Case("a zip of a csv", package({"register.csv": "Ref,Name\nA,B\n"}, "odd.zip"), None, "Unpack"),
    Case("a binary workbook of nothing", package({"xl/workbook.bin": b"\0" * 9}, "odd.xlsb"), None),
]  # fmt: skip

CASES = [*DAMAGED, *HOSTILE, *PACKED]
