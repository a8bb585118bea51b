"""Keeps the index of recordings."""
