"""The program's own widgets: drawn from the theme, and knowing nothing of plans."""
