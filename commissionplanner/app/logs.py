"""The log: event codes, counts and our own line numbers, never a word of anybody's data.

Files are named by a hash of where they are. One log of at most 1 MB and three before it. The
log never stops the program: where it cannot be written, it is not.
"""

import logging
from contextlib import suppress
from hashlib import sha256
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from commissionplanner import paths

MOST_BYTES: Final = 1024 * 1024
OLDER_FILES: Final = 3

_NAME: Final = "commissionplanner"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


def event(code: str, **numbers: int | str) -> None:
    """Note an event.

    Args:
        code: Which event, in one word.
        numbers: Counts, and hashes made by `hashed`; never text from a plan or a file.
    """
    said = " ".join(f"{name}={value}" for name, value in numbers.items())
    _logger().info("%s %s", code, said)


def defect(error: BaseException) -> str:
    """Note a mistake of the program's own and return the code that names it.

    Only the kind of error and our own modules and lines are written: the message of an
    error may quote the plan.
    """
    places = _places(error.__traceback__)
    kind = type(error).__name__
    code = sha256(f"{kind} {places[-1:]}".encode()).hexdigest()[:6]
    _logger().error("defect code=%s kind=%s at=%s", code, kind, " > ".join(places))
    return code


def hashed(path: Path) -> str:
    """Return what stands for a file in the log."""
    return sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]


def close() -> None:
    """Let go of the log file."""
    logger = logging.getLogger(_NAME)
    for handler in _own(logger):
        logger.removeHandler(handler)
        handler.close()


def _places(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            found.append(f"{path.relative_to(_PACKAGE).as_posix()}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


def _logger() -> logging.Logger:
    logger = logging.getLogger(_NAME)
    if not _own(logger):
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(_handler())
    return logger


def _own(logger: logging.Logger) -> list[logging.Handler]:
    ours = (RotatingFileHandler, logging.NullHandler)
    return [handler for handler in logger.handlers if isinstance(handler, ours)]


def _handler() -> logging.Handler:
    with suppress(OSError):
        handler = RotatingFileHandler(
            paths.logs_folder() / "commissionplanner.log",
            maxBytes=MOST_BYTES,
            backupCount=OLDER_FILES,
            encoding="utf-8",
            delay=True,
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return handler
    return logging.NullHandler()
