"""Contacts given to an agent by hand, and cleared from her desk by hand."""

from __future__ import annotations

import pytest

from santral.engine.contact import Stage
from santral.engine.refusals import Refusal
from santral.local.testing.small import SmallCentre
from tests.scenario.api_centre import (
    available,
    done,
    flow_of,
    offered_to,
    open_centre,
    queue_of,
    stage_of,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def test_a_waiting_contact_is_offered_to_the_agent_who_was_named(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    bea = centre.staff("Bea", "all").becomes("Break")

    assert centre.switchboard.assignments.assign(call.contact, bea.agent) is None
    bea.accepts()

    assert call.talks_to == "Bea"
    centre.check()


def test_a_task_is_assigned_to_an_agent_whose_slots_are_full(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    tasks, to_sales = centre.switchboard.tasks, flow_of(centre, "to sales")
    done(tasks.start(to_sales))
    ada.accepts()
    second = done(tasks.start(to_sales))

    assert centre.switchboard.assignments.assign(second, ada.agent) is None
    ada.accepts()

    assert len(ada.agent.contacts) == 2
    assert stage_of(second) is Stage.WITH_AGENT
    centre.check()


def test_a_call_given_to_an_agent_in_a_call_waits_for_its_end(centre: SmallCentre) -> None:
    ada = available(centre, "Ada", auto_accept=True)
    first = centre.waiting("sales")
    centre.wait(seconds=5)
    second = centre.waiting("sales")
    assert first.talks_to == "Ada"

    centre.switchboard.assignments.assign(second.contact, ada.agent)
    centre.wait(seconds=5)
    assert not ada.offers[-1].accept()
    first.hang_up()

    assert ada.offers[-1].accept()
    assert second.talks_to == "Ada"
    centre.check()


def test_of_two_calls_given_at_once_one_is_accepted_and_one_rings(centre: SmallCentre) -> None:
    first, second = centre.waiting("sales"), centre.waiting("sales")
    ada = centre.staff("Ada", "all", auto_accept=True).becomes("Break")

    for call in (first, second):
        centre.switchboard.assignments.assign(call.contact, ada.agent)
    centre.wait(seconds=1)
    assert first.talks_to == "Ada"
    assert offered_to(second.contact) is ada.agent
    centre.wait(seconds=20)

    assert offered_to(second.contact) is None
    centre.check()


def test_an_assigned_contact_that_is_missed_waits_for_anybody_again(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    ada = centre.staff("Ada", "all").becomes("Break")
    centre.switchboard.assignments.assign(call.contact, ada.agent)
    bea = centre.staff("Bea", "all").becomes("Available")

    centre.wait(seconds=20)

    assert offered_to(call.contact) is bea.agent


def test_only_waiting_contacts_are_assigned_and_only_to_agents_who_are_there(
    centre: SmallCentre,
) -> None:
    assignments = centre.switchboard.assignments
    bea = centre.staff("Bea", "all")
    call = centre.waiting("sales").contact
    assert assignments.assign(call, bea.agent) is Refusal.AGENT_OFFLINE

    ada = available(centre, "Ada")
    bea.becomes("Break")

    assert offered_to(call) is ada.agent
    assert assignments.assign(call, bea.agent) is Refusal.WRONG_STAGE
    centre.switchboard.stop(call)
    assert assignments.assign(call, bea.agent) is Refusal.ENDED


# --- dismissed ---


def test_dismissing_a_missed_call_makes_the_agent_ready_again(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    call = centre.waiting("sales").contact
    centre.wait(seconds=20)
    assert offered_to(call) is None

    assert centre.switchboard.assignments.dismiss(call, ada.agent) is None

    assert offered_to(call) is ada.agent
    centre.check()


def test_dismissing_after_contact_work_ends_it(centre: SmallCentre) -> None:
    ada = available(centre, "Ada", wrap_up_s=None)
    call = centre.waiting("sales")
    ada.accepts()
    call.hang_up()

    assert centre.switchboard.assignments.dismiss(call.contact, ada.agent) is None

    assert stage_of(call.contact) is Stage.ENDED
    centre.finish()


def test_what_an_agent_has_in_hand_is_not_dismissed(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    call = centre.waiting("sales").contact
    dismiss = centre.switchboard.assignments.dismiss
    assert dismiss(call, ada.agent) is Refusal.WRONG_STAGE

    ada.accepts()

    assert dismiss(call, ada.agent) is Refusal.WRONG_STAGE
    assert queue_of(centre).size == 0
