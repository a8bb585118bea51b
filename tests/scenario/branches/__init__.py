"""Every branch of the shipped flows, taken by stories of callers."""
