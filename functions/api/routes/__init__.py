"""The endpoints, one module per noun."""

from __future__ import annotations

from functions.api.endpoint import Routes
from functions.api.routes import audit, jobs, reference


def nouns() -> tuple[Routes, ...]:
    """Return them in the order in which the reference page shows them."""
    return (jobs.routes, audit.routes, reference.routes)
