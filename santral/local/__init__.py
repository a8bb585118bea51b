"""The laptop's composition root: everything that differs between a laptop and AWS is here."""
