"""Finishes and clears away what was begun and left."""
