"""Prompts: what the system itself says to callers and agents, and the business's own wording."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import change_part, profile_of, versioned
from functions.api.profile_shapes import PhraseKey, Spoken
from functions.api.replies import Listed, Versioned, all_of
from functions.api.shapes import Shape
from santral.domain.errors import NotFoundError
from santral.domain.phrases import PHRASES, PLACEHOLDERS
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import with_wording

routes = Routes("Prompts")


class WordingBody(Shape):
    own: Annotated[
        Spoken,
        Field(description="by language; where a language is missing the built-in words are said"),
    ]


class PromptView(WordingBody):
    key: str
    placeholders: Annotated[
        tuple[str, ...], Field(description="what a wording may name in braces, as {business}")
    ]
    built_in: Annotated[dict[str, str], Field(description="by each of the business's languages")]


def shown(tenant: Tenant, key: str) -> PromptView:
    """
    Raises:
        NotFoundError: the system says nothing of that name.
    """
    if key not in PLACEHOLDERS:
        raise NotFoundError("there is no such prompt")
    codes = [each.code for each in tenant.languages]
    own = {code: texts[key] for code, texts in tenant.phrases.items() if key in texts}
    return PromptView(
        key=key,
        placeholders=PLACEHOLDERS[key],
        built_in={code: PHRASES.get(code, PHRASES["en"])[key] for code in codes},
        own=own,
    )


@routes.get("/v1/prompts", roles=EVERYBODY)
def list_prompts(call: Call) -> Listed[PromptView]:
    """List what the system says, each with the built-in words and your own."""
    tenant = profile_of(call)
    return all_of(shown(tenant, key) for key in PLACEHOLDERS)


@routes.get("/v1/prompts/{key}", roles=EVERYBODY)
def show_prompt(call: Call, key: PhraseKey) -> Versioned[PromptView]:
    """Show one thing that the system says."""
    return versioned(shown(profile_of(call), key))


@routes.put("/v1/prompts/{key}", roles=RUNS, versioned=True)
def change_prompt(call: Call, key: PhraseKey, body: WordingBody) -> Versioned[PromptView]:
    """Say it in your own words, within five seconds."""
    own = {code: text for code, text in body.own.items() if text}
    tenant = change_part(
        call,
        lambda each: shown(each, key),
        lambda each: with_wording(each, key, own),
        {f"phrases.{code}.{key}": f"body.own.{code}" for code in own}
        | {f"phrases.{code}": f"body.own.{code}" for code in own},
    )
    return versioned(shown(tenant, key))
