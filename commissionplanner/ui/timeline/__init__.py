"""The timeline: rows of terms on a calendar, painted from a display list."""
