"""What a caller, an agent or a supervisor experiences, on virtual time."""
