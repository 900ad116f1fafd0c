"""The rules, a module for each family. They know nothing of each other."""
