"""Opens the import wizard in the window, and does what its result cards offer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

MANY: Final = 4
"""So many files at once are shown as a queue."""

if TYPE_CHECKING:
    from commissionplanner.ui.window import Window


def open_wizard(window: "Window", paths: Sequence[Path], returns_to: str = "") -> None:
    """Show the wizard; with no plan open, ask for the files first and start a plan for them.

    Args:
        window: Where it is shown.
        paths: Files or folders; with none, the user is asked.
        returns_to: Key of the page to show when the files are done; "" for the records' own.
    """
    from commissionplanner.ui.pages.importing import ImportPage, ask_files

    if window.workspace.session is None:
        chosen = list(paths) or ask_files(window)
        if chosen:
            window.files.take(chosen)
        return
    if paths:
        paths = _without_rounds(window, _without_replies(window, paths))
        if not paths:
            return
    if len(paths) >= MANY or any(path.is_dir() for path in paths):
        _open_queue(window, paths)
        return
    page = window.page("importing")
    if isinstance(page, ImportPage):
        if not paths and page.control.path is None:
            paths = ask_files(window)
            if not paths:
                return
        page.control.on_imported = partial(_offer, window)
        page.on_state = partial(_name, window)
        page.returns_to = returns_to
        window.frame.close_cards()  # results of files before lie over the questions of this one
        window.go("importing")
        window.frame.rail.set_current("sources")
        page.setFocus()  # wherever the files were dropped: the wizard is worked by keys from here on
        page.take(paths)


def _without_replies(window: "Window", paths: Sequence[Path]) -> Sequence[Path]:
    """Read the answers of partners among files as such; return the others."""
    from commissionplanner.app.usecases import requests

    replies = [path for path in paths if path.is_file() and requests.holds_request(path)]
    for path in replies:
        _read_reply(window, path)
    return [path for path in paths if path not in replies]


def _without_rounds(window: "Window", paths: Sequence[Path]) -> Sequence[Path]:
    """Read the sheets of a partner round among files as such; return the others."""
    from commissionplanner.app.usecases import rounds

    sheets = [path for path in paths if path.is_file() and rounds.holds_round(path)]
    for path in sheets:
        _read_round(window, path)
    return [path for path in paths if path not in sheets]


def _read_round(window: "Window", path: Path) -> None:
    """Read a sheet of a partner round as a job and take its answers; none of them is shown."""
    from commissionplanner.app.messages import Message, Tone
    from commissionplanner.app.usecases import rounds
    from commissionplanner.edits.base import EditRefused

    workspace = window.workspace
    plan = workspace.plan

    def taken(reply: rounds.RoundReply) -> None:
        try:
            edit = rounds.take(workspace.plan, reply)
        except EditRefused as refusal:
            workspace.say(str(refusal), level="problem")
            return
        if workspace.do(edit):
            lines = (f"{len(reply.answers)} answers are kept and shown to nobody yet.",)
            tone = Tone.ATTENTION if reply.problems else Tone.DONE
            workspace.speak(Message(tone, f"“{path.name}” read", (*lines, *reply.problems)))

    workspace.start(
        f"Reading {path.name}",
        lambda progress: rounds.read_sheet(plan, path, progress),
        taken,
    )


def _read_reply(window: "Window", path: Path) -> None:
    """Read a partner's answer as a job, then show it."""
    from commissionplanner.app.usecases import requests
    from commissionplanner.ui.dialogs.take_answers import TakeAnswers

    workspace = window.workspace
    plan = workspace.plan
    workspace.start(
        f"Reading {path.name}",
        lambda progress: requests.read_reply(plan, path, progress),
        lambda reply: TakeAnswers(workspace, reply, window).open(),
    )


def _open_queue(window: "Window", paths: Sequence[Path]) -> None:
    """Show many files, or those of a folder, as a queue; a few go through the wizard one by one."""
    from commissionplanner.app.usecases import queue
    from commissionplanner.io.problems import FileProblem
    from commissionplanner.ui.pages.queue import QueuePage

    try:
        files = queue.files_in(paths)
    except FileProblem as problem:
        window.workspace.say(problem.message, level="problem")
        return
    page = window.page("queue")
    if isinstance(page, QueuePage):
        page.open_one = lambda path: open_wizard(window, [path], "queue")
        page.take(files)
        window.go("queue")
        window.frame.rail.set_current("sources")


def _name(window: "Window") -> None:
    """Say what the wizard is about now, where it is shown."""
    page = window.current
    if page is not None and page.key == "importing":
        window.frame.top.set_title(page.title, page.subtitle())
        window.frame.status.set_counts(page.counts())
        window.frame.keep_clear(page.foot_height())


def _offer(window: "Window", batch_id: str, path: Path) -> None:
    """Make the buttons of the result card of an import work."""
    focus, acts = window.workspace.focus, window.files.acts
    acts[f"slip:{batch_id}"] = partial(focus.go, f"sources:slip:{batch_id}")
    acts[f"rows_left_out:{batch_id}"] = partial(focus.go, f"sources:left_out:{batch_id}")
    acts[f"next_sheet:{batch_id}"] = partial(open_wizard, window, [path])
    acts[f"undo_import:{batch_id}"] = partial(_undo, window, batch_id)


def _undo(window: "Window", batch_id: str) -> None:
    """Take back an import, where it is the last thing that was done."""
    document = window.workspace.document
    last = document.steps[-1] if document.steps else None
    if last is not None and any(
        change.table == "imports" and change.key == batch_id for change in last.changes
    ):
        window.workspace.undo()
        window.workspace.say("The import was taken back. Redo brings it in again.")
    else:
        window.workspace.say(
            "Other changes were made since. Undo those first, or delete what it brought in."
        )
