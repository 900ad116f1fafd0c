"""How days and counts are written, and what is not known: the same on every screen, sheet and computer."""

from datetime import date
from typing import Final

NOT_KNOWN: Final = "Not known"
# Our own, because strftime follows the language of whoever's computer it runs on.
_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def day_text(day: date | None) -> str:
    """Write a day as "31 Mar 2027"; "Not known" for None."""
    return f"{day.day} {month_text(day)[:3]} {day.year}" if day else NOT_KNOWN


def long_day(day: date) -> str:
    """Write a day as "31 March 2027"."""
    return f"{day.day} {month_text(day)} {day.year}"


def month_text(day: date) -> str:
    """Return the name of a day's month."""
    return _MONTHS[day.month - 1]


def capital(text: str) -> str:
    """Return a text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def sentences(*parts: str) -> str:
    """Return what is said as sentences one after the other; what is "" is left out."""
    return ". ".join(part.removesuffix(".") for part in parts if part)


def counted(count: int, one: str, many: str = "") -> str:
    """Write "1 service", "1,200 services"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
