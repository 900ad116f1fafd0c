"""Comparing and merging versions of a plan."""
