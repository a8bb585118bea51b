"""The profile that a template comes to for one business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from santral.domain.errors import NotFoundError
from santral.domain.templates import client, clinic, hotline, shop
from santral.domain.templates.holidays import holidays_of
from santral.domain.templates.places import LANGUAGES, emergency_number, languages_in
from santral.domain.templates.template import EMERGENCY, EVERYONE, Template, Trade
from santral.domain.templates.zones import timezone_of
from santral.domain.tenant import AgentSpec, Consent, ConsentPolicy, Tenant
from santral.domain.tenant_changes import with_languages

# In the order in which they are offered.
TEMPLATES: Final[Mapping[Trade, Template]] = {
    each.trade: each for each in (shop.TEMPLATE, clinic.TEMPLATE, hotline.TEMPLATE, client.TEMPLATE)
}
OWNER: Final = "owner"  # the username of the first agent

_SOMEBODY: Final = {
    "en": "Owner",
    "tr": "Yetkili",
    "ru": "Владелец",
    "it": "Titolare",
    "zh": "负责人",
}
# Where a recording that nobody agreed to is a crime, saying so is not enough.
# Source: for Germany, Strafgesetzbuch section 201.
_ASKED_FIRST: Final = frozenset({"DE"})


def template_of(name: str) -> Template:
    """
    Raises:
        NotFoundError: there is none of that name.
    """
    if name not in TEMPLATES:
        raise NotFoundError("there is no template of that name")
    return TEMPLATES[Trade(name)]


def tenant_from_template(
    name: str,
    *,
    tenant: str,
    business_name: str,
    country: str,
    languages: Sequence[str],
    timezone: str = "",
    owner: str = "",
) -> Tenant:
    """Make the profile of a business that has no number yet.

    Args:
        tenant: its id.
        languages: by their codes; the first is the one that a number begins with.
        timezone: "" is that of the country's capital.
        owner: the first agent's name; a word in its place where nobody gave one.

    Raises:
        InputError: templates are not written in one of the languages.
        NotFoundError: there is no template of that name.
    """
    template = template_of(name)
    chosen = languages_in(country, languages)
    whole = Tenant(
        id=tenant,
        name=business_name,
        timezone=timezone or timezone_of(country),
        region=country,
        languages=languages_in(country, LANGUAGES),
        numbers=(),
        schedules=template.schedules,
        queues=template.queues,
        menus=template.menus,
        routing_profiles=template.routing_profiles,
        agents=(_first_agent(owner.strip() or _SOMEBODY[languages[0]]),),
        holidays=holidays_of(country, template.holiday_slots),
        vip=template.vip,
        tiers=template.tiers,
        consent=_consent(template, country),
        phrases=_phrases(template, country),
    )
    return with_languages(whole, chosen)


def _first_agent(name: str) -> AgentSpec:
    first, _, last = name.partition(" ")
    return AgentSpec(OWNER, first, last.strip(), EVERYONE, LANGUAGES)


def _consent(template: Template, country: str) -> Consent:
    if template.consent.policy is ConsentPolicy.ANNOUNCE and country in _ASKED_FIRST:
        return Consent(ConsentPolicy.ASK)
    return template.consent


def _phrases(template: Template, country: str) -> dict[str, dict[str, str]]:
    number = emergency_number(country)
    if not number:
        return {}
    return {
        code: {key: text.replace(EMERGENCY, number) for key, text in own.items()}
        for code, own in template.closed.items()
    }
