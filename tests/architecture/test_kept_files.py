"""What the project keeps: where it lies, and what it must not say."""

import re

TOP = {
    "commissionplanner",
    "resources",
    "sample_plans",
    "tests",
    "docs",
    "dev.py",
    "pyproject.toml",
    "constraints.txt",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".json",
    ".svg",
    ".html",
    ".cfg",
    ".run",
    "",
}
# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(
    "|".join([r"(?<![\w.])/" + "work/", r"(?<![\w.])/" + "root/", "/home/" + r"\w"])
)
REGISTRIES = re.compile(
    "(?i)" + "|".join(["pypi" + r"\.org", "python" + "hosted", "index" + "-url"])
)


def texts(checkout, kept_files, *, below=("",)):
    for name in kept_files:
        path = checkout / name
        if path.suffix in TEXT and name.startswith(below):
            yield name, path.read_text(encoding="utf-8", errors="replace")


def found(pattern, named_texts):
    return [f"{name}: {match[0]}" for name, text in named_texts if (match := pattern.search(text))]


def test_the_top_level_holds_only_what_it_should(kept_files):
    tops = {name.split("/")[0] for name in kept_files}
    assert {top for top in tops if not top.startswith(".")} - TOP == set()


def test_no_file_names_a_path_of_one_machine(checkout, kept_files):
    assert found(MACHINE_PATHS, texts(checkout, kept_files)) == []


def test_no_file_names_a_package_registry(checkout, kept_files):
    assert found(REGISTRIES, texts(checkout, kept_files)) == []


def test_nothing_is_left_for_later(checkout, kept_files):
    code = texts(checkout, kept_files, below=("commissionplanner/", "dev.py", ".ci/"))
    assert found(re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\b"), code) == []


def test_no_type_is_ignored_without_a_reason(checkout, kept_files):
    bare = re.compile(r"# type: ignore(?!\[[\w, -]+\]\s+# \w)")
    assert found(bare, texts(checkout, kept_files, below=("commissionplanner/",))) == []
