"""Services that a later list numbers anew: the same names, other references."""

from collections.abc import Iterator
from typing import Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import (
    FEWEST,
    FURTHER,
    MOST,
    SAME,
    same_reference,
)
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.model.entities import Service
from commissionplanner.model.words import counted

_NAMED: Final = 3


def settle_renumbered(context: Context) -> frozenset[str]:
    """Ask whether services under other references are those that the plan holds by their names.

    A return numbers its schemes anew each year. Only where most rows that the plan does not know by
    name and reference are so: two bodies' lists have a few common names too.

    Returns:
        The names, written alike, whose references are no matter; none where they are further ones.
    """
    coming = dict(_coming(context))
    held = _held(context)
    anew = {}
    for name, (shown, ref) in coming.items():
        known = held.get(name, [])
        if len(known) == 1 and known[0].ref and not same_reference(known[0].ref, ref):
            anew[name] = (shown, known[0].ref, ref)
    unknown = sum(
        not any(same_reference(each.ref, ref) for each in held.get(name, ()) if each.ref)
        for name, (_, ref) in coming.items()
    )
    if len(anew) < max(FEWEST, unknown * MOST):
        return frozenset()
    said = "; ".join(f"“{s}” {before}, now {now}" for s, before, now in [*anew.values()][:_NAMED])
    text = (
        f"{counted(len(anew), 'service')} of this file: the plan holds services of the same names "
        f"under other references ({said}). Are they the same, or further ones?"
    )
    is_same = context.asker.ask("renumbered", text, (SAME, FURTHER), SAME) == SAME
    return frozenset(anew) if is_same else frozenset()


def _held(context: Context) -> dict[str, list[Service]]:
    found: dict[str, list[Service]] = {}
    for service in context.plan.services.values():
        found.setdefault(same_name(service.name), []).append(service)
    return found


def _coming(context: Context) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the names that one reference alone of the file has, with the name as written and the reference."""
    sheet = context.sheet
    if not (sheet.has("name") and sheet.has("ref")):
        return
    found: dict[str, tuple[str, set[str]]] = {}
    for position in sheet.kept:
        name, ref = sheet.value("name", position), sheet.value("ref", position)
        if name and ref:
            found.setdefault(same_name(name), (name, set()))[1].add(ref)
    yield from ((key, (name, refs.pop())) for key, (name, refs) in found.items() if len(refs) == 1)
