"""Where the program starts: a command, or the window. Each is imported only when it is chosen."""

import sys


def main() -> int:
    """Run what the words on the command line ask for and return the exit code."""
    words = sys.argv[1:]
    if words[:1] == ["_read-table"]:  # `io.tabular.process.HIDDEN_COMMAND`, not imported for it
        from commissionplanner.io.tabular.files import child

        return child.main()
    if words[:1] == ["_betweenness"]:  # `analysis.shortest_paths.HIDDEN_COMMAND`
        from commissionplanner.analysis.measures import child as paths

        return paths.main()
    from commissionplanner.cli.main import run

    return run(words)


def main_window() -> int:
    """Open the window, with the plan named on the command line if there is one."""
    from commissionplanner.cli.main import open_window

    return open_window(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
