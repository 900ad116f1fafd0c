"""The shape of a network: how dense, how centred on one node, what holds it together."""

import numpy as np

from commissionplanner.analysis.measures.ties import IntArray, Pairs, Ties, ties_of


def density(count: int, ties: Pairs) -> float | None:
    """Return ties ÷ possible ties; None where none is possible."""
    possible = count * (count - 1) // 2
    return len(ties_of(count, ties)) / possible if possible else None


def degree_centralisation(count: int, ties: Pairs) -> float | None:
    """Return Freeman's degree centralisation: Σ (max − d) ÷ [(n − 1)(n − 2)]; 1 for a star.

    None below three nodes. Freeman, Social Networks 1 (1979).
    """
    if count < 3:
        return None
    degree = ties_of(count, ties).degree
    return int((degree.max() - degree).sum()) / ((count - 1) * (count - 2))


def components(count: int, ties: Pairs) -> IntArray:
    """Return for each node the lowest position in its connected part, shape (count,)."""
    import rustworkx

    found = np.arange(count)
    for part in rustworkx.connected_components(ties_of(count, ties).rust):
        members = np.fromiter(part, dtype=np.int64)
        found[members] = members.min()
    return found


def core_numbers(count: int, ties: Pairs) -> IntArray:
    """Return for each node the largest k of a part where all have k ties or more, (count,)."""
    import rustworkx

    found: dict[int, int] = rustworkx.core_number(ties_of(count, ties).rust)  # type: ignore[assignment] # its stub says int
    return np.fromiter((found[n] for n in range(count)), dtype=np.int64, count=count)


def k_core(count: int, ties: Pairs, k: int | None = None) -> tuple[int, ...]:
    """Return the nodes of the k-core; of the innermost one where k is None."""
    found = core_numbers(count, ties)
    least = int(found.max(initial=0)) if k is None else k
    return tuple(np.flatnonzero(found >= least).tolist())


def articulation_points(count: int, ties: Pairs) -> tuple[int, ...]:
    """Return the nodes whose going would part the network, in order."""
    import rustworkx

    return tuple(sorted(rustworkx.articulation_points(ties_of(count, ties).rust)))


def bridges(count: int, ties: Pairs) -> tuple[tuple[int, int], ...]:
    """Return the ties whose going would part the network, the lower node first, in order."""
    import rustworkx

    found = rustworkx.bridges(ties_of(count, ties).rust)
    return tuple(sorted((min(tie), max(tie)) for tie in found))


def cut_off(count: int, ties: Pairs) -> dict[int, int]:
    """Return for each articulation point how many nodes its going cuts off.

    Those are the others of its part that have no way left to the largest piece of what remains.
    """
    walk = _Walk(count, ties_of(count, ties))
    found: dict[int, int] = {}
    for root in range(count):
        if walk.number[root] < 0:
            order = walk.whole_part(root)
            for at in order:
                pieces = walk.pieces[at]
                rest = len(order) - 1 - sum(pieces)
                if pieces and sum(pieces) + rest > max(*pieces, rest):
                    found[at] = sum(pieces) + rest - max(*pieces, rest)
    return dict(sorted(found.items()))


def parted(count: int, ties: Pairs, at: int) -> tuple[int, ...]:
    """Return the nodes that one node's going cuts off, in order; see `cut_off`.

    Of pieces that are equally large the one with the lowest position is taken as the rest.
    """
    ready = ties_of(count, ties)
    before = components(count, ready)
    after = components(count, ready.ends[(ready.ends != at).all(axis=1)])
    mine = np.flatnonzero((before == before[at]) & (np.arange(count) != at))
    if not len(mine):
        return ()
    largest = int(np.bincount(after[mine]).argmax())
    return tuple(mine[after[mine] != largest].tolist())


class _Walk:
    """A depth-first walk that notes what hangs on each node alone (Hopcroft and Tarjan, 1973)."""

    def __init__(self, count: int, ties: Ties) -> None:
        start, near = ties.near
        self._start, self._near = start.tolist(), near.tolist()
        self.number = [-1] * count
        self._low = [0] * count
        self._size = [1] * count
        self.pieces: list[list[int]] = [[] for _ in range(count)]

    def whole_part(self, root: int) -> list[int]:
        """Walk the part that a node is in; return its nodes in the order they were met."""
        number, low, near, after = self.number, self._low, self._near, self._start
        order = [root]
        number[root] = low[root] = 0
        path, came, turn = [root], [-1], [after[root]]
        while path:
            at = path[-1]
            if turn[-1] < after[at + 1]:
                to = near[turn[-1]]
                turn[-1] += 1
                if number[to] < 0:
                    number[to] = low[to] = len(order)
                    order.append(to)
                    path.append(to)
                    came.append(at)
                    turn.append(after[to])
                elif to != came[-1]:
                    low[at] = min(low[at], number[to])
            else:
                path.pop()
                turn.pop()
                self._back(at, came.pop())
        return order

    def _back(self, at: int, to: int) -> None:
        """Go back over a tie: what was met beyond it may hang on the near end alone."""
        if to < 0:
            return
        self._size[to] += self._size[at]
        self._low[to] = min(self._low[to], self._low[at])
        if self._low[at] >= self.number[to]:
            self.pieces[to].append(self._size[at])
