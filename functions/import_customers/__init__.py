"""Imports lists of customers that owners upload."""
