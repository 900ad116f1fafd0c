"""Rows and figures that look wrong in themselves: named or asked about, never mended in silence."""
