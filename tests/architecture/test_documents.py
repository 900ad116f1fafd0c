"""What is written for contributors stays true."""

import re

QUOTED = re.compile(r"`([\w./*-]+/[\w./*-]*)`")


def test_every_decision_is_in_the_index(checkout):
    folder = checkout / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    decisions = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert decisions == re.findall(r"\]\((\d[\w-]+\.md)\)", index)


def test_every_decision_says_what_was_decided_and_has_the_title_of_the_index(checkout):
    folder = checkout / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        number, title = re.match(r"# (\d{4}) (.+)\n", text).groups()
        assert path.name.startswith(number)
        assert f"({path.name}) | {title} |" in index
        assert "**Decided.**" in text


def test_every_place_named_for_contributors_exists(checkout):
    text = (checkout / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = set(QUOTED.findall(text))
    missing = [
        place
        for place in sorted(places)
        if not any(list(top.glob(place)) for top in (checkout, checkout / "commissionplanner"))
    ]
    assert missing == []
