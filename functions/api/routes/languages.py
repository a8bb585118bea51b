"""Languages: which ones callers are spoken to in, and in whose voice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import (
    change_part,
    connect_follows,
    profile_of,
    values_of,
    versioned,
    view_of,
)
from functions.api.profile_shapes import LanguageShape
from functions.api.replies import Accepted, Versioned
from functions.api.shapes import Shape
from santral.domain.tenant import Language, Tenant
from santral.domain.tenant_changes import with_languages

routes = Routes("Languages")


class LanguagesShape(Shape):
    languages: Annotated[tuple[LanguageShape, ...], Field(min_length=1, max_length=10)]


def shown(tenant: Tenant) -> LanguagesShape:
    return view_of(LanguagesShape, tenant)


@routes.get("/v1/languages", roles=EVERYBODY)
def show_languages(call: Call) -> Versioned[LanguagesShape]:
    """Show the languages."""
    return versioned(shown(profile_of(call)))


@routes.put("/v1/languages", roles=RUNS, versioned=True)
def change_languages(call: Call, body: LanguagesShape) -> Accepted:
    """Put a list of languages in the place of the one that is there.

    The texts in a language that is left out are deleted. A new language needs its texts at once,
    since nobody should hear silence: add it with them by `PATCH /v1/setup`.
    """
    languages = values_of(Language, body.languages, "body.languages")
    change_part(
        call,
        shown,
        lambda each: with_languages(each, languages),
        {"languages": "body.languages"},
    )
    return connect_follows(call, "/v1/languages")
