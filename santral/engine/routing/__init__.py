"""Queues, routing profiles, agents, and who gets which contact."""
