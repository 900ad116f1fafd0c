"""What the user is told when something is done or goes wrong, as data: the window draws it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.lock import Holder, this_computer
from commissionplanner.model.words import day_text


class Tone(StrEnum):
    """How a message is meant; each has its own mark and colour."""

    DONE = "done"
    ATTENTION = "attention"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Button:
    """One answer: the name of what happens, and its words."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """A result card or a question.

    Attributes:
        tone: How it is meant.
        title: The fact, in a few words.
        lines: What, where and what to do.
        buttons: The answers, the usual one first; none where there is nothing to answer.
        foot: The file, or where it is.
        import_id: The import it tells of; when that is taken back it has nothing more to say.
    """

    tone: Tone
    title: str
    lines: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    foot: str = ""
    import_id: str = ""


SAVE_COPY = Button("save_copy", "Save a copy…")
CANCEL = Button("cancel", "Cancel")
OPEN_FOLDER = Button("open_folder", "Open folder")
"""Opens the folder of the file that a message names at its foot."""


def saved(path: Path) -> Message:
    """Return what is said after a save."""
    return Message(Tone.DONE, "Saved", (str(path),))


def not_saved(problem: FileProblem) -> Message:
    """Return what is said when a save failed: the old plan is whole."""
    again = Button("save", "Save again")
    lines = (problem.message, "The plan on the disk is as it was.")
    return Message(Tone.PROBLEM, "Not saved", lines, (again, SAVE_COPY, CANCEL))


def not_kept_safe(why: str) -> Message:
    """Return what is said when changes do not reach the recovery journal."""
    return Message(
        Tone.PROBLEM, "Changes are not kept safe", (why,), (Button("save", "Save"), SAVE_COPY)
    )


def colleague_saved(refusal: EditRefused) -> Message:
    """Return the question asked when somebody else saved the plan meanwhile."""
    buttons = (Button("compare", "Compare"), SAVE_COPY, Button("replace", "Replace theirs"), CANCEL)
    return Message(Tone.ATTENTION, "Somebody else saved this plan", (str(refusal),), buttons)


def open_elsewhere(path: Path, holder: Holder) -> Message:
    """Return what is said on opening a plan that somebody else has open."""
    since = datetime.fromisoformat(holder.since).astimezone()
    is_here = holder.where == this_computer()
    who = (holder.who or "Somebody") + " on this computer" if is_here else holder.named
    lines = (
        f"{who} has had “{path.name}” open since {since:%H:%M} on {day_text(since.date())}.",
        "You can look at it and change it. If both of you save, the second is asked what to do.",
    )
    title = "Open in another window" if is_here else "Open on another computer"
    return Message(Tone.ATTENTION, title, lines, (Button("ok", "OK"),))
