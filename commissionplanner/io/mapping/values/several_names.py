"""Cells of one body that name several: asked whether each is one of its own."""

from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.targets import Target
from commissionplanner.io.mapping.values.suppliers import (
    Parting,
    is_of_blocks,
    may_be_several,
    split_names,
)
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.model.personal import masked
from commissionplanner.model.words import counted

_LONGEST: Final = 60


def parting(target: Target, table: Table, place: int, asker: Asker, *, is_shown: bool) -> Parting:
    """Ask how the cells of a column of names are parted, where some may name several bodies.

    Lists parted by semicolons are what a field for several holds, so that nothing is asked of them.
    They are quoted where `is_shown`.
    """
    texts = {cell: cell_text(cell) for cell in set(table.columns[place]) if isinstance(cell, str)}
    surely = [cell for cell, text in texts.items() if len(split_names(text)) > 1]
    surely = [cell for cell in surely if not is_of_blocks(texts[cell])]
    maybe = [cell for cell, text in texts.items() if may_be_several(text)]
    taken: Parting = "surely"
    if surely and target.spec.kind is Kind.REF:
        said = _said(table, place, surely, "several bodies", is_shown=is_shown)
        lead = "paid" if target.table == "payments" else "that leads"
        text = f"{said}. Take each as a body of its own, the first as the one {lead}, or the cell as one body?"
        if asker.ask(f"several_names_{target.key}", text, ("each", "one"), "each") == "one":
            taken = "never"
    if maybe and taken != "never":
        said = _said(table, place, maybe, "one body or several", is_shown=is_shown)
        text = f"{said}. Is each part a body of its own?"
        if asker.ask(f"parts_of_names_{target.key}", text, ("one", "each"), "one") == "each":
            taken = "always"
    return taken


def _said(table: Table, place: int, cells: list[str], what: str, *, is_shown: bool) -> str:
    found = set(cells)
    count = sum(cell in found for cell in table.columns[place])
    first = next(cell for cell in table.columns[place] if cell in found)
    shown = " ".join(str(first).replace("\n", " ⏎ ").split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    such = f", such as “{masked(shown)}”" if is_shown else ""
    verb = "names" if count == 1 else "name"
    verb = verb if what == "several bodies" else "may name"
    return f"{counted(count, 'cell')} of “{table.names[place]}” {verb} {what}{such}"
