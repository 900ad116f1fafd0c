"""The manual's topics: written pages, and what the registries say."""

from commissionplanner.app import manual
from commissionplanner.findings.base import LEVELS


def test_topics_stand_in_the_order_of_their_groups():
    groups = [topic.group for topic in manual.topics()]
    assert list(dict.fromkeys(groups)) == list(manual.GROUPS)
    assert [t.key for t in manual.topics() if t.group == manual.GUIDE] == list(manual.PAGES)


def test_every_topic_has_a_key_of_its_own_a_title_and_a_text():
    topics = manual.topics()
    assert len({topic.key for topic in topics}) == len(topics)
    assert all(topic.title and topic.text for topic in topics)


def test_words_in_a_title_come_before_words_in_a_text():
    found = manual.matching("pools")
    in_title = ["pools" in topic.title.casefold() for topic in found]
    assert in_title == sorted(in_title, reverse=True)
    assert any(in_title)
    assert not all(in_title)


def test_every_word_must_be_said():
    assert {t.key for t in manual.matching("framework ceiling")} < {
        t.key for t in manual.matching("framework")
    }
    assert manual.matching("no such words anywhere") == ()


def test_a_link_to_a_page_of_many_topics_leads_to_its_first():
    assert manual.topic("rules").title == "Contracts"
    assert manual.topic("no-such-page") is None


def test_every_rule_says_its_level():
    text = manual.generated_pages()["rules.md"]
    assert sum(text.count(f"\n*{level.capitalize()}.*") for level in LEVELS) == text.count("\n### ")
