"""Reading tables out of any spreadsheet, safely.

`table.read_table` gives the table of a file, `table.list_sheets` its sheets; `readings` and `dates`
say what a cell means once its column is known. Nothing is imported here: the reading process is
started anew for each file, and loads only what it needs.
"""
