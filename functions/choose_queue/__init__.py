"""Tells a flow where a contact waits."""
