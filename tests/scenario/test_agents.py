"""What agents do with a call, and what the caller hears of it."""

from __future__ import annotations

import pytest

from santral.engine.timeline import SECOND
from santral.local.network import FAILED, UNANSWERED, Reply
from santral.local.testing.participants import Call, Desk
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import AYSE, KLIMA, SHOP_TR, STRANGER, with_capacity

OUTSIDE = "+902120000099"


def rings(centre: WholeCentre, desk: Desk, *, key: str = "1") -> Call:
    """Let a stranger call until it rings at the agent."""
    desk.becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press(key)
    centre.wait_for(lambda: desk.offers, minutes=2)
    return call


def talks(centre: WholeCentre, desk: Desk, *, key: str = "1") -> Call:
    call = rings(centre, desk, key=key)
    desk.accepts()
    centre.wait(seconds=10)
    assert call.talks_to == desk.agent.first_name
    return call


# --- whispers ---


def test_the_agent_hears_the_queue_and_then_the_caller_hears_the_agents_name(
    centre: WholeCentre,
) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)

    assert mert.heard[0].startswith("klima-sales.")
    assert call.heard[-1] == "Sizi Mert ile görüştürüyorum."


def test_a_caller_who_hangs_up_during_the_agents_whisper_has_abandoned(
    centre: WholeCentre,
) -> None:
    mert = centre.agent("Mert")
    call = rings(centre, mert)
    mert.accepts()
    centre.wait(seconds=0.2)

    call.hang_up()

    assert centre.record_of(call).disconnect_reason == "CUSTOMER_DISCONNECT"
    assert call.outcome == "abandoned"
    assert not mert.agent.contacts


def test_an_agent_who_leaves_during_her_whisper_lets_the_next_one_have_the_caller(
    centre: WholeCentre,
) -> None:
    mert, olga = centre.agent("Mert"), centre.agent("Olga")
    call = rings(centre, mert)
    mert.accepts()
    olga.becomes("Available")

    mert.hang_up()
    olga.accepts()
    centre.wait(seconds=10)

    assert call.talks_to == "Olga"


# --- missed and rejected ---


def test_an_unanswered_call_rings_at_the_next_agent_after_20_seconds(centre: WholeCentre) -> None:
    mert, olga = centre.agent("Mert"), centre.agent("Olga")
    call = rings(centre, mert)
    olga.becomes("Available")
    centre.wait(seconds=20)

    olga.accepts()
    centre.wait(seconds=10)

    assert call.talks_to == "Olga"
    assert centre.events("missed")[0]["agent"] == "mert"


def test_a_rejected_call_rings_at_the_next_agent_at_once(centre: WholeCentre) -> None:
    mert, olga = centre.agent("Mert"), centre.agent("Olga")
    call = rings(centre, mert)
    olga.becomes("Available")

    mert.offers[0].reject()

    assert olga.offers[0].contact is call.contact


# --- hold ---


def test_a_caller_on_hold_hears_music_and_the_record_says_for_how_long(
    centre: WholeCentre,
) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    mert.hold()
    centre.wait(seconds=30)
    music = [each for each in centre.events("heard") if each["kind"] == "PromptId"]
    mert.resume()
    centre.wait(seconds=10)
    call.hang_up()

    record = centre.record_of(call)
    assert {"CUSTOMER", "AGENT"} <= {each["by"] for each in music}
    assert record.plain["Agent"]["CustomerHoldDuration"] == 30
    assert record.plain["Agent"]["NumberOfHolds"] == 1


def test_a_caller_may_hang_up_while_on_hold(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    mert.hold()
    centre.wait(seconds=5)

    call.hang_up()

    assert centre.record_of(call).plain["Agent"]["CustomerHoldDuration"] == 5
    assert call.outcome == "answered"


# --- recording ---


def test_what_is_said_while_recording_is_paused_is_silent_in_it(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    mert.pause_recording()
    centre.wait(seconds=15)
    mert.resume_recording()
    call.hang_up()

    [recording] = call.first.recordings
    [(paused_us, resumed_us)] = recording.silent
    assert resumed_us - paused_us == 15 * SECOND


# --- the end ---


def test_the_caller_is_thanked_when_the_agent_hangs_up_first(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)

    mert.hang_up()
    centre.wait(seconds=10)

    assert call.heard[-1] == "Bize ulaştığınız için teşekkür ederiz. İyi günler."
    assert call.is_over
    assert call.outcome == "answered"


def test_wrap_up_lasts_as_long_as_the_business_says_and_is_in_the_record(
    centre: WholeCentre,
) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)

    call.hang_up()

    assert centre.record_of(call).plain["Agent"]["AfterContactWorkDuration"] == 30


def test_wrap_up_ends_when_the_agent_says_so(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    call.hang_up()
    centre.wait(seconds=7)

    mert.clear()

    assert centre.record_of(call).plain["Agent"]["AfterContactWorkDuration"] == 7


# --- transfers ---


def test_a_cold_transfer_to_a_queue_ends_with_a_colleague_there(centre: WholeCentre) -> None:
    mert, hakan = centre.agent("Mert"), centre.agent("Hakan").becomes("Available")
    call = talks(centre, mert)
    mert.sends_to(queue="klima-repair")
    mert.leaves()
    hakan.accepts()
    centre.wait(seconds=10)
    assert call.talks_to == "Hakan"
    call.hang_up()

    first = centre.record_of(call)
    second = centre.record_of(call.contact)
    assert (first.agent, second.agent) == ("Mert", "Hakan")
    assert second.method == "TRANSFER"
    assert first.plain["TransferCompletedTimestamp"] is not None
    assert call.heard[-1] == "Sizi Hakan ile görüştürüyorum."


def test_in_a_warm_transfer_to_an_agent_the_agents_talk_first(centre: WholeCentre) -> None:
    mert, deniz = centre.agent("Mert"), centre.agent("Deniz").becomes("Available")
    call = talks(centre, mert)
    mert.sends_to(agent="deniz")
    deniz.accepts()
    centre.wait(seconds=10)
    still_with_mert = call.contact.agent is mert.agent
    mert.leaves()
    centre.wait(seconds=20)
    assert call.talks_to == "Deniz"
    call.hang_up()

    record = centre.record_of(call)
    assert still_with_mert
    assert record.plain["TransferCompletedTimestamp"] is None
    assert centre.record_of(call.contact).agent == "Deniz"


def test_an_agent_can_take_the_caller_back(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    mert.sends_to(agent="deniz")
    centre.wait(seconds=10)

    mert.takes_back()

    assert call.talks_to == "Mert"
    assert call.contact is call.first


def test_a_caller_who_hangs_up_on_hold_ends_the_transfer_too(centre: WholeCentre) -> None:
    mert, deniz = centre.agent("Mert"), centre.agent("Deniz").becomes("Available")
    call = talks(centre, mert)
    mert.sends_to(agent="deniz")
    deniz.accepts()
    centre.wait(seconds=10)

    call.hang_up()
    centre.wait(minutes=2)

    assert not deniz.agent.contacts
    assert not centre.switchboard.contacts


def test_the_transferred_caller_keeps_her_language_and_her_consent(centre: WholeCentre) -> None:
    mert, hakan = centre.agent("Mert"), centre.agent("Hakan").becomes("Available")
    call = talks(centre, mert)
    mert.sends_to(queue="klima-repair")
    mert.leaves()
    hakan.accepts()
    centre.wait(minutes=1)
    call.hang_up()

    assert call.contact.language == "tr-TR"
    assert centre.record_of(call.contact).recording is not None


def test_a_transfer_to_a_number_outside_leaves_the_caller_with_it(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    centre.network.expect(OUTSIDE, Reply(after_us=8 * SECOND))
    following = mert.sends_to(number=OUTSIDE)
    centre.wait(seconds=10)
    mert.leaves()
    centre.wait(minutes=2)
    assert following is not None
    centre.switchboard.third_parties.hang_up(following)

    record = centre.record_of(following)
    assert record.method == "EXTERNAL_OUTBOUND"
    assert record.plain["TransferredToEndpoint"]["Address"] == OUTSIDE
    assert call.is_over


@pytest.mark.parametrize("reply", [Reply(UNANSWERED), Reply(FAILED, SECOND)])
def test_when_nobody_answers_outside_the_agent_still_has_the_caller(
    centre: WholeCentre, reply: Reply
) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    centre.network.expect(OUTSIDE, reply)
    mert.sends_to(number=OUTSIDE)
    centre.wait(seconds=61)

    mert.resume()

    assert call.talks_to == "Mert"


@pytest.mark.opens(with_capacity(KLIMA, maintenance=0))
def test_a_transfer_to_a_full_queue_fails_and_the_agent_is_told(centre: WholeCentre) -> None:
    mert = centre.agent("Mert")
    call = talks(centre, mert)
    mert.sends_to(queue="klima-maintenance")
    centre.wait(seconds=5)
    mert.resume()

    assert "Aktarma yapılamadı." in [each["text"] for each in centre.events("heard")]
    assert call.talks_to == "Mert"


# --- several at once ---


def test_two_vips_of_one_manager_are_served_one_after_the_other(centre: WholeCentre) -> None:
    deniz = centre.agent("Deniz").becomes("Available")
    first = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=10)
    deniz.accepts()
    centre.wait(seconds=10)
    second = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=15)
    first.hang_up()
    deniz.clear()

    assert second.waits_in == "klima-managers"
    assert deniz.offers[-1].contact is second.contact
