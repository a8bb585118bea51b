"""Tells a flow who calls and what happens next."""
