"""Telephones that people hold in their hands: they ring the centre, and are rung by it.

A Phones is the engine's Network, for numbers that a telephone has lent its ear to, and a sink of
its trace, so that each telephone is told of its own call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from santral.engine.contact import Contact
from santral.engine.instants import to_milliseconds_text
from santral.engine.ports import Network
from santral.engine.run import Purpose
from santral.engine.telling import Teller
from santral.engine.timeline import Timer
from santral.engine.trace import FIELDS, Event
from santral.local.voice.parties import Customer, Outsider

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

IDLE: Final = "idle"
CONNECTED: Final = "connected"
RUNG: Final = "rung"

Message = Mapping[str, object]
Answered = Callable[[str], None]

_WHISPERS: Final = (Purpose.CUSTOMER_WHISPER, Purpose.OUTBOUND_WHISPER)
_MUSIC: Final = ("PromptId", "Media")


class Phones:
    """All telephones, open or not.

    Attributes:
        board: of the centre; set before the first call.
        names: what to call agents, queues and prompts in what is told; asked at each call.
        soon: does something once the engine has finished what it is doing.
    """

    board: Switchboard

    def __init__(
        self,
        elsewhere: Network,
        *,
        soon: Callable[[Callable[[], None]], object],
        names: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """
        Args:
            elsewhere: reaches every number that no telephone has.
        """
        self._elsewhere, self.soon, self.names = elsewhere, soon, names
        self._open: list[Phone] = []
        self._lent: dict[str, Phone] = {}
        self.calling: Phone | None = None

    def open(self, send: Callable[[Message], None]) -> Phone:
        """Open a telephone; it is closed by its `gone`."""
        phone = Phone(self, send)
        self._open.append(phone)
        return phone

    def close(self, phone: Phone) -> None:
        self._open.remove(phone)
        self.lend(phone, None)

    def lend(self, phone: Phone, number: str | None) -> None:
        """Let whoever dials a number reach this telephone, instead of the one it was before."""
        self._lent = {each: of for each, of in self._lent.items() if of is not phone}
        if number is not None:
            self._lent[number] = phone

    def trace(self, event: Event) -> None:
        """Tell each telephone of its own call; the engine's sink."""
        if event[1] == "contact" and self.calling is not None:
            calling, self.calling = self.calling, None
            calling.began(self.board.contacts[event[2]])
        for phone in self._open:
            phone.happened(event)

    # --- as the engine's Network ---

    def dial(self, contact: Contact, number: str, limit_us: int, answered: Answered) -> None:
        phone = self._lent.get(number)
        if phone is None:
            self._elsewhere.dial(contact, number, limit_us, answered)
        elif phone.state != IDLE:
            self.board.timeline.after(0, answered, "busy")
        else:
            phone.ring(contact, number, limit_us, answered)


@dataclass(slots=True)
class Ringing:
    """A call to a telephone that nobody has answered yet."""

    contact: Contact
    number: str
    answered: Answered
    timer: Timer

    @property
    def is_over(self) -> bool:
        """Whether those who rang have given up: the call ended, or its agent left it."""
        contact = self.contact
        left = contact.callback is not None and contact.agent is None
        return left or contact.disconnected_us is not None


class Phone:
    """One telephone; it is also the Line of an exchange.

    Attributes:
        state: idle, connected or rung; a call of its own is connected at once.
        party: who speaks here: a customer, or somebody outside whom a customer was passed to.
    """

    def __init__(self, phones: Phones, send: Callable[[Message], None]) -> None:
        """
        Args:
            send: takes what the page is to be told.
        """
        self._phones, self._send = phones, send
        self.state = IDLE
        self.party: Customer | Outsider | None = None
        self._at: Contact | None = None  # the contact that she was seen on last
        self._ids: set[str] = set()  # of her contacts
        self._ringing: Ringing | None = None
        self._teller = Teller()
        self._listening = self._looks = False

    # --- what she does ---

    def call(self, number: str | None, to: str) -> bool:
        """Ring a number of the centre; False where nobody has it, or she is in a call."""
        if self.state != IDLE:
            return False
        phones = self._phones
        phones.calling = self
        contact = phones.board.arrive(number, to)
        phones.calling = None
        return contact is not None

    def press(self, key: str) -> None:
        contact = self.contact
        if contact is not None and isinstance(self.party, Customer):
            self._phones.board.press(contact, key)

    def hang_up(self) -> None:
        """End the call, or decline the one that rings."""
        if self._ringing is not None:
            self.decline()
            return
        contact = self.contact
        if contact is None:
            return
        if isinstance(self.party, Outsider):
            self._phones.board.third_parties.hang_up(contact)
        else:
            self._phones.board.hang_up(contact)

    def lend(self, number: str | None) -> None:
        self._phones.lend(self, number)

    def answer(self) -> None:
        ringing = self._stop_ringing()
        if ringing is None:
            return
        contact = ringing.contact
        if _is_customer(contact):
            self.began(contact)
        else:
            self._connect(contact, Outsider(contact))
        ringing.answered("answered")

    def decline(self) -> None:
        self._not_taken("busy")

    def gone(self) -> None:
        """The page is closed: so is the call."""
        self.hang_up()
        self._phones.close(self)

    # --- how it is with her ---

    @property
    def contact(self) -> Contact | None:
        """The contact that she is on; each passes her on to the next one."""
        contacts = self._phones.board.contacts
        while self._at is not None and self._at.disconnected_us is not None:
            following = contacts.get(self._at.next_id or "")
            # A callback is another call, which finds her later.
            if following is None or following.callback or isinstance(self.party, Outsider):
                return None
            self._at = following
        return self._at

    # --- told by the centre ---

    def ring(self, contact: Contact, number: str, limit_us: int, answered: Answered) -> None:
        timer = self._phones.board.timeline.after(limit_us, self._rings_out)
        self._ringing = Ringing(contact, number, answered, timer)
        self._become(RUNG, contact, contact.system_number, number)

    def began(self, contact: Contact) -> None:
        self._ids = {contact.id}
        self._teller = Teller(self._phones.names())
        self._connect(contact, Customer(contact.chain))

    def happened(self, event: Event) -> None:
        """Be told of everything that happens in the centre."""
        contact_id = event[2]
        if self._ringing is not None and contact_id == self._ringing.contact.id:
            self._look_soon()
        party = self.party
        if isinstance(party, Outsider):
            if contact_id == party.contact.id:
                self._look_soon()
        elif party is not None:
            if event[1] == "contact" and event[3] == party.chain.initial_id:
                self._ids.add(contact_id)
            if contact_id in self._ids:
                self._tell(event)
                self._look_soon()

    def _tell(self, event: Event) -> None:
        at, kind = to_milliseconds_text(event[0]), event[1]
        if kind == "block":
            fields = dict(zip(("flow", "block", "action", "via"), event[3:], strict=True))
            self._send({"type": "block", **fields, "at": at, "contact": event[2]})
            return
        said = self._teller.tell(event)
        if said is None:
            return
        if kind == "heard" and event[3] == "CUSTOMER":
            self._send({**self._caption(event), "text": said.text, "at": at})
            return
        told = {"label": said.label, "text": said.text, "tone": said.tone}
        self._send({"type": "event", **told, "at": at})

    def _caption(self, event: Event) -> dict[str, object]:
        board = self._phones.board
        fields: Mapping[str, Any] = dict(zip(FIELDS["heard"], event[3:], strict=True))
        contact = board.contacts.get(event[2])
        run = None if contact is None else contact.run
        who = "whisper" if run is not None and run.purpose in _WHISPERS else "flow"
        language = None if contact is None else contact.language
        return {
            "type": "caption",
            "who": "music" if fields["kind"] in _MUSIC else who,
            "language": language or board.settings.language,
            "lasts_ms": fields["lasts_ms"],
        }

    # --- changes ---

    def _look_soon(self) -> None:
        """Look how things are once the engine is through; events come in the middle of it."""
        if not self._looks:
            self._looks = True
            self._phones.soon(self._look)

    def _look(self) -> None:
        self._looks = False
        if self._ringing is not None and self._ringing.is_over:
            self._not_taken("unanswered")
        if self.party is None:
            return
        contact = self.contact
        run = None if contact is None else contact.run
        self._listen(is_heard=run is not None and not run.ended and run.hears_keys)
        if contact is None:
            self._over()

    def _listen(self, *, is_heard: bool) -> None:
        if self._listening != is_heard:
            self._listening = is_heard
            self._send({"type": "listening", "listening": is_heard})

    def _over(self) -> None:
        reason = None if self._at is None else self._at.disconnect_reason
        self.party = self._at = None
        self._end(reason or "OTHER")

    def _connect(self, contact: Contact, party: Customer | Outsider) -> None:
        self.party, self._at = party, contact
        self._become(CONNECTED, contact, contact.customer_number, contact.system_number)

    def _become(
        self, state: str, contact: Contact | None, from_: str | None, to: str | None
    ) -> None:
        self.state = state
        contact_id = None if contact is None else contact.id
        self._send(
            {"type": "state", "state": state, "contact": contact_id, "from": from_, "to": to}
        )

    def _end(self, reason: str) -> None:
        self._send({"type": "ended", "reason": reason})
        self._become(IDLE, None, None, None)

    def _rings_out(self, _: object) -> None:
        self._not_taken("unanswered")

    def _not_taken(self, how: str) -> None:
        ringing = self._stop_ringing()
        if ringing is not None:
            self._end(how)
            ringing.answered(how)

    def _stop_ringing(self) -> Ringing | None:
        ringing, self._ringing = self._ringing, None
        if ringing is not None:
            self._phones.board.timeline.cancel(ringing.timer)
        return ringing


def _is_customer(contact: Contact) -> bool:
    """Whether who was dialled is the contact's customer, and not whom she is passed to."""
    if contact.callback is not None:
        return True
    return contact.connected_us is None and contact.initiation_method != "EXTERNAL_OUTBOUND"
