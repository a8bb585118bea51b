"""What the centre has, by ARN, id or name: flows, modules, queues, agents, hours, profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import Agent, RoutingProfile, StatusType
from santral.engine.routing.queues import Queue

T = TypeVar("T")


class Hours(Protocol):
    def is_open(self, at: datetime) -> bool: ...


def _keys(arn: str, name: str) -> list[str]:
    """An ARN, the id at its end, and the name all find a thing."""
    return [name, arn.rsplit("/", 1)[-1], arn]


class _Shelf(Generic[T]):
    """Things of one kind, each under several keys; of two under one key the later is found.

    Attributes:
        found: key -> what it finds.
    """

    def __init__(self) -> None:
        self.found: dict[str, T] = {}
        self._entries: dict[str, tuple[Sequence[str], T]] = {}

    def put(self, keys: Sequence[str], thing: T) -> T | None:
        """Enter a thing. Returns what its ARN stood for until now.

        Args:
            keys: its name first, its ARN third; what has no ARN goes by its name.
        """
        identity = keys[2] or keys[0]
        replaced = self.take_out(identity)
        self._entries[identity] = (keys, thing)
        self.found.update(dict.fromkeys(keys, thing))
        return replaced

    def take_out(self, identity: str) -> T | None:
        """Remove a thing; what it stood in front of is found again."""
        entry = self._entries.pop(identity, None)
        if entry is None:
            return None
        keys, thing = entry
        freed = {key for key in keys if self.found.get(key) is thing}
        for key in freed:
            del self.found[key]
        for others, other in self._entries.values():
            self.found.update(dict.fromkeys(freed.intersection(others), other))
        return thing

    @property
    def all(self) -> list[T]:
        return [thing for _, thing in self._entries.values()]


class Directory:
    """Finds things by whatever a flow calls them; later entries win over earlier ones.

    To change or rename a thing, enter it again under its ARN.

    Attributes:
        defaults: hook -> flow that runs when a contact has no hook of that kind.
        numbers: telephone number -> a reference to the flow that answers it.
        takes_calls: whether any number is answered at all.
        editions: id of a flow or module whose versions are known -> number or alias -> version.
    """

    def __init__(self) -> None:
        self._flows: _Shelf[Flow] = _Shelf()
        self._modules: _Shelf[Flow] = _Shelf()
        self._queues: _Shelf[Queue] = _Shelf()
        self._agents: _Shelf[Agent] = _Shelf()
        self._hours: _Shelf[Hours] = _Shelf()
        self._profiles: _Shelf[RoutingProfile] = _Shelf()
        self.defaults: dict[str, Flow] = {}
        self.numbers: dict[str, str] = {}
        self.takes_calls = True
        self.editions: dict[str, Mapping[str, Flow]] = {}

    # --- entering ---

    def add_flow(self, flow: Flow) -> None:
        """Enter a flow or module. Hooks of an earlier version go to this one."""
        replaced = self._shelf_of(flow).put(_keys(flow.arn, flow.name), flow)
        if replaced is None:
            return
        for hook, each in self.defaults.items():
            if each is replaced:
                self.defaults[hook] = flow

    def add_queue(self, queue: Queue) -> None:
        self._queues.put(_keys(queue.arn, queue.name), queue)

    def add_agent(self, agent: Agent) -> None:
        self._agents.put([*_keys(agent.arn, agent.username), agent.queue.arn], agent)

    def add_hours(self, arn: str, name: str, hours: Hours) -> None:
        self._hours.put(_keys(arn, name), hours)

    def add_profile(self, profile: RoutingProfile) -> None:
        self._profiles.put(_keys(profile.arn, profile.name), profile)

    # --- removing ---

    def remove_flow(self, flow: Flow) -> bool:
        """Remove a flow or module, and its hooks. Contacts in it go on in it."""
        removed = self._shelf_of(flow).take_out(flow.arn or flow.name)
        for hook in [hook for hook, each in self.defaults.items() if each is removed]:
            del self.defaults[hook]
        return removed is not None

    def remove_queue(self, queue: Queue, live: Iterable[Contact]) -> bool:
        """Remove an empty queue that no profile serves and nobody is to come to; else False.

        A flow that has chosen it already finds it disabled.

        Args:
            live: the contacts that have not ended.
        """
        if queue.size or any(queue.servers.values()) or is_awaited(queue, live):
            return False
        if any(profile.names(queue) for profile in self.profiles):
            return False
        if self._queues.take_out(queue.arn or queue.name) is None:
            return False
        queue.enabled = False
        return True

    def remove_agent(self, agent: Agent, live: Iterable[Contact]) -> bool:
        """Remove an agent who is Offline and has nobody, in hand or in her queue; else False.

        Args:
            live: the contacts that have not ended.
        """
        if agent.status.type is not StatusType.OFFLINE or agent.contacts or agent.queue.size:
            return False
        if is_awaited(agent.queue, live):
            return False
        if self._agents.take_out(agent.arn or agent.username) is None:
            return False
        agent.queue.enabled = False
        agent.profile.part_with(agent)
        return True

    def remove_hours(self, arn: str) -> bool:
        return self._hours.take_out(arn) is not None

    def remove_profile(self, profile: RoutingProfile) -> bool:
        """Remove a profile that no agent has; False where one has."""
        if profile.agents or self._profiles.take_out(profile.arn or profile.name) is None:
            return False
        profile.serve((), {})
        return True

    # --- finding ---

    def flow(self, reference: str) -> Flow | None:
        return self._flows.found.get(reference) or self._edition(self._flows, reference)

    def module(self, reference: str) -> Flow | None:
        return self._modules.found.get(reference) or self._edition(self._modules, reference)

    def queue(self, reference: str) -> Queue | None:
        return self._queues.found.get(reference)

    def agent(self, reference: str) -> Agent | None:
        return self._agents.found.get(reference)

    def agent_queue(self, reference: str) -> Queue | None:
        agent = self._agents.found.get(reference)
        return None if agent is None else agent.queue

    def hours(self, reference: str) -> Hours | None:
        return self._hours.found.get(reference)

    def profile(self, reference: str) -> RoutingProfile | None:
        return self._profiles.found.get(reference)

    @property
    def queues(self) -> list[Queue]:
        return self._queues.all

    @property
    def agents(self) -> list[Agent]:
        return self._agents.all

    @property
    def profiles(self) -> list[RoutingProfile]:
        return self._profiles.all

    def _edition(self, shelf: _Shelf[Flow], reference: str) -> Flow | None:
        base, _, qualifier = reference.rpartition("/")[2].partition(":")
        editions = self.editions.get(base)
        if editions is not None and qualifier not in ("", "$LATEST", "$SAVED"):
            return editions.get(qualifier) if base in shelf.found else None
        return shelf.found.get(_without_qualifier(reference))

    def _shelf_of(self, flow: Flow) -> _Shelf[Flow]:
        return self._modules if flow.type == "MODULE" else self._flows


def is_awaited(queue: Queue, live: Iterable[Contact]) -> bool:
    """Whether a contact that has not begun, or whose promise is not kept yet, is to come to it."""
    return any(
        contact.target is queue
        and (
            contact.stage is Stage.CREATED
            or (contact.callback is not None and contact.connected_us is None)
        )
        for contact in live
    )


def _without_qualifier(reference: str) -> str:
    """Strip `:$LATEST`, `:3` or an alias from the id of a flow or module."""
    head, slash, tail = reference.rpartition("/")
    return f"{head}{slash}{tail.split(':', 1)[0]}" if slash else reference.split(":", 1)[0]
