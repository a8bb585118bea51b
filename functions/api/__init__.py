"""The REST API: one Chalice app, its endpoints, and what every request goes through."""
