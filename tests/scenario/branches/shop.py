"""The shipped flows in a small centre: the test says what each function answers, and what breaks.

Much faster than the whole shop, and its functions give answers that the real ones give rarely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from functions.flow_files import ENTRY, flow_names, module_names
from santral.domain.tenant import Language, Number
from santral.engine.blocks import Flow
from santral.engine.directory import Directory
from santral.engine.run import Run
from santral.engine.steps import Failed, Step
from santral.local.flow_files import add_shipped_flows, entry_flow
from santral.local.identifiers import function_arn
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import Serves, SmallCentre
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from tests.scenario.shops import KLIMA, SHOP_TR, STRANGER

SALES, RECEPTION = "arn:queue/sales", "arn:queue/reception"
VOICES = {"tr": "Filiz", "ru": "Tatyana", "it": "Carla", "zh": "Zhiyu", "en": "Joanna"}
NAMES = [*flow_names(), *module_names()]

# What identify_contact, menu_step and choose_queue say of an unknown caller who wants sales.
WHO = {
    "next": "menu",
    "known": "no",
    "language": "tr-TR",
    "voice": "Filiz",
    "greeting": "Hoş geldiniz.",
    "message": "Kapalıyız.",
    "consent": "announce",
    "consent_text": "Kaydediyoruz.",
    "menu": "main",
    "menu_text": "Satış için 1.",
    "queue": "sales",
    "queue_arn": SALES,
    "agent": "",
    "agent_arn": "",
    "agent_text": "Yeni.",
    "connecting_text": "Bağlıyorum.",
    "moment_text": "Bir dakika.",
    "crm": "no",
}
TO_SALES = {"action": "queue", "text": "Bağlıyorum.", "queue": "sales", "queue_arn": SALES}
CHOSEN = {
    "queue": "sales",
    "queue_arn": SALES,
    "agent_arn": "",
    "priority": "3",
    "overflowed": "no",
    "text": "",
}
CARD = {"found": "yes", "source": "crm", "crm_name": "A", "crm_text": "K."}


class ShopOfStubs:
    """Two queues, Mert who serves both, Deniz who has her own; nobody is Available at first."""

    def __init__(self) -> None:
        self.centre = centre = SmallCentre()
        centre.switchboard.phone_numbers = PhoneNumbersByMetadata()
        self.sales, self.reception = centre.queue("sales"), centre.queue("reception")
        centre.profile("all", Serves("sales"), Serves("reception", priority=2))
        centre.profile("own")
        self.mert: Desk = centre.staff("Mert", "all")
        self.deniz: Desk = centre.staff("Deniz", "own")
        for name in NAMES:
            for flow in compiled(name):
                centre.directory.add_flow(flow)
        centre.directory.defaults.update(shipped().defaults)
        self.identified()
        self.key_does(TO_SALES)
        self.chosen()
        self.answers("look_up_customer", CARD)

    # --- what functions answer ---

    def answers(self, function: str, answer: Mapping[str, str] | None) -> None:
        """None = the function fails."""
        self.centre.answers(function_arn(function), _raises if answer is None else answer)

    def identified(self, **other: str) -> None:
        self.answers("identify_contact", {**WHO, **other})

    def chosen(self, **other: str) -> None:
        self.answers("choose_queue", {**CHOSEN, **other})

    def key_does(self, *answers: Mapping[str, str] | None) -> None:
        """Answer one menu step after the other so; the last one again and again."""
        left = list(answers)

        def menu_step(_event: object) -> object:
            answer = left.pop(0) if len(left) > 1 else left[0]
            return _raises(_event) if answer is None else answer

        self.centre.answers(function_arn("menu_step"), menu_step)

    # --- people ---

    def rings(
        self,
        *,
        from_: str | None = STRANGER,
        to: str = SHOP_TR,
        language: str = "tr",
        channel: str = "VOICE",
    ) -> Call:
        """Contact the shop by a number of this language, and wait until something is asked."""
        entry = self.centre.directory.flow(f"{ENTRY}_klima_{language}")
        contact = self.centre.switchboard.arrive(from_, to, flow=entry, channel=channel)
        assert contact is not None
        self.centre.wait(seconds=3)
        return Call(self.centre, contact)

    def waits(self, **how: str | None) -> Call:
        """Let somebody through the menu into her queue."""
        call = self.rings(**how)  # type: ignore[arg-type]
        call.press("1")
        self.centre.wait(seconds=20)
        return call

    def talks(self, **how: str | None) -> Call:
        """Let somebody through to Mert."""
        self.mert.becomes("Available")
        call = self.rings(**how)  # type: ignore[arg-type]
        call.press("1")
        self.centre.wait_for(lambda: any(offer.is_open for offer in self.mert.offers))
        self.mert.accepts()
        self.centre.wait_for(lambda: call.talks_to == "Mert", minutes=1)
        return call


@cache
def shipped() -> Directory:
    """Compile every shipped flow and module once, entry flows but once for each language."""
    directory = Directory()
    add_shipped_flows(directory)
    languages = tuple(
        Language(code, f"{code}-{code.upper()}", voice) for code, voice in VOICES.items()
    )
    tenant = replace(KLIMA.tenant, languages=languages)
    for index, code in enumerate(VOICES):
        number = Number(f"+90212000010{index}", code, "main")  # each has its own entry flow
        directory.add_flow(entry_flow(tenant, number, RECEPTION))
    return directory


def compiled(name: str) -> list[Flow]:
    """Find a shipped flow or module; the entry flow once for each language."""
    names = [f"{ENTRY}_klima_{code}" for code in VOICES] if name == ENTRY else [name]
    found = [shipped().flow(each) or shipped().module(each) for each in names]
    return [each for each in found if each is not None]


@contextmanager
def broken(flow: str, block: str, error: str = "NoMatchingError") -> Iterator[None]:
    """Let a block fail by this error wherever it is run."""
    blocks = [each.blocks[block] for each in compiled(flow)]
    starts = [each.start for each in blocks]

    def fails(_run: Run) -> Step:
        return Failed(error)

    try:
        for each in blocks:
            each.start = fails
        yield
    finally:
        for each, start in zip(blocks, starts, strict=True):
            each.start = start


def _raises(_event: object) -> object:
    raise RuntimeError("the function fails")
