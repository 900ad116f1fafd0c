"""The lists of the Sources page beside that of imports: held rows, disagreements, transfers."""
