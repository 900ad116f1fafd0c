"""How files are read the next time: kept by headings and sender, chosen when they come again."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.answers.choices import AUTO, Choices
from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.names.variants import plain_name
from commissionplanner.io.tabular.cells import cell_text, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.entities import ImportProfile
from commissionplanner.model.plan import Plan

OWNERS: Final = ("commissioner_id", "lead_commissioner_id", "payer_id")
"""Fields that say whose rows these are: whoever sends a file."""

_VERSION_WORDS: Final = frozenset(
    "v version final draft copy new latest update updated revised q january february march april may june "
    "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a file of this layout was read before.

    Attributes:
        columns: Field by column; None for one that was left out.
        answers: By question; none where the profile is of another sender.
    """

    name: str
    kind: str
    columns: dict[str, str | None]
    answers: dict[str, str]


def remembered(
    plan: Plan, table: Table, kind: str, choices: Choices, asker: Asker
) -> Remembered | None:
    """Return the profile asked for, or the one with these headings, of this sender if there is one.

    Raises:
        AnswerError: the plan has no profile of the name asked for.
    """
    fitting = [p for p in plan.import_profiles.values() if choices.kind in (AUTO, p.kind)]
    if choices.profile:
        named = [p for p in fitting if p.name == choices.profile]
        if not named:
            known = ", ".join(sorted(p.name for p in plan.import_profiles.values())) or "none"
            raise AnswerError(f"The plan has no profile “{choices.profile}”. Profiles: {known}.")
        return _taken(min(named, key=lambda p: p.id), kind)
    alike = [p for p in fitting if p.headings == tuple(table.names)]
    if not alike:
        return None
    senders = _senders(plan, table, alike)
    same = [p for p in alike if p.sender_id in senders] or [p for p in alike if not p.sender_id]
    if same or not senders:
        return _taken(min(same or alike, key=lambda p: (p.name, p.id)), kind)
    other = min(alike, key=lambda p: (p.name, p.id))
    asker.note(
        f"The columns are read as in the profile “{other.name}”, which another body sent; the "
        "questions are asked anew."
    )
    return _taken(other, kind, with_answers=False)


def _taken(profile: ImportProfile, kind: str, *, with_answers: bool = True) -> Remembered:
    columns = {column: text or None for column, text in texts_of(profile.mapping).items()}
    answers = texts_of(profile.answers) if with_answers else {}
    return Remembered(profile.name, profile.kind or kind, columns, answers)


def _senders(plan: Plan, table: Table, profiles: Iterable[ImportProfile]) -> set[str]:
    """Return the organisations that the file, its titles or its column of owners name as sender."""
    texts = [table.file.rsplit(".", 1)[0], table.sheet, *table.banner[:4]]
    said = f" {' '.join(plain_name(re.sub(r'[_-]', ' ', text)) for text in texts)} "
    owners = {name for profile in profiles if (name := _only_owner(table, profile))}
    found = set()
    for body in plan.organisations.values():
        names = [plain_name(name) for name in (body.name, body.short_name) if len(name) > 2]
        if owners.intersection(names) or any(f" {name} " in said for name in names if name):
            found.add(body.id)
    return found


def _only_owner(table: Table, profile: ImportProfile) -> str:
    """Return the one name in the column that a profile takes for the owner of rows, or ""."""
    for column, key in texts_of(profile.mapping).items():
        if key in OWNERS and column in table.names:
            cells = table.columns[table.names.index(column)]
            names = {plain_name(cell_text(cell)) for cell in cells if not is_blank(cell)}
            return names.pop() if len(names) == 1 else ""
    return ""


def texts_of(text: str) -> dict[str, str]:
    """Return a JSON object of texts, None as ""; an empty one where it is none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) if value is not None else "" for key, value in found.items()}


def stem_of(file: str) -> str:
    """Return a file's name without its ending, digits, months and signs: "contracts 2026 v2" is "contracts"."""
    name = file.rpartition(".")[0] or file
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return " ".join(word for word in words if word not in _VERSION_WORDS)
