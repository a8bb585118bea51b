"""A draft: parts of a profile as they shall be, to be tried before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import Field

from functions.api.call import Call
from functions.api.phones import hotline_with_e164, menu_with_e164
from functions.api.problems import invalid
from functions.api.profile import Places, number_view, value_of, values_of, view_of
from functions.api.profile_shapes import (
    AgentView,
    ConsentShape,
    EmergencyShape,
    HotlineShape,
    HoursView,
    LanguageShape,
    MenuView,
    NewAgentBody,
    NewHoursBody,
    NewMenuBody,
    NewQueueBody,
    NewRoutingProfileBody,
    NumberBody,
    NumberView,
    OverrideShape,
    PhraseKey,
    QueueView,
    Region,
    RoutingProfileView,
    Said,
    Tier,
    VipShape,
    Zone,
)
from functions.api.shapes import Id, LanguageCode, Shape, Words
from santral.domain.hours import Hotline, Override
from santral.domain.menu import Menu
from santral.domain.plain import to_plain
from santral.domain.tenant import (
    AgentSpec,
    Consent,
    Emergency,
    Language,
    Number,
    QueueSpec,
    RoutingProfileSpec,
    Schedule,
    Tenant,
    VipRules,
)
from santral.domain.tenant_changes import MOST, number_id, with_languages

Phrases = Annotated[
    dict[LanguageCode, Annotated[dict[PhraseKey, Said], Field(max_length=100)]],
    Field(max_length=20, description="your own wording, by language and prompt"),
]
Tiers = Annotated[dict[Tier, Annotated[int, Field(ge=1, le=5)]], Field(max_length=20)]


class NumberChange(NumberBody):
    id: Id


class SetupView(Shape):
    """Everything that callers go through."""

    name: str
    timezone: str
    region: str
    languages: tuple[LanguageShape, ...]
    numbers: tuple[NumberView, ...]
    schedules: tuple[HoursView, ...]
    holidays: tuple[OverrideShape, ...]
    hotlines: tuple[HotlineShape, ...]
    queues: tuple[QueueView, ...]
    menus: tuple[MenuView, ...]
    routing_profiles: tuple[RoutingProfileView, ...]
    agents: tuple[AgentView, ...]
    emergency: EmergencyShape
    consent: ConsentShape
    vip: VipShape
    tiers: Tiers
    phrases: Phrases


def _list(kind: str, description: str = "") -> Any:
    return Field(default=None, max_length=MOST[kind], description=description)


class DraftBody(Shape):
    """Parts of the set-up; what is left out, or null, is as it is saved."""

    name: Words | None = None
    timezone: Zone | None = None
    region: Region | None = None
    languages: Annotated[tuple[LanguageShape, ...] | None, Field(min_length=1)] = _list("languages")
    numbers: tuple[NumberChange, ...] | None = _list("numbers", "those that change")
    schedules: tuple[NewHoursBody, ...] | None = _list("schedules")
    holidays: tuple[OverrideShape, ...] | None = _list("holidays")
    hotlines: tuple[HotlineShape, ...] | None = _list("hotlines")
    queues: Annotated[tuple[NewQueueBody, ...] | None, Field(min_length=1)] = _list("queues")
    menus: Annotated[tuple[NewMenuBody, ...] | None, Field(min_length=1)] = _list("menus")
    routing_profiles: tuple[NewRoutingProfileBody, ...] | None = _list("routing_profiles")
    agents: tuple[NewAgentBody, ...] | None = _list("agents")
    emergency: EmergencyShape | None = None
    consent: ConsentShape | None = None
    vip: VipShape | None = None
    tiers: Tiers | None = None
    phrases: Phrases | None = None

    def given(self) -> dict[str, Any]:
        """Return the parts that were sent, as they were read."""
        parts = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: part for name, part in parts if part is not None}


_OF_LISTS: Final[Mapping[str, type[Any]]] = {
    "languages": Language,
    "schedules": Schedule,
    "holidays": Override,
    "hotlines": Hotline,
    "queues": QueueSpec,
    "menus": Menu,
    "routing_profiles": RoutingProfileSpec,
    "agents": AgentSpec,
}
_OF_ONE: Final[Mapping[str, type[Any]]] = {
    "emergency": Emergency,
    "consent": Consent,
    "vip": VipRules,
}


def setup_of(tenant: Tenant) -> SetupView:
    plain = {name: to_plain(getattr(tenant, name)) for name in SetupView.model_fields}
    return SetupView.model_validate(
        {
            **plain,
            "numbers": tuple(number_view(each) for each in tenant.numbers),
            "queues": tuple(view_of(QueueView, each) for each in tenant.queues),
            "agents": tuple(view_of(AgentView, each) for each in tenant.agents),
        }
    )


def draft_of(call: Call, tenant: Tenant, body: DraftBody, path: str = "body") -> Tenant:
    """Return the business as a draft has it.

    Args:
        path: where the draft stands.

    Raises:
        ProblemError: something in it is out of range, or is no number of the business.
    """
    given = body.given()
    changes = {name: _value(call, tenant, name, part, path) for name, part in given.items()}
    languages = changes.pop("languages", tenant.languages)
    return with_languages(replace(tenant, **changes), languages).with_arns(
        {each.name: each.arn for each in tenant.queues},
        {each.username: each.arn for each in tenant.agents},
    )


def places_of(body: DraftBody, path: str = "body") -> Places:
    """Say where each part of the profile stands in a draft."""
    places = {name: f"{path}.{name}" for name in body.given() if name != "numbers"}
    for index, each in enumerate(body.numbers or ()):
        places[f"numbers.{each.id}"] = f"{path}.numbers[{index}]"
    return places


def _value(call: Call, tenant: Tenant, name: str, part: Any, path: str) -> Any:
    if name == "numbers":
        return _numbers(tenant, part, f"{path}.numbers")
    if name in _OF_ONE:
        return value_of(_OF_ONE[name], part, path=f"{path}.{name}")
    if name not in _OF_LISTS:
        return part
    values = values_of(_OF_LISTS[name], part, f"{path}.{name}")
    with_phones = _WITH_PHONES.get(name)
    if with_phones is None:
        return values
    return tuple(
        with_phones(call, each, tenant.region, f"{path}.{name}[{index}]")
        for index, each in enumerate(values)
    )


_WITH_PHONES: Final[Mapping[str, Callable[[Call, Any, str, str], Any]]] = {
    "menus": menu_with_e164,
    "hotlines": hotline_with_e164,
}


def _numbers(tenant: Tenant, changes: Iterable[NumberChange], path: str) -> tuple[Number, ...]:
    """Return all numbers of the business; a draft adds none, and takes none away."""
    numbers = {number_id(each): each for each in tenant.numbers}
    for index, each in enumerate(changes):
        if each.id not in numbers:
            raise invalid([(f"{path}[{index}].id", "expected the id of one of the numbers")])
        numbers[each.id] = replace(numbers[each.id], **each.model_dump(exclude={"id"}))
    return tuple(numbers.values())
