"""What the engine needs from outside, as protocols; with the plainest implementation of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from santral.engine.steps import Prompt
from santral.engine.timeline import MILLISECOND, SECOND, Timeline

if TYPE_CHECKING:
    from santral.engine.contact import Contact, Recording
    from santral.engine.routing.agents import Agent


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for every contact.

    Attributes:
        ring_us: how long an offer waits for its agent; 20 s by the guide's loop-prompts page.
        whisper_limit_us: a whisper that takes longer is cut, and the party with it.
        retries_exceptions: whether a handler's own exception is tried again, as a throttle is.
            The guide says that an invocation "returning an error" is; nobody has seen it.
    """

    instance_arn: str = (
        "arn:aws:connect:eu-central-1:123456789012:instance/00000000-0000-4000-8000-000000000000"
    )
    account: str = "123456789012"
    region: str = "eu-central-1"
    language: str = "en-US"
    tags: dict[str, str] = field(default_factory=dict)
    ring_us: int = 20 * SECOND
    whisper_limit_us: int = 120 * SECOND
    retries_exceptions: bool = False


class Speech(Protocol):
    def lasts_us(self, prompt: Prompt, language: str | None) -> int:
        """Tell how long a prompt lasts, in microseconds."""
        ...


class EstimatedSpeech:
    """Speech by its length: 15 characters a second, as a Polly voice speaks; Chinese 4.

    A recorded prompt, whose length is not known here, is taken for 4 s.
    """

    def lasts_us(self, prompt: Prompt, language: str | None) -> int:
        if prompt.kind not in {"Text", "SSML"}:
            return 4 * SECOND
        a_character_us = 250 if language is not None and language.startswith("zh") else 67
        return len(prompt.content) * a_character_us * MILLISECOND


# A call that nobody answers rings for so long; an instance may set 15 to 60 s.
# Source: API Reference, StartOutboundVoiceContact, RingTimeoutInSeconds.
RING_OUTSIDE_US = 60 * SECOND


class Network(Protocol):
    """The telephone network, which reaches people who are not in the centre."""

    def dial(
        self, contact: Contact, number: str, limit_us: int, answered: Callable[[str], None]
    ) -> None:
        """Call `answered` once, within limit_us.

        Its argument is `answered`, `unanswered`, `busy` or `failed` (the network could not).
        """
        ...


class People(Protocol):
    """Agents and callers, who act of their own accord when they notice something."""

    def listening(self, contact: Contact, prompt_us: int) -> None:
        """A block waits for the caller's keys; its prompt lasts prompt_us."""
        ...

    def queued(self, contact: Contact) -> None:
        """The contact begins to wait in a queue."""
        ...

    def offered(self, contact: Contact, agent: Agent) -> None: ...

    def joined(self, contact: Contact, agent: Agent) -> None: ...

    def wrapping_up(self, contact: Contact, agent: Agent) -> None: ...

    def third_party_joined(self, contact: Contact) -> None: ...

    def ended(self, contact: Contact) -> None: ...


class Books(Protocol):
    """Where the centre's account of its contacts goes."""

    def contact_event(self, contact: Contact, event_type: str) -> None: ...

    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None:
        """Something was changed from outside: the event CONTACT_DATA_UPDATED.

        Args:
            properties: what the event names; where that is nothing, there is none.
        """
        ...

    def recorded(self, contact: Contact, recording: Recording) -> str | None:
        """A conversation was recorded; answers `<bucket>/<prefix>`, None where it is not kept."""
        ...

    def record(self, contact: Contact) -> None:
        """The contact is over, after-contact work included, or was changed afterwards."""
        ...


class NobodyActs:
    """People who do nothing by themselves: a test, or a person at a terminal, acts for them."""

    def listening(self, contact: Contact, prompt_us: int) -> None: ...
    def queued(self, contact: Contact) -> None: ...
    def offered(self, contact: Contact, agent: Agent) -> None: ...
    def joined(self, contact: Contact, agent: Agent) -> None: ...
    def wrapping_up(self, contact: Contact, agent: Agent) -> None: ...
    def third_party_joined(self, contact: Contact) -> None: ...
    def ended(self, contact: Contact) -> None: ...


class RecordsInMemory:
    """Keeps the contacts that have ended, and nothing else."""

    def __init__(self) -> None:
        self.ended: list[Contact] = []

    def contact_event(self, contact: Contact, event_type: str) -> None: ...
    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None: ...
    def recorded(self, contact: Contact, recording: Recording) -> None: ...

    def record(self, contact: Contact) -> None:
        self.ended.append(contact)


class NobodyAnswers:
    """A network in which every call rings out."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def dial(
        self, contact: Contact, number: str, limit_us: int, answered: Callable[[str], None]
    ) -> None:
        self._timeline.after(limit_us, answered, "unanswered")
