"""The operations of the local user pool, a module for each thing that people do.

Importing this package enters them all.
"""

from __future__ import annotations

from santral.local.cognito.operations import (
    administration,
    attributes,
    authentication,
    descriptions,
    mfa,
    passwords,
    sessions,
    sign_up,
)

__all__ = [
    "administration",
    "attributes",
    "authentication",
    "descriptions",
    "mfa",
    "passwords",
    "sessions",
    "sign_up",
]
