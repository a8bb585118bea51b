"""What no page of ours sends: bytes that are no text, links from elsewhere, values of any kind."""

from __future__ import annotations

import asyncio

import pytest

from santral.local.connect.ccp.worker import MOST_TOPICS
from tests.functional.ccp.panel import Panel
from tests.functional.ccp.test_panel_server import Browser, run


def test_a_link_on_another_site_signs_nobody_out(panel: Panel) -> None:
    async def story(browser: Browser) -> int:
        await browser.signs_in()
        link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        left = await browser.client.get("/logout", headers=link, allow_redirects=False)
        assert left.status == 403
        return int((await browser.post("/ccp-v2/ticket")).status)

    assert run(panel, story) == 200


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("application/x-www-form-urlencoded; charset=nothing", b"username=deniz"),
        ("application/x-www-form-urlencoded", b"username=\xff"),
        ("multipart/form-data", b"username=deniz"),
        ("multipart/form-data; boundary=x", b"username=deniz"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(panel: Panel, type_: str, body: bytes) -> None:
    async def story(browser: Browser) -> int:
        headers = {"Origin": browser.origin, "Content-Type": type_}
        answer = await browser.client.post("/ccp-v2/login", data=body, headers=headers)
        return int(answer.status)

    assert run(panel, story) == 400


def test_a_cookie_of_any_bytes_is_nobodys(panel: Panel) -> None:
    async def story(browser: Browser) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", browser.client.port)
        writer.write(
            f"POST /ccp-v2/ticket HTTP/1.1\r\nHost: 127.0.0.1:{browser.client.port}\r\n"
            f"Origin: {browser.origin}\r\nContent-Length: 0\r\n".encode()
            + b"Cookie: santral-ccp=a.\xff\r\n\r\n"
        )
        status = int((await reader.readline()).split()[1])
        writer.close()
        return status

    assert run(panel, story) == 401


def test_half_a_letter_reaches_the_other_tabs_as_one_that_cannot_be_read(panel: Panel) -> None:
    async def story(browser: Browser) -> object:
        await browser.signs_in()
        socket = await browser.opens()
        await socket.send_str(
            r'{"event": "broadcast", "data": {"event": "note", "data": "a\ud83d \ud83d\ude00"}}'
        )
        while True:
            frame = await socket.receive_json(timeout=10)
            if frame["event"] == "note":
                return frame["data"]

    assert run(panel, story) == "a\ufffd \U0001f600"


@pytest.mark.parametrize(
    "settings",
    [
        {"agentPreferences": 1},
        {"agentPreferences": ["LANGUAGE"]},
        {"agentPreferences": {"LANGUAGE": 1}},
        {"softphoneEnabled": 1, "softphoneAutoAccept": []},
    ],
)
def test_settings_of_other_kinds_change_nothing_that_they_do_not_say(
    panel: Panel, settings: dict[str, object]
) -> None:
    tab = panel.tab()

    assert tab.does("updateAgentConfiguration", configuration=settings) == {}


def test_an_extension_is_a_text(panel: Panel) -> None:
    refused = panel.tab().refused("updateAgentConfiguration", configuration={"extension": ["x"]})

    assert refused == "ValidationException"


@pytest.mark.parametrize(
    "wrong",
    [
        {"scheduledTime": 10**30},
        {"scheduledTime": 10**12},
        {"scheduledTime": -1},
        {"name": "x" * 5000},
        {"description": "x" * 5000},
        {"references": {"page": {"type": "EVIL", "value": "javascript:alert(1)"}}},
    ],
)
def test_a_task_is_what_the_api_takes_for_one(panel: Panel, wrong: dict[str, object]) -> None:
    tab = panel.tab()
    described = panel.client.describe_contact_flow(**panel.mine, ContactFlowId=panel.flow)
    flow = panel.client.create_contact_flow(
        **panel.mine,
        Name="To queue",
        Type="QUEUE_TRANSFER",
        Content=described["ContactFlow"]["Content"],
    )
    quick = panel.quick_connect(
        "Support", "QUEUE", QueueId=panel.queue, ContactFlowId=flow["ContactFlowId"]
    )
    to_queue = {"endpointARN": quick}
    assert "contactId" in tab.does("createTaskContact", name="Ring", endpoint=to_queue)

    refused = tab.refused("createTaskContact", **{"name": "Ring", "endpoint": to_queue, **wrong})

    assert refused == "InvalidParameterException"


def test_there_is_an_end_of_topics(panel: Panel) -> None:
    tab = panel.tab()

    for number in range(MOST_TOPICS + 1):
        tab.says(
            "master_request", {"method": "becomeMaster", "params": {"topic": f"topic {number}"}}
        )

    def master_of(topic: str) -> object:
        asked = {"topic": topic, "shouldNotBecomeMasterIfNone": True}
        tab.says("master_request", {"method": "checkMaster", "params": asked})
        return tab.told("master_response")[-1]["data"]["masterId"]

    assert master_of("topic 0") is None
    assert master_of(f"topic {MOST_TOPICS}") == tab.id
