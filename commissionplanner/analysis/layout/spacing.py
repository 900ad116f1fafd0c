"""Puts things along a line as near as can be to where they would be, in order and apart."""

from collections.abc import Sequence


def spaced(
    wanted: Sequence[float], apart: Sequence[float], weights: Sequence[float] | None = None
) -> list[float]:
    """Return places in the order given, each at least so far after the one before it.

    The sum of squares of how far each is from where it would be is least (isotonic regression by
    pooling adjacent violators; Ayer and others 1955).

    Args:
        wanted: Where each would be.
        apart: How far each is at least from the one before; the first is not looked at.
        weights: How much each counts; alike where None.
    """
    heavy = weights or [1.0] * len(wanted)
    offsets, at = [], 0.0
    for n in range(len(wanted)):
        at += apart[n] if n else 0.0
        offsets.append(at)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for want, offset, weight in zip(wanted, offsets, heavy, strict=True):
        mean, whole, count = want - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, more, many = blocks.pop()
            mean = (mean * whole + before * more) / (whole + more)
            whole, count = whole + more, count + many
        blocks.append((mean, whole, count))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def within(places: Sequence[float], apart: Sequence[float], low: float, high: float) -> list[float]:
    """Return places, spaced as they are, moved to lie between two ends as far as there is room."""
    found = list(places)
    last = low
    for n in range(len(found)):
        found[n] = max(found[n], last if n == 0 else found[n - 1] + apart[n])
    if found and found[-1] > high:
        found[-1] = high
        for n in range(len(found) - 2, -1, -1):
            found[n] = min(found[n], found[n + 1] - apart[n + 1])
    return found
