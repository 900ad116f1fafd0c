"""What the user says of a table: its columns, its cells, how it is joined, and what is kept of that for next time."""
