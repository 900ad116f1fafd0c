"""The board of What's Missing whole: every barrier of the study with its figures."""
