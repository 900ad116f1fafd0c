"""What is shipped: every package in the wheel, every dependency pinned and free to be shipped."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PERMISSIVE = re.compile(r"(?i)\b(MIT|BSD|Apache|PSF|0BSD|Zlib|HPND|MIT-CMU|LGPL)\b")


@pytest.fixture(scope="module")
def project(checkout):
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pinned(checkout):
    """Return each package of constraints.txt with its version and whether the program needs it."""
    lines = (checkout / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in wanted}


def needed(names):
    """Return the packages named and all that they need here, in turn."""
    found, todo = set(), [canonicalize_name(name) for name in names]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        for text in metadata.requires(name) or ():
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                todo.append(canonicalize_name(wanted.name))
    return found


def shipped(project):
    wanted = [Requirement(text) for text in project["project"]["dependencies"]]
    return needed(r.name for r in wanted if r.marker is None or r.marker.evaluate())


def test_every_package_is_in_the_wheel(kept_files, project):
    listed = set(project["tool"]["setuptools"]["packages"])
    code = [name.split("/")[:-1] for name in kept_files if name.endswith(".py")]
    present = {".".join(parts) for parts in code if parts[:1] == ["commissionplanner"]}
    data = {name for name in listed if "._data." in name}
    assert listed - data == present, "pyproject.toml: [tool.setuptools] packages"


def test_resources_and_samples_are_in_the_wheel(kept_files, project):
    folders = {name.split("/")[0] for name in kept_files} & {"resources", "sample_plans"}
    inside = {f"commissionplanner._data.{folder}": folder for folder in folders}
    mapped = project["tool"]["setuptools"]["package-dir"]
    assert mapped == {"commissionplanner": "commissionplanner"} | inside
    assert set(inside) <= set(project["tool"]["setuptools"]["packages"])


def test_everything_needed_is_pinned(project, pinned):
    tools = project["project"]["optional-dependencies"]["dev"]
    assert (shipped(project) | needed(tools)) - set(pinned) == set()


def test_what_is_installed_is_what_is_pinned(project, pinned):
    installed = {name: metadata.version(name) for name in shipped(project)}
    assert installed == {name: pinned[name] for name in installed}


def test_the_building_tool_is_the_pinned_one(project, pinned):
    assert project["build-system"]["requires"] == [f"setuptools=={pinned['setuptools']}"]


def test_what_is_shipped_may_be_shipped(project):
    unclear = set()
    for name in shipped(project):
        about = metadata.metadata(name)
        words = [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
        words += [c for c in about.get_all("Classifier") or () if c.startswith("License")]
        if not PERMISSIVE.search(" ".join(words)):
            unclear.add(name)
    assert unclear == set()
