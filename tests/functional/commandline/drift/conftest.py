"""A live instance with the shipped flows, and a copy of their files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from santral.local.connect import mocked
from santral.local.connect.connect import Connect as LocalConnect
from santral.local.connect.defaults import furnish
from santral.local.connect.instance import Instance
from santral.local.drift.comparison import Change
from santral.local.drift.drift import Drift, adopted_document, drift_of
from santral.local.drift.files import FOLDER, flow_files, written
from santral.local.drift.live import LiveCentre, Reading
from santral.local.identifiers import INSTANCE_ALIAS, INSTANCE_ID, REGION
from santral.local.opening import publish_shipped_flows
from santral.stores.clients import Clients
from santral.stores.connect import Connect
from tests.functional.connect_side import pace_on

Document = dict[str, Any]
UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"


@dataclass
class Centre:
    """A live instance with the shipped flows, and a copy of their files.

    Attributes:
        client: who changes flows past the files, as the designer does.
    """

    instance: Instance
    client: Any
    connect: Connect
    folder: Path

    def content(self, name: str) -> Document:
        found: Document = json.loads(self._described(name)["Content"])
        return found

    def publish(self, name: str, content: Document) -> None:
        self.client.update_contact_flow_content(
            InstanceId=INSTANCE_ID,
            ContactFlowId=self._described(name)["Id"],
            Content=json.dumps(content),
        )

    def read(self, name: str = "inbound") -> LiveCentre:
        reading = Reading(self.connect, INSTANCE_ID, None, lambda _count, _of: None)
        return reading.read(list(flow_files(self.folder)), {f"flow {name}", f"module {name}"})

    def drift(self, name: str = "inbound", *, positions: bool = False) -> Drift:
        files = [each for each in flow_files(self.folder) if each.name == name]
        return drift_of(files, self.read(name), positions=positions)

    def changes(self, name: str = "inbound") -> list[Change]:
        return [each for flow in self.drift(name).flows for each in flow.changes]

    def adopt(self, name: str = "inbound") -> None:
        [file] = (each for each in flow_files(self.folder) if each.name == name)
        file.path.write_text(written(adopted_document(file, self.read(name))), "utf-8")

    def _described(self, name: str) -> Any:
        listed = self.client.list_contact_flows(InstanceId=INSTANCE_ID)["ContactFlowSummaryList"]
        [id_] = (each["Id"] for each in listed if each["Name"] == name)
        answer = self.client.describe_contact_flow(InstanceId=INSTANCE_ID, ContactFlowId=id_)
        return answer["ContactFlow"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with mocked() as account:
        assert isinstance(account.connect, LocalConnect)
        instance = account.connect.add_instance(
            INSTANCE_ALIAS, {"IdentityManagementType": "CONNECT_MANAGED"}, id_=INSTANCE_ID
        )
        furnish(instance)
        publish_shipped_flows(instance)
        client: Any = botocore.session.get_session().create_client("connect", REGION)
        connect = Connect(Clients(REGION), pace_on(account.timeline), INSTANCE_ID)
        yield Centre(instance, client, connect, tmp_path_factory.mktemp("flows") / "contact_flows")


@pytest.fixture
def centre(shipped: Centre) -> Iterator[Centre]:
    shutil.copytree(FOLDER, shipped.folder)
    before = shipped.content("inbound")
    yield shipped
    shipped.publish("inbound", before)
    shutil.rmtree(shipped.folder)


def action(content: Document, identifier: str) -> Any:
    [found] = (each for each in content["Actions"] if each["Identifier"] == identifier)
    return found


def renamed(content: Document, before: str, after: str) -> Document:
    text = json.dumps(content)
    changed: Document = json.loads(text.replace(json.dumps(before), json.dumps(after)))
    return changed


def insert_before_hang_up(content: Document, identifier: str, text: str = "Soon.") -> None:
    block = action(content, identifier)
    content["Actions"].append(
        {
            "Identifier": UUID,
            "Type": "MessageParticipant",
            "Parameters": {"Text": text},
            "Transitions": {
                "NextAction": block["Transitions"]["NextAction"],
                "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "hang up"}],
            },
        }
    )
    content["Metadata"]["ActionMetadata"][UUID] = {"position": {"x": 7, "y": 7}}
    block["Transitions"]["NextAction"] = UUID
