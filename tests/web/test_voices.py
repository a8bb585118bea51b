"""Two people hear each other, and the recording holds both of them."""

from __future__ import annotations

import io
import json
import time
import wave
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Browser, Page

from tests.functional.server.running import client_of
from tests.web.centre import WebCentre
from tests.web.chromium import WAITS_MS, Watch
from tests.web.telephone import LISTENING, Telephone
from tests.web.test_streams import LEYLA, SHOP

SOUND, SILENCE = 1e-3, 1e-5  # audio energy; the fake microphone beeps once a second
_SILENT_FLOW = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "say nothing",
        "Actions": [
            {
                "Identifier": "say nothing",
                "Type": "EndFlowExecution",
                "Parameters": {},
                "Transitions": {},
            }
        ],
    }
)
Samples = npt.NDArray[np.int16]


def test_a_conversation_is_heard_held_muted_and_recorded(
    centre: WebCentre, browser: Browser
) -> None:
    _play_nothing_on_hold(centre)
    watch = Watch()
    with browser.new_context(permissions=["microphone"]) as context:
        watch.over(context)
        context.add_init_script(path=LISTENING)
        panel = _panel(context.new_page(), centre)
        caller = Telephone(browser, centre)
        caller.speak()
        caller.call(SHOP, from_=LEYLA)
        panel.get_by_role("button", name="Accept").click()
        panel.wait_for_function("() => window.isConnected()")
        contact = caller.contact()

        assert panel.evaluate("() => window.servers()") == []
        assert caller.loudness() > SOUND
        assert _heard_at(panel) > SOUND

        panel.get_by_role("button", name="Mute", exact=True).click()
        assert caller.loudness() < SILENCE
        assert _heard_at(panel) > SOUND
        panel.get_by_role("button", name="Unmute", exact=True).click()
        assert caller.loudness() > SOUND

        panel.get_by_role("button", name="Hold", exact=True).click()
        assert _heard_at(panel) < SILENCE
        assert caller.loudness() < SILENCE
        panel.get_by_role("button", name="Resume", exact=True).click()
        assert _heard_at(panel) > SOUND

        panel.get_by_role("button", name="End", exact=True).click()
        panel.get_by_role("button", name="Close contact").click()
        caller.close()
    watch.settle()

    customer, agent = _recorded(centre, contact)
    assert np.abs(customer).max() > 500
    assert np.abs(agent).max() > 500
    assert not np.array_equal(customer, agent)


def _play_nothing_on_hold(centre: WebCentre) -> None:
    """Leave the music out, so that whatever is heard is a voice."""
    client, instance = client_of(centre.server), centre.server.instance
    flows = client.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
    for flow in flows:
        if flow["Name"] in {"agent_hold", "customer_hold"}:
            client.update_contact_flow_content(
                InstanceId=instance, ContactFlowId=flow["Id"], Content=_SILENT_FLOW
            )


def _panel(page: Page, centre: WebCentre) -> Page:
    page.goto(f"{centre.address}/ccp-v2/login")
    page.get_by_label("User name").fill("ada")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Your state").select_option("Available")
    return page


def _heard_at(page: Page) -> float:
    return float(page.evaluate("(ms) => window.loudness(ms)", 2500))


def _recorded(centre: WebCentre, contact: str) -> tuple[Samples, Samples]:
    """Both channels of the recording, as a browser would play it: the customer's, the agent's."""
    token = centre.session("owner@shop.example")["access_token"]
    path = f"/v1/contacts/{contact}/recordings"
    [recording] = _soon(lambda: centre.ask("GET", path, token=token)["items"])
    link = centre.ask("POST", f"{path}/{recording['id']}/links", {}, token=token)
    with urlopen(link["url"]) as answer, wave.open(io.BytesIO(answer.read())) as played:  # noqa: S310
        assert (played.getnchannels(), played.getframerate()) == (2, 8000)
        frames = np.frombuffer(played.readframes(played.getnframes()), dtype=np.int16)
    return frames[0::2], frames[1::2]


def _soon(ask: Callable[[], Any]) -> Any:
    """Ask until the books have come through, a second or two after the call.

    Nothing tells when they have: no page of this test shows it, so it is asked for now and then.
    """
    until = time.monotonic() + WAITS_MS / 1000  # noqa: TID251 - a browser's call takes real time
    while True:
        with suppress(HTTPError):
            if found := ask():
                return found
        assert time.monotonic() < until  # noqa: TID251
        time.sleep(0.2)  # noqa: TID251
