"""Tests of voices with the media library."""
