"""Which rows add up others, so that no pound counts twice, and whether they agree."""
