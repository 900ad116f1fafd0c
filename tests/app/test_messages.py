"""What the user is told: the fact, what to do, and answers that lead on."""

from dataclasses import replace
from pathlib import Path

import pytest

from commissionplanner.app import messages
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.lock import Holder, this_computer

PROBLEM = FileProblem("“p.cplan” was not saved: the disk is full.", code="disk-full")
SOMEBODY = Holder("", "LAPTOP7", "2026-04-01T09:00:00+00:00", "", 1)
ALL = [
    messages.saved(Path("p.cplan")),
    messages.not_saved(PROBLEM),
    messages.colleague_saved(EditRefused("“p.cplan” was changed by somebody else.")),
    messages.open_elsewhere(Path("p.cplan"), SOMEBODY),
]


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.title)
def test_every_message_has_a_title_and_lines_without_shouting(message):
    assert message.title
    assert not message.title.endswith(".")
    assert not any("!" in line for line in (message.title, *message.lines))


def test_a_failed_save_offers_a_copy():
    assert messages.SAVE_COPY in messages.not_saved(PROBLEM).buttons


def test_a_colleagues_save_can_be_compared_copied_replaced_or_left():
    actions = [button.action for button in ALL[2].buttons]
    assert actions == ["compare", "save_copy", "replace", "cancel"]


def test_somebody_without_a_name_is_somebody():
    assert messages.open_elsewhere(Path("p.cplan"), SOMEBODY).lines[0].startswith("Somebody on")


def test_a_plan_open_in_a_second_window_is_not_said_to_be_on_another_computer():
    here = replace(SOMEBODY, where=this_computer())
    message = messages.open_elsewhere(Path("p.cplan"), here)
    assert message.title == "Open in another window"
    assert "on this computer" in message.lines[0]
