"""The content of a sealed version: packed into one text, and read back whole or not at all.

What is packed is the canonical content, which is also what the digest is of. So a sealed version
is its own proof: unpacked, it has the digest it was sealed with, or it has been altered. That is
tamper-evident and no more: whoever alters the digest too is found out only where the digest
stands elsewhere, in minutes or an e-mail.
"""

import base64
import binascii
import hashlib
import json
import zlib
from typing import Any, Final

from commissionplanner.collecting import without_collection
from commissionplanner.io import codec
from commissionplanner.io.codec import ValueProblem
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.canonical import canonical_text, stored_tables
from commissionplanner.model.entities import TABLES, Record, SealedVersion
from commissionplanner.model.plan import Plan

MOST_BYTES: Final = 300 * 1024 * 1024
"""What a sealed version may unpack to: the largest plan is less."""


def packed(plan: Plan) -> tuple[str, str]:
    """Return the digest of a plan, and its canonical content packed as one text."""
    text = canonical_text(stored_tables(plan)).encode()
    return hashlib.sha256(text).hexdigest(), base64.b64encode(zlib.compress(text, 9)).decode()


def unpacked(version: SealedVersion) -> Plan:
    """Return the plan that a sealed version holds: its records, without what no digest covers.

    Raises:
        FileProblem: the content is damaged, or is not what was sealed.
    """
    text = _text(version)
    if hashlib.sha256(text).hexdigest() != version.digest:
        raise _damaged(version, "its content does not match its digest")
    try:
        with without_collection():
            return Plan(**_tables(text.decode()))
    except (ValueProblem, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _damaged(version, "a value in it cannot be read") from problem


def _text(version: SealedVersion) -> bytes:
    opened = zlib.decompressobj()
    try:
        held = base64.b64decode(version.content, validate=True)
        text = opened.decompress(held, MOST_BYTES)
    except (zlib.error, binascii.Error, ValueError, MemoryError) as error:
        raise _damaged(version, "its content cannot be unpacked") from error
    if opened.unconsumed_tail:
        raise _damaged(version, "its content is larger than any plan")
    if not opened.eof or opened.unused_data:
        raise _damaged(version, "its content is not complete")
    return text


def _tables(text: str) -> dict[str, Any]:
    tables: dict[str, dict[str, Record]] = {}
    for line in text.removesuffix("\n").split("\n") if text else ():
        held = json.loads(line)
        table = held.pop("table")
        if not TABLES[table].in_digest:
            raise ValueProblem(f"{table} are no part of a sealed version.")
        record = codec.record_from_json(table, held)
        tables.setdefault(table, {})[record.id] = record
    return tables


def _damaged(version: SealedVersion, why: str) -> FileProblem:
    return FileProblem(
        f"Sealed version {version.number} is damaged or was altered: {why}. The plan itself is as "
        "it was. Look for an earlier copy of the plan file that holds the version whole.",
        code="damaged-version",
    )
