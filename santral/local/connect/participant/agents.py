"""Agents in chats, for whoever shows them their contacts: tokens, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from santral.engine.timeline import HOUR, SECOND
from santral.local.connect.participant.items import Item, is_told
from santral.local.connect.participation import AGENT, agent_in

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance

TOKEN_LASTS_S: Final = 24 * HOUR // SECOND


def participant_id(instance: Instance, contact: Contact, agent: Agent) -> str:
    return agent_in(instance, contact, agent).id


def agent_token(instance: Instance, contact: Contact, agent: Agent) -> tuple[str, int]:
    """Give an agent her token for a chat of hers; it serves as participant and connection token.

    amazon-connect-chatjs sends the first where it has the second, and the other way round.

    Returns:
        The token, and for how many seconds it is good.
    """
    return agent_in(instance, contact, agent).details["Token"], TOKEN_LASTS_S


def listen(
    instance: Instance, contact: Contact, agent: Agent, push: Callable[[Item], None]
) -> Callable[[], None]:
    """Be told of everything in an agent's chat from now on, until she has passed it on.

    Args:
        push: takes an item, the `content` of a frame of topic aws/chat before it is JSON text.

    Returns:
        What ends it.
    """
    participant = agent_in(instance, contact, agent)

    def told(item: Item) -> None:
        if is_told(participant, item):
            push(item)

    return instance.rooms.listen(contact.chain.initial_id, AGENT, told)
