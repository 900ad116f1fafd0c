"""From the cells of a table to records of a plan: guess, convert, reshape, match, stage."""
