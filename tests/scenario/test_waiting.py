"""What waiting is like: position, promised callbacks, full queues, overflow, hanging up."""

from __future__ import annotations

import pytest

from santral.engine.timeline import SECOND
from santral.local.network import UNANSWERED, Reply
from santral.local.testing.participants import Call
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import KLIMA, SHOP_TR, STRANGER, with_capacity

OTHER = "+905550001123"
OFFER = "Bu numaradan geri aranmak için 1'e"


def waits(centre: WholeCentre, *, from_: str | None = STRANGER) -> Call:
    """Let a caller wait for sales, where Mert is, but busy."""
    mert = centre.agent("Mert")
    if not mert.agent.contacts:
        mert.becomes("Available")
        talking = centre.call(from_=OTHER, to=SHOP_TR)
        centre.wait(seconds=3)
        talking.press("1")
        centre.wait(seconds=10)
        mert.accepts()
        centre.wait(seconds=5)
        assert talking.talks_to == "Mert"
    call = centre.call(from_=from_, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=10)
    assert call.waits_in == "klima-sales"
    return call


def promised(centre: WholeCentre, call: Call) -> Call:
    """Let her choose to be called back at her own number."""
    centre.wait(seconds=29)
    centre.wait_for(lambda: call.heard[-1].startswith(OFFER))
    call.press("1")
    centre.wait(seconds=12)
    return call


def finish_talk(centre: WholeCentre) -> None:
    """Let Mert end what he is doing."""
    mert = centre.agent("Mert")
    mert.hang_up()
    mert.clear()
    centre.wait(seconds=5)


def test_after_half_a_minute_she_hears_her_place_and_how_long_it_may_take(
    centre: WholeCentre,
) -> None:
    call = waits(centre)
    before = len(call.heard)
    centre.wait(seconds=40)

    assert call.heard[before].startswith("Sıradaki yeriniz: 1.")


def test_no_wait_is_told_while_nobody_is_there_to_answer(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=60)

    [told] = [text for text in call.heard if text.startswith("Sıradaki")]
    assert told == "Sıradaki yeriniz: 1."


def test_the_second_in_line_hears_that_she_is_second(centre: WholeCentre) -> None:
    waits(centre)
    call = waits(centre, from_="+905550001124")
    before = len(call.heard)
    centre.wait(seconds=40)

    assert call.heard[before].startswith("Sıradaki yeriniz: 2.")


def test_who_hangs_up_while_waiting_has_abandoned(centre: WholeCentre) -> None:
    call = waits(centre)
    centre.wait(seconds=17)

    call.hang_up()

    record = centre.record_of(call)
    assert call.outcome == "abandoned"
    assert record.queue == "klima-sales"
    assert record.agent is None


def test_a_promised_callback_is_kept_when_somebody_is_free(centre: WholeCentre) -> None:
    call = promised(centre, waits(centre))
    hung_up = call.first.disconnected_us is not None
    centre.network.expect(STRANGER, Reply(after_us=6 * SECOND))
    finish_talk(centre)
    centre.agent("Mert").accepts()
    centre.wait(seconds=30)
    callback = call.callback

    assert hung_up
    assert callback is not None
    assert callback.agent is centre.agent("Mert").agent
    assert "Merhaba, sizi bir arkadaşımıza bağlıyoruz." in call.heard
    assert call.outcome == "called_back"

    centre.switchboard.hang_up(callback)
    record = centre.record_of(callback)
    assert record.method == "CALLBACK"
    assert record.agent == "Mert"
    assert record.recording is not None


def test_a_callback_that_nobody_answers_is_tried_once_more_ten_minutes_later(
    centre: WholeCentre,
) -> None:
    call = promised(centre, waits(centre))
    centre.network.expect(STRANGER, Reply(UNANSWERED), Reply(after_us=SECOND))
    finish_talk(centre)
    mert = centre.agent("Mert")
    mert.accepts()
    centre.wait(minutes=2)
    given_up_at_us = centre.events("dialled")[0]["at_us"]
    free_between = not mert.agent.contacts
    centre.wait_for(lambda: mert.offers[-1].is_open)
    waited_s = (centre.timeline.now_us - given_up_at_us) // SECOND
    mert.accepts()
    centre.wait(seconds=30)

    assert free_between
    assert waited_s == 600
    assert call.callback is not None
    assert call.callback.agent is mert.agent


def test_a_callback_is_given_up_after_two_attempts_with_a_reason(centre: WholeCentre) -> None:
    call = promised(centre, waits(centre))
    centre.network.expect(STRANGER, Reply(UNANSWERED), Reply(UNANSWERED))
    finish_talk(centre)
    mert = centre.agent("Mert")
    for _ in range(2):
        centre.wait_for(lambda: mert.offers[-1].is_open)
        mert.accepts()
        centre.wait(minutes=2)

    assert call.callback is not None
    assert call.callback.disconnect_reason == "TELECOM_UNANSWERED"
    assert len(centre.events("dialled")) == 2


def test_a_callback_can_go_to_another_number(centre: WholeCentre) -> None:
    call = waits(centre)
    centre.wait(seconds=29)
    centre.wait_for(lambda: call.heard[-1].startswith(OFFER))
    call.press("2")
    centre.wait(seconds=1)
    call.press("05350001234#")
    centre.wait(seconds=12)

    assert call.callback is not None
    assert call.callback.customer_number == "+905350001234"


def test_a_hidden_caller_is_asked_for_her_number(centre: WholeCentre) -> None:
    call = waits(centre, from_=None)
    centre.wait(seconds=29)
    centre.wait_for(lambda: call.heard[-1].startswith(OFFER))
    call.press("1")
    centre.wait(seconds=1)

    assert call.heard[-1].startswith("Lütfen telefon numarasını alan koduyla")


def test_who_does_not_choose_keeps_her_place(centre: WholeCentre) -> None:
    call = waits(centre)
    centre.wait(minutes=3)

    assert call.waits_in == "klima-sales"
    assert call.contact is call.first


def test_when_nobody_of_the_queue_is_there_others_get_the_call(centre: WholeCentre) -> None:
    centre.agent("Hakan").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=20)

    assert call.waits_in == "klima-reception"
    assert any("başka bir arkadaşımıza aktarıyorum" in text for text in call.heard)


@pytest.mark.opens(with_capacity(KLIMA, sales=1))
def test_who_finds_the_queue_full_waits_at_the_reception(centre: WholeCentre) -> None:
    waits(centre)
    call = centre.call(from_="+905550001124", to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=20)

    assert call.waits_in == "klima-reception"


@pytest.mark.opens(with_capacity(KLIMA, sales=0, reception=0))
def test_when_every_queue_is_full_she_hears_an_apology(centre: WholeCentre) -> None:
    centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=60)

    assert call.heard[-1].startswith("Üzgünüz, şu anda çağrınızı alamıyoruz.")
    assert call.outcome == "overflowed"
