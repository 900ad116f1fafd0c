"""What moved ends mean to small firms and voluntary bodies: their share, and all ending at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.cotermination import Alignment, Move
from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import Contract, Organisation
from commissionplanner.model.money import PPM, Pence


@dataclass(frozen=True, slots=True)
class SmallProvider:
    """A small provider whose ends move.

    Attributes:
        key: The whole body.
        what: "voluntary body", "small or medium firm", or both.
        all_p: Known yearly value of its contracts in the plan that have not ended, pence.
        moved_p: The part of it whose end moves.
        change_p: What the moves add to it (or take from it) over all years, known values only.
        before_p: Yearly value that ends on the common day now.
        after_p: The same after the moves.
        unknown: Its contracts without a known value, left out of all figures.
    """

    key: str
    what: str
    all_p: Pence
    moved_p: Pence
    change_p: Pence
    before_p: Pence
    after_p: Pence
    unknown: int

    @property
    def moved_ppm(self) -> int | None:
        """Share of its value in the plan whose end moves, millionths; None where none is known."""
        return self.moved_p * PPM // self.all_p if self.all_p > 0 else None

    @property
    def after_ppm(self) -> int | None:
        """Share of its value in the plan that ends on the common day after the moves."""
        return self.after_p * PPM // self.all_p if self.all_p > 0 else None


def small_words(contract: Contract, provider: Organisation | None) -> str:
    """Return what is recorded of a supplier's size; "" for a large one; or that nothing is.

    By the contract's own flags (field 10 of the Local Government Transparency Code 2015), else by
    the supplier's kind and sector.
    """
    voluntary = contract.is_vcse
    if voluntary is None and provider is not None:
        voluntary = True if "vcse" in (provider.type, provider.sector) else None
    said = []
    if voluntary:
        said.append("voluntary body")
    if contract.is_sme:
        said.append("small or medium firm")
    if said:
        return ", ".join(said)
    public = provider is not None and provider.sector not in (None, "", "private", "vcse")
    told = contract.is_sme is False or public
    return "" if told else "size not recorded"


def is_small(words: str) -> bool:
    """Whether what `small_words` said names a small provider."""
    return bool(words) and words != "size not recorded"


def small_providers(
    index: Index, found: Alignment, moves: Iterable[Move]
) -> tuple[SmallProvider, ...]:
    """Return the small providers whose ends move, the largest share moved first.

    Args:
        index: Joins of the plan.
        found: The alignment.
        moves: Those of its moves that are to be made.
    """
    moved = {move.contract.id: move for move in moves if move.moves}
    sizes: dict[str, str] = {}
    for move in moved.values():
        provider = index.organisation(move.contract.provider_id)
        words, key = small_words(move.contract, provider), index.top(move.contract.provider_id)
        if is_small(words) and key:
            sizes.setdefault(key, words)
    made = [_effect(index, found.target_on, key, sizes[key], moved) for key in sorted(sizes)]
    return tuple(sorted(made, key=lambda each: (-(each.moved_ppm or 0), each.key)))


def _effect(
    index: Index, target: date, key: str, what: str, moved: dict[str, Move]
) -> SmallProvider:
    all_p = moved_p = change_p = before_p = after_p = unknown = 0
    for contract in contracts_of(index, key):
        value_p = terms.yearly_value_p(contract)
        if value_p is None:
            unknown += 1
            continue
        move = moved.get(contract.id)
        all_p += value_p
        moved_p += value_p if move else 0
        change_p += (move.change_p or 0) if move else 0
        end = contract.committed_end_on
        before_p += value_p if end == target else 0
        after_p += value_p if (move.to_on if move else end) == target else 0
    return SmallProvider(key, what, all_p, moved_p, change_p, before_p, after_p, unknown)


def contracts_of(index: Index, key: str) -> tuple[Contract, ...]:
    """Return a whole body's contracts as first-named supplier that have not ended; frameworks not."""
    as_at = index.plan.header.as_at_on
    return tuple(
        contract
        for contract in index.plan.contracts.values()
        if index.top(contract.provider_id) == key
        and terms.is_spend(contract)
        and (as_at is None or terms.is_rolling(contract)
             or contract.committed_end_on is None or contract.committed_end_on >= as_at)
    )  # fmt: skip
