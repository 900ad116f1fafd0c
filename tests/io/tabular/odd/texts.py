"""Text files: encodings, quotes, delimiters, signs, and what only pretends to be text."""

import codecs

from .case import GOOD, Case, written

_HEAD, *_LINES = GOOD.splitlines()


def _csv(*lines, head=_HEAD, end="\n"):
    return end.join((head, *lines)) + end


def _with(supplier="Acorn Ltd", ref="A1", start="01/04/2026", value="1000"):
    return _csv(f"{ref},{supplier},{start},{value}", *_LINES[1:])


def _text(name, content, rows, says="", file="odd.csv"):
    return Case(name, written(file, content), rows, says)


ENCODINGS = [
    _text(f"text in {encoding}", GOOD.replace("Acorn", "Café").encode(encoding), 3)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
] + [
    _text("utf 32 without a mark", GOOD.encode("utf-32-le"), -1),
    _text("utf 32 be with its mark", codecs.BOM_UTF32_BE + GOOD.encode("utf-32-be"), 3),
    _text("utf 16 with half a character", GOOD.encode("utf-16") + b"\x00", 4, "could not be read"),
    _text("two encodings in one file", (GOOD + "A4,Café,01/07/2026,5\n").encode() + b"A5,Caf\xe9,01/08/2026,6\n", 5, "Windows-1252"),
    _text("a mark in the middle", GOOD.replace("A2", "\ufeffA2"), 3, "invisible"),
    _text("two marks at the start", codecs.BOM_UTF8 * 2 + GOOD.encode(), 3),
    _text("only a mark", codecs.BOM_UTF8, None, "no text"),
    _text("bytes of cp1252 that mean nothing", _with("Ac\xe9orn").encode("latin-1").replace(b"\xe9", b"\x81"), 3, "could not be read"),
    _text("a mark of utf 16 before bytes", codecs.BOM_UTF16_LE + GOOD.encode(), 3),
    _text("the pound sign of dos", _with(value="£1000").encode("cp850"), 3, "“œ1000”"),
    _text("text garbled before", _with("CafÃ©"), 3, "“Ã©” in row 2"),
    _text("signs of web pages", _with("Acorn &amp; Co"), 3, "“&amp;” in row 2"),
    _text("columns parted by colons", GOOD.replace(",", ":"), 3, "parted by “:”"),
    _text("utf 7", b"Ref,Supplier,Grant\nA1,Caf+AOk-,+AKM-5\n", 1, "“+AOk-” for “é”"),
]  # fmt: skip

QUOTES = [
    _text("a quote never closed", _with('"Acorn'), 3, "row 2"),
    _text("a quote never closed at the end", GOOD + 'A4,"Elm', 4, "row 5"),
    _text("a quote inside a word", _with('Ac"orn'), 3),
    _text("text after a closing quote", _with('"Acorn" Ltd'), 3),
    _text("doubled quotes", _with('"Acorn ""The Tree"" Ltd"'), 3),
    _text("single quotes around cells", GOOD.replace("Acorn Ltd", "'Acorn, Ltd'"), 3, "Row 2"),
    _text("curly quotes", _with("\u201cAcorn\u201d Ltd"), 3),
    _text("lines in a quoted cell", _with('"Acorn\nand\r\nSons"'), 3),
    _text("nothing but quotes", '"' * 5000, -1),
    _text("ten thousand open quotes", _csv(*[f'A{n},"Acorn,01/04/2026,{n}' for n in range(500)]), 500, "never closed"),
    _text("a backslash before a quote", _with(r'"Acorn \"The\" Ltd"'), 3),
]  # fmt: skip

DELIMITERS = [
    _text("semicolons", GOOD.replace(",", ";"), 3),
    _text("tabs", GOOD.replace(",", "\t"), 3, file="odd.tsv"),
    _text("pipes", GOOD.replace(",", "|"), 3, file="odd.txt"),
    _text("sep line", "sep=;\n" + GOOD.replace(",", ";"), 3),
    _text("sep line of a tab", "SEP=\t\n" + GOOD.replace(",", "\t"), 3),
    _text("sep line of a quote", 'sep="\n' + GOOD, -1),
    _text("sep line alone", "sep=,\n", None),
    _text("pipes inside cells", _with("Acorn | Sons | Ltd"), 3),
    _text("commas inside semicolons", GOOD.replace(",", ";").replace("Acorn Ltd", "Acorn, Beech, and Co"), 3),
    _text("an extra comma", _with("Acorn, Ltd"), 3, "Row 2 has 5 cells"),
    _text("a missing comma", _csv("A1 Acorn Ltd,01/04/2026,1000", *_LINES[1:]), 3, "Row 2 has 3 cells"),
    _text("fifty commas behind each row", "\n".join(line + "," * 50 for line in GOOD.splitlines()), 3),
    _text("two hundred blank lines between", GOOD.replace("\n", "\n" * 200), 3),
    _text("lines of commas only", GOOD + ",,,\n" * 500, 3),
    _text("one column", "Supplier\nAcorn\nBeech\n", 2),
    _text("one cell", "Acorn", -1),
    _text("one byte", "A", -1),
    _text("one comma", ",", None, "empty"),
    _text("headings alone", _HEAD, 0),
    _text("decimal commas", GOOD.replace(",", ";").replace("1000", "1.000,50").replace("2000", "2.000,00").replace("3000", "3.000,25"), 3, "comma for the decimal point"),
    _text("carriage returns alone", GOOD.replace("\n", "\r"), 3),
    _text("mixed line ends", GOOD.replace("\n", "\r\n", 2), 3),
    _text("line separators of unicode", _with("Acorn\u2028Ltd"), 3),
    _text("spaces for delimiters", GOOD.replace(",", "   "), -1),
    _text("columns of fixed width", "\n".join("".join(v.ljust(14) for v in line.split(",")) for line in GOOD.splitlines()), None, "fixed width", "odd.txt"),
    _text("spaces before quotes", GOOD.replace(",", '", "').replace("\n", '"\n"')[:-1].join(('"', "")), 3),
    _text("single quotes around all cells", GOOD.replace(",", "','").replace("\n", "'\n'")[:-1].join(("'", "")), 3),
    _text("two signs between columns", GOOD.replace("Supplier,", "Supplier;").replace("Ltd,", "Ltd;"), 3, "parted by semicolons where others are by commas"),
    _text("line ends of unicode alone", GOOD.replace("\n", "\u2028"), 3),
    _text("a mark of the end of dos", GOOD + "\x1a", 3),
    _text("markdown", "| Ref | Supplier |\n|---|---|\n| A1 | Acorn |\n", -1),
    _text("json", '[{"Ref": "A1", "Supplier": "Acorn"}]', -1, file="odd.json"),
]  # fmt: skip

SIGNS = [
    _text("nul characters", _with("Aco\0rn"), 3, "NUL"),
    _text("nothing but nul", b"\0" * 4096, None),
    _text("control characters", _with("Aco\x07rn\x1b[31m"), 3, "control or invisible"),
    _text("bidirectional signs", _with("Acorn \u202egnp.exe\u202c"), 3, "direction of writing"),
    _text("zero width spaces", _with("Acorn\u200b Ltd"), 3, "invisible"),
    _text("homoglyph names", _csv(*_LINES, "A4,Acorn Ltd,01/07/2026,5".replace("A", "\u0410")), 4, "looks like"),
    _text("combining marks by the thousand", _with("Acorn" + "\u0301" * 5000), 3),
    _text("emoji", _with("Acorn 🌳👩‍👧"), 3),
    _text("lone surrogates", _with("Acorn").encode() + b"A4,\xed\xa0\x80,01/07/2026,5\n", 4),
    _text("right to left headings", GOOD.replace("Supplier", "\u0633\u067e\u0644\u0627\u06cc\u0631"), 3),
    _text("formulas for other programs", _with("=cmd|'/c calc'!A1"), 3, "DDE"),
    _text("a formula as text", _with('"=HYPERLINK(""http://x"",""y"")"'), 3),
    _text("html inside a cell", _with("<script>alert(1)</script>"), 3),
    _text("names that mean nothing to others", _csv("A1,NA,01/04/2026,1", "A2,None,01/04/2026,2", "A3,null,01/04/2026,3"), 3),
    _text("form feeds", GOOD.replace("\nA2", "\n\fA2"), 3),
    _text("a very long cell", _with("x" * 900_000), 3),
    _text("a cell beyond all measure", _with("x" * 1_200_000), None, "Row 2"),
    _text("a heading of 100,000 characters", GOOD.replace("Supplier", "Supplier " * 11_000), -1),
    _text("three thousand headings the same", ",".join(["Amount"] * 1_500) + "\n" + ",".join("1" * 1_500) + "\n", 1, "there before"),
]  # fmt: skip

VALUES = [
    _text("not a number and infinity", _csv("A1,Acorn,01/04/2026,NaN", "A2,Beech,01/04/2026,Infinity", "A3,Cedar,01/04/2026,1E400"), 3, "not an amount"),
    _text("amounts beyond the ceiling", _with(value="99999999999999999999"), 3),
    _text("an amount of a thousand digits", _with(value="9" * 1_000), 3),
    _text("codes of twenty digits", _with(ref="12345678901234567890"), 3, "15 digits"),
    _text("impossible dates", _with(start="31/02/2026"), 3, "not a day of the calendar"),
    _text("dates before 1900 and after 2200", _csv("A1,Acorn,01/04/1066,1", "A2,Beech,01/04/9999,2", "A3,Cedar,01/04/2026,3"), 3, "outside the years"),
    _text("dates hidden by narrow columns", _with(start="########"), 3, "too narrow"),
    _text("error texts", _with(value="#REF!"), 3, "the error #REF!"),
    _text("months first", _csv("A1,Acorn,04/25/2026,1", "A2,Beech,12/31/2026,2"), 2, "month first"),
    _text("mixed orders", _csv("A1,Acorn,04/25/2026,1", "A2,Beech,25/04/2026,2"), 2, "mixed"),
    _text("year nought", _with(start="00/00/0000"), 3, "not a day"),
    _text("digits of other scripts", _with(value="\u0661\u0662\u0663"), 3),
    _text("full width digits", _with(value="\uff11\uff12\uff13"), 3),
    _text("truth for amounts", _csv("A1,Acorn,01/04/2026,TRUE", "A2,Beech,25/04/2026,FALSE"), 2, "“TRUE” is not an amount"),
    _text("amounts in dollars", _csv("A1,Acorn,01/04/2026,$1000", "A2,Beech,25/04/2026,$2000"), 2, "dollars ($)"),
    _text("figures parted by spaces", _csv("A1,Acorn,01/04/2026,10 20", "A2,Beech,25/04/2026,12'000"), 2, "“10 20” is not an amount"),
    _text("headings that differ in capitals", GOOD.replace("Start date", "SUPPLIER"), 3, "differ only in capitals"),
    _text("loops", "From,To,Value\nA,B,1\nB,C,2\nC,A,3\nD,D,4\n", 4, "→"),
    _text("a chain of five thousand links", "From,To,Value\n" + "".join(f"N{n},N{n + 1},1\n" for n in range(5_000)), 5_000),
]  # fmt: skip

PRETENDERS = [
    _text("a web page called a workbook", "<html><body><table><tr></tr></table></body></html>", None, "web page", "odd.xls"),
    _text("an xml spreadsheet of 2003", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', None, "no sheets", "odd.xls"),
    _text("a pdf", b"%PDF-1.7\n%\xe2\xe3", None, "PDF", "odd.xlsx"),
    _text("a picture", b"\x89PNG\r\n\x1a\n" + bytes(99), None, "picture", "odd.xlsx"),
    _text("a photograph", b"\xff\xd8\xff\xe0" + bytes(99), None, "picture", "odd.csv"),
    _text("a rich text", b"{\\rtf1\\ansi Register}", None, "rich text", "odd.doc"),
    _text("a packed archive", b"\x1f\x8b\x08" + bytes(99), None, "packed", "odd.csv"),
    _text("a rar archive", b"Rar!\x1a\x07" + bytes(99), None, "packed", "odd.xlsx"),
    _text("a program", b"MZ\x90\0" + bytes(range(256)) * 9, None, "program", "odd.csv"),
    _text("a database", b"SQLite format 3\0" + bytes(99), None, "database", "odd.csv"),
    _text("random bytes", bytes((n * 7919 + n // 3) % 256 for n in range(20_000)), None, "", "odd.csv"),
    _text("an e-mail", "From: a@example.org\nSubject: Register\n\nPlease find attached.\n", -1, "", "odd.csv"),
    _text("an empty file", b"", None, "0 bytes"),
    _text("white space only", " \r\n\t\n ", None, "no text"),
    _text("a csv called xlsx", GOOD, 3, "", "odd.xlsx"),
    _text("a file name with odd characters", GOOD, 3, "", "ré gister%20‘2026’ [1];&$(x)'.csv"),
    _text("a file name that looks like an option", GOOD, 3, "", "--json.csv"),
    _text("a file without an ending", GOOD, 3, "", "register"),
]  # fmt: skip

CASES = [*ENCODINGS, *QUOTES, *DELIMITERS, *SIGNS, *VALUES, *PRETENDERS]
