"""What the records show together: terms in time, networks, silos. No file or window here."""
