"""The map: what a view holds, where everything stands, and the display list that shows it."""
