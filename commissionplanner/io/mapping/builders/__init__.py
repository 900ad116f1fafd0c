"""From rows of a sheet to drafts of records, one module a kind of file."""
