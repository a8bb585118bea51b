"""Checks of the repository itself: size, links, formats, records of decisions."""
