"""Tests of setting businesses up in Amazon Connect, and of changing what they have there."""
