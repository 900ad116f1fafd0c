"""Settings come back, and a file of settings that is nonsense is as if there were none."""

from dataclasses import replace
from pathlib import Path

import pytest

from commissionplanner import paths
from commissionplanner.app import settings


def test_what_was_chosen_comes_back():
    chosen = settings.Settings(theme="dark", unit="k", recorded_as="É", pages={"map": "x"})
    chosen = chosen.with_recent(Path("plan.cplan"))
    assert settings.store(chosen)
    assert settings.load() == chosen


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"theme": 5}', '{"theme": "pink"}',
                                  '{"recent": [1]}', '{"pages": []}', '{"later": 1}', "\x00"])  # fmt: skip
def test_nonsense_is_as_if_nothing_was_chosen(text):
    paths.settings_file().write_text(text, encoding="utf-8")
    assert settings.load() == settings.Settings()


def test_one_bad_value_leaves_the_others():
    paths.settings_file().write_text('{"theme": "dark", "unit": "euro"}', encoding="utf-8")
    assert settings.load() == settings.Settings(theme="dark")


def test_the_latest_file_comes_first_and_once():
    chosen = settings.Settings()
    for n in (1, 2, 1, *range(20)):
        chosen = chosen.with_recent(Path(f"{n}.cplan"))
    assert chosen.recent[0].endswith("19.cplan")
    assert len(chosen.recent) == settings.MOST_RECENT
    assert len(set(chosen.recent)) == len(chosen.recent)


def test_a_disk_that_keeps_nothing_is_no_trouble(tmp_path):
    assert not settings.store(replace(settings.Settings()), tmp_path / "none" / "s.json")
