"""Odd, broken and hostile files, each made by a function: the corpus that every reading must stand."""
