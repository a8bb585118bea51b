"""Voices: who is heard by whom, what prompts sound like, and what of it is recorded."""
