"""What a plan file says of itself: its digest, its save, and a checksum over all its bytes.

The digest covers what the plan says; the checksum covers everything, history and positions and
the bytes that hold nothing too, so that any bit that turns is seen. It is the SHA-256 of the
file with its own 64 digits replaced by noughts. The notes are the first table of the file, so
that its one page, the second, is where the digits stand.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from commissionplanner.io.store.contents import next_save_id

PAGE_BYTES, LARGE_PAGE_BYTES, MANY_RECORDS = 1024, 4096, 5_000
"""Small pages: a plan has many tables, and an empty one takes a page. With many records large ones:
a record of over 231 bytes does not fit into a small one and would take a page for what is left."""

UNSET: Final = "0" * 64
_KEY: Final = "checksum"


def page_bytes(n_records: int) -> int:
    """Return the size of page that suits so many records."""
    return LARGE_PAGE_BYTES if n_records > MANY_RECORDS else PAGE_BYTES


def notes(digest: str, parent_save_id: str) -> dict[str, str]:
    """Return the notes of a file to be written, its checksum not set yet."""
    return {
        _KEY: UNSET,
        "digest": digest,
        "format": "Commission Planner plan",
        "parent_save_id": parent_save_id,
        "save_id": next_save_id(digest, parent_save_id),
    }


def sealed(content: bytes) -> bytes:
    """Return the bytes of a file with the checksum set.

    Raises:
        ValueError: the bytes do not hold the notes as `notes` gives them.
    """
    place = _place(content, UNSET)
    return content[:place] + sha256(content).hexdigest().encode() + content[place + len(UNSET) :]


def is_whole(content: bytes, held: Mapping[str, str]) -> bool:
    """Tell whether not one bit of a file differs from when it was written."""
    found = held.get(_KEY, "")
    if len(found) != len(UNSET):
        return False
    try:
        place = _place(content, found)
    except ValueError:
        return False
    total = sha256(content[:place])
    total.update(UNSET.encode())
    total.update(content[place + len(UNSET) :])
    return total.hexdigest() == found


def _place(content: bytes, digits: str) -> int:
    page = int.from_bytes(content[16:18])  # as the head of every SQLite file says
    key = _KEY.encode()
    return page + content[page : 2 * page].index(key + digits.encode()) + len(key)
