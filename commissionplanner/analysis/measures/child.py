"""Betweenness in a process of its own: rustworkx holds the interpreter until it has ended.

It reads how many nodes and ties there are and the ties, as whole numbers of 64 bits, and answers
with one number of 64 bits for each node. It may be killed at any time.
"""

import os
import sys

import numpy as np

from commissionplanner.analysis.measures.paths import betweenness


def main() -> int:
    """Answer one request. Returns the exit code."""
    given = np.frombuffer(sys.stdin.buffer.read(), dtype="<i8")
    count, n_ties = int(given[0]), int(given[1])
    ties = given[2 : 2 + 2 * n_ties].reshape(n_ties, 2).astype(np.int64)
    answer = betweenness(count, ties).astype("<f8").tobytes()
    with os.fdopen(os.dup(1), "wb") as out:  # a windowed program has no sys.stdout
        out.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
