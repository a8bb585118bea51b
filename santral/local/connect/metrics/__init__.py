"""Figures about the past, counted from contacts and from what agents did; operations ask here."""
