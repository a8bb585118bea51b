"""The chat on the business's own pages: whether there is one, where, and what it says first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import refuse_any
from functions.api.profile import profile_of
from functions.api.replies import Versioned, version_tag
from functions.api.shapes import LanguageCode, LongText, Shape, fields_of
from santral.domain.chat_widget import ChatWidget
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import Problem
from santral.stores import chat_widgets
from santral.stores.shelves import Stored

routes = Routes("Chats")

_LONGEST_GREETING: Final = 500
# Without TLS on this computer alone, where somebody writes the page.
_ORIGIN: Final = (
    r"^(https://[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?|http://(localhost|127\.0\.0\.1))"
    r"(:[1-9][0-9]{0,4})?$"
)

Origin = Annotated[
    str,
    StringConstraints(pattern=_ORIGIN, max_length=270),
    # Before the pattern, as browsers do.
    BeforeValidator(lambda text: text.lower() if isinstance(text, str) else text),
]
Greeting = Annotated[LongText, StringConstraints(max_length=_LONGEST_GREETING)]


class ChatWidgetShape(Shape):
    enabled: bool
    allowed_origins: Annotated[
        tuple[Origin, ...],
        Field(max_length=20, description="of pages that may begin chats: https://shop.example"),
    ] = ()
    languages: Annotated[
        tuple[LanguageCode, ...],
        Field(max_length=20, description="that it offers; none is all of the business's"),
    ] = ()
    greeting: Annotated[
        dict[LanguageCode, Greeting], Field(max_length=20, description="before a chat begins")
    ] = Field(default_factory=dict)


@routes.get("/v1/chat-widget", roles=RUNS)
def show_chat_widget(call: Call) -> Versioned[ChatWidgetShape]:
    """Show how the chat on the business's own pages is set up."""
    return _shown(chat_widgets.of(call.tenant))


@routes.put("/v1/chat-widget", roles=RUNS, versioned=True)
def change_chat_widget(call: Call, body: ChatWidgetShape) -> Versioned[ChatWidgetShape]:
    """Set up the chat on the business's own pages.

    It can be switched on once a routing profile takes chats.
    """
    stored = chat_widgets.of(call.tenant)
    call.expect(version_tag(stored))
    refuse_any(_problems(profile_of(call), body))
    widget = ChatWidget(**fields_of(body))
    if widget == stored.value:
        return _shown(stored)
    return _shown(chat_widgets.put(call.tenant, widget, replacing=stored.version))


def _problems(tenant: Tenant, body: ChatWidgetShape) -> Iterator[Problem]:
    takes_chats = any(
        each.channel == "CHAT" for profile in tenant.routing_profiles for each in profile.queues
    )
    if body.enabled and not takes_chats:
        yield "body.enabled", "expected a routing profile that serves a queue's chats first"
    if body.enabled and not body.allowed_origins:
        yield "body.allowed_origins", "expected the address of a page"
    known = {each.code for each in tenant.languages}
    for index, code in enumerate(body.languages):
        if code not in known:
            yield f"body.languages[{index}]", "expected one of the business's languages"
    for code in body.greeting:
        if code not in known:
            yield f"body.greeting.{code}", "expected one of the business's languages"


def _shown(stored: Stored[ChatWidget]) -> Versioned[ChatWidgetShape]:
    return Versioned(ChatWidgetShape.model_validate(stored.value), version_tag(stored))
