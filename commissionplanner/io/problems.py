"""The one error for a file that cannot be used. Its message is for the user, whole."""


class FileProblem(Exception):
    """A file cannot be read or written; the message says what, where and what to do."""

    def __init__(self, message: str, *, code: str = "unreadable") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
