"""Rules and values; the standard library alone, no clock, no chance, no I/O."""
