"""Keeps contact records."""
