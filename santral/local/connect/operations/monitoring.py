"""Supervisors who listen to contacts. Source: API Reference, MonitorContact."""

from __future__ import annotations

from santral.engine.monitoring import SILENT_MONITOR
from santral.engine.refusals import Refusal
from santral.local.connect.contacts import contact_arn, contact_of, refusal
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.users import agent_of
from santral.local.connect.registry import Answer, Given, operation


@operation("MonitorContact")
def monitor(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    supervisor = agent_of(instance, given["UserId"])
    capabilities = tuple(given.get("AllowedMonitorCapabilities") or (SILENT_MONITOR,))
    if SILENT_MONITOR not in capabilities:
        raise invalid("AllowedMonitorCapabilities", "expected SILENT_MONITOR, with BARGE or not")
    listening = instance.switchboard.monitoring.start(contact, supervisor, capabilities)
    if isinstance(listening, Refusal):
        raise refusal(listening)
    return {"ContactId": listening.id, "ContactArn": contact_arn(instance, listening.id)}
