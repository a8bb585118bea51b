"""How a business has set up the chat on its own pages: one item, or none."""

from __future__ import annotations

from typing import Final

from santral.domain.chat_widget import ChatWidget
from santral.domain.errors import ConflictError
from santral.stores.shelves import Shelf, Stored

_WIDGETS: Final = Shelf("chat-widget", ChatWidget)
_ONLY: Final = "settings"


def of(tenant: str) -> Stored[ChatWidget]:
    """Return it; one that nobody has set up has the version 0."""
    return _WIDGETS.find(tenant, _ONLY) or Stored(_ONLY, ChatWidget(), 0)


def put(tenant: str, widget: ChatWidget, *, replacing: int) -> Stored[ChatWidget]:
    """
    Raises:
        ConflictError: somebody has changed it since.
    """
    if replacing:
        return _WIDGETS.replace(tenant, _ONLY, widget, replacing=replacing)
    if of(tenant).version:
        raise ConflictError("the chat widget has changed")
    return _WIDGETS.create(tenant, _ONLY, widget)
