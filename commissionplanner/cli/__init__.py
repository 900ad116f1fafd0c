"""The program without a window: one module a command. Commands print; use cases work."""
