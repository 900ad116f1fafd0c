"""What this user has chosen, on this computer. Never part of a plan; never needed to start."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from commissionplanner import paths

THEMES: Final = ("system", "light", "dark", "contrast")
UNITS: Final = ("£", "k", "m")
MOST_RECENT: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices, each with a value that holds where nothing was chosen.

    Attributes:
        theme: One of `THEMES`.
        unit: In what money is shown: £, £000 ("k") or £m ("m").
        recorded_as: The name the history records; "" records none.
        recent: Plan files, the latest first.
        window: Where the window stood, as it wrote it itself.
        pages: What pages remember (columns shown, split), by page, as they wrote it.
    """

    theme: str = "system"
    unit: str = "£"
    recorded_as: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    pages: dict[str, str] = field(default_factory=dict)

    def with_recent(self, plan: Path) -> "Settings":
        """Return the settings with a plan file as the latest."""
        name = str(plan.absolute())
        others = tuple(other for other in self.recent if other != name)
        return replace(self, recent=(name, *others)[:MOST_RECENT])


def load(path: Path | None = None) -> Settings:
    """Return this user's settings; whatever cannot be read or does not fit is as if not chosen."""
    held: Any = None
    with suppress(OSError, ValueError, RecursionError):
        held = json.loads((path or paths.settings_file()).read_text(encoding="utf-8"))
    if not isinstance(held, dict):
        return Settings()
    known = {item.name for item in fields(Settings)}
    fits = {name: _fitting(name, value) for name, value in held.items() if name in known}
    return Settings(**{name: value for name, value in fits.items() if value is not None})


def _fitting(name: str, value: Any) -> Any:
    """Return a value where it is one that this setting may have; None otherwise."""
    if name == "recent":
        is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value[:MOST_RECENT]) if is_list else None
    if name == "pages":
        is_map = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        return value if is_map else None
    if not isinstance(value, str):
        return None
    allowed = {"theme": THEMES, "unit": UNITS}.get(name)
    return value if allowed is None or value in allowed else None


def store(settings: Settings, path: Path | None = None) -> bool:
    """Keep the settings. Returns whether that was possible; nothing depends on it."""
    import secrets  # not needed to start

    target = path or paths.settings_file()
    temporary = target.with_name(f".{target.name}-{secrets.token_hex(6)}")
    try:
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(target)
    except (OSError, UnicodeEncodeError):
        return False
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return True
