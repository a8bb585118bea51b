"""The laptop's web server: one process, one loop, one port; a module for each part it serves."""
