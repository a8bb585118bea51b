"""Where the voices of agents and phones meet, as the parts of the server that own sockets see it.

WebRTC's offers and answers are SDP, whole (no trickling): a page sends its offer over the socket
that it has anyway, and is sent the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from santral.domain.errors import ContactCentreError

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.local.voice.parties import Line


class VoiceError(ContactCentreError):
    """A page cannot be heard.

    Attributes:
        code: `no_voice` (this installation has no media), `bad_offer` (it is no offer of one audio
            stream), `too_many` (offers at once), `failed` (the media library gave up).
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Exchange(Protocol):
    """Connects the audio of agents' and callers' pages; on the loop's thread.

    Who hears whom follows from the engine's contacts, and needs no telling.
    """

    async def agent(self, agent: Agent, sdp: str) -> str:
        """Take an agent's offer, in place of her earlier one, and return the answer.

        Raises:
            VoiceError: she cannot be heard; its code is for the page.
        """
        ...

    async def phone(self, line: Line, sdp: str) -> str:
        """Take the offer of a phone's line; returns and raises as `agent`."""
        ...

    def agent_left(self, agent: Agent) -> None:
        """Her page is gone, or needs no audio any more: let her connection go."""
        ...

    def phone_left(self, line: Line) -> None: ...

    def mute(self, agent: Agent, muted: bool) -> None:  # noqa: FBT001 - a switch by nature
        """Take her voice for silence, or not; lasts until it is said anew, whatever her calls."""
        ...


class NoExchange:
    """Where no media library is installed: calls are made, and nobody is heard."""

    async def agent(self, agent: Agent, sdp: str) -> str:
        raise _no_voice()

    async def phone(self, line: Line, sdp: str) -> str:
        raise _no_voice()

    def agent_left(self, agent: Agent) -> None: ...
    def phone_left(self, line: Line) -> None: ...
    def mute(self, agent: Agent, muted: bool) -> None: ...  # noqa: FBT001


def _no_voice() -> VoiceError:
    return VoiceError("no_voice", "voices need the extra `voice`: pip install 'santral[voice]'")
