"""What a view of the map holds, as plain data: containers, what stands in them, and what joins them.

Where things stand is not here (`packing`, `placing`), nor what they look like (`drawing`).
"""

from dataclasses import dataclass, field
from typing import Final, Literal

from commissionplanner.model.money import Pence
from commissionplanner.model.years import FinancialYear

ViewName = Literal["boundaries", "money", "pathway", "network", "links"]
Inside = Literal["provider", "commissioner"]
Agreed = Literal["live", "none", "expired", "unsaid"]
Change = Literal["", "added", "gone", "changed"]
"""What has become of a thing, where two states are compared; "" for nothing."""

TIERS: Final = {"primary": 1, "secondary": 2, "tertiary": 3, "reactive": 4}
"""How many pips each prevention tier has."""
TIER_NAMES: Final = {1: "Primary", 2: "Secondary", 3: "Tertiary", 4: "Reactive"}

OTHERS = 8
"""The place in the palette from which organisations are note grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A service or a funding stream within a container.

    Attributes:
        table: "services" or "funding_streams".
        key: Its id.
        name: Its short name.
        full: Its full name, for the tooltip.
        container: Position of its container.
        group: Id of the directorate whose inner box it stands in; "" for none.
        amount_p: What a service costs, or a stream brings, in the year; None where not known.
        tier: Prevention tier, 1 to 4; None where not known, and for a stream.
        commissioner_slot: Place in the palette of who commissions it.
        is_single: Whether a contract of a year or less carries it.
        rolled: How many such terms have followed each other; 0 where none has.
        is_silo: Whether one body funds, commissions and provides it, with no link outside.
        ends_soon: Whether a stream ends within the years planned.
        aside: Who provides it, where the container is not that organisation itself.
        stages: Which stages of the Pathway it says it is for, by position.
        slot: Place in the palette of who it stands with, where that is not its container.
        scale: How much larger than usual it is drawn, where sizes say a field.
        shade: Position in the content's key of what its mark says; None where that is not known.
        change: What has become of it, where two states are compared.
        was_p: What it cost or brought in the other state.
    """

    table: str
    key: str
    name: str
    full: str
    container: int
    group: str = ""
    amount_p: Pence | None = None
    tier: int | None = None
    commissioner_slot: int = OTHERS
    is_single: bool = False
    rolled: int = 0
    is_silo: bool = False
    ends_soon: bool = False
    aside: str = ""
    stages: tuple[int, ...] = ()
    slot: int | None = None
    scale: float = 1.0
    shade: int | None = None
    change: Change = ""
    was_p: Pence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """How far an organisation's links stay inside.

    Attributes:
        inside: Links within it.
        across: Links to others.
        index: E-I index, −1 all inside to +1 all across.
        chance: What chance gives for its size; None where it says nothing.
        is_confirmed: Whether somebody confirmed that its links are complete.
    """

    inside: int
    across: int
    index: float
    chance: float | None
    is_confirmed: bool

    @property
    def looks_inward(self) -> bool:
        """Whether it stands 0.3 or more below chance, on five links or more."""
        few = self.inside + self.across < 5
        return not few and self.chance is not None and self.index <= self.chance - 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An organisation, or several small ones of a sector together.

    Attributes:
        key: Its id; "sector <code>" for several together; "none" where nobody is recorded.
        organisation_ids: Those it stands for: ids in `table`.
        name: What stands in its header.
        slot: Its place in the palette.
        amount_p: Money that its streams bring in the year, or that its services cost.
        unknown: How many amounts are not known and so left out.
        way: What the amount is: money "in", "out", or "shared" with others.
        services: How many services it holds.
        streams: How many streams it holds.
        groups: Its directorates that hold something: id and name.
        meter: Its boundary meter; None for several together.
        table: The table that its ids are of.
        folded: How many things it stands for, or holds, that are not drawn by themselves.
        change: What has become of it, where two states are compared.
        was_p: Its money in the other state.
    """

    key: str
    organisation_ids: tuple[str, ...]
    name: str
    slot: int
    amount_p: Pence = 0
    unknown: int = 0
    way: str = "out"
    services: int = 0
    streams: int = 0
    groups: tuple[tuple[str, str], ...] = ()
    meter: Meter | None = None
    table: str = "organisations"
    folded: int = 0
    change: Change = ""
    was_p: Pence | None = None

    @property
    def thing(self) -> tuple[str, str] | None:
        """The one record that it stands for, by table and id; None for several, and for none."""
        return (self.table, self.organisation_ids[0]) if len(self.organisation_ids) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Station(Container):
    """A node of the Money flow: a stream, a commissioner or pool, a service, or a provider.

    Attributes:
        column: Where on the way: 0 stream, 1 commissioner or pool, 2 service, 3 provider.
        full: Its full name, for the tooltip.
        left_p: What came in and is not given out.
        short_p: What is given out and never came in.
        is_single: Whether a contract of a year or less carries it, or any it stands for.
        rolled: How many such terms have followed each other.
        of: What `services` counts: "service" or "contract".
    """

    column: int
    full: str = ""
    left_p: Pence = 0
    short_p: Pence = 0
    is_single: bool = False
    rolled: int = 0
    of: str = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What comes in, what of it is given out and what is left: whole pence.

    in + short = given out + left, always.

    Attributes:
        in_p: What the streams bring, and money without a stream.
        out_p: What reaches services.
        left_p: What is not given out.
        short_p: What is given out beyond what comes in.
        unknown: For how many lines the amount is not known.
        passed_p: Of what comes in, what one partner passed to another, and so is twice in it.
    """

    in_p: Pence = 0
    out_p: Pence = 0
    left_p: Pence = 0
    short_p: Pence = 0
    unknown: int = 0
    passed_p: Pence = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Container):
    """A column or band of the Pathway: a stage of life, all of childhood, or none recorded.

    `services` is how many say that they are for it, wherever they stand.

    Attributes:
        is_band: Whether it lies beneath the stages: all of childhood, or none recorded.
    """

    is_band: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Money that crosses from one container to another.

    Attributes:
        source: Position of the container that pays.
        target: Position of the container that it reaches.
        amount_p: Known pence.
        count: How many services (or contracts) it is for.
        unknown: For how many the amount is not known.
        members: Positions of the services it reaches.
        slot: Place in the palette of who pays.
        change: What has become of it, where two states are compared.
        was_p: Its money in the other state.
    """

    source: int
    target: int
    amount_p: Pence
    count: int
    unknown: int
    members: tuple[int, ...]
    slot: int
    change: Change = ""
    was_p: Pence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """Services of one container that refer to services of another.

    Attributes:
        source: Position of the container that refers.
        target: Position of the container referred to.
        agreed: How the agreement behind them stands; the worst of several.
        pairs: Positions of the services, from and to, each pair once.
        change: What has become of it, where two states are compared.
    """

    source: int
    target: int
    agreed: Agreed
    pairs: tuple[tuple[int, int], ...]
    change: Change = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How two organisations are linked, all kinds together.

    Attributes:
        source: Position of the one with the smaller position.
        target: Position of the other.
        kinds: How many links of each kind, by code.
        amount_p: Money between them in the year, both ways.
    """

    source: int
    target: int
    kinds: tuple[tuple[str, int], ...]
    amount_p: Pence


@dataclass(frozen=True, slots=True)
class ColourKey:
    """What the marks of services say, where somebody chose a field for it.

    Attributes:
        name: The field.
        entries: What each shade means, of those in view.
        is_scale: Whether they are steps from little to much; else they are kinds.
    """

    name: str
    entries: tuple[str, ...]
    is_scale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a view holds.

    Attributes:
        view: Which view.
        year: The year shown; None where the plan has none.
        inside: Whether services stand with their provider or their commissioner.
        within: Pairs of members of one container that are linked: positions. Of the Network, of all.
        kinds: What each of these pairs is linked by; none but for the Network.
        hidden: Sentences that say what is not drawn, and why.
        folded: Keys of containers and directorates that are drawn without what they hold.
        key: What the marks of services say; None for what the view usually has them say.
        size: What the sizes of services say, in words; "" where they say nothing.
        balance: What comes in against what is given out; None but for the Money flow.
    """

    view: ViewName
    year: FinancialYear | None
    inside: Inside = "provider"
    containers: tuple[Container, ...] = ()
    members: tuple[Member, ...] = ()
    ribbons: tuple[Ribbon, ...] = ()
    hand_offs: tuple[HandOff, ...] = ()
    within: tuple[tuple[int, int], ...] = ()
    kinds: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    hidden: tuple[str, ...] = field(default=())
    folded: frozenset[str] = frozenset()
    balance: Balance | None = None
    key: ColourKey | None = None
    size: str = ""

    @property
    def links(self) -> int:
        """How many links are drawn, those that stay inside and those that cross."""
        return len(self.within) + self.crossing

    @property
    def crossing(self) -> int:
        """How many links cross a boundary."""
        return sum(r.count for r in self.ribbons) + sum(len(h.pairs) for h in self.hand_offs)
