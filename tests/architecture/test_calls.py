"""Calls and imports that the project does without, or makes in one place only."""

import sys

STANDARD_LIBRARY_ONLY = (
    "model/",
    "edits/",
    "versions/",
    "progress.py",
    "paths.py",
    "collecting.py",
)
UNSAFE_IMPORTS = {"pickle", "cPickle", "shelve", "marshal", "dill"}
UNSAFE_CALLS = {"eval", "exec", "processEvents"}
EVENT_LOOP = "ui/main.py"  # the one place that runs Qt's loop, by the call that Qt names exec
SIGNALS = (
    "ui/bridge.py",
    "ui/job_runner.py",
    "ui/focus.py",
    "ui/widgets/",
    "ui/map/",
    "ui/models/",
    "ui/timeline/",
    "ui/table_view.py",
)
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "webbrowser",
    "xmlrpc",
}
NETWORK_PARTS = ("urllib.request", "urllib.error", "PySide6.QtNetwork", "PySide6.QtWeb")
CELLS = "io/export/cells.py"
WRITES = {
    f"write_{kind}"
    for kind in (
        "array_formula blank boolean column datetime dynamic_array_formula formula number "
        "rich_string row string url"
    ).split()
}


def test_nothing_is_unpickled_evaluated_or_pumped(modules):
    found = [f"{m.path}:{node.lineno} {name}" for m in modules for _, name, node in m.calls
             if name in UNSAFE_CALLS and not (m.path == EVENT_LOOP and name == "exec")]  # fmt: skip
    found += [
        f"{m.path}:{line} {name}"
        for m in modules
        for name, line in m.imports
        if name.split(".")[0] in UNSAFE_IMPORTS
    ]
    assert found == []


def test_nothing_can_reach_a_network(modules):
    found = [
        f"{m.path}:{line} {name}"
        for m in modules
        for name, line in m.imports
        if name.split(".")[0] in NETWORK or name.startswith(NETWORK_PARTS)
    ]
    assert found == []


def test_signals_are_declared_only_by_the_bridge_the_runner_the_focus_and_widgets(modules):
    found = [
        f"{m.path}:{node.lineno}"
        for m in modules
        if not m.path.startswith(SIGNALS)
        for _, name, node in m.calls
        if name == "Signal"
    ]
    assert found == []


def test_cells_are_written_in_one_module(modules):
    found = [
        f"{m.path}:{node.lineno} {receiver}.{name}"
        for m in modules
        if m.path != CELLS
        for receiver, name, node in m.calls
        if is_a_cell(m, receiver, name, node)
    ]
    assert found == []


def is_a_cell(module, receiver, name, node):
    """Whether a call writes a cell itself rather than through the functions of `cells`."""
    if receiver in {"", "cells"}:
        return False
    several = name == "write" and len(node.args) >= 3 and module.path.startswith("io/export/")
    return name in WRITES or several


def test_a_plan_and_its_edits_need_the_standard_library_only(modules):
    allowed = sys.stdlib_module_names | {"commissionplanner"}
    found = [
        f"{m.path}:{line} {name}"
        for m in modules
        if m.path.startswith(STANDARD_LIBRARY_ONLY)
        for name, line in m.imports
        if name.split(".")[0] not in allowed
    ]
    assert found == []


def test_imports_name_the_whole_path(modules):
    found = [f"{m.path}:{n.lineno}" for m in modules for n in m.nodes if getattr(n, "level", 0)]
    assert found == []
