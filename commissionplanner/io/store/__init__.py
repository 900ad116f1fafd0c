"""The plan file: its schema, how it is written and read, and how it is kept safe."""
