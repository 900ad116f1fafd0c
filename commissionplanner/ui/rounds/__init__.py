"""The partner round in the window: who has answered, and where answers agree and differ."""
