"""Refuses a sheet of more rows than can be held, from its XML, before all of it is read."""

import io
import zipfile
import zlib
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.package_parts import find_sheet_part

_PIECE: Final = 1 << 20
_LONGEST_ROW: Final = 32 << 20
_FEW_BYTES: Final = 60 * limits.MEGABYTE
"""XML of fewer bytes is soon read; of more, a million rows take 20 seconds to be read whole."""


def crowded(place: str, more: str, *, is_staged: bool) -> FileProblem:
    """Return the problem of a sheet that has more of something than can be taken at once."""
    return FileProblem(
        f"{place} has more than {more}, more than can be {'imported' if is_staged else 'read'} at once. Save it as "
        "several files, for example one a year, or only the rows and columns that are needed, and import each.",
        code="too_many",
    )


def refuse_rows(source: str | io.BytesIO, name: str, sheet: str | None, *, is_staged: bool) -> None:
    """Count the filled rows of a large sheet, as far as the limit; of several unnamed ones none is.

    Raises:
        FileProblem: there are more than can be held.
    """
    most = limits.STAGED_ROWS if is_staged else limits.READ_ROWS
    try:
        with zipfile.ZipFile(source) as archive:
            sheets = [part for part in archive.namelist() if "worksheets/sheet" in part.lower()]
            part = find_sheet_part(archive, sheet) if sheet or len(sheets) == 1 else None
            if part is None or archive.getinfo(part).file_size < _FEW_BYTES:
                return
            if _has_more(archive, part, most):
                place = f"Sheet “{sheet}” of “{name}”" if sheet else f"“{name}”"
                more = f"{most:,} rows with something in them"
                raise crowded(place, more, is_staged=is_staged)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, EOFError, RuntimeError):
        return  # damaged: whoever opens it says so


def _has_more(archive: zipfile.ZipFile, part: str, most: int) -> bool:
    n_rows, rest = 0, b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            *rows, rest = (rest + piece).split(b"</row>")
            n_rows += sum(b"<v>" in row or b"<t" in row for row in rows)
            if n_rows > most:
                return True
            if len(rest) > _LONGEST_ROW:
                break
    return False
