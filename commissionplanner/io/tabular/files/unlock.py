"""Opens workbooks that are locked with a password, in memory; runs in the reading process."""

import io
from pathlib import Path
from typing import Any, Final

from commissionplanner.io.problems import FileProblem

USUAL_PASSWORD: Final = "VelvetSweatshop"  # noqa: S105 known to all, so it hides nothing
"""With this Excel locks what it opens without asking ([MS-OFFCRYPTO] 2.4.2.3)."""


def locked(name: str, kind: str = "xlsx") -> FileProblem:
    """Return the problem of a file that needs a password."""
    if kind == "ods":
        return FileProblem(
            f"“{name}” is protected by a password, and OpenDocument files so protected cannot be "
            "opened here. Open it in LibreOffice, choose File, Save As, clear “Save with password”, "
            "and use that copy.",
            code="locked",
        )
    return FileProblem(
        f"“{name}” is protected by a password. Give the password, or open it in Excel, choose "
        "File, Info, Protect Workbook, Encrypt with Password, clear the password and save it.",
        code="password",
    )


def unlock(path: Path, name: str, password: str) -> io.BytesIO:
    """Return the workbook inside a locked file; with "" the one that Excel uses by itself is tried.

    Raises:
        FileProblem: the password is not the right one, or the kind of lock is not known.
    """
    import msoffcrypto  # type: ignore[import-untyped]  # it has no types
    from msoffcrypto.exceptions import (  # type: ignore[import-untyped]  # it has no types
        DecryptionError,
        FileFormatError,
        InvalidKeyError,
    )

    unlocked = io.BytesIO()
    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            if not office.is_encrypted():
                return io.BytesIO(path.read_bytes())
            _check_spins(office, name, password)
            if getattr(office, "type", "") == "standard":
                office.load_key(password=password or USUAL_PASSWORD, verify_password=True)
                unlocked.write(_standard(office))
            else:
                office.load_key(password=password or USUAL_PASSWORD)
                office.decrypt(unlocked)
    except (InvalidKeyError, DecryptionError) as error:
        if not password:
            raise locked(name) from error
        raise FileProblem(
            f"The password does not open “{name}”. Check it with whoever sent the file.",
            code="password",
        ) from error
    except FileProblem:
        raise
    except FileFormatError as error:
        raise _unknown(name) from error
    except Exception as error:  # the library raises whatever a damaged file leads it to
        raise _damaged(name) if _is_known(path) else _unknown(name) from error
    unlocked.seek(0)
    return unlocked


_MOST_SPINS: Final = 1_000_000
"""A lock made to take longer than this (Excel's own takes 100,000 turns) is not tried unasked."""


def _check_spins(office: Any, name: str, password: str) -> None:
    """Refuse to try the usual password on a lock that takes very many turns."""
    info = getattr(office, "info", None) or {}
    if not password and info.get("spinValue", 0) > _MOST_SPINS:
        raise locked(name)


def _standard(office: Any) -> bytes:
    """Return the content of standard encryption: whole blocks of it, for some writers leave a part of one."""
    from msoffcrypto.method.ecma376_standard import (  # type: ignore[import-untyped]  # it has no types
        ECMA376Standard,
    )

    with office.file.openstream("EncryptedPackage") as stream:
        size, blocks = stream.read(_SIZE), stream.read()
    whole = blocks[: len(blocks) // _BLOCK * _BLOCK]
    content: bytes = ECMA376Standard.decrypt(office.secret_key, io.BytesIO(size + whole))
    return content


_SIZE: Final = 8
_BLOCK: Final = 16
"""Bytes of the length before an encrypted package, and of a block of AES ([MS-OFFCRYPTO] 2.3.4.4)."""

_KNOWN_LOCKS: Final = (b"\x04\0\x04\0", b"\x02\0\x02\0", b"\x03\0\x02\0", b"\x04\0\x02\0")
"""Versions of agile and of standard encryption ([MS-OFFCRYPTO] 2.3.4.10 and 2.3.4.5)."""


def _is_known(path: Path) -> bool:
    """Whether a file says that it is locked in a way that can be opened, so that it must be damaged."""
    import olefile  # type: ignore[import-untyped]  # it has no types

    try:
        with olefile.OleFileIO(str(path)) as ole:
            if not ole.exists("EncryptionInfo"):
                return True
            return ole.openstream("EncryptionInfo").read(4) in _KNOWN_LOCKS
    except (OSError, ValueError, IndexError):
        return True


def _damaged(name: str) -> FileProblem:
    return FileProblem(
        f"“{name}” is locked with a password and damaged or only partly copied, so that no password opens it. Ask for "
        "it again.",
        code="damaged",
    )


def _unknown(name: str) -> FileProblem:
    return FileProblem(
        f"“{name}” is locked in a way that is not known here. Open it in Excel, choose File, "
        "Info, Protect Workbook, Encrypt with Password, clear the password and save it.",
        code="password",
    )
