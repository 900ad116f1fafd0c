"""The package's own source, parsed once for all tests of its shape."""

import ast
import subprocess
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Module:
    """One source file: its path below the package, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def nodes(self):
        return ast.walk(self.tree)

    def calls(self):
        """Yield (receiver or "", name called, node) of every call."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Attribute):
                    yield ast.unparse(node.func.value), node.func.attr, node
                elif isinstance(node.func, ast.Name):
                    yield "", node.func.id, node

    def imports(self):
        """Yield (full name imported, line) of every import, wherever it stands."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@pytest.fixture(scope="session")
def modules(checkout):
    """Every module of the package."""
    package = checkout / "commissionplanner"
    found = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(package).as_posix(), text, ast.parse(text)))
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
