"""Windows that ask for something before an edit."""
