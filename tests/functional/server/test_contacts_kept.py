"""What becomes of contacts when a server that keeps its state is killed and started again."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from santral.local.testing.small_flows import into_queue
from tests.functional.server.running import Server, client_of, running


def make_flow(server: Server) -> str:
    """Make a flow that lets contacts wait in a queue which nobody serves."""
    queues = client_of(server).list_queues(InstanceId=server.instance, QueueTypes=["STANDARD"])
    content = json.dumps(into_queue(queues["QueueSummaryList"][0].get("Arn", "")))
    made = client_of(server).create_contact_flow(
        InstanceId=server.instance, Name="Waits", Type="CONTACT_FLOW", Content=content
    )
    return made["ContactFlowId"]


def start_task(server: Server, flow: str) -> str:
    made = client_of(server).start_task_contact(
        InstanceId=server.instance,
        ContactFlowId=flow,
        Name="Write back",
        Attributes={"order": "7"},
    )
    return made["ContactId"]


def test_they_are_known_and_those_that_were_not_over_have_ended(tmp_path: Path) -> None:
    arguments = ("--business", "klima", "--state", str(tmp_path / "kept"))
    with running(*arguments) as server:
        flow = make_flow(server)
        stopped, waiting = start_task(server, flow), start_task(server, flow)
        client_of(server).stop_contact(InstanceId=server.instance, ContactId=stopped)
        server.stop(signal.SIGKILL)

    with running(*arguments) as server:
        first, second = (
            client_of(server).describe_contact(InstanceId=server.instance, ContactId=each)
            for each in (stopped, waiting)
        )

    assert first["Contact"]["DisconnectReason"] == "API"
    assert second["Contact"]["DisconnectReason"] == "OTHER"
    assert second["Contact"]["Attributes"] == {"order": "7"}
    assert "DisconnectTimestamp" in second["Contact"]
