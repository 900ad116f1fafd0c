"""What the Pools page says of a fund in few words, and what it shows while there is none."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.workspace import Workspace


def basis_words(basis: str | None, kind: str | None) -> str:
    """Return a fund's legal basis and kind as a badge says them: "Section 75, pooled"."""
    short = {"s75": "Section 75", "s10": "Section 10", "aligned": "Aligned"}
    words = short.get(basis or "", vocabulary("fund_basis").label_of(basis or ""))
    of_kind = vocabulary("fund_type").label_of(kind or "")
    parts = [words or "Basis not known"]
    if of_kind and of_kind.casefold() != parts[0].casefold():
        parts.append(of_kind[0].lower() + of_kind[1:])
    return ", ".join(parts)


def empty_page(workspace: Workspace, ask_pool: Callable[[], None]) -> EmptyPage:
    """Return what stands on the page while the plan has no fund."""
    made = EmptyPage(
        "No pooled fund yet",
        "A fund that partners plan together belongs here: what each puts in, what it pays for, "
        "and who bears it if spending differs. Without one, each partner sees only its own part.",
    )
    start = Button("Add a fund", "primary", "plus")
    start.clicked.connect(lambda *_: ask_pool())
    bring = Button("Import a list…", icon="sources")
    bring.clicked.connect(lambda: workspace.ask_import(()))
    look = Button("See the services", icon="services")
    look.clicked.connect(lambda: workspace.focus.go("services"))
    for button in (start, bring, look):
        made.add_start(button)
    return made


def say_fragmented(workspace: Workspace, page: EmptyPage) -> None:
    """Say how many services have several funders and no fund, where the findings found any."""
    page.clear_facts()
    results = workspace.results
    count = sum(f.rule == "FUN-008" for f in results.findings) if results else 0
    if count:
        said = "1 service has" if count == 1 else f"{count:,} services have"
        page.add_fact(
            "advice",
            f"{said} several funders and no pooled, aligned or lead arrangement",
            "Show",
            lambda: workspace.focus.go("findings:FUN-008"),
        )


def pop_up(menu: QMenu, where: QPoint) -> None:
    """Show a menu at a point of the screen; it goes once it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
