"""Which texts are names of bodies, by the words that such names have."""

import re
from typing import Final

from commissionplanner.io.mapping.contents import Look

_BODY: Final = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|cio|inc|council|trust|university|association|society|nhs|hospice|foundation|"
    r"partnership|charity|group|company|& co|& sons|college|borough|icb)\b\.?",
    re.IGNORECASE,
)
FIRM: Final = re.compile(r"\b(?:ltd|limited|llp|plc|cic|cio)\.?\s*$", re.IGNORECASE)
"""How the name of a firm ends, and no title of a contract."""


def is_as_a_body(name: str) -> bool:
    """Whether a name has a word of bodies: "Ltd", "council", "trust"."""
    return _BODY.search(name) is not None


def body_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are named as bodies are."""
    return sum(map(is_as_a_body, look.sample)) / max(1, len(look.sample))
