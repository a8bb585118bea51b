"""The sample morning: its callers, each in a scene of something worth seeing, and its playing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

from santral.engine.contact import Contact
from santral.engine.instants import to_us
from santral.engine.routing.agents import Agent
from santral.engine.timeline import SECOND
from santral.engine.trace import Event, Sink
from santral.local import businesses
from santral.local.faults import Faults
from santral.local.figures import Figures
from santral.local.invariants import Invariants
from santral.local.laptop import Laptop
from santral.local.network import SimulatedNetwork
from santral.local.people import Caller, Crowd

BEGINS = time(8, 45)
SHOP, SHOP_RU = "+902120000001", "+902120000002"
CLINIC, CLINIC_EN = "+390600000001", "+390600000002"
ZONE = ZoneInfo("Europe/Istanbul")  # the clock of the scenes; Rome is two hours behind it


@dataclass(frozen=True, slots=True)
class Scene:
    """One call.

    Attributes:
        at: in Istanbul.
        first_misses: the first agent lets it ring.
        holds_s: the agent puts the caller on hold for so long.
        to_queue: where the agent sends the caller on to, and leaves at once.
        to_agent: the colleague whom the agent asks before she leaves the caller with her.
    """

    at: str
    number: str | None
    dials: str
    keys: tuple[str, ...] = ()
    talks_s: int = 120
    waits_s: int = 600
    consents: bool = True
    calls_back: bool = False
    rings_off_s: int | None = None
    first_misses: bool = False
    holds_s: int = 0
    to_queue: str = ""
    to_agent: str = ""
    agent_ends: bool = False

    def caller(self, on: date) -> Caller:
        local = datetime.combine(on, time.fromisoformat(self.at), ZONE)
        return Caller(
            to_us(local),
            self.number,
            self.dials,
            keys=self.keys,
            talk_us=self.talks_s * SECOND,
            patience_us=self.waits_s * SECOND,
            consents=self.consents,
            wants_callback=self.calls_back,
            rings_off_us=None if self.rings_off_s is None else self.rings_off_s * SECOND,
        )


SCENES: tuple[Scene, ...] = (
    # Before nine the shop is closed, and says until when.
    Scene("08:52", "+905550000100", SHOP),
    # A VIP: no menu, her account manager answers.
    Scene("09:02", "+905321112233", SHOP, talks_s=185, holds_s=25),
    # Nobody knows this number: the menu, key 1, sales.
    Scene("09:04", "+905550000101", SHOP, keys=("1",), talks_s=240),
    # A customer with a contract whose language is Russian.
    Scene("09:07", "+79050004410", SHOP, keys=("2", "1"), talks_s=150, agent_ends=True),
    # A hidden number wants the address and no more.
    Scene("09:15", None, SHOP_RU, keys=("3",), rings_off_s=45),
    # Two wrong keys, then somebody to talk to; the first agent does not pick up.
    Scene("09:20", "+905350006560", SHOP, keys=("9", "", "0"), first_misses=True),
    # A rush on repairs: two find somebody, the third is called back, the fourth hangs up.
    Scene("09:40", "+905550000102", SHOP, keys=("2", "1"), talks_s=260),
    Scene("09:40:20", "+905430009824", SHOP, keys=("2", "1"), talks_s=300),
    Scene("09:40:40", "+905550000103", SHOP, keys=("2", "1"), calls_back=True, talks_s=90),
    Scene("09:41", "+905550000104", SHOP, keys=("2", "1"), waits_s=35),
    # Sales sends a caller on to repairs; later asks a manager before passing one on.
    Scene("10:10", "+905550000105", SHOP, keys=("1",), talks_s=100, to_queue="klima-repair"),
    Scene("10:25", "+905550000106", SHOP, keys=("1",), talks_s=140, to_agent="deniz"),
    # The clinic in Rome asks whether it may record: one caller says yes, the other no.
    Scene("11:05", "+393330009001", CLINIC, keys=("1", "1"), talks_s=110),
    Scene("11:12", "+447700900123", CLINIC_EN, keys=("2",), talks_s=95, consents=False),
    # Lunch.
    Scene("13:10", "+905550000107", SHOP, keys=("1",)),
)


class Cast(Crowd):
    """Plays the scenes: agents do what the scene says, and pick up everything else."""

    def __init__(self, random: Random, on: date) -> None:
        super().__init__(random)
        self._on = on
        self._scenes: dict[str, Scene] = {}  # by InitialContactId

    def ring(self, scene: Scene) -> None:
        contact = self.call(scene.caller(self._on))
        if contact is not None:
            self._scenes[contact.id] = scene

    def offered(self, contact: Contact, agent: Agent) -> None:
        scene = self._scenes.get(contact.chain.initial_id)
        if scene is not None and scene.first_misses and contact.offers == 1:
            ring_us = self.switchboard.settings.ring_us
            self._after(ring_us + 30 * SECOND, self._come_back, agent)
        else:
            self._after(self._between(2, 5), self._accept, (contact, agent))

    def joined(self, contact: Contact, agent: Agent) -> None:
        scene = self._scenes.get(contact.chain.initial_id)
        talk_us = self._talk_us(contact)
        if contact.transferred_by is not None and contact.transferred_by.pending:
            self._after(12 * SECOND, self._leave_to, contact.transferred_by)
        elif scene is not None and contact.transferred_by is None:
            self._play(scene, contact, talk_us)
        by_agent = scene is not None and scene.agent_ends
        self._after(talk_us, self._talked_enough, (contact, by_agent))

    def _play(self, scene: Scene, contact: Contact, talk_us: int) -> None:
        if scene.holds_s:
            self._after(talk_us // 3, self._hold_for, (contact, scene.holds_s))
        if scene.to_queue or scene.to_agent:
            self._after(talk_us // 2, self._pass_on, (contact, scene))

    def _hold_for(self, what: tuple[Contact, int]) -> None:
        contact, seconds = what
        if self.switchboard.conversations.hold(contact):
            self._after(seconds * SECOND, self._resume, contact)

    def _pass_on(self, what: tuple[Contact, Scene]) -> None:
        contact, scene = what
        transfers = self.switchboard.transfers
        if scene.to_agent:
            following = transfers.to_agent(contact, scene.to_agent)
            wait_us = 45 * SECOND  # unless the colleague comes first
        else:
            following = transfers.to_queue(contact, scene.to_queue)
            wait_us = 2 * SECOND
        if following is not None:
            self._after(wait_us, self._leave_to, following.transferred_by)


@dataclass(frozen=True, slots=True)
class Morning:
    """Both sample businesses, open for business, with everybody at work."""

    laptop: Laptop
    figures: Figures
    invariants: Invariants
    cast: Cast
    on: date

    def play(self) -> None:
        """Let every scene happen, and the books be written."""
        timeline, cast = self.laptop.timeline, self.cast

        def ring(scene: Scene) -> None:
            cast.ring(scene)

        timeline.feed((each.caller(self.on).at_us, ring, each) for each in SCENES)
        timeline.run()
        self.laptop.drain()
        self.invariants.settle()


@contextmanager
def open_morning(on: date, trace: Sink, *, faults: Faults | None = None) -> Iterator[Morning]:
    """Open both businesses at a quarter to nine; the same date gives the same morning."""
    figures = Figures()
    invariants = Invariants(figures)
    cast = Cast(Random(f"morning {on}"), on)

    def traced(event: Event) -> None:
        figures(event)
        invariants(event)
        trace(event)

    def ended(contact: Contact) -> None:
        figures.handled(contact)
        invariants.ended(contact)

    cast.on_end = ended
    laptop = Laptop(
        [businesses.load("klima"), businesses.load("clinica")],
        start=datetime.combine(on, BEGINS, ZONE),
        trace=traced,
        people=cast,
        faults=faults,
    )
    with laptop:
        laptop.switchboard.network = SimulatedNetwork(
            laptop.timeline, cast.random, answers=1, fails=0
        )
        cast.meet(laptop.switchboard)
        invariants.meet(laptop.switchboard)
        for agent in laptop.directory.agents:
            laptop.log_in(agent)
        yield Morning(laptop, figures, invariants, cast, on)
