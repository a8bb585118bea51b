"""Evaluation forms: their items, which of them are asked, and what the answers score."""
