"""Runs flows, queues and agents; pure: no I/O, no clock, no chance and no id of its own."""
