"""The window. The only package that knows of Qt."""
