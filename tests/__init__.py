"""Santral's tests; docs/developers.md says which suite answers which question."""
