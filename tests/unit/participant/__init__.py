"""Tests of the participant service."""
