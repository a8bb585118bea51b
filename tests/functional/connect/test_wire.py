"""Requests as other clients than boto3 may send them: what is wrong is said in Connect's words."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import AGENT_STATUS
from santral.local.connect.protocol.model import model
from santral.local.connect.protocol.requests import Reply, scope
from santral.local.connect.registry import OPERATIONS
from tests.functional.connect.refusals import refusal


def ask(
    account: Mocked, method: str, target: str, body: object = None, headers: Any = None
) -> tuple[int, str, dict[str, Any]]:
    """Send a request; gives status, error type and body."""
    content = (
        body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    )
    reply: Reply = account.wire.answer(method, target, headers or {}, content)
    return reply.status, reply.headers.get("x-amzn-ErrorType", ""), json.loads(reply.body)


def test_a_path_that_no_operation_has_is_unknown(account: Mocked) -> None:
    assert ask(account, "GET", "/no/such/thing")[:2] == (404, "UnknownOperationException")


def test_a_known_path_with_another_method_is_unknown(account: Mocked) -> None:
    assert ask(account, "PATCH", "/instance")[:2] == (404, "UnknownOperationException")


def test_a_body_that_is_not_json_is_refused(account: Mocked, instance: Instance) -> None:
    target = f"/agent-status/{instance.id}"

    assert ask(account, "PUT", target, b"{not json")[:2] == (400, "SerializationException")
    assert ask(account, "PUT", target, b"[1, 2]")[:2] == (400, "SerializationException")
    assert ask(account, "PUT", target, b'{"Name": NaN}')[:2] == (400, "SerializationException")
    assert ask(account, "PUT", target, b'{"Name": "\\ud800"}')[:2] == (
        400,
        "SerializationException",
    )


def test_text_in_another_encoding_or_half_a_pair_is_refused(
    account: Mocked, instance: Instance
) -> None:
    target = f"/agent-status/{instance.id}"
    halved = b'{"Name": "x\xed\xa0\x80", "State": "ENABLED"}'
    wide = '{"Name": "Lunch", "State": "ENABLED"}'.encode("utf-16-le")

    assert ask(account, "PUT", target, halved)[:2] == (400, "SerializationException")
    assert ask(account, "PUT", target, wide)[:2] == (400, "SerializationException")


def test_a_missing_member_is_named(account: Mocked, instance: Instance) -> None:
    status, code, answer = ask(account, "PUT", f"/agent-status/{instance.id}", {"Name": "Lunch"})

    assert (status, code) == (400, "InvalidRequestException")
    assert answer["Message"] == "State: a value is required"


def test_a_wrong_type_is_named_and_its_value_is_not_repeated(
    account: Mocked, instance: Instance
) -> None:
    body = {"Name": ["+905321112233"], "State": "ENABLED"}

    status, code, answer = ask(account, "PUT", f"/agent-status/{instance.id}", body)

    assert (status, code) == (400, "InvalidParameterException")
    assert answer["Message"] == "Name: expected a text"


def test_a_number_over_all_bounds_is_no_number(account: Mocked, instance: Instance) -> None:
    body = b'{"Name": "Lunch", "State": "ENABLED", "DisplayOrder": 1e400}'

    status, code, answer = ask(account, "PUT", f"/agent-status/{instance.id}", body)

    assert (status, code) == (400, "InvalidParameterException")
    assert answer["Message"] == "DisplayOrder: expected a whole number"


def test_a_body_nested_without_end_is_refused(account: Mocked, instance: Instance) -> None:
    criteria: dict[str, Any] = {}
    for _ in range(400):
        criteria = {"AndConditions": [criteria]}
    body = {"InstanceId": instance.id, "SearchCriteria": criteria}

    assert ask(account, "POST", "/search-queues", body)[0] == 400


def test_a_request_without_a_signature_is_of_the_local_region(account: Mocked) -> None:
    wanted = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": "unsigned",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
    }
    far = {"Authorization": "AWS4-HMAC-SHA256 Credential=A/20261123/us-east-1/connect/aws4_request"}
    ask(account, "GET", "/instance", headers=far)

    _, _, answer = ask(account, "PUT", "/instance", wanted)

    assert answer["Arn"].split(":")[3] == "eu-central-1"


def test_an_instance_may_be_named_by_its_arn_in_the_path(
    account: Mocked, instance: Instance
) -> None:
    target = f"/agent-status/{quote(instance.arn, safe='')}"

    status, _, answer = ask(account, "GET", target)

    assert status == 200
    assert [each["Name"] for each in answer["AgentStatusSummaryList"]] == ["Available", "Offline"]


def test_an_unknown_instance_is_not_found(account: Mocked) -> None:
    assert ask(account, "GET", "/agent-status/nowhere")[:2] == (404, "ResourceNotFoundException")


def test_more_on_a_page_than_the_service_gives_is_refused(
    account: Mocked, instance: Instance
) -> None:
    target = f"/agent-status/{instance.id}?maxResults="

    assert ask(account, "GET", f"{target}1000")[0] == 200
    assert ask(account, "GET", f"{target}1001")[:2] == (400, "InvalidParameterException")
    assert ask(account, "GET", f"{target}0")[:2] == (400, "InvalidParameterException")
    assert ask(account, "GET", f"{target}many")[:2] == (400, "InvalidParameterException")


def test_a_token_of_somebody_else_is_refused(account: Mocked, instance: Instance) -> None:
    target = f"/agent-status/{instance.id}?nextToken="

    endless = base64.urlsafe_b64encode(b"[" * 5000).decode()
    for token in ("x", "bnVsbA==", "InRleHQi", "%FF", "!!MQ==", endless):
        assert ask(account, "GET", target + token)[:2] == (400, "InvalidParameterException")


def test_a_token_of_another_list_is_refused(account: Mocked, client: Any) -> None:
    made = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="tokens",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    page = client.list_security_profiles(InstanceId=made, MaxResults=1)

    code = refusal(client.list_queues, InstanceId=made, NextToken=page["NextToken"])

    assert code == "InvalidParameterException"


def test_only_the_whole_arn_of_a_thing_finds_it(account: Mocked, instance: Instance) -> None:
    [available, *_] = instance.table(AGENT_STATUS)
    other = "arn:aws:connect:eu-central-1:123456789012:instance/other"
    wrong = (
        f"{other}/agent-state/{available.id}",
        f"{instance.arn}/queue/{available.id}",
        f"junk/{available.id}",
        f"{available.id}:3",
    )

    def described(reference: str) -> int:
        target = f"/agent-status/{instance.id}/{quote(reference, safe='')}"
        return ask(account, "GET", target)[0]

    assert [described(each) for each in (available.id, available.arn)] == [200, 200]
    assert [described(each) for each in wrong] == [404, 404, 404, 404]


@pytest.mark.parametrize("name", sorted(model().names - set(OPERATIONS)))
def test_what_is_not_here_says_so_by_name(account: Mocked, name: str) -> None:
    operation = model().operation(name)
    target = operation.path.replace("{", "").replace("}", "").replace("+", "")

    status, code, answer = ask(account, operation.method, target)

    assert (status, code) == (501, "UnsupportedOperationException")
    assert answer["Message"] == f"{name} is not supported by the local Connect."


def test_every_operation_is_found_by_its_own_path() -> None:
    for name in model().names:
        operation = model().operation(name)
        routed = model().route(operation.method, operation.path.replace("{", "").replace("}", ""))

        assert routed is not None
        assert routed[0].name == name


@given(body=st.binary(max_size=200), query=st.text(max_size=50))
def test_no_request_makes_the_server_stumble(body: bytes, query: str) -> None:
    with Mocked() as account:
        made = account.connect.add_instance("fuzzed", {})
        for target in (f"/agent-status/{made.id}", "/no/such/thing", f"/queues-summary/{made.id}"):
            for method in ("GET", "PUT", "POST", "DELETE"):
                status, _, _ = ask(account, method, f"{target}?{quote(query)}", body)
                assert status in {200, 400, 404, 501}


def test_region_and_service_are_read_from_the_signature() -> None:
    header = "AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-west-2/connect/aws4_request, Signature=0"

    assert scope({"Authorization": header}) == ("eu-west-2", "connect")
    assert scope({}) is None
    assert scope({"authorization": "Bearer x"}) is None
