"""What stands on links: money and how many, and what an agreement lacks."""

from commissionplanner.analysis.layout.content import HandOff, Ribbon, Tie
from commissionplanner.model.money import format_short


def money_words(one: Ribbon | Tie) -> str:
    """Return what stands on a link of money."""
    if isinstance(one, Ribbon):
        return ribbon_words(one)
    count = sum(count for _, count in one.kinds)
    return f"{format_short(one.amount_p)} · {count}" if one.amount_p else f"{count}"


def ribbon_words(ribbon: Ribbon) -> str:
    """Return what stands on a ribbon: "£4.7m · 3", money and how many services."""
    if ribbon.unknown == ribbon.count:
        return f"not known · {ribbon.count}"
    more = f", {ribbon.unknown} not known" if ribbon.unknown else ""
    return f"{format_short(ribbon.amount_p)}{more} · {ribbon.count}"


def hand_off_words(hand_off: HandOff) -> str:
    """Return what stands on a hand-off; "" where its agreement is live."""
    many = f" · {len(hand_off.pairs)}" if len(hand_off.pairs) > 1 else ""
    words = {"none": "no agreement", "expired": "expired", "unsaid": "not signed", "live": ""}
    return words[hand_off.agreed] and words[hand_off.agreed] + many
