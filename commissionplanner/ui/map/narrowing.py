"""What of the map is left out for now: places folded, and all that is not up- or downstream."""

from collections.abc import Callable

from commissionplanner.analysis.layout.reach import reach
from commissionplanner.ui.map import sayings
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.standing import Key


class Narrowing:
    """Folds places and narrows the map to what one thing leads to and comes from.

    Args:
        canvas: The map.
        refresh: Called when the map is to be arranged anew.
        tell: Called with what is left out, in words; "" for nothing.
    """

    def __init__(
        self, canvas: MapCanvas, refresh: Callable[[], object], tell: Callable[[str], object]
    ) -> None:
        self._canvas, self._refresh, self._tell = canvas, refresh, tell
        self.folded: frozenset[str] = frozenset()
        self.words = ""
        self._only_of: Key | None = None

    def forget(self) -> None:
        """Leave nothing out."""
        self.folded, self._only_of = frozenset(), None
        self._say("")

    def offer(self) -> str:
        """Return what the menu offers."""
        return "Show everything again" if self._only_of else "Only what is up- or downstream"

    def fold(self) -> None:
        """Fold the place that is selected, or that holds what is; unfold it where it is folded."""
        canvas, what = self._canvas, self._meant()
        if what is None or canvas.scene is None or canvas.scene.content.view != "boundaries":
            canvas.say("Go to an organisation first; in Boundaries, it can be folded.")
            return
        content = canvas.scene.content
        if what.kind == "directorate":
            key, name = canvas.scene.inner[what.at][1], sayings.name(canvas.scene, what)
        else:
            at = content.members[what.at].container if what.kind == "member" else what.at
            key, name = content.containers[at].key, content.containers[at].name
        self.folded ^= {key}
        self._refresh()
        canvas.say(f"{name} is {'folded' if key in self.folded else 'unfolded'}.")

    def only(self) -> None:
        """Show only what is up- or downstream of what is selected; everything, if that is shown."""
        if self._only_of is not None:
            self._only_of = None
            self._canvas.set_only(None)
            self._say("")
            return
        what = self._meant()
        key = self._canvas.standing.key(what) if what is not None else None
        if key is None:
            self._canvas.say("Select a thing first; then only what it leads to is shown.")
            return
        self._only_of = key
        self.shown()

    def shown(self) -> None:
        """Narrow what is shown now to what is wanted; everything, if that thing is gone."""
        canvas, key = self._canvas, self._only_of
        if key is None or canvas.scene is None:
            return
        what = canvas.standing.hit(key)
        if what is None:
            self._only_of = None
            self._say("")
            return
        scene = canvas.scene
        if what.kind == "directorate":
            held = [
                n for n, one in enumerate(scene.content.members)
                if one.group == scene.inner[what.at][1]
            ]  # fmt: skip
            found = reach(scene.content, held, ())
        elif what.kind == "member":
            found = reach(scene.content, (what.at,), ())
        else:
            found = reach(scene.content, (), (what.at,))
        canvas.set_only(found)
        name = sayings.name(scene, what).partition(",")[0]
        self._say(f"Only what is up- or downstream of {name}. O shows everything.")

    def _say(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self._tell(words)

    def _meant(self) -> Hit | None:
        """Return where the keyboard is, else what is selected."""
        canvas = self._canvas
        chosen = canvas.standing.hit(canvas.chosen[-1]) if canvas.chosen else None
        return canvas.current or chosen
