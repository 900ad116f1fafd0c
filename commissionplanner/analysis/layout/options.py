"""What a view of the map is asked to show, as plain data that a plan can keep under a name."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal, get_args

from commissionplanner.analysis.layout.content import Inside, ViewName
from commissionplanner.model.years import FinancialYear

Way = Literal["both", "up", "down"]
Single = Literal["any", "only", "none"]
KINDS: Final = ("services", "funding_streams", "pools")
AS_RECORDED: Final = "as recorded"
"""The plan without any scenario."""
NARROWING: Final = (
    "organisations", "kinds", "tiers", "statutory", "evidence", "age_bands", "single", "levels",
    "text", "around",
)  # fmt: skip
"""The options that leave things out."""
MEANINGLESS: Final[dict[tuple[str, str], str]] = {
    ("kinds", "money"): "The Money flow always leads from streams over services to providers.",
    ("kinds", "pathway"): "The Pathway shows services only.",
    ("kinds", "links"): "Organisation links count what two organisations share, of every kind.",
    ("colour", "money"): "In the Money flow colour says whose money it is.",
    ("colour", "links"): "Organisation links show no single services.",
    ("size", "money"): "In the Money flow heights and widths are pounds.",
    ("size", "links"): "In Organisation links the width of a line is pounds.",
    ("inside", "money"): "The Money flow shows both who commissions and who provides.",
    ("inside", "network"): "In the Network, services stand with their provider.",
}
"""Options that say nothing in a view, and why."""


class OptionsError(ValueError):
    """Settings that cannot be read. The message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a view shows, and how. Filters that are empty leave nothing out.

    Attributes:
        view: Which of the five views.
        inside: Whether services stand with their provider or their commissioner.
        organisations: Services that one of these commissions, provides or pays for.
        kinds: Kinds of things drawn, as tables.
        tiers, statutory, evidence, age_bands: Codes of which a service must have one; "" is one
            that is not recorded.
        single: Whether services on a single-year contract are shown with others, alone, or not.
        levels: Levels of findings of which a service must have one.
        text: What a service's name must hold.
        around: A thing, by table and id, of which only what is joined to it is shown; None for all.
        way: Whether that is what leads to it ("up"), what it leads to ("down"), or both.
        steps: Through how many links.
        colour: What the mark of a service says: "prevention", "commissioner", or a field of it.
        size: The field that the size of a service says; "" for none.
        closed: Organisations and directorates of which one chip stands for all they hold.
        opened: Groups of small things that are shown one by one.
        year: The year shown; None for that of the page.
        against: Another year, with which it is compared; None for none.
        against_scenario: Another scenario, with which it is compared: its id, `AS_RECORDED` for the
            plan without one; "" for none.
        against_version: The file of another version, with which it is compared; "" for none.
    """

    view: ViewName = "boundaries"
    inside: Inside = "provider"
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    statutory: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    single: Single = "any"
    levels: tuple[str, ...] = ()
    text: str = ""
    around: tuple[str, str] | None = None
    way: Way = "both"
    steps: int = 1
    colour: str = "prevention"
    size: str = ""
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    year: FinancialYear | None = None
    against: FinancialYear | None = None
    against_scenario: str = ""
    against_version: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether it is set against another state."""
        return bool(self.against or self.against_scenario or self.against_version)

    def to_json(self) -> str:
        """Return what differs from the usual, as JSON, the same text for the same options."""
        usual = Options()
        held: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != getattr(usual, item.name):
                held[item.name] = str(value) if isinstance(value, FinancialYear) else value
        return json.dumps(held, ensure_ascii=False, sort_keys=True)


def without_filters(options: Options) -> Options:
    """Return options that leave nothing out."""
    usual = Options()
    return replace(options, **{name: getattr(usual, name) for name in NARROWING})


def meant(options: Options) -> Options:
    """Return options without what says nothing in their view."""
    usual = Options()
    odd = [name for name, view in MEANINGLESS if view == options.view and name != "inside"]
    return replace(options, **{name: getattr(usual, name) for name in odd})


_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "view": get_args(ViewName), "inside": get_args(Inside), "single": get_args(Single),
    "way": get_args(Way),
}  # fmt: skip
_YEARS: Final = ("year", "against")


def from_json(text: str) -> Options:
    """Return the options that a text writes; the usual ones for what it does not say.

    Raises:
        OptionsError: it is no such text, or asks for what there is not.
    """
    try:
        held = json.loads(text or "{}")
    except ValueError as error:
        raise OptionsError("What it shows is not written as JSON.") from error
    if not isinstance(held, dict):
        raise OptionsError("What it shows is not written as names with values.")
    return Options(**{name: _value(name, value) for name, value in held.items()})


def _value(name: str, value: Any) -> Any:
    known = {item.name: getattr(Options(), item.name) for item in fields(Options)}
    if name not in known:
        raise OptionsError(f"It asks for “{name}”, which is not known here.")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise OptionsError(f"Its {name} is “{value}”; it can be {', '.join(_CHOICES[name])}.")
    if name in _YEARS:
        return _year(name, value)
    if name == "steps":
        if type(value) is not int or not 1 <= value <= 20:
            raise OptionsError(f"Its steps are “{value}”; they can be 1 to 20.")
        return value
    if name == "around" or isinstance(known[name], tuple):
        return _texts(name, value)
    if not isinstance(value, str):
        raise OptionsError(f"Its {name} is “{value}”, which is no text.")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...] | None:
    if name == "around" and value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise OptionsError(f"Its {name} is “{value}”, which is no list of texts.")
    if name == "around" and len(value) != 2:
        raise OptionsError(f"Its {name} is “{value}”; it is a table and an id.")
    return tuple(value)


def _year(name: str, value: Any) -> FinancialYear | None:
    try:
        return None if value is None else FinancialYear.parse(str(value))
    except ValueError as error:
        raise OptionsError(f"Its {name} is “{value}”, which is no financial year.") from error
