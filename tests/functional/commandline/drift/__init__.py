"""Drift between a live instance and the files."""
