"""The local Amazon Connect as the far side of our adapter's stories, throttled as the service."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from santral.engine.timeline import SECOND, Timeline
from santral.local.connect import mocked
from santral.local.connect.errors import THROTTLED
from santral.local.connect.in_process import Mocked
from santral.local.connect.operations.phone_numbers import add_number
from santral.local.connect.protocol.hook import answering
from santral.local.connect.registry import OPERATIONS
from tests.fakes.connect import body_of, reply
from tests.functional.connect_side import START_US

SOURCE = "+390600000001"
_ENDS = {"Type": "DisconnectParticipant", "Identifier": "ends", "Parameters": {}, "Transitions": {}}
_FLOW = {"Version": "2019-10-30", "StartAction": "ends", "Metadata": {}, "Actions": [_ENDS]}


class LocalConnect:
    """An instance with a number and a flow; whoever answers hears nothing and is let go."""

    source = SOURCE

    def __init__(self, account: Mocked) -> None:
        self.account = account
        self.over_the_limit = 0
        self.instance_id = self._make("CreateInstance", account.connect, **_INSTANCE)["Id"]
        self.instance = instance = account.connect.instance(self.instance_id)
        add_number(instance, SOURCE)
        self.flow_id = self._make(
            "CreateContactFlow",
            instance,
            Name="ends",
            Type="CONTACT_FLOW",
            Content=json.dumps(_FLOW),
        )["ContactFlowId"]

    @staticmethod
    def _make(operation: str, of: Any, **given: Any) -> Any:
        """Make something without a request, which would cost a token."""
        return OPERATIONS[operation].function(of, given)

    @property
    def timeline(self) -> Timeline:
        return self.account.timeline

    @property
    def dialled(self) -> Counter[str]:
        contacts = self.instance.ledger.contacts()
        return Counter(str(each.customer_number) for each in contacts)

    def answer(self, request: AWSPreparedRequest) -> AWSResponse:
        url = urlsplit(str(request.url))
        target = url.path + (f"?{url.query}" if url.query else "")
        answer = self.account.wire.answer(str(request.method), target, {}, body_of(request))
        code = answer.headers.get("x-amzn-ErrorType", "")
        self.over_the_limit += code in (THROTTLED, "TooManyRequestsException")
        return reply(request, answer.status, answer.body, code)


_INSTANCE = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "dialler",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}


@contextmanager
def local_connect(lag_s: float = 0, **quotas: int) -> Iterator[LocalConnect]:
    """
    Args:
        lag_s: how long something new stays out of lists and searches.
        quotas: with `_` for `-`.
    """
    start = datetime.fromtimestamp(START_US / SECOND).astimezone()
    limits = {"concurrent-calls": 1000}
    limits |= {name.replace("_", "-"): quota for name, quota in quotas.items()}
    with mocked(start=start, throttling=True, quotas=limits, lag_s=lag_s) as account:
        answering.remove(account.wire)  # the network in between hands over what it lets through
        try:
            yield LocalConnect(account)
        finally:
            answering.append(account.wire)
