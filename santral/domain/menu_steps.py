"""One step through a tenant's menus: a key was pressed, or none was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from santral.domain.menu import After, Choice, Menu
from santral.domain.phrases import phrase
from santral.domain.tenant import QueueSpec, Tenant

ATTEMPTS: Final = 3
TIMEOUT: Final = "Timeout"


class StepAction(StrEnum):
    MENU = "menu"
    QUEUE = "queue"
    MESSAGE = "message"
    TRANSFER = "transfer"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class MenuStep:
    """
    Attributes:
        menu, menu_text: for menu and repeat, and for a message after which the menu repeats.
        queue: for queue.
        text: for message; for queue and transfer, what is said on the way, never empty.
        number: for transfer, E.164.
        attempt: which try at its menu the next key will be.
    """

    action: StepAction
    menu: str = ""
    menu_text: str = ""
    queue: QueueSpec | None = None
    text: str = ""
    number: str = ""
    after: After | None = None
    attempt: int = 1


def press(tenant: Tenant, menu_id: str, key: str, *, language: str, attempt: int) -> MenuStep:
    """Say what a key does.

    Args:
        menu_id: where the caller is; a menu that is gone leads to the fallback queue.
        key: a digit, "*", "" for a lone "#", or "Timeout" when none was pressed. A chat's page
            may have asked before: then several, each but the last of which leads to a menu.
        language: code or locale.
        attempt: 1 for the first try in this menu; after the third wrong or silent one the caller
            goes to the menu's default queue.
    """
    spoken = tenant.language(language) or tenant.languages[0]
    menu = tenant.menu(menu_id)
    if menu is None:
        return _to_queue(tenant, tenant.fallback_queue, spoken.code)
    menu, key = _walked(tenant, menu, key)
    choice = menu.choices.get(key)
    if choice is not None:
        return _chosen(tenant, menu, choice, spoken.code)
    if attempt >= ATTEMPTS:
        queue = tenant.queue(menu.default_queue) or tenant.fallback_queue
        text = phrase("gave_up", spoken.code, tenant.phrases)
        return MenuStep(StepAction.QUEUE, queue=queue, text=text)
    sorry = phrase("no_key" if key == TIMEOUT else "wrong_key", spoken.code, tenant.phrases)
    again = f"{sorry} {_text(tenant, menu.prompt, spoken.code)}"
    return MenuStep(StepAction.REPEAT, menu=menu.id, menu_text=again, attempt=attempt + 1)


def _walked(tenant: Tenant, menu: Menu, keys: str) -> tuple[Menu, str]:
    """Follow keys from menu to menu; what is left is for the last of these."""
    while len(keys) > 1:
        choice = menu.choices.get(keys[0])
        following = None if choice is None else tenant.menu(choice.menu)
        if following is None:
            break
        menu, keys = following, keys[1:]
    return menu, keys


def _chosen(tenant: Tenant, menu: Menu, choice: Choice, language: str) -> MenuStep:
    if choice.message:
        text = _text(tenant, choice.message, language)
        prompt = _text(tenant, menu.prompt, language) if choice.then == After.REPEAT else ""
        return MenuStep(StepAction.MESSAGE, menu.id, prompt, text=text, after=choice.then)
    if choice.transfer:
        text = phrase("one_moment_connecting", language, tenant.phrases)
        return MenuStep(StepAction.TRANSFER, number=choice.transfer, text=text)
    following = tenant.menu(choice.menu)
    if following is not None:
        prompt = _text(tenant, following.prompt, language)
        return MenuStep(StepAction.MENU, menu=following.id, menu_text=prompt)
    return _to_queue(tenant, tenant.queue(choice.queue) or tenant.fallback_queue, language)


def _to_queue(tenant: Tenant, queue: QueueSpec, language: str) -> MenuStep:
    text = phrase("one_moment_connecting", language, tenant.phrases)
    return MenuStep(StepAction.QUEUE, queue=queue, text=text)


def _text(tenant: Tenant, texts: Mapping[str, str], language: str) -> str:
    """Return a text in the language, or in the first of the tenant's that it has."""
    codes = [language, *(each.code for each in tenant.languages)]
    return next((texts[code] for code in codes if texts.get(code)), "")
