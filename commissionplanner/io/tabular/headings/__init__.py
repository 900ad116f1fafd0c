"""Which sheet holds the table, and which of its rows the headings."""
