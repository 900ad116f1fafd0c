"""Everything that leaves the program: workbooks, folders of tables, pictures."""
