"""Chats that customers begin on a business's own pages; nobody signs in for them.

Whoever asks from a page that the business has not named, for a business that has no chat or that is
none, is told the same. A browser says truthfully which page asks; a program need not, and is held
back by the counts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.problems import ProblemError
from functions.api.replies import ToOrigin
from functions.api.shapes import LanguageCode, Shape, TenantId, Text, Words
from santral.domain.account import AccountState
from santral.domain.chat_widget import ChatWidget
from santral.domain.errors import ContactCentreError, NotFoundError, RefusedError
from santral.domain.provisioning import Kind
from santral.domain.tenant import Tenant
from santral.stores import accounts, chat_widgets, connect_ledger, daily_counts, tenants
from santral.stores.connect_resources import is_quota
from santral.stores.tenant_guard import PLATFORM, acting_for

routes = Routes("Chats")

_NONE: Final = "There is no chat here."
_FULL: Final = "So many chat at present that no other chat can begin: try again in a minute."
_MOST_ATTRIBUTES: Final = 10
# The flows believe attributes of other names: nobody outside may set those.
_PREFIX: Final = "page_"
_FULL_FOR_S: Final = "60"
# They are not seen, and turn around or push away what is.
_HIDING: Final = re.compile("[\x80-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

AttributeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Message = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


def _seen(name: str) -> str:
    """
    Raises:
        ValueError: the agent would see another name than this, or none.
    """
    if _HIDING.search(name) or not any(each.isprintable() for each in name.replace(" ", "")):
        raise ValueError("expected a name that can be seen")
    return name


class ChatBody(Shape):
    business: TenantId
    name: Annotated[
        Words,
        StringConstraints(max_length=80),
        AfterValidator(_seen),
        Field(description="as the agent sees it"),
    ]
    message: Annotated[Message | None, Field(description="the first one, in plain text")] = None
    language: Annotated[
        LanguageCode | None, Field(description="null is that of the business's first number")
    ] = None
    attributes: Annotated[
        dict[AttributeName, Text],
        Field(
            max_length=_MOST_ATTRIBUTES,
            description="what the page knows; flows and agents find them under page_…",
        ),
    ] = Field(default_factory=dict)


class ChatView(Shape):
    """What Amazon Connect's chat library needs: `connect.ChatSession.create`."""

    contact_id: str
    participant_id: str
    participant_token: Annotated[str, Field(description="whoever has it takes part")]
    region: str
    endpoint: Annotated[
        str | None, Field(description="of the participant service; null is the Region's own")
    ]


class WidgetView(Shape):
    business: str
    name: Annotated[str, Field(description="of the business")]
    languages: tuple[LanguageCode, ...]
    greeting: Annotated[dict[LanguageCode, str], Field(description="may lack some, or all")]
    region: str
    endpoint: str | None


@routes.get("/v1/chats/{business}", roles=None, embedded=True)
def show_chat(call: Call, business: TenantId) -> ToOrigin[WidgetView]:
    """Show what a page says before a chat begins.

    Answers pages that the business has named, and no others.
    """
    with _widget_of(call, business) as (origin, widget):
        tenant = tenants.load_versioned(business).tenant
        spoken = tuple(each.code for each in tenant.languages)
        view = WidgetView(
            business=business,
            name=tenant.name,
            languages=widget.languages or spoken,
            greeting={**widget.greeting},
            region=_region(call),
            endpoint=_endpoint(call),
        )
    return ToOrigin(view, origin)


@routes.post("/v1/chats", roles=None, secret=True, embedded=True)
def start_chat(call: Call, body: ChatBody) -> ToOrigin[ChatView]:
    """Begin a chat.

    Answers pages that the business has named, and no others. So many a day from one network
    address, and for one business. The same request with the same Idempotency-Key begins one chat.
    """
    with _widget_of(call, body.business) as (origin, widget):
        tenant = tenants.load_versioned(body.business).tenant
        flow_id = _entry_flow(tenant, widget, body.language)
        _count(call, body.business)
        try:
            started = call.here.connect.start_chat(
                _token(call, body),
                flow_id=flow_id,
                name=body.name,
                message=body.message,
                attributes={_PREFIX + name: text for name, text in body.attributes.items()},
            )
        except ContactCentreError as error:
            raise _sentence(error) from error
    view = ChatView(
        contact_id=started.contact_id,
        participant_id=started.participant_id,
        participant_token=started.participant_token,
        region=_region(call),
        endpoint=_endpoint(call),
    )
    return ToOrigin(view, origin)


@contextmanager
def _widget_of(call: Call, business: str) -> Iterator[tuple[str, ChatWidget]]:
    """Act for a business on one of whose pages somebody asks.

    Raises:
        ProblemError: 404, and always the same.
    """
    origin = _origin(call)
    account = accounts.find(business) if origin else None
    if account is None or account.value.state is not AccountState.LIVE:
        raise ProblemError("not-found", _NONE)
    with acting_for(business):
        widget = chat_widgets.of(business).value
        if not widget.admits(origin):
            raise ProblemError("not-found", _NONE)
        yield origin, widget


def _origin(call: Call) -> str:
    """Return whose page asks, "" where that is not said.

    A browser names no origin to its own when it only reads: then it is ours. Source: Fetch
    standard, "Origin header"; Fetch Metadata, Sec-Fetch-Site.
    """
    if call.asked is None:
        return ""
    is_ours = call.asked.header("sec-fetch-site") == "same-origin"
    return call.asked.header("origin") or (call.here.settings.page_url if is_ours else "")


def _count(call: Call, business: str) -> None:
    """Count a chat that begins: of one network's, and of the business's.

    Raises:
        LimitExceededError
    """
    here, settings = call.here, call.here.settings
    network = daily_counts.pseudonym(call.address, call.now, here.random)
    for whose, what, most in (
        (PLATFORM, f"chat-network/{network}", settings.chats_per_address),
        (business, "chats", settings.chats_per_day),
    ):
        daily_counts.count(whose, what, most=most, now=call.now, by=here.ids())


def _entry_flow(tenant: Tenant, widget: ChatWidget, language: str | None) -> str:
    """Return the flow that answers the first number of a language, else the first number.

    Raises:
        ProblemError: 404: the business has no number yet.
    """
    made = connect_ledger.there(tenant.id, Kind.ENTRY_FLOW)
    offered = not widget.languages or language in widget.languages
    numbers = sorted(
        (each for each in tenant.numbers if each.e164 in made),
        key=lambda each: not (offered and each.language == language),
    )
    if not numbers:
        raise ProblemError("not-found", _NONE)
    return made[numbers[0].e164].id


def _token(call: Call, body: ChatBody) -> str:
    """Make the token by which Amazon Connect knows the request again; nobody can guess it."""
    if not call.key:
        return call.here.ids()
    told = (body.business, call.key, call.address, body.name, body.message or "")
    return sha256("\0".join(told).encode()).hexdigest()


def _sentence(error: ContactCentreError) -> Exception:
    if is_quota(error):
        return ProblemError("too-many", _FULL, headers={"Retry-After": _FULL_FOR_S})
    if isinstance(error, RefusedError | NotFoundError):
        return ProblemError("conflict", "No chat can begin at present.")
    return error


def _region(call: Call) -> str:
    return str(call.here.clients.connect.meta.region_name)


def _endpoint(call: Call) -> str | None:
    return call.here.settings.participant_url or None
