"""Runs one trial. Nothing here knows Ray, and importing the package imports no torch."""
