"""Tests that read like a call: for our own scenarios and for those of users' own flows."""
