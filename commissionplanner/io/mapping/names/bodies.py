"""Which texts are names of bodies, by the words that such names have."""

import re
from typing import Final

from commissionplanner.io.mapping.values.contents import Look

_BODY: Final = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|cio|inc|council|trust|university|association|society|nhs|hospice|foundation|"
    r"partnership|charity|group|company|& co|& sons|college|borough|icb)\b\.?",
    re.IGNORECASE,
)
_NO_BODY: Final = re.compile(r"\bnhs standard (?:sub-?)?contract\b", re.IGNORECASE)
"""What has a word of bodies and names a form of contract."""
FIRM: Final = re.compile(r"\b(?:ltd|limited|llp|plc|cic|cio)\.?\s*$", re.IGNORECASE)
"""How the name of a firm ends, and no title of a contract."""


def is_as_a_body(name: str) -> bool:
    """Whether a name has a word of bodies: "Ltd", "council", "trust"."""
    return _BODY.search(name) is not None and not _NO_BODY.search(name)


def body_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are named as bodies are."""
    return sum(map(is_as_a_body, look.sample)) / max(1, len(look.sample))
