"""Nothing glides where the computer is set to show less motion."""

from commissionplanner.ui import motion
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.framing import Flight


class Still:
    def styleHint(self, _hint):
        return 0


def test_a_style_without_animations_asks_for_less_motion(monkeypatch):
    monkeypatch.setattr(motion.QApplication, "style", staticmethod(Still))
    assert motion.is_reduced()


def test_with_less_motion_one_is_there_at_once(qtbot, qapp, monkeypatch):
    seen = []
    monkeypatch.setattr(motion, "is_reduced", lambda: True)
    Flight(seen.append, qapp).go(Camera(), Camera(2.0, 5, 5))
    assert seen == [Camera(2.0, 5, 5)]


def test_with_motion_one_glides_there_within_300_ms(qtbot, qapp, monkeypatch):
    seen = []
    monkeypatch.setattr(motion, "is_reduced", lambda: False)
    Flight(seen.append, qapp).go(Camera(), Camera(2.0, 5, 5))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == Camera(2.0, 5, 5), timeout=600)
    assert len(seen) > 1
