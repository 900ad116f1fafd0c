"""What a move of a contract's end is, in words: the same in the window and in the decision list."""

from commissionplanner.analysis.contracts import yearly_value_p
from commissionplanner.analysis.cotermination import Alignment, Move, change_of, exit_cost_of
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.multi_year import single_by_year_p
from commissionplanner.analysis.small_providers import (
    SmallProvider,
    contracts_of,
    is_small,
    small_words,
)
from commissionplanner.model.money import PPM, format_ppm, format_short, sum_known
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import NOT_KNOWN, capital, counted, day_text


def what_words(move: Move) -> str:
    """Return what becomes of its end: "Extend by 12 months", "Cannot be aligned"."""
    if move.what == "stays":
        return "Ends that day already"
    if not move.moves or move.end_on is None or move.to_on is None:
        return "Cannot be aligned"
    days = abs((move.to_on - move.end_on).days)
    months = round(days / 30.4375)
    by = counted(months, "month") if months else counted(days, "day")
    return f"Extend by {by}" if move.what == "extend" else f"Shorten by {by}"


def change_words(move: Move) -> str:
    """Return what it changes over all years, signed; "" where nothing moves."""
    if not move.moves:
        return ""
    if move.change_p is None:
        return NOT_KNOWN
    return signed(move.change_p)


def signed(amount_p: int) -> str:
    """Return an amount with its sign."""
    return format_short(amount_p) if amount_p < 0 else f"+{format_short(amount_p)}"


def exit_words(move: Move) -> str:
    """Return what ending early costs; "" where nothing ends early."""
    if move.what != "shorten":
        return ""
    return NOT_KNOWN if move.exit_cost_p is None else format_short(move.exit_cost_p)


def notes_words(move: Move) -> str:
    """Return why it cannot be aligned, or what is to be watched."""
    said = [*move.why, *move.cautions]
    if move.used:
        said.insert(0, f"uses {counted(move.used, 'option')}")
    return capital("; ".join(said))


def provider_words(index: Index, move: Move) -> str:
    """Return whether its supplier is small, and what part of the supplier's value it is."""
    contract = move.contract
    said = small_words(contract, index.organisation(contract.provider_id))
    key, value_p = index.top(contract.provider_id), yearly_value_p(contract)
    if not is_small(said) or key is None or value_p is None:
        return capital(said)
    all_p = sum_known(yearly_value_p(each) for each in contracts_of(index, key))
    if not all_p:
        return capital(said)
    share = format_ppm(value_p * PPM // all_p)
    return capital(f"{said}: {share} of its {format_short(all_p)} in the plan")


def small_effect_words(index: Index, one: SmallProvider) -> str:
    """Return what the moves mean to a small provider, in a sentence."""
    name = display_name(index.organisation(one.key))
    said = [f"{name} ({one.what}): {signed(one.change_p)}"]
    if one.moved_ppm is not None and one.after_ppm is not None:
        said.append(f"ends of {format_ppm(one.moved_ppm)} of its value in the plan move")
        said.append(f"{format_ppm(one.after_ppm)} then ends on one day")
    if one.unknown:
        said.append(f"{counted(one.unknown, 'value')} not known, left out")
    return ", ".join(said) + "."


def summary_words(found: Alignment, moves: tuple[Move, ...]) -> str:
    """Return what the moves to be made come to, in sentences.

    Args:
        found: The alignment.
        moves: Those of its moves that are to be made.
    """
    if found.refused:
        return found.refused
    together = sum(move.what == "stays" for move in found.moves) + len(moves)
    said = [
        f"{together} of {counted(len(found.moves), 'contract')} then end on "
        f"{day_text(found.target_on)}."
    ]
    extended = sum(move.what == "extend" for move in moves)
    shortened = sum(move.what == "shorten" for move in moves)
    by_year, unknown = change_of(moves)
    parts = [counted(extended, "extension")]
    if shortened:
        parts.append(counted(shortened, "shortening"))
    if moves:
        years = ", ".join(f"{signed(amount_p)} in {year}" for year, amount_p in by_year.items())
        total = signed(sum(by_year.values()))
        said.append(f"{' and '.join(parts)}: {total} against what is committed now ({years}).")
    if unknown:
        said.append(f"{counted(unknown, 'value')} not known and not counted.")
    if shortened:
        cost_p, open_costs = exit_cost_of(moves)
        more = f", {open_costs:,} not known" if open_costs else ""
        said.append(f"Cost of ending early: {format_short(cost_p)} recorded{more}.")
    return " ".join([*said, *_apart(found)])


def exposure_words(moves: tuple[Move, ...]) -> str:
    """Return what moves do to what stands on single years, by year; "" where they do nothing."""
    before = single_by_year_p(move.contract for move in moves)
    after = single_by_year_p(move.after for move in moves)
    changed = [
        f"{year}: {format_short(amount_p)} to {format_short(after.get(year, 0))}"
        for year, amount_p in before.items()
        if amount_p != after.get(year, 0)
    ]
    return f"On single years {', '.join(changed)}." if changed else ""


def _apart(found: Alignment) -> list[str]:
    apart = found.of("cannot")
    said = []
    if apart:
        said.append(f"{counted(len(apart), 'contract')} cannot be aligned; each says why.")
    gap_p = sum(move.to_procure_p or 0 for move in apart)
    unknown = sum(move.to_procure_p is None for move in apart)
    if gap_p or unknown:
        more = f", {counted(unknown, 'value')} not known" if unknown else ""
        said.append(f"To carry their work to that day another contract needs {format_short(gap_p)}"
                    f"{more}.")  # fmt: skip
    if found.extension_day is not None:
        day = day_text(found.extension_day)
        said.append(f"Nothing is shortened: on {day} extensions alone would do.")
    if found.ended:
        said.append(f"Left out: {counted(found.ended, 'contract')} of the group that ended before.")
    return said
