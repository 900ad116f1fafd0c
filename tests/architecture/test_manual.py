"""The manual says what the program does now."""

import re

import pytest

from commissionplanner.app import manual
from commissionplanner.cli import main
from commissionplanner.cli import manual as written
from commissionplanner.findings.measures import definitions
from commissionplanner.findings.registry import rules
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import specs
from commissionplanner.model.vocab import vocabulary, vocabulary_names

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = ".venv/bin/python -m commissionplanner.cli.manual docs/manual"


@pytest.fixture(scope="module")
def pages():
    return written.pages()


def test_what_is_committed_is_what_is_generated_now(checkout, pages):
    folder = checkout / "docs" / "manual" / written.FOLDER
    held = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    stale = sorted({*held, *pages} - {name for name in held if held[name] == pages.get(name)})
    assert not stale, f"{', '.join(stale)}: bring the manual up to date with  {COMMAND}"


def test_every_rule_and_indicator_is_documented(pages):
    for rule in rules():
        assert f"### {rule.id} {rule.title}\n" in pages["rules.md"]
        assert rule.why in pages["rules.md"]
    for indicator in definitions():
        assert f"(`{indicator.id}`" in pages["indicators.md"]


def test_every_field_of_every_table_is_documented(pages):
    for table in TABLES.values():
        part = pages["fields.md"].split(f"In files: `{table.name}`.")[1].split("\n## ")[0]
        own = [spec for spec in specs(table.entity) if f"(`{spec.name}`)" not in part]
        assert {spec.name for spec in own} <= {spec.name for spec in specs(TABLES["about"].entity)}


def test_every_term_is_documented(pages):
    for name in vocabulary_names():
        for term in vocabulary(name).terms:
            assert f"- **{term.label}** (`{term.code}`)" in pages["terms.md"]


def test_every_command_and_exit_code_is_documented(pages):
    for command in main.parser()._subparsers._group_actions[0].choices:
        assert f"\n## {command}\n" in pages["commands.md"]
    assert all(f"- **{code}**: " in pages["commands.md"] for code in range(5))


def test_the_index_leads_to_every_page(checkout, pages):
    index = (checkout / "docs" / "manual" / "index.md").read_text(encoding="utf-8")
    linked = {target.rpartition("/")[2] for target in LINK.findall(index)}
    assert {*pages, *(f"{name}.md" for name in manual.PAGES)} <= linked


def test_no_link_leads_nowhere(checkout):
    folders = (checkout / "docs", checkout / "resources" / "help")
    files = [checkout / "README.md", checkout / "CONTRIBUTING.md"]
    files += [path for folder in folders for path in folder.rglob("*.md")]
    for path in files:
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_topic_is_found_by_its_link():
    for topic in manual.topics():
        assert manual.topic(topic.key) is topic
