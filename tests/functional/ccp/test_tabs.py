"""Several tabs of one agent: what each is told, and which of them is master of what."""

from __future__ import annotations

from typing import Any

from santral.local.connect.ccp.worker import MOST_TABS
from tests.functional.ccp.panel import Panel, Tab


def asks_for_mastery(tab: Tab, method: str, **more: object) -> dict[str, Any]:
    request = {
        "requestId": "1",
        "method": method,
        "params": {"topic": "connect::softphone", **more},
    }
    tab.says("master_request", request)
    data: dict[str, Any] = tab.told("master_response")[-1]["data"]
    return data


def test_a_tab_is_acknowledged_first_and_then_told_how_she_is(panel: Panel) -> None:
    tab = panel.tab()

    assert [name for name, _ in tab.frames] == [
        "acknowledge",
        "update_connected_ccps",
        "agent::update",
    ]
    assert tab.frames[0][1] == {"id": tab.id}


def test_every_tab_is_told_how_many_there_are(panel: Panel) -> None:
    first, second = panel.tab(), panel.tab()
    first.worker.leave(second)

    assert [each["length"] for each in first.told("update_connected_ccps")] == [1, 2, 1]


def test_what_one_tab_says_to_all_comes_back_to_all_but_its_log(panel: Panel) -> None:
    tabs = [panel.tab(), panel.tab()]

    tabs[0].says("broadcast", {"event": "contact::accepted", "data": {"contactId": "x"}})
    tabs[0].says("broadcast", {"event": "log", "data": {"text": "noise"}})

    assert [tab.told("contact::accepted") for tab in tabs] == [[{"contactId": "x"}]] * 2
    assert [tab.told("log") for tab in tabs] == [[], []]


def test_who_asks_first_is_master_until_another_takes_over(panel: Panel) -> None:
    first, second = panel.tab(), panel.tab()

    assert asks_for_mastery(first, "checkMaster")["isMaster"] is True
    assert asks_for_mastery(second, "checkMaster")["isMaster"] is False
    taken = asks_for_mastery(second, "becomeMaster")

    assert (taken["masterId"], taken["takeOver"]) == (second.id, True)
    assert first.told("master_response")[-1]["data"] == taken
    assert asks_for_mastery(first, "checkMaster")["isMaster"] is False


def test_a_tab_that_closes_is_master_no_more(panel: Panel) -> None:
    first, second = panel.tab(), panel.tab()
    asks_for_mastery(first, "becomeMaster")

    first.worker.leave(first)

    nobody = asks_for_mastery(second, "checkMaster", shouldNotBecomeMasterIfNone=True)
    assert nobody["masterId"] is None
    assert asks_for_mastery(second, "checkMaster")["isMaster"] is True


def test_the_microphone_is_muted_in_every_tab_that_comes(panel: Panel) -> None:
    tab = panel.tab()
    tab.says("broadcast", {"event": "mute", "data": {"mute": True}})

    later = panel.tab()

    assert later.told("mute") == [{"mute": True}]


def test_many_changes_of_one_act_are_told_together(panel: Panel) -> None:
    tab = panel.available()
    before = len(tab.told("agent::update"))

    panel.rings()

    assert len(tab.told("agent::update")) == before + 1


def test_another_agents_tabs_are_told_nothing_of_hers(panel: Panel) -> None:
    panel.another_user("mert")
    mert = panel.tab("mert")
    before = list(mert.frames)

    panel.available()
    panel.rings()

    assert mert.frames == before


def test_the_second_channel_answers_and_says_what_it_has_not(panel: Panel) -> None:
    tab = panel.tab()
    for command in ("contact/getInstanceDetails", "no/such"):
        tab.says(
            "sdk", {"requestId": command, "namespace": "aws.connect.contact", "command": command}
        )

    known, unknown = tab.told("sdk")

    assert known["data"]["region"] == "eu-central-1"
    assert (unknown["isError"], unknown["errorKey"]) == (True, "handlerNotFound")


def test_whatever_a_page_says_does_no_harm(panel: Panel) -> None:
    tab = panel.tab()

    anything: tuple[object, ...] = (None, 1, "x", [], {}, {"params": 1}, {"event": 1, "method": []})
    for event in ("broadcast", "master_request", "api_request", "sdk", "resume", "nothing", None):
        for data in anything:
            tab.worker.hear(tab, event, data)

    assert tab.does("getAgentSnapshot")["snapshot"]["state"]["name"] == "Offline"


def test_there_is_an_end_of_tabs(panel: Panel) -> None:
    tabs = [panel.tab() for _ in range(MOST_TABS)]

    assert not tabs[0].worker.has_room


def test_tabs_of_one_who_is_removed_are_told_that_it_is_over(panel: Panel) -> None:
    tab = panel.tab()

    panel.client.delete_user(**panel.mine, UserId=panel.user)
    panel.wait()
    tab.says("reload_agent_configuration")
    panel.wait()

    assert len(tab.told("terminated")) == 1
