"""Writes everything that a business has into one file."""
