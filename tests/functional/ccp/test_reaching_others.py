"""Whom an agent reaches from the panel beside her customer: numbers, colleagues, queues."""

from __future__ import annotations

import json

from santral.engine.contact import Stage
from santral.local.network import BUSY, Reply
from santral.local.testing.small_flows import HANG_UP, action, flow
from tests.functional.ccp.panel import Panel, hers, talks

TAXI, OTHER = "+902125559000", "+905325550199"


def test_a_number_is_reached_swapped_joined_and_left_with_the_customer(panel: Panel) -> None:
    tab = talks(panel)
    panel.account.network.expect(TAXI, Reply(after_us=4_000_000))
    endpoint = {"type": "phone_number", "phoneNumber": TAXI}
    contact_id = tab.contact["contactId"]

    tab.does("createAdditionalConnection", contactId=contact_id, endpoint=endpoint)
    panel.wait()
    assert tab.lines == {"agent": "connected", "customer": "hold", "outbound": "connecting"}
    assert tab.refused("conferenceConnections", contactId=contact_id) == "InvalidStateException"
    panel.wait(5)
    assert tab.lines["outbound"] == "connected"

    tab.does("toggleActiveConnections", contactId=contact_id)
    panel.wait()
    assert tab.lines == {"agent": "connected", "customer": "connected", "outbound": "hold"}
    tab.does("conferenceConnections", contactId=contact_id)
    panel.wait()
    assert set(tab.lines.values()) == {"connected"}

    tab.does("destroyConnection", **hers(tab, tab.line("agent")))
    panel.wait()
    assert (tab.state, tab.contact["contactId"]) == ("AfterCallWork", contact_id)
    others = [
        each
        for each in panel.instance.switchboard.contacts.values()
        if each.stage is Stage.WITH_THIRD_PARTY
    ]
    assert len(others) == 1


def test_who_was_reached_is_let_go_and_the_customer_taken_back(panel: Panel) -> None:
    tab = talks(panel)
    panel.account.network.expect(TAXI, Reply(after_us=0))
    endpoint = {"type": "phone_number", "phoneNumber": TAXI}
    tab.does("addNewConnection", contactId=tab.contact["contactId"], endpoint=endpoint)
    panel.wait()

    tab.does("destroyConnection", **hers(tab, tab.line("outbound")))
    panel.wait()

    assert tab.lines == {"agent": "connected", "customer": "hold"}


def test_a_call_is_passed_on_to_a_queue_by_its_quick_connect(panel: Panel) -> None:
    flow = panel.client.create_contact_flow(
        **panel.mine, Name="To queue", Type="QUEUE_TRANSFER", Content=_flow_to(panel)
    )
    panel.quick_connect(
        "Second line", "QUEUE", QueueId=panel.queue, ContactFlowId=flow["ContactFlowId"]
    )
    tab = talks(panel)
    shown = panel.endpoints(tab)
    assert {name: each["type"] for name, each in shown.items()} == {"Second line": "queue"}

    tab.does("transferContact", contactId=tab.contact["contactId"], endpoint=shown["Second line"])
    panel.wait()

    assert tab.state == "AfterCallWork"
    [following] = [
        each for each in panel.instance.switchboard.contacts.values() if each.previous_id
    ]
    assert (following.stage, following.initiation_method) == (Stage.QUEUED, "TRANSFER")


def _flow_to(panel: Panel) -> str:
    described = panel.client.describe_contact_flow(**panel.mine, ContactFlowId=panel.flow)
    return str(described["ContactFlow"]["Content"])


def test_quick_connects_come_in_pages_and_in_their_order(panel: Panel) -> None:
    for name in ("Taxi", "airport", "Fire"):
        panel.quick_connect(name, "PHONE_NUMBER", PhoneNumber=TAXI)
    tab = panel.tab()
    arns = [each["queueARN"] for each in tab.does("getRoutingProfileQueues")["queues"]]

    pages, token = [], None
    for _ in range(2):
        page = tab.does("getEndpoints", queueARNs=arns, maxResults=2, nextToken=token)
        pages.append([each["name"] for each in page["endpoints"]])
        token = page["nextToken"]

    assert pages == [["airport", "Fire"], ["Taxi"]]
    assert token is None


def test_she_is_not_among_those_whom_she_can_reach(panel: Panel) -> None:
    flow = panel.client.create_contact_flow(
        **panel.mine, Name="To agent", Type="AGENT_TRANSFER", Content=_to_agent()
    )
    to_agent = {"ContactFlowId": flow["ContactFlowId"]}
    panel.quick_connect("Deniz", "USER", UserId=panel.user, **to_agent)
    panel.quick_connect("Mert", "USER", UserId=panel.another_user("mert"), **to_agent)

    assert list(panel.endpoints(panel.tab("deniz"))) == ["Mert"]
    assert list(panel.endpoints(panel.tab("mert"))) == ["Deniz"]


def test_a_colleague_is_rung_by_his_quick_connect(panel: Panel) -> None:
    other = panel.another_user("mert")
    flow = panel.client.create_contact_flow(
        **panel.mine, Name="To agent", Type="AGENT_TRANSFER", Content=_to_agent()
    )
    panel.quick_connect("Mert", "USER", UserId=other, ContactFlowId=flow["ContactFlowId"])
    tab, mert = panel.available(), panel.available("mert")

    tab.does("createOutboundContact", endpoint=panel.endpoints(tab)["Mert"])
    panel.wait()
    assert tab.state == "CallingCustomer"
    assert tab.line(initial=True)["endpoint"]["agentLogin"] == "mert"
    mert.does("acceptContact", contactId=mert.contact["contactId"])
    panel.wait()
    assert (tab.state, mert.state) == ("Busy", "Busy")
    mert.does("destroyConnection", **hers(mert, mert.line("agent")))
    panel.wait()

    assert (tab.state, mert.state) == ("AfterCallWork", "AfterCallWork")


def test_what_is_of_other_queues_is_not_hers_to_reach(panel: Panel) -> None:
    """Another business may have it."""
    client, mine = panel.client, panel.mine
    hours = client.list_hours_of_operations(**mine)["HoursOfOperationSummaryList"][0]["Id"]
    number = client.describe_queue(**mine, QueueId=panel.queue)["Queue"]["OutboundCallerConfig"]
    theirs = client.create_queue(
        **mine, Name="Theirs", HoursOfOperationId=hours, OutboundCallerConfig=number
    )
    flow = client.create_contact_flow(
        **mine, Name="To queue", Type="QUEUE_TRANSFER", Content=_flow_to(panel)
    )
    quick = client.create_quick_connect(
        **mine,
        Name="To theirs",
        QuickConnectConfig={
            "QuickConnectType": "QUEUE",
            "QueueConfig": {
                "QueueId": theirs["QueueId"],
                "ContactFlowId": flow["ContactFlowId"],
            },
        },
    )
    tab = talks(panel)
    call, there = {"contactId": tab.contact["contactId"]}, {"endpointARN": quick["QuickConnectARN"]}
    arn = theirs["QueueArn"]

    assert tab.refused("getEndpoints", queueARNs=[arn]) == "InvalidStateException"
    assert tab.refused("transferContact", **call, endpoint=there) == "ValidationException"
    assert tab.refused("createTaskContact", name="Hi", endpoint=there) == "ValidationException"
    number_with = {"endpoint": {"phoneNumber": OTHER}, "queueARN": arn}
    assert tab.refused("createOutboundContact", **number_with) == "ValidationException"


def _to_agent() -> str:
    return json.dumps(
        flow(
            action(
                "to her",
                "UpdateContactTargetQueue",
                {"AgentId": "$.Agent.ARN"},
                then="enter",
                errors={"NoMatchingError": "hang up"},
            ),
            action(
                "enter",
                "TransferContactToQueue",
                then="hang up",
                errors={"QueueAtCapacity": "hang up", "NoMatchingError": "hang up"},
            ),
            HANG_UP,
        )
    )


# --- calling out ---


def test_she_rings_a_customer_with_the_number_of_the_queue(panel: Panel) -> None:
    panel.account.network.expect(OTHER, Reply(after_us=3_000_000))
    tab = panel.available()

    made = tab.does(
        "createOutboundContact", endpoint={"type": "phone_number", "phoneNumber": OTHER}
    )
    panel.wait()
    assert (tab.state, tab.contact["contactId"]) == ("CallingCustomer", made["contactId"])
    assert tab.lines == {"agent": "connected", "customer": "connecting"}
    assert tab.line(initial=True)["type"] == "outbound"
    assert tab.contact["connectSystemEndpoint"]["phoneNumber"] == "+902125550100"
    panel.wait(10)
    assert (tab.state, tab.lines["customer"]) == ("Busy", "connected")


def test_a_customer_who_is_not_reached_is_an_error_that_she_closes(panel: Panel) -> None:
    panel.account.network.expect(OTHER, Reply(BUSY, after_us=1_000_000))
    tab = panel.available()
    tab.does("createOutboundContact", endpoint={"type": "phone_number", "phoneNumber": OTHER})
    panel.wait(2)
    assert (tab.state, tab.contact["state"]["type"]) == ("MissedCallCustomer", "error")

    tab.does("clearContact", contactId=tab.contact["contactId"])
    panel.wait()

    assert (tab.state, tab.contacts) == ("Available", [])


def test_without_the_permission_nobody_is_rung(panel: Panel) -> None:
    for each in panel.client.list_security_profiles(**panel.mine)["SecurityProfileSummaryList"]:
        panel.client.update_security_profile(
            **panel.mine, SecurityProfileId=each["Id"], Permissions=[]
        )
    tab = panel.available()

    endpoint = {"type": "phone_number", "phoneNumber": OTHER}

    assert tab.refused("createOutboundContact", endpoint=endpoint) == "AccessDeniedException"
