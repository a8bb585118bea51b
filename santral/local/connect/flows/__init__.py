"""Flows and modules: what is kept of each, how it changes, and how its content is checked."""
