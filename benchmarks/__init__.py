"""Measurements of scoresweep itself; each file's docstring has its command."""
