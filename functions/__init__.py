"""What runs in Lambda: one package per function, its handler string is its import path."""
