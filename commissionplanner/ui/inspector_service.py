"""What the inspector says of a service beside its values: what practice says, and what it rests on."""

from datetime import date, timedelta
from functools import partial
from typing import Final

from commissionplanner.edits.practice import AddPracticeNote
from commissionplanner.model.entities import PracticeNote, Service
from commissionplanner.model.ids import random_ids
from commissionplanner.model.library import entries
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import day_text
from commissionplanner.ui.dialogs.practice_note import PracticeNoteDialog
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

_MOST_NOTES: Final = 3
_LONG: Final = 34
_new_id = random_ids()


def add_library(panel: Inspector, workspace: Workspace, service: Service) -> None:
    """Add the entries of the library that are linked to a service."""
    held = [i for i in workspace.plan.evidence.values() if service.id in i.service_ids]
    linked = [entries()[i.library_id] for i in held if i.library_id in entries()]
    if not linked:
        return
    panel.add_section("From the library")
    for entry in linked:
        title = entry.title if len(entry.title) <= _LONG else f"{entry.title[: _LONG - 1]}…"
        button = Button(title, "quiet", height=24, flush=True)
        button.setAccessibleName(f"{entry.title}, in the library")
        button.setToolTip(f"{entry.kind_words}. {entry.says}")
        button.clicked.connect(partial(_go, workspace, f"evidence:library:{entry.id}", None))
        panel.add(button)


def add_notes(panel: Inspector, workspace: Workspace, service: Service) -> None:
    """Add what was heard from practice, the newest first, and the button that adds a note."""
    notes = notes_of(workspace.plan, service)
    panel.add_section("Heard from practice")
    panel.add_note(heard_words(workspace.plan, notes))
    for note in notes[:_MOST_NOTES]:
        role = vocabulary("practice_role").label_of(note.role) or "Role not known"
        panel.add(Label(f"{role}, {day_text(note.heard_on)}", "small", "ink3", wrap=True), gap=10)
        panel.add(Label(f"“{note.heard}”", "body", wrap=True), gap=2)
        said = f"Since then: {note.changed}" if note.changed else "Nothing recorded that changed"
        panel.add(Label(said, "small", "ink2", wrap=True), gap=2)
    if len(notes) > _MOST_NOTES:
        every = Button(f"All {len(notes)} notes", "quiet", height=26, flush=True)
        thing = Thing("practice_notes", notes[0].id)
        every.clicked.connect(partial(_go, workspace, "records:practice_notes", thing))
        panel.add(every)
    add = Button("Add a practice note…", icon="plus", height=28)
    add.clicked.connect(partial(_ask, panel, workspace, service))
    panel.add(add, gap=10)


def notes_of(plan: Plan, service: Service) -> list[PracticeNote]:
    """Return a service's notes, the newest first; those without a day last."""
    held = [note for note in plan.practice_notes.values() if note.service_id == service.id]
    return sorted(held, key=lambda note: (note.heard_on or date.min, note.id), reverse=True)


def heard_words(plan: Plan, notes: list[PracticeNote]) -> str:
    """Say whether the front line was heard in the year to the as-at date, which a tile counts."""
    as_at = plan.header.as_at_on
    days = [note.heard_on for note in notes if note.role == "front_line" and note.heard_on]
    if as_at is not None:
        days = [day for day in days if as_at - timedelta(365) <= day <= as_at]
    if days:
        return f"Front line heard within the last twelve months, on {day_text(max(days))}."
    return "No note from the front line in the last twelve months is recorded."


def _ask(panel: Inspector, workspace: Workspace, service: Service, *_: object) -> None:
    def keep(on: date | None, role: str | None, heard: str, changed: str) -> bool:
        return workspace.do(
            AddPracticeNote(
                service_id=service.id, heard_on=on, role=role, heard=heard, changed=changed,
                new_id=_new_id(),
            )
        )  # fmt: skip

    PracticeNoteDialog(service, workspace.plan, keep, panel.window()).open()


def _go(workspace: Workspace, page: str, thing: Thing | None, *_: object) -> None:
    workspace.focus.go(page, thing)
