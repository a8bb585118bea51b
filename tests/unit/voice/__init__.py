"""Tests of voices that touch nothing but the engine."""
