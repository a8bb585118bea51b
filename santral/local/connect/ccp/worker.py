"""What the shared worker of Amazon Connect's panel does for one agent: all her tabs as one.

Each tab is a port. It is told everything that any of the tabs says to all, who is master of what,
and how the agent is now, always as a whole.
Source: amazon-connect-streams, src/worker.js and src/core.js.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from santral.engine.routing.agents import Agent, ContactState, StatusType
from santral.engine.timeline import MILLISECOND
from santral.local.connect.ccp import (
    methods,  # noqa: F401 - enters every method
    sdk,
)
from santral.local.connect.ccp.chat_frames import ChatFrames
from santral.local.connect.ccp.cut_off import CutOff
from santral.local.connect.ccp.frames import UPDATE, Updates, frame
from santral.local.connect.ccp.presence import Presence
from santral.local.connect.ccp.rates import Rate
from santral.local.connect.ccp.registry import perform
from santral.local.connect.ccp.seat import CcpError, Seat
from santral.local.connect.ccp.snapshot import statuses

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance

Plain = Mapping[str, Any]

# An act changes an agent several times over; and an answer has to come before the state that it
# brings about, or a host page sees the contact connected before it has accepted it.
TOGETHER_US: Final = 20 * MILLISECOND
# What every tab would write into everybody's log.
_NOISE: Final = frozenset(
    {"log", "server_bound_internal_log", "client_metric", "click_stream_data", "api_metric"}
)
# States that are over as soon as they are seen.
_PASSING: Final = frozenset({ContactState.REJECTED, ContactState.ERROR})
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 100, 400
MOST_TABS: Final = 20
MOST_TOPICS: Final = 100  # a host page may name its own


class Port(Protocol):
    """One tab's line; `id` is its own."""

    id: str

    def send(self, event: str, frame: str) -> None:
        """Send {event, data}, written as JSON; it may be dropped where a newer one takes its place.

        Args:
            event: its name.
        """
        ...


class Worker:
    """
    Attributes:
        muted: whether her microphone is, in all tabs.
        heard: is told when that changes.
    """

    def __init__(
        self,
        seat: Seat,
        presence: Presence,
        new_id: Callable[[], str],
        heard: Callable[[Agent, bool], None],
    ) -> None:
        self.seat, self.heard = seat, heard
        self.muted = False
        self._presence, self._new_id = presence, new_id
        self._timeline = seat.instance.timeline
        self._ports: dict[str, Port] = {}
        self._masters: dict[str, str] = {}  # topic -> port
        self._is_due = False
        self._chosen = False  # whether she has chosen her status in this run
        self.rate = Rate(self._timeline, MESSAGES_A_SECOND, MESSAGES_AT_ONCE)
        self._cut_off, self._updates = CutOff(seat), Updates(seat)
        self._chats = ChatFrames(seat, lambda data: self._cast("webSocket::all_message", data))

    # --- ports ---

    @property
    def has_room(self) -> bool:
        return len(self._ports) < MOST_TABS

    @property
    def is_idle(self) -> bool:
        return not self._ports

    def new_port_id(self) -> str:
        return self._new_id()

    def join(self, port: Port) -> None:
        """Let a tab take part: it is acknowledged first, then told how the agent is."""
        if not self._ports:
            self.seat.agent.add_watch(self._changed)
        self._ports[port.id] = port
        self._presence.heard(self.seat.agent)
        self._send(port, "acknowledge", {"id": port.id})
        self._cast("update_connected_ccps", {"length": len(self._ports)})
        if self.muted:
            self._send(port, "mute", {"mute": True})
        self._chats.follow()
        port.send(UPDATE, self._update())

    def leave(self, port: Port) -> None:
        """A tab is gone: what it was master of is free."""
        if self._ports.pop(port.id, None) is None:
            return
        for topic in [topic for topic, each in self._masters.items() if each == port.id]:
            del self._masters[topic]
        self._cast("update_connected_ccps", {"length": len(self._ports)})
        if not self._ports:
            self.seat.agent.drop_watch(self._changed)
            self._chats.stop()
            self.muted = False

    def alive(self) -> None:
        """A tab is there, whether it says anything or not."""
        self._presence.heard(self.seat.agent)

    # --- what tabs say ---

    def hear(self, port: Port, event: object, data: object) -> None:
        """Do what a frame from a tab says; what is not known is no matter, as in the library."""
        if not self.seat.exists:
            return
        self.alive()
        handler = _HANDLERS.get(event) if isinstance(event, str) else None
        if handler is not None:
            handler(self, port, data if isinstance(data, Mapping) else {"": data})

    def _acknowledge(self, port: Port, _: Plain) -> None:
        self._send(port, "acknowledge", {"id": port.id})

    def _api_request(self, port: Port, request: Plain) -> None:
        name, params = request.get("method"), request.get("params")
        answer, error = None, None
        try:
            answer = self._own(name, params)
            if answer is None:
                answer = perform(self.seat, name, params)
        except CcpError as refusal:
            error = refusal.as_text()
        if name == "putAgentState" and error is None:
            self._chosen = True
        self._send(
            port,
            "api_response",
            {
                "event": "api_response",
                "requestId": request.get("requestId"),
                "data": answer,
                "err": error,
            },
        )

    def _own(self, name: object, params: object) -> Plain | None:
        """Close a contact of an earlier run, of which the engine knows nothing."""
        if name not in ("clearContact", "completeContact") or not isinstance(params, Mapping):
            return None
        if not self._cut_off.close(params.get("contactId")):
            return None
        self._changed(self.seat.agent)
        return {}

    def _master_request(self, port: Port, request: Plain) -> None:
        params = request.get("params")
        topic = params.get("topic") if isinstance(params, Mapping) else None
        if not isinstance(topic, str) or not isinstance(params, Mapping):
            return
        before = self._masters.get(topic)
        data: dict[str, Any]
        takes_over = False
        if request.get("method") == "becomeMaster":
            self._masters[topic] = port.id
            takes_over = before is not None and before != port.id
            data = {"masterId": port.id, "takeOver": takes_over, "topic": topic}
        else:
            if before is None and not params.get("shouldNotBecomeMasterIfNone"):
                self._masters[topic] = port.id
            master = self._masters.get(topic)
            data = {"masterId": master, "isMaster": master == port.id, "topic": topic}
        if len(self._masters) > MOST_TOPICS:
            del self._masters[next(iter(self._masters))]
        response = {
            "event": "master_response",
            "requestId": request.get("requestId"),
            "data": data,
            "err": None,
        }
        if takes_over:
            self._cast("master_response", response)
        else:
            self._send(port, "master_response", response)

    def _broadcast(self, _: Port, said: Plain) -> None:
        event, data = said.get("event"), said.get("data")
        if not isinstance(event, str) or event in _NOISE:
            return
        if event == "mute" and isinstance(data, Mapping):
            self.muted = bool(data.get("mute"))
            self.heard(self.seat.agent, self.muted)
        self._cast(event, data)

    def _reload(self, _: Port, __: Plain) -> None:
        self._changed(self.seat.agent)

    def _subscribe(self, port: Port, data: Plain) -> None:
        topics = data.get("")
        content = {"status": "success", "topics": topics if isinstance(topics, list) else []}
        self._send(
            port, "webSocket::subscription_update", {"topic": "aws/subscribe", "content": content}
        )

    def _sdk(self, port: Port, request: Plain) -> None:
        self._send(port, "sdk", sdk.answer(self.seat, request))

    def _terminate(self, _: Port, __: Plain) -> None:
        self._cast("terminated", None)

    def _resume(self, _: Port, data: Plain) -> None:
        """A tab comes back to a server that has begun anew, and tells what she had chosen.

        A restart is nothing that she has done: her callers would find nobody there, and she would
        not know why. It holds for as long as an absence does.
        """
        wanted = next(
            (each for each in statuses(self.seat.instance) if each.arn == data.get("state")), None
        )
        agent = self.seat.agent
        is_away = agent.status.type is StatusType.OFFLINE and agent.next_status is None
        if wanted is None or self._chosen or not is_away:
            return
        self._chosen = True
        if wanted.type is not StatusType.OFFLINE and not self._cut_off.postpone(wanted):
            self.seat.board.set_status(agent, wanted)
        self._changed(agent)

    # --- how she is ---

    def _changed(self, agent: Agent) -> None:
        if any(state in _PASSING for state in agent.contacts.values()):
            self.push()  # it is not to be seen any more in a moment
        if not self._is_due:
            self._is_due = True
            self._timeline.after(TOGETHER_US, self._due)

    def _due(self, _: object) -> None:
        self._is_due = False
        self._chats.follow()
        self.push()

    def push(self) -> None:
        """Tell every tab how she is now; tabs of one who has been removed, that it is over."""
        if not self.seat.exists:
            self._cast("terminated", None)
        elif self._ports:
            self._send_all(UPDATE, self._update())

    def _update(self) -> str:
        return self._updates.frame(self._cut_off.contacts, self._cut_off.pending)

    def _cast(self, event: str, data: object) -> None:
        self._send_all(event, frame(event, data))

    def _send_all(self, event: str, text: str) -> None:
        for port in list(self._ports.values()):
            port.send(event, text)

    def _send(self, port: Port, event: str, data: object) -> None:
        port.send(event, frame(event, data))


Handler = Callable[[Worker, Port, Plain], None]
_HANDLERS: Final[Mapping[str, Handler]] = {
    "synchronize": Worker._acknowledge,
    "api_request": Worker._api_request,
    "master_request": Worker._master_request,
    "broadcast": Worker._broadcast,
    "reload_agent_configuration": Worker._reload,
    "webSocket::subscribe": Worker._subscribe,
    "sdk": Worker._sdk,
    "terminate": Worker._terminate,
    "resume": Worker._resume,
}


class Workers:
    """One for each agent who has a tab open, and a while longer."""

    def __init__(
        self,
        instance: Instance,
        new_id: Callable[[], str],
        heard: Callable[[Agent, bool], None] = lambda _agent, _muted: None,
    ) -> None:
        self.presence = Presence(instance)
        self._instance, self._new_id, self._heard = instance, new_id, heard
        self._workers: dict[Agent, Worker] = {}

    def of(self, agent: Agent) -> Worker:
        worker = self._workers.get(agent)
        if worker is None:
            self._forget()
            seat = Seat(self._instance, agent)
            worker = Worker(seat, self.presence, self._new_id, self._heard)
            self._workers[agent] = worker
        return worker

    def _forget(self) -> None:
        """Forget those who have no tab, and are taken for gone."""
        self._workers = {
            agent: worker
            for agent, worker in self._workers.items()
            if not worker.is_idle or self.presence.is_there(agent)
        }

    def push_all(self) -> None:
        """Tell every tab how its agent is now."""
        for worker in self._workers.values():
            worker.push()
