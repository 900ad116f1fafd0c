"""Where the canvas looks: map units to pixels and back."""

from dataclasses import dataclass, replace

LEAST_ZOOM, MOST_ZOOM = 0.04, 3.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """Pixels = map units × zoom + offset.

    Attributes:
        zoom: Pixels to a map unit.
        x: Pixels from the left of the canvas to the map's origin.
        y: The same from the top.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the map stands on the canvas."""
        return x * self.zoom + self.x, y * self.zoom + self.y

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """Return which point of the map stands at a pixel."""
        return (x - self.x) / self.zoom, (y - self.y) / self.zoom

    def box_on_screen(self, box: Box) -> Box:
        """Return a box of the map in pixels."""
        left, top = self.to_screen(box[0], box[1])
        return left, top, box[2] * self.zoom, box[3] * self.zoom

    def window(self, wide: float, high: float, margin: float = 0.0) -> Box:
        """Return the part of the map in view, with a margin in pixels around it."""
        left, top = self.to_map(-margin, -margin)
        return left, top, (wide + 2 * margin) / self.zoom, (high + 2 * margin) / self.zoom

    def panned(self, right: float, down: float) -> "Camera":
        """Return the camera with the map moved by so many pixels."""
        return replace(self, x=self.x + right, y=self.y + down)

    def zoomed(self, factor: float, x: float, y: float) -> "Camera":
        """Return the camera zoomed about a pixel, which stays over the same point of the map."""
        zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        left, top = self.to_map(x, y)
        return Camera(zoom, x - left * zoom, y - top * zoom)

    def centred(self, x: float, y: float, wide: float, high: float) -> "Camera":
        """Return the camera with a point of the map in the middle of the canvas."""
        return replace(self, x=wide / 2 - x * self.zoom, y=high / 2 - y * self.zoom)


def fitting(box: Box, room: Box, most: float = 1.0) -> Camera:
    """Return the camera that shows a box of the map whole within a part of the canvas.

    Args:
        box: Left, top, width, height, map units.
        room: The same of the part of the canvas, pixels.
        most: Greatest zoom.
    """
    zoom = min(room[2] / max(box[2], 1.0), room[3] / max(box[3], 1.0), most)
    zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    left = room[0] + (room[2] - box[2] * zoom) / 2 - box[0] * zoom
    top = room[1] + (room[3] - box[3] * zoom) / 2 - box[1] * zoom
    return Camera(zoom, left, top)
