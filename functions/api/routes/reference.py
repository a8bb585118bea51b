"""What this API is: its OpenAPI document, the same as a page, and what its problems mean."""

from __future__ import annotations

from functools import cache
from typing import Any

from functions.api import openapi, reference
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.replies import Html, Plain
from santral import __version__

routes = Routes("Reference")


@cache
def described() -> dict[str, Any]:
    """Return the OpenAPI document of all endpoints."""
    from functions.api.routes import nouns  # this module is one of them

    return openapi.document((each for noun in nouns() for each in noun), __version__)


@routes.get("/v1/openapi.json", roles=None)
def show_openapi(call: Call) -> Plain:
    """Show this API as an OpenAPI 3.1 document."""
    return Plain(described())


@routes.get("/v1", roles=None)
def show_reference(call: Call) -> Html:
    """Show this API as a page."""
    return Html(reference.page(described()))


@routes.get("/v1/problems", roles=None)
def show_problems(call: Call) -> Html:
    """Show what the problems mean that this API answers with."""
    return Html(reference.problems_page())
