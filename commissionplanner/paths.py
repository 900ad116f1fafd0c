"""Where resources, samples, settings, recovery files and logs are. No other module knows."""

import os
import sys
from pathlib import Path

DATA_FOLDER_VARIABLE = "COMMISSIONPLANNER_DATA"
"""Environment variable that moves everything the program keeps on this computer."""

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """Return the folder of vocabularies, tables, icons, themes and fonts."""
    return _shipped("resources")


def samples() -> Path:
    """Return the folder of the sample plan and the sample spreadsheets."""
    return _shipped("sample_plans")


def data_folder() -> Path:
    """Return the folder, private to this user, for recovery, backups, settings and logs.

    It is made where it is missing. With no usable home folder it lies under the temporary
    folder, so that commands work with an empty HOME.
    """
    given = os.environ.get(DATA_FOLDER_VARIABLE)
    folder = Path(given) if given else _usual_data_folder()
    for _ in range(2):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return folder
        except OSError:
            folder = _fallback_folder()
    import tempfile  # here, because it takes longer to load than all else in this module

    return Path(tempfile.mkdtemp(prefix="commissionplanner-"))


def _usual_data_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or ""
    elif sys.platform == "darwin":
        base = _home("Library/Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or _home(".local/share")
    return Path(base) / "commissionplanner" if base else _fallback_folder()


def _home(below: str) -> str:
    home = os.environ.get("HOME") or ""
    return str(Path(home) / below) if home else ""


def _fallback_folder() -> Path:
    user = os.environ.get("USERNAME") or str(getattr(os, "getuid", lambda: "user")())
    return _temporary_folder() / f"commissionplanner-{user}"


def _temporary_folder() -> Path:
    import tempfile

    return Path(tempfile.gettempdir())


def documents_folder() -> Path:
    """Return the user's documents folder, or the temporary folder where there is none."""
    for name in ("USERPROFILE", "HOME"):
        home = os.environ.get(name)
        if home and (Path(home) / "Documents").is_dir():
            return Path(home) / "Documents"
    return _temporary_folder()


def recovery_folder() -> Path:
    """Return the folder of recovery journals."""
    return _made("recovery")


def backups_folder() -> Path:
    """Return the folder of earlier versions of plans."""
    return _made("backups")


def logs_folder() -> Path:
    """Return the folder of logs, which hold event codes and counts and no data."""
    return _made("logs")


def work_folder() -> Path:
    """Return the private folder for temporary files; it is swept at start."""
    return _made("work")


def settings_file() -> Path:
    """Return the file of this user's settings; it may not be there yet."""
    return data_folder() / "settings.json"


def _made(name: str) -> Path:
    folder = data_folder() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
