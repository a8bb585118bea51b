"""An agent of whom nothing is heard: after 15 s she is Offline, and nothing rings for ever."""

from __future__ import annotations

from santral.engine.contact import Stage
from tests.functional.ccp.panel import Panel, Tab


def status(panel: Panel) -> str:
    return panel.agent.status


def silent(panel: Panel, tab: Tab) -> None:
    """Let her socket be gone for longer than is waited."""
    tab.worker.leave(tab)
    panel.wait(15.1)


def test_she_is_offline_after_fifteen_seconds_and_not_before(panel: Panel) -> None:
    tab = panel.available()
    panel.wait(10)
    tab.worker.alive()
    tab.worker.leave(tab)

    panel.wait(14.9)
    assert status(panel) == "Available"
    panel.wait(0.2)
    assert status(panel) == "Offline"


def test_a_page_that_answers_pings_keeps_her_there(panel: Panel) -> None:
    tab = panel.available()

    for _ in range(20):
        panel.wait(5)
        tab.worker.alive()

    assert status(panel) == "Available"


def test_who_has_gone_is_forgotten_and_who_comes_back_in_time_is_not(panel: Panel) -> None:
    panel.another_user("mert")
    panel.another_user("ece")
    tab = panel.available()
    panel.wait(10)
    tab.worker.alive()
    tab.worker.leave(tab)
    panel.wait(14)
    panel.tab("mert")
    assert panel.workers.of(tab.worker.seat.agent) is tab.worker

    panel.wait(2)
    panel.tab("ece")

    assert panel.workers.of(tab.worker.seat.agent) is not tab.worker


def test_what_rang_at_her_goes_to_a_colleague_at_its_old_place(panel: Panel) -> None:
    panel.another_user("mert")
    tab = panel.available()
    panel.wait(10)  # so that she is the one who is silent while it rings
    first = panel.rings()
    tab.worker.leave(tab)
    panel.wait(5)
    assert status(panel) == "Offline"
    second = panel.rings()

    board = panel.instance.switchboard
    contact = board.contacts[first]
    queue = contact.queue
    assert queue is not None
    assert (contact.stage, queue.position(contact)) == (Stage.QUEUED, 1)
    mert = panel.available("mert")
    assert mert.contact["contactId"] == first
    assert board.contacts[second].offered_to is None


def test_her_caller_is_not_left_to_silence(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.rings()
    tab.does("acceptContact", contactId=contact_id)
    panel.wait()

    silent(panel, tab)

    contact = panel.instance.ledger.contact(contact_id)
    assert contact is not None
    assert contact.disconnect_reason == "AGENT_DISCONNECT"


def test_a_chat_stays_hers_until_she_is_back(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.chat()
    panel.wait()
    tab.does("acceptContact", contactId=contact_id)
    panel.wait()

    silent(panel, tab)
    back = panel.tab()
    panel.wait()

    assert back.contact["contactId"] == contact_id
    assert (back.contact["state"]["type"], back.snapshot["nextState"]) == ("connected", None)


def test_who_comes_back_soon_has_the_state_that_she_had_chosen(panel: Panel) -> None:
    tab = panel.available()
    silent(panel, tab)
    assert status(panel) == "Offline"

    panel.tab()

    assert status(panel) == "Available"


def test_who_comes_back_late_chooses_anew(panel: Panel) -> None:
    tab = panel.available()
    silent(panel, tab)
    panel.wait(16 * 60)

    panel.tab()

    assert status(panel) == "Offline"


def test_who_signs_out_is_offline_at_once_and_stays_so(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.rings()
    tab.worker.leave(tab)

    panel.workers.presence.signed_out(tab.worker.seat.agent)
    assert status(panel) == "Offline"
    assert panel.instance.switchboard.contacts[contact_id].stage is Stage.QUEUED
    panel.tab()

    assert status(panel) == "Offline"
