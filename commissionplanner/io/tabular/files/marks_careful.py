"""The pass of `marks` over a sheet whose XML is written in an unusual way: slower, by a real parser.

Comments, attributes in another order, cells without their place: the search for patterns in
`marks` would miss what these hide, so that they are read as XML is meant to be.
"""

import re
from typing import IO, Final
from xml.parsers.expat import ParserCreate

from commissionplanner.io import limits
from commissionplanner.io.tabular.cells import column_index, column_letter
from commissionplanner.io.tabular.files.found_marks import MOST_MARKS, CellFormats, Marks, Place

_REF: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_LINKED: Final = re.compile(r"\[\d+\]")
_DDE: Final = re.compile(r"\|[^!]*!")
_FAR: Final = 702
"""The first column of three letters."""


def scan_carefully(file: IO[bytes], marks: Marks, formats: CellFormats) -> None:
    """Find the marks of a sheet.

    Raises:
        ExpatError, ValueError: its XML is broken, or declares entities of its own.
    """
    found = _Careful(marks, formats)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.CommentHandler = found.broken
    parser.ProcessingInstructionHandler = found.broken
    parser.StartCdataSectionHandler = found.broken
    parser.EntityDeclHandler = _refuse_entities
    parser.ParseFile(file)
    found.sum_up()


def _refuse_entities(*_: object) -> None:
    raise ValueError("A spreadsheet declares no entities of its own.")


class _Careful:
    """Where the pass is; rows and columns count from 0."""

    def __init__(self, marks: Marks, formats: CellFormats) -> None:
        self._marks = marks
        self._formats = formats
        self._n_data = 0
        self._rows: set[int] = set()
        self._row, self._column = -1, -1
        self._places: set[Place] = set()
        self._place, self._is_filled = (-1, -1), False
        self._kind = ""
        self._inside = ""
        self._value: list[str] | None = None
        self._formula: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(" ")[2]
        if local == "sheetData":
            self._n_data += 1
            if self._n_data > 1:
                self._marks.fault = "its rows stand in two parts"
        elif local == "sheetFormatPr":
            self._marks.rows_hidden = attributes.get("zeroHeight") in ("1", "true")
        elif local == "col" and (
            attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0"
        ):
            first, last = (int(attributes.get(edge, "1")) for edge in ("min", "max"))
            self._marks.hidden_columns.append((first - 1, last - 1))
        elif local == "row":
            self._start_row(attributes)
        elif local == "c":
            self._start_cell(attributes)
        elif local in ("v", "f"):
            self._start_part(local)
        elif local == "is":
            self._fill()

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "").strip()
        self._row = int(given) - 1 if given.isdecimal() else self._row + 1
        self._column = -1
        self._places.clear()
        if self._row in self._rows:
            self._marks.fault = f"row {self._row + 1:,} stands in it twice"
        self._rows.add(self._row)
        is_hidden = attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0"
        if is_hidden and len(self._marks.hidden_rows) < MOST_MARKS:
            self._marks.hidden_rows.append(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        found = _REF.fullmatch(attributes.get("r", "").replace("$", "").strip())
        row, self._column = (
            (int(found[2]) - 1, column_index(found[1])) if found else (self._row, self._column + 1)
        )
        self._place, self._is_filled = (row, self._column), False
        if self._column >= _FAR:
            self._marks.far = self._name
        self._kind = attributes.get("t", "").strip()
        self._value = self._formula = None
        style = attributes.get("s", "0")
        if style.isdecimal():
            self._formats.note(row, self._column, int(style))

    def _start_part(self, local: str) -> None:
        self._inside = local
        self._fill()
        if self._value is not None:
            self._marks.fault = f"cell {self._name} has two values"
        if local == "v":
            self._value = []
        else:
            self._formula = []
            self._marks.n_formulas += 1

    def _fill(self) -> None:
        """Note that the cell holds something, which an empty one at the same place does not take away."""
        if not self._is_filled and self._place in self._places:
            self._marks.fault = f"cell {self._name} stands in it twice"
        self._is_filled = True
        self._places.add(self._place)

    def text(self, content: str) -> None:
        """Keep what stands in a value or a formula."""
        if self._inside == "v" and self._value is not None:
            self._value.append(content)
        elif self._inside == "f" and self._formula is not None:
            self._formula.append(content)

    def broken(self, *_: object) -> None:
        """Note that a value has something in its midst, for a reader may lose half of it."""
        if self._inside == "v":
            self._marks.fault = f"the value of cell {self._name} is broken up"

    def end(self, name: str) -> None:
        """End an element."""
        local = name.rpartition(" ")[2]
        if local in ("v", "f"):
            self._inside = ""
        elif local == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        place, value = (self._row, self._column), "".join(self._value or ()).strip()
        if self._kind == "e" and len(self._marks.errors) < limits.ERROR_CELLS:
            self._marks.errors[place] = value or "#VALUE!"
        if self._kind == "s" and value.startswith("-"):
            self._marks.fault = f"cell {self._name} refers to a text that is not there"
        if self._formula is None:
            return
        formula = "".join(self._formula)
        self._marks.n_linked += bool(_LINKED.search(formula))
        self._marks.dde = self._marks.dde or bool(_DDE.search(formula))
        is_bare = not value and self._kind not in ("str", "e")
        if is_bare and len(self._marks.unvalued) < MOST_MARKS:
            self._marks.unvalued.append(place)

    @property
    def _name(self) -> str:
        return f"{column_letter(self._column)}{self._row + 1}"

    def sum_up(self) -> None:
        """Take for each column the format that most of its cells have."""
        self._formats.sum_up()
