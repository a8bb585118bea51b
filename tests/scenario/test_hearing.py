"""Who hears whom on the telephone, and which prompts, whatever agents do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.engine.contact import Contact
from santral.engine.monitoring import BARGE
from santral.engine.routing.agents import Agent
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, flow, music, say, whisper
from santral.local.voice.parties import Customer, Party, around, hearing, rooms, sounding, waiting
from tests.scenario.api_centre import CUSTOMER, NUMBER, available, done, open_centre, queue_of

TAXI = "+15550109999"


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def name_of(party: Party) -> str:
    if isinstance(party, Agent):
        return party.first_name
    return "customer" if isinstance(party, Customer) else "outsider"


def heard(*contacts: Contact) -> dict[str, set[str]]:
    """Say who hears whom, of those who hear anybody."""
    said = hearing(rooms(around(contacts)))
    return {
        name_of(ear): {name_of(each) for each in voices} for ear, voices in said.items() if voices
    }


def played(*contacts: Contact) -> list[tuple[str, str]]:
    return [
        (name_of(party), sound.prompt.content) for party, sound, _ in sounding(around(contacts))
    ]


def talk(centre: SmallCentre) -> tuple[Call, Desk]:
    ada = available(centre, "Ada", wrap_up_s=None)
    call = centre.waiting("sales")
    ada.accepts()
    return call, ada


def passed_on(desk: Desk, **to: str) -> Contact:
    following = desk.sends_to(**to)
    assert following is not None
    return following


def consult(centre: SmallCentre) -> tuple[Call, Desk, Desk, Contact]:
    call, ada = talk(centre)
    bo = centre.staff("Bo", "all", wrap_up_s=None).becomes("Available")
    following = passed_on(ada, agent="bo")
    bo.accepts()
    return call, ada, bo, following


BOTH = {"Ada": {"customer"}, "customer": {"Ada"}}


def test_agent_and_customer_hear_each_other(centre: SmallCentre) -> None:
    call, _ada = talk(centre)

    assert heard(call.contact) == BOTH


def test_on_hold_nobody_hears_anybody_and_the_customer_hears_music(centre: SmallCentre) -> None:
    centre.flow("hold", music(), hook="CustomerHold")
    call, _ada = talk(centre)
    conversations = centre.switchboard.conversations

    conversations.hold(call.contact)
    assert heard(call.contact) == {}
    assert [who for who, _ in played(call.contact)] == ["customer"]

    conversations.resume(call.contact)
    assert heard(call.contact) == BOTH
    assert played(call.contact) == []


def test_whoever_is_muted_is_not_heard_and_hears(centre: SmallCentre) -> None:
    call, _ada = talk(centre)

    centre.switchboard.conversations.mute(call.contact, "agent", muted=True)

    assert heard(call.contact) == {"Ada": {"customer"}}


def test_in_a_consultation_the_customer_hears_neither_agent(centre: SmallCentre) -> None:
    call, _ada, _bo, _following = consult(centre)

    assert heard(call.contact) == {"Ada": {"Bo"}, "Bo": {"Ada"}}


def test_in_a_conference_all_three_hear_each_other(centre: SmallCentre) -> None:
    call, _ada, _bo, following = consult(centre)
    centre.switchboard.transfers.conference(call.contact)

    everybody = {"Ada", "Bo", "customer"}
    assert heard(call.contact) == {each: everybody - {each} for each in everybody}
    assert heard(following) == heard(call.contact)


def test_whom_she_does_not_talk_to_waits_in_silence(centre: SmallCentre) -> None:
    call, _ada, _bo, _following = consult(centre)

    centre.switchboard.transfers.toggle(call.contact)

    assert heard(call.contact) == BOTH


def test_once_the_first_agent_has_left_the_other_one_has_the_customer(centre: SmallCentre) -> None:
    call, ada, _bo, following = consult(centre)

    centre.switchboard.conversations.agent_hangs_up(call.first)

    assert heard(following, *ada.agent.contacts) == {"Bo": {"customer"}, "customer": {"Bo"}}


def test_somebody_outside_talks_to_the_agent_and_then_to_the_customer(centre: SmallCentre) -> None:
    call, ada = talk(centre)
    following = passed_on(ada, number=TAXI)
    centre.wait(seconds=60)
    assert heard(call.contact) == {"Ada": {"outsider"}, "outsider": {"Ada"}}

    centre.switchboard.conversations.agent_hangs_up(call.first)

    assert heard(following) == {"outsider": {"customer"}, "customer": {"outsider"}}


def test_a_supervisor_hears_both_and_is_heard_once_she_joins_in(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    boss = available(centre, "Boss")
    monitoring = centre.switchboard.monitoring
    listening = done(monitoring.start(call.contact, boss.agent, ("SILENT_MONITOR", BARGE)))
    assert heard(listening) == {**BOTH, "Boss": {"Ada", "customer"}}

    monitoring.barge(listening)

    assert heard(listening)["customer"] == {"Ada", "Boss"}
    assert heard(listening)["Boss"] == {"Ada", "customer"}


def test_a_whisper_is_for_its_agent_and_the_music_goes_on_for_the_customer(
    centre: SmallCentre,
) -> None:
    centre.flow("queue", music(), hook="CustomerQueue")
    centre.flow("whisper", whisper("a call for sales"), hook="AgentWhisper")
    ada = available(centre, "Ada")
    call = centre.waiting("sales")

    ada.offers[-1].accept()

    assert ("Ada", "a call for sales") in played(call.contact)
    assert "customer" in [who for who, _ in played(call.contact)]
    assert heard(call.contact) == {}


def test_who_calls_out_hears_it_ring_until_somebody_answers(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    board = centre.switchboard
    call = done(
        board.outbound.call(ada.agent, CUSTOMER, system_number=NUMBER, queue=queue_of(centre))
    )
    assert [name_of(each) for each in waiting(around([call]))] == ["Ada"]

    centre.wait(seconds=60)

    assert list(waiting(around([call]))) == []


def test_who_consults_a_number_outside_hears_it_ring(centre: SmallCentre) -> None:
    call, ada = talk(centre)
    passed_on(ada, number=TAXI)
    assert [name_of(each) for each in waiting(around([call.contact]))] == ["Ada"]

    centre.wait(seconds=60)

    assert list(waiting(around([call.contact]))) == []


def test_a_prompt_stops_when_the_flow_moves_on(centre: SmallCentre) -> None:
    shop = centre.number(
        "+15550100007",
        flow(say("one", "first", then="two"), say("two", "second", then="hang up"), HANG_UP),
    )
    call = centre.call("+15550100001", shop)
    assert played(call.contact) == [("customer", "first")]

    centre.wait(seconds=0.4)

    assert played(call.contact) == [("customer", "second")]


ACTS = st.lists(
    st.sampled_from(
        ["hold", "resume", "to Bo", "Bo accepts", "to taxi", "toggle", "conference", "mute",
         "leaves", "Bo leaves", "take back", "hold reached", "monitor", "barge", "wait", "hangs up"]
    ),
    max_size=25,
)  # fmt: skip


@settings(deadline=None)
@given(ACTS)
def test_whatever_is_done_nobody_hears_herself_and_who_is_on_hold_hears_nobody(
    acts: list[str],
) -> None:
    centre = open_centre(SmallCentre())
    call, ada = talk(centre)
    bo, boss = centre.staff("Bo", "all").becomes("Available"), available(centre, "Boss")
    board = centre.switchboard
    do = {
        "hold": lambda: board.conversations.hold(call.first),
        "resume": lambda: board.conversations.resume(call.first),
        "to Bo": lambda: board.transfers.to_agent(call.first, "bo"),
        "Bo accepts": lambda: [
            board.joining.accept(each, bo.agent) for each in [*bo.agent.contacts]
        ],
        "to taxi": lambda: board.transfers.to_number(call.first, TAXI),
        "toggle": lambda: board.transfers.toggle(call.first),
        "conference": lambda: board.transfers.conference(call.first),
        "mute": lambda: board.conversations.mute(call.contact, "customer", muted=True),
        "leaves": lambda: board.conversations.agent_hangs_up(call.first),
        "Bo leaves": lambda: [
            board.conversations.agent_hangs_up(each) for each in [*bo.agent.contacts]
        ],
        "take back": lambda: board.transfers.take_back(call.first),
        "hold reached": lambda: board.transfers.hold_reached(call.first, on_hold=True),
        "monitor": lambda: board.monitoring.start(
            call.first, boss.agent, ("SILENT_MONITOR", BARGE)
        ),
        "barge": lambda: [board.monitoring.barge(each) for each in [*boss.agent.contacts]],
        "wait": lambda: centre.wait(seconds=20),
        "hangs up": call.hang_up,
    }

    for act in acts:
        do[act]()
        contacts = around([*ada.agent.contacts, *bo.agent.contacts, call.contact])
        said = hearing(rooms(contacts))
        for ear, voices in said.items():
            assert ear not in voices
        customer = Customer(call.first.chain)
        if call.contact.on_hold_since_us is not None or call.is_over:
            assert not said.get(customer)
            assert all(customer not in voices for voices in said.values())
        if call.first.muted and not call.is_over and call.contact is call.first:
            assert all(customer not in voices for voices in said.values())
