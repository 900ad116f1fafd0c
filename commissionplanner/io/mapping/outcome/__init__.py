"""What an import would do to the plan: its differences, what is held, and the slip."""
