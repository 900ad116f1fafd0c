#!/usr/bin/env python3
"""Sets up and runs Commission Planner from a checkout. Needs Python 3.11 or newer, no more.

python3 dev.py run                   open the window (no display: the whole main job, headless)
python3 dev.py run -- COMMAND ...    run a command, in the folder you are in
python3 dev.py test [--slow] [...]   run the tests; other words go to pytest
python3 dev.py lint                  rules of style, types and imports
python3 dev.py format                lay the code out
python3 dev.py setup                 only make the environment (.venv)

Everything this script says goes to stderr, so that a command's output can be piped.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up-for"
OLDEST = (3, 11)

# What Qt 6 loads from the system on Linux, as `ldd` lists it for the modules and the offscreen,
# xcb and wayland plugins of PySide6_Essentials 6.11, with the Debian and Ubuntu package of each.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetUpError(Exception):
    """Something this machine lacks; the words say what to do."""


def say(text: str) -> None:
    """Tell the person at the keyboard something, on stderr."""
    print(text, file=sys.stderr, flush=True)


def call(command: list[str], **environment: str) -> int:
    """Run a command whose own words go to stderr and return its exit code."""
    return subprocess.call(
        command,
        cwd=ROOT,
        stdout=sys.stderr.fileno(),
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )


def apt_install(packages: list[str], purpose: str) -> bool:
    """Install Debian packages where this may be done; otherwise print the command that would."""
    arguments = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() != 0:
        say(f"{purpose} needs system packages. Install them with:\n  sudo {' '.join(arguments)}")
        return False
    say(f"{purpose}: installing {' '.join(packages)} ...")
    call(["apt-get", "update"], DEBIAN_FRONTEND="noninteractive")
    if call(arguments, DEBIAN_FRONTEND="noninteractive") == 0:
        return True
    say(f"That did not work. When the network is back, run:\n  {' '.join(arguments)}")
    return False


def missing_libraries() -> list[str]:
    """Return the libraries Qt needs and this Linux lacks; elsewhere Qt brings its own."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for name in QT_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def have_qt_libraries() -> bool:
    """See that Qt can start here, installing what it lacks where that is possible."""
    missing = missing_libraries()
    if not missing:
        return True
    if apt_install([QT_LIBRARIES[name] for name in missing], "The window"):
        return not missing_libraries()
    say(f"Qt needs these libraries, which are not on this machine: {', '.join(missing)}.")
    return False


def have_libreoffice() -> None:
    """See that the tests can recalculate workbooks; without it they skip and say so."""
    folders = [
        "/Applications/LibreOffice.app/Contents/MacOS",
        r"C:\Program Files\LibreOffice\program",
    ]
    path = os.pathsep.join([os.environ.get("PATH", ""), *folders])
    if shutil.which("soffice", path=path) or apt_install(
        ["libreoffice-calc"], "Recalculating workbooks"
    ):
        return
    say("LibreOffice is not on this machine: tests that recalculate a workbook will be skipped.")


def have_chromium() -> None:
    """See that the tests can open the map's web page; without a browser they skip and say so."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    if any(map(shutil.which, names)) or apt_install(["chromium"], "Opening web pages"):
        return
    say("Chromium is not on this machine: tests that open a web page will be skipped.")


def make_venv() -> None:
    """Make `.venv` where there is none that works."""
    probe = [str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if PYTHON.exists() and subprocess.call(probe, stderr=subprocess.DEVNULL) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install([package], "The environment"):
            raise SetUpError("This Python has no ensurepip, which is needed to make .venv.")
    say(f"Making the environment in {VENV} ...")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetUpError("The environment could not be made; the lines above say why.")


def fingerprint() -> str:
    """Return what the environment depends on, as one short text.

    The folder is part of it: the installed package points to where the checkout lies.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in ("constraints.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def set_up() -> None:
    """Bring `.venv` up to what the project asks for. Nothing happens when it is already."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    make_venv()
    say("Installing the pinned packages (a few minutes the first time) ...")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pinned = [*pip, "--constraint", str(ROOT / "constraints.txt")]
    steps = (
        [*pinned, "setuptools", "wheel"],
        [*pinned, "--no-build-isolation", "--editable", ".[dev]"],
    )
    for step in steps:
        if call(step) != 0:
            raise SetUpError(
                "The packages could not be installed; the lines above say why. Check the network "
                "connection, or pip's settings for a proxy or mirror, and run this again."
            )
    STAMP.write_text(fingerprint())


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def program(arguments: list[str]) -> int:
    """Run the program itself, in the caller's folder, and return its exit code."""
    # -P: files that lie in that folder are not taken for the program's own modules.
    code = subprocess.call([str(PYTHON), "-P", "-m", "commissionplanner", *arguments])
    return code if code >= 0 else 128 - code


def run(words: list[str]) -> int:
    """Open the window, or run the command given after `--`."""
    arguments = words[1:] if words[:1] == ["--"] else words
    set_up()
    can_show = have_qt_libraries()
    if arguments:
        return program(arguments)
    if not has_display():
        say("There is no display here, so the main job is done without a window.")
        return program(["demo"])
    if not can_show:
        raise SetUpError("The window cannot be opened without them.")
    return program([])


def test(words: list[str]) -> int:
    """Run the test suite, without a display and on two processes."""
    set_up()
    if not have_qt_libraries():
        raise SetUpError("The tests of the window cannot run without them.")
    have_libreoffice()
    have_chromium()
    slow = "--slow" in words
    chosen = [word for word in words if word not in ("--slow", "--")]
    defaults = ["-m", "slow"] if slow else ["-m", "not slow", "-n", "2", "--dist", "worksteal"]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Hundreds of tests start the program anew, which must not compile it each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.call([str(PYTHON), "-m", "pytest", *defaults, *chosen], cwd=ROOT)


def lint(words: list[str]) -> int:
    """Run every check there is, then say which failed; `words` narrows them by name."""
    set_up()
    contracts = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"
    checks = {
        "style": ["-m", "ruff", "check", "."],
        "layout": ["-m", "ruff", "format", "--check", "."],
        "types": ["-m", "mypy"],
        "imports": ["-c", contracts],
    }
    failed = [
        name
        for name, check in checks.items()
        if (not words or name in words) and in_root(check) != 0
    ]
    say(f"Failed: {', '.join(failed)}." if failed else "Style, types and imports are in order.")
    return 1 if failed else 0


def format_code(_: list[str]) -> int:
    """Lay the code out and mend what can be mended without thought."""
    set_up()
    return max(
        in_root(["-m", "ruff", "check", "--fix", "."]), in_root(["-m", "ruff", "format", "."])
    )


def only_set_up(_: list[str]) -> int:
    """Make the environment and see that Qt can start."""
    set_up()
    return 0 if have_qt_libraries() else 1


def in_root(arguments: list[str]) -> int:
    """Run the environment's Python in the checkout and return its exit code."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT, stdin=subprocess.DEVNULL)


TASKS = {"run": run, "test": test, "lint": lint, "format": format_code, "setup": only_set_up}


def main(words: list[str]) -> int:
    """Do one task and return its exit code; 2 for wrong use."""
    if sys.version_info < OLDEST:
        say(
            "This needs Python 3.11 or newer; this one is "
            f"{sys.version_info.major}.{sys.version_info.minor}. Install a newer Python and run "
            "this file with it."
        )
        return 2
    if not words or words[0] not in TASKS:
        say(__doc__)
        return 0 if words[:1] in (["--help"], ["-h"], ["help"]) else 2
    try:
        return TASKS[words[0]](words[1:])
    except SetUpError as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
