"""Files opened, each in a process of its own, and what is in them beside the values of cells."""
