"""Names in files that were taken for a record of another name: each can be undone for good."""

from typing import cast

from commissionplanner.app.import_matches import separate, source_of
from commissionplanner.edits.base import Together
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.model.entities import TABLES, NameMatch, Record
from commissionplanner.model.plan import full_name
from commissionplanner.model.words import capital, counted
from commissionplanner.ui.models.columns import Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.sources.listing import Listing, column
from commissionplanner.ui.workspace import Workspace

_SAID = (
    "Names that imports took for records of another name, by themselves from 95% or because somebody "
    "said so, and names that are kept apart. Every later import goes by this list."
)
_NOTHING = (
    "No name was taken for a record of another name. Imports list here what they match, so that it "
    "can be undone."
)


def _of(record: Record) -> NameMatch:
    return cast("NameMatch", record)


def _taken_for(shown: Shown, record: Record) -> str:
    row = _of(record)
    held = (
        shown.plan.record(row.record_table, row.record_id) if row.record_table in TABLES else None
    )
    return full_name(held) if held is not None else "No longer in the plan"


def _kind(_shown: Shown, record: Record) -> str:
    table = _of(record).record_table
    return capital(TABLES[table].singular) if table in TABLES else ""


def _state(_shown: Shown, record: Record) -> str:
    return "Taken for it" if _of(record).is_same else "Kept apart"


def _tone(_shown: Shown, record: Record) -> str:
    return "" if _of(record).is_same else "ink2"


def _by(_shown: Shown, record: Record) -> str:
    return "Somebody" if _of(record).is_decided else "The program"


_COLUMNS = (
    column("found_name", "Name in files", 210, lambda _s, r: _of(r).found_name, weight=500),
    column("state", "Now", 100, _state, tone=_tone),
    column("taken_for", "Record", 210, _taken_for),
    column("kind", "What", 110, _kind),
    column("by", "Decided by", 100, _by),
    column("file", "File", 160, lambda s, r: source_of(s.plan, _of(r))),
    column("why", "Why", 300, lambda _s, r: _of(r).why),
)


class Matches(Listing):
    """Every match made, then every decision to keep two apart."""

    def __init__(self, workspace: Workspace) -> None:
        model = PlanTable("name_matches", _COLUMNS, workspace.shown(), lambda *_: False)
        super().__init__(workspace, model, "Matches of names", _SAID, _NOTHING)
        self.forget = self.add_button("Decide again", self._forget)
        self.undo = self.add_button("Undo match", self._undo)

    def refresh(self) -> None:
        """Show them as they are now."""
        rows = sorted(
            self.workspace.plan.name_matches.values(),
            key=lambda row: (row.is_same is False, bool(row.is_decided), row.found_name.casefold()),
        )
        self.show_rows(self.workspace.shown(), [row.id for row in rows])

    def said_of(self, record: Record) -> str:
        """Return what the match is used for, and what undoing it does."""
        row = _of(record)
        if row.is_same is False:
            return "No import takes the one for the other. Decide again lets the next one ask."
        where = counted(len(row.uses), "field points", "fields point")
        return (
            f"{where} to the record by this name. Undo makes a record of its own for it, and no "
            "later import takes it for the other."
        )

    def show_chosen(self) -> None:
        """Offer what fits all that is selected."""
        super().show_chosen()
        held = self.workspace.plan.name_matches
        rows = [held[key] for key in self.view.selected_keys if key in held]
        if not rows:
            return
        if any(row.is_same is False for row in rows):
            self.undo.disable("Some of these are kept apart already.")
        else:
            self.forget.disable("Undo the match instead: it is in force.")
        self.undo.set_words(f"Undo {len(rows):,} matches" if len(rows) > 1 else "Undo match")

    def _undo(self) -> None:
        plan = self.workspace.plan
        edits = tuple(separate(plan, key) for key in self.view.selected_keys)
        if len(edits) == 1:
            self.workspace.do(edits[0])
        elif edits:
            self.workspace.do(Together(f"Undo {len(edits)} matches of names", edits))

    def _forget(self) -> None:
        self.workspace.do(DeleteRecords("name_matches", self.view.selected_keys))
