"""Reusable ideas of the stacks."""
