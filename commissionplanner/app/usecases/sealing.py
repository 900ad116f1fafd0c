"""Seal a version of the plan as it is now.

Apart from `seals`, because it names the rules by which the version was judged: who only asks
which versions there are need not load them.
"""

import hashlib
import json
from datetime import date
from functools import cache
from importlib import metadata
from typing import Final

from commissionplanner import paths
from commissionplanner.app.usecases.seals import next_number
from commissionplanner.edits.seals import SealVersion
from commissionplanner.findings import registry
from commissionplanner.io.store import sealed
from commissionplanner.model.entities import SealedVersion
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

_MARK: Final = 8
"""Digits of a fingerprint that are enough to tell tables apart."""


def prepared(
    plan: Plan,
    by: str | None,
    on: date | None,
    title: str = "",
    new_id: NewId | None = None,
    note: str = "",
) -> SealVersion:
    """Return the edit that seals a plan as it is now; it takes a moment for a large plan.

    Args:
        plan: What is sealed, at its own as-at date.
        by: Id of the person who seals it; None where not recorded.
        on: The day of sealing; None where not recorded.
        title: What the version is called; "" for its number.
        new_id: Gives the record its id.
        note: What is worth knowing of it, such as what was still missing.
    """
    digest, content = sealed.packed(plan)
    return SealVersion(
        SealedVersion(
            id=(new_id or random_ids())(),
            number=next_number(plan),
            title=" ".join(title.split()),
            as_at_on=plan.header.as_at_on,
            sealed_on=on,
            sealed_by=by,
            digest=digest,
            program=program_version(),
            rules=rules_version(),
            tables=tables_version(),
            content=content,
            note=note,
        )
    )


def program_version() -> str:
    """Return the version of the program; "" where it is not installed as a package."""
    try:
        return metadata.version("commissionplanner")
    except metadata.PackageNotFoundError:
        return ""


@cache
def rules_version() -> str:
    """Return how many rules there are, and a fingerprint of how they say they decide."""
    said = [
        [rule.id, rule.level, rule.worked_out, [limit.as_json() for limit in rule.limits]]
        for rule in registry.rules()
    ]
    return _fingerprint(counted(len(said), "rule"), json.dumps(said).encode())


@cache
def tables_version() -> str:
    """Return how many tables of rates there are, and a fingerprint of what stands in them."""
    files = sorted((paths.resources() / "tables").glob("*.csv"))
    held = b"".join(path.name.encode() + path.read_bytes() for path in files)
    return _fingerprint(counted(len(files), "table"), held)


def _fingerprint(many: str, held: bytes) -> str:
    return f"{many}, {hashlib.sha256(held).hexdigest()[:_MARK]}"
