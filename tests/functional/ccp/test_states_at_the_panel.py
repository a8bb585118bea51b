"""An agent's state at the panel: chosen, coming next, and what is refused."""

from __future__ import annotations

import pytest

from tests.functional.ccp.panel import Panel


def test_who_signs_in_is_offline_until_she_chooses(panel: Panel) -> None:
    tab = panel.tab()
    assert (tab.state, tab.snapshot["state"]["type"]) == ("Offline", "offline")

    tab.does("putAgentState", state={"name": "Available"})
    panel.wait()

    assert (tab.state, tab.snapshot["state"]["type"]) == ("Available", "routable")


def test_who_never_chose_a_state_has_been_offline_since_she_was_made(panel: Panel) -> None:
    made_us = panel.instance.timeline.now_us
    panel.another_user("mert")
    panel.wait(90)

    state = panel.tab("mert").snapshot["state"]

    assert state["startTimestamp"] == made_us / 1_000_000


def test_a_state_of_the_instances_own_may_be_chosen(panel: Panel) -> None:
    made = panel.client.create_agent_status(**panel.mine, Name="Lunch", State="ENABLED")
    tab = panel.tab()

    tab.does("putAgentState", state={"agentStateARN": made["AgentStatusARN"], "name": "Lunch"})
    panel.wait()

    assert (tab.state, tab.snapshot["state"]["type"]) == ("Lunch", "not_routable")


def test_a_state_that_is_not_there_is_refused(panel: Panel) -> None:
    tab = panel.tab()

    assert tab.refused("putAgentState", state={"name": "Nope"}) == "ValidationException"
    assert tab.refused("putAgentState") == "ValidationException"


def test_while_a_contact_is_live_a_state_can_only_come_next(panel: Panel) -> None:
    tab = panel.available()
    tab.does("acceptContact", contactId=panel.rings())
    panel.wait()
    offline = {"name": "Offline"}
    assert tab.refused("putAgentState", state=offline) == "InvalidStateException"

    tab.does("putAgentState", state=offline, enqueueNextState=True)
    panel.wait()

    assert tab.snapshot["nextState"]["name"] == "Offline"
    assert (tab.state, tab.snapshot["agentAvailabilityState"]["state"]) == ("Busy", "Available")
    panel.hangs_up(tab.contact["contactId"])
    tab.does("clearContact", contactId=tab.contact["contactId"])
    panel.wait()
    assert (tab.state, tab.snapshot["nextState"]) == ("Offline", None)


def test_she_sets_her_own_telephone_and_language(panel: Panel) -> None:
    tab = panel.tab()

    tab.does(
        "updateAgentConfiguration",
        configuration={
            "softphoneEnabled": True,
            "softphoneAutoAccept": True,
            "extension": "",
            "agentPreferences": {"LANGUAGE": "tr_TR"},
        },
    )
    panel.wait()

    [*_, update] = tab.told("agent::update")
    assert update["configuration"]["softphoneAutoAccept"] is True
    assert update["configuration"]["agentPreferences"] == {"LANGUAGE": "tr_TR"}


@pytest.mark.parametrize("method", ["listTaskTemplates", "noSuchMethod", "startScreenSharing"])
def test_what_is_not_there_is_said_at_once(panel: Panel, method: str) -> None:
    assert panel.tab().refused(method) == "UnknownOperationException"


def test_contacts_of_others_are_not_hers(panel: Panel) -> None:
    panel.another_user("mert")
    panel.available()
    contact_id = panel.rings()
    mert = panel.tab("mert")

    types = {
        mert.refused(method, contactId=contact_id)
        for method in ("acceptContact", "rejectContact", "clearContact", "toggleActiveConnections")
    }

    assert types == {"ContactNotFoundException"}


@pytest.mark.parametrize(
    "params", [{}, {"contactId": None}, {"contactId": ["x"]}, {"contactId": {"a": 1}}]
)
def test_what_cannot_be_read_is_refused_by_name(panel: Panel, params: dict[str, object]) -> None:
    assert panel.tab().refused("acceptContact", **params) == "ValidationException"
