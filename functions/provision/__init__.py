"""Sets a business up in Amazon Connect, step by step, by a state machine."""
