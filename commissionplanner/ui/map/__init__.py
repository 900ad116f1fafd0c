"""The map's canvas: paints display lists, finds what the pointer is on, pans, zooms and drags."""
