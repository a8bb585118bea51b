"""Fakes written by hand; those of our own ports pass the contract tests of the real adapters."""
