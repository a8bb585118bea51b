"""Santral: a contact centre as code, which also runs on a laptop."""

__version__ = "0.1.0"
