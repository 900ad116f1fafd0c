"""The one error for a file that cannot be used. Its message is for the user, whole."""

import re
from typing import Final

_TURNING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class FileProblem(Exception):
    """A file cannot be read or written; the message says what, where and what to do."""

    def __init__(self, message: str, *, code: str = "unreadable") -> None:
        message = _TURNING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", message)
        super().__init__(message)  # a name of a file may not turn round what is said of it
        self.message = message
        self.code = code
