"""Whom and what a name in a file means: organisations, services and streams, known ones and new ones."""
