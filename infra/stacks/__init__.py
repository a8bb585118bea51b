"""One module per stack: what is deployed together."""
