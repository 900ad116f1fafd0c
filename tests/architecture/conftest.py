"""The package's own source, parsed once for all tests of its shape."""

import ast
import gc
import subprocess
from dataclasses import dataclass
from functools import cached_property

import pytest


@dataclass(frozen=True)
class Module:
    """One source file: its path below the package, its text, its syntax tree and that tree's nodes."""

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]

    @cached_property
    def calls(self):
        """(receiver or "", name called, node) of every call."""
        return [
            (ast.unparse(node.func.value), node.func.attr, node)
            if isinstance(node.func, ast.Attribute)
            else ("", node.func.id, node)
            for node in self.nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
        ]

    @cached_property
    def imports(self):
        """(full name imported, line) of every import, wherever it stands."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found.extend((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.extend((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        return found


@pytest.fixture(scope="session")
def modules(checkout):
    """Every module of the package."""
    package = checkout / "commissionplanner"
    found = []
    gc.disable()  # looking for rubbish among a million nodes takes longer than making them
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        name = path.relative_to(package).as_posix()
        found.append(Module(name, text, tree, tuple(ast.walk(tree))))
    gc.freeze()
    gc.enable()
    return found


@pytest.fixture(scope="session")
def kept_files(checkout):
    """Every file that belongs to the project, as git lists them; skips outside a checkout."""
    command = ["git", "ls-files", "-z"]
    try:
        done = subprocess.run(command, cwd=checkout, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a checkout")
    names = done.stdout.decode("utf-8").split("\0")
    return [name for name in names if name and (checkout / name).is_file()]
