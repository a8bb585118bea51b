"""What a deployment on the emulator made: found by its stacks' own words, and reached over HTTP."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple, cast

from santral.local.proof.endpoint import Endpoint

_TIMEOUT_S: Final = 30
_STACK: Final = "AWS::CloudFormation::Stack"


class Credentials(NamedTuple):
    """Of a role that is in use; the names are botocore's."""

    aws_access_key_id: str
    aws_secret_access_key: str
    aws_session_token: str


class Answer(NamedTuple):
    status: int
    body: Any


@dataclass(frozen=True)
class Deployment:
    """A stage on the emulator.

    Attributes:
        stage: its name.
    """

    stage: str
    endpoint: Endpoint

    # --- what was made ---

    def output(self, part: str, name: str) -> str:
        """
        Raises:
            LookupError: the stack tells no such thing.
        """
        stacks = self._cloudformation.describe_stacks(StackName=self._stack(part))["Stacks"]
        for each in stacks[0].get("Outputs", ()):
            if each["OutputKey"] == name:
                return cast("str", each["OutputValue"])
        raise LookupError(f"{self._stack(part)} has no output {name}")

    def physical(self, part: str, kind: str, name: str = "") -> str:
        """Return the physical id of a resource.

        Args:
            kind: as AWS::Lambda::Function.
            name: what its logical id begins with.

        Raises:
            LookupError: there is none.
        """
        for each in self._resources(part):
            if each["ResourceType"] == kind and each["LogicalResourceId"].startswith(name):
                return cast("str", each["PhysicalResourceId"])
        raise LookupError(f"{self._stack(part)} has no {kind} {name}")

    def function(self, name: str) -> Any:
        """Describe a function of the catalogue."""
        camel = "".join(each.capitalize() for each in name.split("_"))
        part = "identity" if name == "add_claims" else "functions"
        made = self.physical(part, "AWS::Lambda::Function", camel)
        found = self.endpoint.client("lambda").get_function(FunctionName=made)
        return found["Configuration"]

    def credentials_of(self, function: str) -> Credentials:
        """Return what the emulator gives a function, for the role of that function.

        A formula of the emulator's (lambda_runtime.execution_credentials): it has no other way to
        let somebody act by the role of a function. They are good once the function has run.
        """
        found = self.function(function)
        self.endpoint.client("lambda").invoke(FunctionName=found["FunctionArn"], Payload=b"{}")
        seed = f"{found['FunctionArn']}:{found['Role']}"
        digest = _sha256(seed)
        return Credentials(
            f"ASIA{digest[:16].upper()}",
            _sha256(f"secret:{digest}"),
            _sha256(f"token:{digest}"),
        )

    def events(self) -> dict[str, int]:
        """Count what has happened to the resources of each stack so far."""
        counted = {}
        for stack in self._cloudformation.describe_stacks()["Stacks"]:
            name = stack["StackName"]
            pages = self._cloudformation.get_paginator("describe_stack_events")
            found = pages.paginate(StackName=name)
            events = [each for page in found for each in page["StackEvents"]]
            counted[name] = sum(each["ResourceType"] != _STACK for each in events)
        return counted

    @cached_property
    def _cloudformation(self) -> Any:
        return self.endpoint.client("cloudformation")

    def _resources(self, part: str) -> list[Any]:
        pages = self._cloudformation.get_paginator("list_stack_resources")
        stack = self._stack(part)
        return [
            each
            for page in pages.paginate(StackName=stack)
            for each in page["StackResourceSummaries"]
        ]

    def _stack(self, part: str) -> str:
        return f"santral-{self.stage}-{part}"

    # --- asking it ---

    @cached_property
    def api(self) -> str:
        """The address of the REST API, past CloudFront, which the emulator keeps but runs not."""
        rest_api = self.physical("edge", "AWS::ApiGateway::RestApi")
        return f"{self.endpoint.url}/restapis/{rest_api}/live/_user_request_"

    def ask(self, method: str, path: str, body: Any = None, *, token: str = "") -> Answer:
        """Send a request to the REST API.

        Args:
            token: an access token or a key.
        """
        headers = {"x-santral-viewer": "192.0.2.10", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if method == "PUT":
            headers["If-Match"] = "*"
        sent = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            sent = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}{path}", sent, headers, method=method)  # noqa: S310  # the emulator, on this computer
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answered:  # noqa: S310
                return Answer(answered.status, _document(answered.read()))
        except urllib.error.HTTPError as error:
            return Answer(error.code, _document(error.read()))

    def mails(self, to: str) -> list[str]:
        """Return the texts of the mails that the emulator's SES has taken for an address."""
        address = f"{self.endpoint.url}/_ministack/ses/messages"
        with urllib.request.urlopen(address, timeout=_TIMEOUT_S) as answered:  # noqa: S310
            by_account = json.load(answered)["messages"]
        return [
            each["BodyText"]
            for messages in by_account.values()
            for each in messages
            if to in each["To"]
        ]


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
