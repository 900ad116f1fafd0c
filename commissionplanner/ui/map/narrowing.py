"""What one asks of the map at a thing: fold its place, open a group, show only what it leads to."""

from collections.abc import Callable
from dataclasses import replace

from commissionplanner.analysis.layout.options import Options
from commissionplanner.analysis.layout.pathway import ALL
from commissionplanner.model.words import counted
from commissionplanner.ui.map import sayings
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.filters import ALL_STEPS
from commissionplanner.ui.map.hits import Hit

FIRST = "Select a thing on the map first; then only what it leads to is shown."


class Narrowing:
    """Folds places, opens groups, and narrows the map to what is up- and downstream of a thing.

    Args:
        canvas: The map.
        now: Returns what is asked for now.
        ask: Called with what is to be asked for instead.
        tell: Called with what is to be done first, where something is.
    """

    def __init__(
        self,
        canvas: MapCanvas,
        now: Callable[[], Options],
        ask: Callable[[Options], object],
        tell: Callable[[str], object],
    ) -> None:
        self._canvas, self._now, self._ask, self._tell = canvas, now, ask, tell

    def offer(self) -> str:
        """Return what the menu offers."""
        around = self._now().around
        return "Show everything again" if around else "Only what is up- or downstream"

    def fold(self) -> None:
        """Fold the place that is selected, or open the group that is; undo it where it is done."""
        canvas, what, options = self._canvas, self._meant(), self._now()
        view = options.view
        if what is None or canvas.scene is None:
            self._refuse(view)
        elif view == "money" and what.kind == "container":
            self._open(what)
        elif view == "pathway":
            self._open_all()
        elif view == "boundaries":
            self._fold(what)
        else:
            self._refuse(view)

    def _refuse(self, view: str) -> None:
        self._canvas.say({
            "boundaries": "Go to an organisation first; it can be folded.",
            "money": "Go to a group such as “23 other services” first; it can be opened.",
        }.get(view, "Nothing here can be folded or opened."))  # fmt: skip

    def _fold(self, what: Hit) -> None:
        canvas, options = self._canvas, self._now()
        assert canvas.scene is not None  # noqa: S101 asked above
        content = canvas.scene.content
        if what.kind == "directorate":
            key, name = canvas.scene.inner[what.at][1], sayings.name(canvas.scene, what)
        else:
            at = content.members[what.at].container if what.kind == "member" else what.at
            key, name = content.containers[at].key, content.containers[at].name
        closed = frozenset(options.closed) ^ {key}
        self._ask(replace(options, closed=tuple(sorted(closed))))
        canvas.say(f"{name} is {'folded' if key in closed else 'unfolded'}.")

    def _open(self, what: Hit) -> None:
        """Open a group of the Money flow; the open ones are closed from any place of theirs."""
        canvas, options = self._canvas, self._now()
        assert canvas.scene is not None  # noqa: S101 asked above
        one = canvas.scene.content.containers[what.at]
        if one.folded and one.key not in options.opened:
            self._ask(replace(options, opened=tuple(sorted({*options.opened, one.key}))))
            canvas.say(f"{one.name}: opened. C closes it again.")
        elif options.opened:
            groups = counted(len(options.opened), "group")
            self._ask(replace(options, opened=()))
            canvas.say(f"{groups} closed again.")
        else:
            self._refuse("money")

    def _open_all(self) -> None:
        options = self._now()
        opened = frozenset(options.opened) ^ {ALL}
        self._ask(replace(options, opened=tuple(sorted(opened))))
        self._canvas.say(
            "All services are drawn." if ALL in opened else "The most linked are drawn."
        )

    def only(self) -> None:
        """Show only what is up- or downstream of what is selected; everything, if that is shown."""
        options = self._now()
        if options.around is not None:
            self._ask(replace(options, around=None, way="both", steps=1))
            return
        what = self._meant()
        key = self._canvas.standing.key(what) if what is not None else None
        if key is None:
            self._canvas.say(FIRST)
            self._tell(FIRST)
            return
        self._ask(replace(options, around=key, way="both", steps=ALL_STEPS))

    def _meant(self) -> Hit | None:
        """Return where the keyboard is, else what is selected."""
        canvas = self._canvas
        chosen = canvas.standing.hit(canvas.chosen[-1]) if canvas.chosen else None
        return canvas.current or chosen
