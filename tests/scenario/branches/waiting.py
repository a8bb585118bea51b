"""Stories of callers who wait, are called back, or talk to an agent."""

from __future__ import annotations

from santral.engine.timeline import SECOND
from santral.local.network import Reply
from santral.local.testing.participants import Call
from tests.scenario.branches.shop import VOICES, ShopOfStubs, broken
from tests.scenario.branches.stories import in_each, story
from tests.scenario.shops import STRANGER

LOCALES = {code: f"{code}-{code.upper()}" for code in VOICES} | {"nobody's": "xx-XX"}
# A number of the shop -> a number that people there would type.
TYPED = {
    "+902120000001": "05350001234#",
    "+390600000001": "3470001234#",
    "+74950000001": "89050001234#",
    "+861000000001": "13800001234#",
    "+12120000001": "2125550123#",
    "+442000000001": "07700900123#",
    "+33100000001": "33612345678#",
}


def offered_a_callback(shop: ShopOfStubs, **how: str | None) -> Call:
    """Let a caller wait until she is asked whether she wants to be called back."""
    call = shop.waits(**how)
    heard = len(call.heard)
    shop.centre.wait_for(lambda: len(call.heard) > heard + 1)
    return call


# --- waiting ---


def _waits_in(shop: ShopOfStubs, language: str) -> None:
    shop.identified(language=LOCALES[language])
    shop.waits()
    shop.centre.wait(minutes=2)


in_each("waiting in the language", LOCALES, _waits_in)


def _long_line(shop: ShopOfStubs, ahead: str) -> None:
    # Somebody is there, or no wait could be told; but she has all hands full.
    shop.mert.becomes("Available")
    shop.centre.waiting("sales")
    shop.mert.accepts()
    for _ in range(int(ahead)):
        shop.centre.waiting("sales")
    shop.waits()
    shop.centre.wait(minutes=2)


in_each("the number of people ahead of her is", ("0", "3", "9", "20"), _long_line)


@story
def a_wait_of_less_than_a_minute(shop: ShopOfStubs) -> None:
    for number in range(3):
        agent = shop.centre.staff(f"Agent {number}", "all").becomes("Available")
        shop.centre.waiting("sales")
        agent.accepts()
    shop.centre.wait(seconds=5)
    shop.waits()
    shop.centre.wait(minutes=2)


@story
def no_music(shop: ShopOfStubs) -> None:
    with broken("customer_queue", "play hold music"):
        shop.waits()
        shop.centre.wait(minutes=40)


@story
def a_task_that_waits_without_music(shop: ShopOfStubs) -> None:
    shop.rings(channel="TASK")
    shop.centre.wait(minutes=5)


@story
def a_wait_that_cannot_be_told(shop: ShopOfStubs) -> None:
    with broken("customer_queue", "how long is the wait", "NoMatchingCondition"):
        shop.waits()
        shop.centre.wait(minutes=1)


# --- callbacks ---


def _typed(shop: ShopOfStubs, to: str) -> None:
    call = offered_a_callback(shop, to=to)
    call.press("2")
    shop.centre.wait(seconds=1)
    call.press(TYPED[to])
    shop.centre.wait(seconds=20)


in_each("a callback to a number typed at", TYPED, _typed)


def _mistyped(shop: ShopOfStubs, to: str) -> None:
    call = offered_a_callback(shop, to=to)
    call.press("2")
    for _ in range(2):
        shop.centre.wait(seconds=1)
        call.press("1#")
        shop.centre.wait(seconds=8)
    shop.centre.wait(seconds=20)


in_each("a callback to a number mistyped at", TYPED, _mistyped)


@story
def a_callback_to_a_number_that_nobody_can_call(shop: ShopOfStubs) -> None:
    call = offered_a_callback(shop, to="+33100000001")
    call.press("2")
    shop.centre.wait(seconds=1)
    call.press("21012345#")
    shop.centre.wait(seconds=20)


def _callback_for(shop: ShopOfStubs, caller: str) -> None:
    call = offered_a_callback(shop, from_={"hidden": None}.get(caller, caller))
    call.press("1")
    shop.centre.wait(seconds=20)


in_each(
    "a callback for a caller whose number is",
    (STRANGER, "hidden", "+21012345"),
    _callback_for,
)


@story
def an_answer_to_the_offer_that_means_nothing(shop: ShopOfStubs) -> None:
    offered_a_callback(shop).press("9")


@story
def a_callback_for_a_queue_that_filled_up(shop: ShopOfStubs) -> None:
    call = offered_a_callback(shop)
    shop.sales.capacity = 0
    call.press("1")
    shop.centre.wait(seconds=20)


def _called_back(shop: ShopOfStubs, language: str) -> None:
    shop.identified(language=LOCALES[language], consent="announce" if language == "tr" else "")
    call = offered_a_callback(shop)
    call.press("1")
    shop.centre.wait(seconds=20)
    shop.centre.network.expect(STRANGER, Reply(after_us=SECOND))
    shop.mert.becomes("Available").accepts()
    shop.centre.wait(seconds=20)


in_each("called back in the language", LOCALES, _called_back)


# --- with an agent ---


def _joined_in(shop: ShopOfStubs, language: str) -> None:
    shop.identified(language=LOCALES[language])
    shop.talks()
    shop.mert.hold()
    shop.centre.wait(seconds=40)
    shop.mert.resume()
    shop.mert.hang_up()
    shop.centre.wait(seconds=20)


in_each("an agent answers, holds and leaves in the language", LOCALES, _joined_in)


def _passed_on(shop: ShopOfStubs, recording: str) -> None:
    shop.identified(consent=recording)
    shop.talks()
    shop.mert.sends_to(queue="sales")
    shop.centre.wait(minutes=2)
    shop.mert.takes_back()
    shop.deniz.becomes("Available")
    shop.mert.sends_to(agent="deniz")
    shop.centre.wait(seconds=15)
    if any(offer.is_open for offer in shop.deniz.offers):  # not where the transfer itself breaks
        shop.deniz.accepts()
    shop.centre.wait(minutes=1)


in_each("passed on with the consent policy", ("none", "announce", "unheard-of"), _passed_on)


def _not_passed_on(shop: ShopOfStubs, language: str) -> None:
    shop.identified(language=LOCALES[language])
    shop.talks()
    shop.reception.capacity = shop.deniz.agent.queue.capacity = 0
    shop.mert.sends_to(queue="reception")
    shop.centre.wait(seconds=20)
    shop.mert.resume()
    shop.mert.sends_to(agent="deniz")
    shop.centre.wait(seconds=20)


in_each("a full queue for a transfer in the language", LOCALES, _not_passed_on)


@story
def a_transfer_to_queues_that_are_closed_down(shop: ShopOfStubs) -> None:
    shop.talks()
    shop.reception.enabled = shop.deniz.agent.queue.enabled = False
    shop.mert.sends_to(queue="reception")
    shop.centre.wait(seconds=20)
    shop.mert.resume()
    shop.mert.sends_to(agent="deniz")
    shop.centre.wait(seconds=20)
