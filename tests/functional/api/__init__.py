"""Tests of the REST API, through the real app and router."""
