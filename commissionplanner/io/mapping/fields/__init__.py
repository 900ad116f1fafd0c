"""What a column can become, and how far its heading says so."""
