"""Edits of views kept by name: save, rename, delete."""

from dataclasses import dataclass, replace

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import SavedView
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep what a page shows under a name; what was kept under it is replaced.

    Attributes:
        page: The page that it is a view of.
        name: Its name; the case of letters makes no other.
        settings: What it shows, as JSON.
        new_id: Id for it, where the name is new.
    """

    page: str
    name: str
    settings: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition or the change; refused without a name."""
        name = _checked(self.name)
        label = f"Save view “{name}”"
        before = named(plan, self.page, name)
        if before is not None:
            after = replace(before, settings=self.settings)
            return ChangeSet(label, changed(before, after, "saved_views"))
        if self.new_id in plan.saved_views:
            raise EditRefused("The plan already has this saved view.")
        made = SavedView(id=self.new_id, name=name, page=self.page, settings=self.settings)
        return ChangeSet(label, (Change("saved_views", made.id, None, made),))


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a saved view another name."""

    key: str
    name: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change; refused where another view of the page has the name."""
        before, name = _present(plan, self.key), _checked(self.name)
        other = named(plan, before.page, name)
        if other is not None and other.id != before.id:
            raise EditRefused(f"There is a view called “{name}” already.")
        after = before.with_found(name=name)
        return ChangeSet(
            f"Rename view “{before.name}” to “{name}”", changed(before, after, "saved_views")
        )


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Keep a view no longer."""

    key: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the removal."""
        view = _present(plan, self.key)
        return ChangeSet(
            f"Delete view “{view.name}”", (Change("saved_views", view.id, view, None),)
        )


def named(plan: Plan, page: str, name: str) -> SavedView | None:
    """Return the view of a page that has a name; None for none."""
    wanted = (page, name.strip().casefold())
    found = sorted(
        (v for v in plan.saved_views.values() if (v.page, v.name.strip().casefold()) == wanted),
        key=lambda view: view.id,
    )
    return found[0] if found else None


def _checked(name: str) -> str:
    if not name.strip():
        raise EditRefused("A view needs a name.")
    return name.strip()


def _present(plan: Plan, key: str) -> SavedView:
    view = plan.saved_views.get(key)
    if view is None:
        raise EditRefused("That view is no longer in the plan.")
    return view
