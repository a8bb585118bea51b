"""Templates: what a new business may be begun from, for who signs up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.beginnings import Clock, Country
from functions.api.call import Call
from functions.api.drafts import SetupView, setup_of
from functions.api.endpoint import Routes
from functions.api.newcomers import MailLanguage, Name
from functions.api.profile_shapes import Spoken
from functions.api.replies import Listed, all_of
from functions.api.shapes import LanguageCode, Shape
from santral.domain.templates.places import LANGUAGES
from santral.domain.templates.profiles import TEMPLATES, tenant_from_template
from santral.domain.templates.template import Template, Trade

routes = Routes("Sign-up")

_NOBODYS = "preview"  # the id of a business that does not exist


class TemplateView(Shape):
    name: Trade
    title: Annotated[Spoken, Field(description="by language")]
    purpose: Annotated[Spoken, Field(description="what it is for, by language")]
    languages: Annotated[tuple[LanguageCode, ...], Field(description="that it is written in")]


class PreviewBody(Shape):
    country: Country
    language: Annotated[MailLanguage, Field(description="of callers")]
    business_name: Annotated[Name, Field(description="as callers hear it")]
    timezone: Annotated[Clock | None, Field(description="null is the country's capital's")] = None


@routes.get("/v1/templates", roles=None)
def list_templates(call: Call) -> Listed[TemplateView]:
    """List what a new business may be begun from."""
    return all_of(_shown(each) for each in TEMPLATES.values())


@routes.post("/v1/templates/{name}/preview", roles=None, secret=True)
def preview_template(call: Call, name: Trade, body: PreviewBody) -> SetupView:
    """Show the set-up that a business would be begun with.

    Nothing is kept. Everything in it can be changed once the business is there.
    """
    return setup_of(
        tenant_from_template(
            name,
            tenant=_NOBODYS,
            business_name=body.business_name,
            country=body.country,
            languages=(body.language,),
            timezone=body.timezone or "",
        )
    )


def _shown(template: Template) -> TemplateView:
    return TemplateView(
        name=template.trade,
        title=dict(template.title),
        purpose=dict(template.purpose),
        languages=LANGUAGES,
    )
