"""Where a table is on its sheet, and which rows are its own."""
