"""Every import contract of pyproject.toml, shown to fail when it is broken.

The contracts are read as they stand and put before a small made-up package of the same shape,
which keeps them all; each test then adds one import that must not be.
"""

import contextlib
import io
import itertools
import tomllib

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

NAME = "commissionplanner"
IMPORTER = (
    "asking fields persons values names answers totals doubts columns kinds builders staged worked "
    "converting outcome staging drafts"
).split()
"""The parts of the importer, each built upon those before it; the last beside the first."""
READER = "cells readings headings files raw rows table reading".split()
OTHERS = (
    "__main__ ui ui.page_parts ui.map ui.map.canvas ui.pages ui.pages.one ui.pages.two "
    "cli cli.main cli.manual cli.output cli.one cli.two app app.usecases io io.export "
    "io.export.raster io.export.sheets findings findings.rules findings.rules.one "
    "findings.rules.two analysis budget edits versions model progress paths collecting "
    "io.mapping io.tabular"
).split()
MODULES = [
    *OTHERS,
    *(f"io.mapping.{part}" for part in IMPORTER),
    *(f"io.tabular.{part}" for part in READER),
]
ALLOWED = {
    "io.export.raster": "PySide6",
    "ui.map.canvas": "numpy",
    "cli.main": f"{NAME}.cli.one",
    "cli.manual": f"{NAME}.cli.main",
    "cli.one": f"{NAME}.cli.output",
}
FORBIDDEN = {
    "layers": [
        ("progress", "paths"),
        ("collecting", "progress"),
        ("paths", "model"),
        ("model", "edits"),
        ("analysis", "budget"),
        ("edits", "versions"),
        ("budget", "findings"),
        ("findings", "io"),
        ("io", "app"),
        ("app", "cli"),
        ("cli", "ui"),
        ("ui", "cli"),
        ("app", "__main__"),
    ],
    "importer": [
        *(
            (f"io.mapping.{one}", f"io.mapping.{other}")
            for one, other in itertools.pairwise(IMPORTER[:-1])
        ),
        ("io.mapping.drafts", "io.mapping.asking"),
    ],
    "reader": [(f"io.tabular.{a}", f"io.tabular.{b}") for a, b in itertools.pairwise(READER)],
    "rules": [("findings.rules.one", "findings.rules.two")],
    "commands": [("cli.one", "cli.two"), ("cli.one", "cli.main")],
    "pages": [("ui.pages.one", "ui.pages.two")],
}
numbers = itertools.count()


def settings(checkout):
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tool"]["importlinter"]


@pytest.fixture
def keeps(tmp_path, monkeypatch, checkout):
    """Return a function that says whether a contract is kept when imports are added."""
    configure()
    monkeypatch.syspath_prepend(tmp_path)
    config = (checkout / "pyproject.toml").read_text(encoding="utf-8")

    def check(contract, *added, extra_modules=()):
        name = f"made_up_{next(numbers)}"
        imports = [*ALLOWED.items(), *added]
        for module in ("", *MODULES, *extra_modules):
            lines = [f"import {other}\n" for one, other in imports if one == module]
            path = (tmp_path / name).joinpath(*filter(None, module.split(".")))
            if module.endswith("__"):
                path = path.with_suffix(".py")
            else:
                path.mkdir(exist_ok=True)
                path /= "__init__.py"
            path.write_text("".join(lines).replace(NAME, name), encoding="utf-8")
        (tmp_path / "config.toml").write_text(config.replace(NAME, name), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            return lint_imports(
                str(tmp_path / "config.toml"), (contract,), None, is_debug_mode=True, no_logo=True
            )

    return check


def cases(checkout):
    """Yield contract, module and what it may not import, from the settings themselves."""
    for contract in settings(checkout)["contracts"]:
        for one, other in FORBIDDEN.get(contract["id"], ()):
            yield contract["id"], one, f"{NAME}.{other}"
        if contract["type"] == "forbidden":
            modules, forbidden = contract["source_modules"], contract["forbidden_modules"]
            yield from ((contract["id"], m.removeprefix(f"{NAME}."), forbidden[0]) for m in modules)
            first = modules[0].removeprefix(f"{NAME}.")
            yield from ((contract["id"], first, name) for name in forbidden[1:])


def test_the_program_keeps_every_contract(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    configure()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        kept = lint_imports("pyproject.toml", (), None, no_logo=True)
    assert kept, said.getvalue()


def test_the_made_up_package_keeps_every_contract(keeps, checkout):
    for contract in settings(checkout)["contracts"]:
        assert keeps(contract["id"]), contract["name"]


def test_every_contract_fails_when_it_is_broken(keeps, checkout):
    kept = [case for case in cases(checkout) if keeps(case[0], case[1:])]
    assert not kept


def test_every_contract_has_a_case(checkout):
    assert {case[0] for case in cases(checkout)} == {
        c["id"] for c in settings(checkout)["contracts"]
    }


def test_a_new_package_must_be_given_a_layer(keeps):
    assert not keeps("layers", extra_modules=("newcomer",))


def test_a_new_part_of_the_importer_must_be_given_a_place(keeps):
    assert not keeps("importer", extra_modules=("io.mapping.newcomer",))


def test_qt_is_refused_in_every_other_module_that_writes_pictures(keeps):
    assert not keeps("qt", ("io.export", "PySide6"))


def test_arrays_are_refused_in_the_rest_of_the_window(keeps):
    assert not keeps("arrays", ("ui.pages.one", "numpy"))
