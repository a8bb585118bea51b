"""What a proof ends with that does not hold."""

from __future__ import annotations


class ProofError(Exception):
    """The deployment is not as it should be; the text says in what."""
