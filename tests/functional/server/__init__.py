"""The laptop's web server, as those who ask it see it."""
