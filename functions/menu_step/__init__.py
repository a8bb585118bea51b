"""Tells a flow what a key does."""
