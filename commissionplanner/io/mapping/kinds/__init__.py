"""Which kind of file a table is."""
