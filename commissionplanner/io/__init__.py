"""The outside: files that are read and written. Everything read here is untrusted."""
