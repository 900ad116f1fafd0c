"""Columns that tell of single persons: found, hidden and kept out of every text."""
