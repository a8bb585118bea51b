"""Contact flows through boto3: what is saved, what is published, and what callers meet."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from santral.local.connect.errors import ConnectError
from santral.local.connect.flows.editions import FLOW, engine_flow, flow_of, set_default
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from tests.fakes.flow_files import action, flow, to
from tests.functional.connect.flow_texts import (
    HOLD,
    NOT_PUBLISHABLE,
    NUMBER,
    goes_to,
    marks,
    rung,
    speaks_and_marks,
)
from tests.functional.connect.refusals import all_of, refusal

ONE, TWO = marks("one"), marks("two")


@pytest.fixture
def main(client: Any, instance: Instance) -> dict[str, str]:
    made = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Main menu",
        Type="CONTACT_FLOW",
        Description="Says hello",
        Content=ONE,
        Tags={"language": "tr"},
    )
    add_number(instance, NUMBER, flow=made["ContactFlowArn"])
    return {"InstanceId": instance.id, "ContactFlowId": made["ContactFlowId"]}


@pytest.fixture
def draft(client: Any, instance: Instance) -> dict[str, str]:
    made = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Draft",
        Type="CUSTOMER_QUEUE",
        Content=NOT_PUBLISHABLE,
        Status="SAVED",
    )
    assert "FlowContentSha256" not in made
    return {"InstanceId": instance.id, "ContactFlowId": made["ContactFlowId"]}


def test_a_flow_is_described(client: Any, instance: Instance, main: dict[str, str]) -> None:
    described = client.describe_contact_flow(**main)["ContactFlow"]

    assert described["Arn"] == f"{instance.arn}/contact-flow/{main['ContactFlowId']}"
    assert described["Name"] == "Main menu"
    assert described["Description"] == "Says hello"
    assert (described["Type"], described["State"]) == ("CONTACT_FLOW", "ACTIVE")
    assert (described["Status"], described["Content"]) == ("PUBLISHED", ONE)
    assert described["FlowContentSha256"] == hashlib.sha256(ONE.encode()).hexdigest()
    assert described["Tags"] == {"language": "tr"}
    assert described["LastModifiedRegion"] == "eu-central-1"
    assert "Version" not in described


def test_a_caller_meets_what_was_published_last(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    before = rung(account, instance)
    client.update_contact_flow_content(**main, Content=TWO)

    assert (before, rung(account, instance)) == ("one", "two")


def test_a_caller_in_a_flow_stays_in_the_content_she_came_for(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    client.update_contact_flow_content(**main, Content=speaks_and_marks("one"))
    call = account.centre().call("+905321112233", NUMBER)

    client.update_contact_flow_content(**main, Content=TWO)
    assert account.centre().record_of(call).attributes == {"ran": "one"}
    assert rung(account, instance) == "two"


def test_a_content_is_saved_without_a_caller_noticing(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    saved = {**main, "ContactFlowId": f"{main['ContactFlowId']}:$SAVED"}
    client.update_contact_flow_content(**saved, Content=NOT_PUBLISHABLE)

    described = client.describe_contact_flow(**saved)["ContactFlow"]
    assert (described["Status"], described["Content"]) == ("SAVED", NOT_PUBLISHABLE)
    latest = {**main, "ContactFlowId": f"{main['ContactFlowId']}:$LATEST"}
    assert client.describe_contact_flow(**latest)["ContactFlow"]["Content"] == ONE
    assert rung(account, instance) == "one"


def test_where_nothing_else_was_saved_the_saved_content_is_the_published_one(
    client: Any, main: dict[str, str]
) -> None:
    saved = {**main, "ContactFlowId": f"{main['ContactFlowId']}:$SAVED"}

    described = client.describe_contact_flow(**saved)["ContactFlow"]
    assert (described["Status"], described["Content"]) == ("PUBLISHED", ONE)


def test_a_flow_that_was_only_saved_is_not_there_to_be_run(
    client: Any, instance: Instance, draft: dict[str, str]
) -> None:
    assert refusal(client.describe_contact_flow, **draft) == "ContactFlowNotPublishedException"
    assert instance.directory.flow("Draft") is None

    client.update_contact_flow_content(**draft, Content=HOLD)
    assert client.describe_contact_flow(**draft)["ContactFlow"]["Status"] == "PUBLISHED"
    assert instance.directory.flow("Draft") is not None


@pytest.mark.parametrize("operation", ["create_contact_flow", "update_contact_flow_content"])
def test_what_cannot_be_published_is_refused_with_every_problem(
    client: Any, main: dict[str, str], operation: str
) -> None:
    wait = action("wait", "Wait", to("bye"), TimeLimitSeconds="0")
    content = json.dumps(flow(action("odd", "PlayChess", to("wait")), wait))
    request: dict[str, Any] = dict(main)
    if operation == "create_contact_flow":
        request = {"InstanceId": main["InstanceId"], "Name": "Main menu", "Type": "CONTACT_FLOW"}

    with pytest.raises(client.exceptions.InvalidContactFlowException) as refused:
        getattr(client, operation)(**request, Content=content)

    problems = [each["message"] for each in refused.value.response["problems"]]
    assert "Main menu: block 'odd' (PlayChess) Type: not an Amazon Connect action type" in problems
    assert any("block 'wait' (Wait) Parameters.TimeLimitSeconds" in each for each in problems)


def test_advice_does_not_keep_a_flow_from_being_published(client: Any, instance: Instance) -> None:
    lonely = action("lonely", "MessageParticipant", to("bye"), Text="Nobody comes here.")

    client.create_contact_flow(
        InstanceId=instance.id,
        Name="Advice",
        Type="CONTACT_FLOW",
        Content=json.dumps(flow(action("start", "DisconnectParticipant"), lonely)),
    )
    assert instance.directory.flow("Advice") is not None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "InvalidParameterException"),
        (" " * 256_001, "InvalidParameterException"),
        ("no JSON", "InvalidContactFlowException"),
        ("[]", "InvalidContactFlowException"),
    ],
)
@pytest.mark.parametrize("status", ["SAVED", "PUBLISHED"])
def test_even_saved_content_is_a_json_object(
    client: Any, instance: Instance, content: str, code: str, status: str
) -> None:
    request = {"InstanceId": instance.id, "Name": "New", "Type": "CONTACT_FLOW", "Status": status}

    assert refusal(client.create_contact_flow, **request, Content=content) == code


def test_a_flow_may_name_what_is_not_there_and_fails_when_it_gets_to_it(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    client.update_contact_flow_content(**main, Content=goes_to("Second"))
    before = rung(account, instance)
    client.create_contact_flow(
        InstanceId=instance.id, Name="Second", Type="CONTACT_FLOW", Content=TWO
    )

    assert (before, rung(account, instance)) == (None, "two")


def test_a_flow_is_renamed(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    client.update_contact_flow_name(**main, Name="Front door")
    client.update_contact_flow_metadata(**main, Description="Says good day")

    described = client.describe_contact_flow(**main)["ContactFlow"]
    assert (described["Name"], described["Description"]) == ("Front door", "Says good day")
    assert instance.directory.flow("Main menu") is None
    assert rung(account, instance) == "one"


def test_a_name_is_taken_once(client: Any, main: dict[str, str], draft: dict[str, str]) -> None:
    new = {"InstanceId": main["InstanceId"], "Name": "Main menu", "Type": "CUSTOMER_HOLD"}

    assert refusal(client.create_contact_flow, **new, Content=ONE, Status="SAVED") == (
        "DuplicateResourceException"
    )
    for rename in (client.update_contact_flow_name, client.update_contact_flow_metadata):
        assert refusal(rename, **draft, Name="Main menu") == "DuplicateResourceException"


def test_an_archived_flow_is_not_run_until_it_is_active_again(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    second = client.create_contact_flow(
        InstanceId=instance.id, Name="Second", Type="CONTACT_FLOW", Content=TWO
    )
    request = {"InstanceId": instance.id, "ContactFlowId": second["ContactFlowId"]}
    client.update_contact_flow_content(**main, Content=goes_to("Second"))

    client.update_contact_flow_metadata(**request, ContactFlowState="ARCHIVED")
    assert client.describe_contact_flow(**request)["ContactFlow"]["State"] == "ARCHIVED"
    assert rung(account, instance) is None
    client.update_contact_flow_metadata(**request, ContactFlowState="ACTIVE")
    assert rung(account, instance) == "two"


def test_what_a_number_sends_callers_to_is_neither_archived_nor_deleted(
    client: Any, main: dict[str, str]
) -> None:
    archive = client.update_contact_flow_metadata

    assert refusal(archive, **main, ContactFlowState="ARCHIVED") == "InvalidRequestException"
    assert refusal(client.delete_contact_flow, **main) == "InvalidRequestException"


def test_a_deleted_flow_is_gone(client: Any, instance: Instance, draft: dict[str, str]) -> None:
    client.delete_contact_flow(**draft)

    assert refusal(client.describe_contact_flow, **draft) == "ResourceNotFoundException"
    assert refusal(client.delete_contact_flow, **draft) == "ResourceNotFoundException"
    assert client.list_contact_flows(InstanceId=instance.id)["ContactFlowSummaryList"] == []


def test_a_default_flow_runs_where_none_was_chosen_and_stays(
    client: Any, instance: Instance
) -> None:
    flows = [
        client.create_contact_flow(
            InstanceId=instance.id, Name=name, Type="CUSTOMER_HOLD", Content=HOLD
        )["ContactFlowId"]
        for name in ("Old hold", "New hold")
    ]
    for each in flows:
        set_default(instance, "CustomerHold", instance.table(FLOW).get(each))
    old, new = ({"InstanceId": instance.id, "ContactFlowId": each} for each in flows)

    assert instance.directory.defaults["CustomerHold"].name == "New hold"
    assert refusal(client.delete_contact_flow, **new) == "InvalidRequestException"
    archive = client.update_contact_flow_metadata
    assert refusal(archive, **new, ContactFlowState="ARCHIVED") == "InvalidRequestException"
    client.delete_contact_flow(**old)
    assert instance.directory.defaults["CustomerHold"].name == "New hold"


def test_flows_are_listed_by_type_page_by_page(
    client: Any, instance: Instance, main: dict[str, str], draft: dict[str, str]
) -> None:
    for size in (1, 1000):
        listed = all_of(
            client, "list_contact_flows", "ContactFlowSummaryList", size, InstanceId=instance.id
        )
        assert [
            (each["Name"], each["ContactFlowType"], each["ContactFlowStatus"]) for each in listed
        ] == [("Main menu", "CONTACT_FLOW", "PUBLISHED"), ("Draft", "CUSTOMER_QUEUE", "SAVED")]
    queue_flows = client.list_contact_flows(
        InstanceId=instance.id, ContactFlowTypes=["CUSTOMER_QUEUE", "CUSTOMER_HOLD"]
    )
    assert [each["Id"] for each in queue_flows["ContactFlowSummaryList"]] == [
        draft["ContactFlowId"]
    ]


_TR = {"TagKey": "language", "TagValue": "tr"}
_QUEUE = {"ContactFlowTypeCondition": {"ContactFlowType": "CUSTOMER_QUEUE"}}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ({}, ["Main menu", "Draft"]),
        ({"SearchCriteria": {"TypeCondition": "CUSTOMER_QUEUE"}}, ["Draft"]),
        ({"SearchCriteria": {"StatusCondition": "PUBLISHED"}}, ["Main menu"]),
        ({"SearchCriteria": {"StateCondition": "ARCHIVED"}}, []),
        (
            {
                "SearchCriteria": {
                    "StringCondition": {
                        "FieldName": "description",
                        "Value": "hello",
                        "ComparisonType": "CONTAINS",
                    }
                }
            },
            ["Main menu"],
        ),
        ({"SearchFilter": {"TagFilter": {"TagCondition": _TR}}}, ["Main menu"]),
        ({"SearchFilter": {"FlowAttributeFilter": {"TagCondition": _TR}}}, ["Main menu"]),
        ({"SearchFilter": {"FlowAttributeFilter": _QUEUE}}, ["Draft"]),
        (
            {
                "SearchFilter": {
                    "FlowAttributeFilter": {"AndCondition": {"TagConditions": [_TR], **_QUEUE}}
                }
            },
            [],
        ),
        (
            {
                "SearchFilter": {
                    "FlowAttributeFilter": {"OrConditions": [{"TagConditions": [_TR]}, _QUEUE]}
                }
            },
            ["Main menu", "Draft"],
        ),
        ({"SearchFilter": {"FlowAttributeFilter": {"OrConditions": []}}}, ["Main menu", "Draft"]),
        ({"SearchFilter": {"TagFilter": {"OrConditions": []}}}, ["Main menu", "Draft"]),
        ({"SearchCriteria": {"OrConditions": []}}, ["Main menu", "Draft"]),
    ],
)
@pytest.mark.usefixtures("main", "draft")
def test_flows_are_found(
    client: Any, instance: Instance, search: dict[str, Any], names: list[str]
) -> None:
    for size in (1, 1000):
        found = all_of(
            client, "search_contact_flows", "ContactFlows", size, InstanceId=instance.id, **search
        )
        assert [each["Name"] for each in found] == names
    answer = client.search_contact_flows(InstanceId=instance.id, **search)
    assert answer["ApproximateTotalCount"] == len(names)


def test_there_are_no_more_flows_than_the_quota_allows(client: Any, instance: Instance) -> None:
    for at in range(100):
        client.create_contact_flow(
            InstanceId=instance.id, Name=f"Flow {at}", Type="CONTACT_FLOW", Content=ONE
        )

    request = {"InstanceId": instance.id, "Name": "One more", "Type": "CONTACT_FLOW"}
    assert refusal(client.create_contact_flow, **request, Content=ONE) == "LimitExceededException"


def test_contacts_are_sent_only_to_flows_that_can_run(
    client: Any, instance: Instance, main: dict[str, str], draft: dict[str, str]
) -> None:
    assert flow_of(instance, main["ContactFlowId"]).name == "Main menu"
    assert engine_flow(instance, f"{main['ContactFlowId']}:$LATEST").name == "Main menu"
    with pytest.raises(ConnectError) as refused:
        engine_flow(instance, draft["ContactFlowId"])
    assert refused.value.code == "ContactFlowNotPublishedException"
    with pytest.raises(ConnectError) as refused:
        flow_of(instance, f"{draft['ContactFlowId']}:$SAVED")
    assert refused.value.code == "ContactFlowNotPublishedException"
    client.update_contact_flow_metadata(**draft, ContactFlowState="ARCHIVED")
    client.update_contact_flow_content(**draft, Content=HOLD)
    with pytest.raises(ConnectError) as refused:
        flow_of(instance, draft["ContactFlowId"])
    assert refused.value.code == "InvalidRequestException"


def test_flows_come_back_after_a_restart(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    client.create_contact_flow_version(**main)
    client.create_contact_flow_alias(**main, AliasName="live", ContactFlowVersion=1)
    client.update_contact_flow_content(**main, Content=TWO)
    kept = json.loads(json.dumps(list(account.connect.kept())))

    account.connect.remove_instance(instance)
    account.connect.restore(kept)

    again = account.connect.instance(instance.id)
    assert rung(account, again) == "two"
    live = again.directory.flow(f"{main['ContactFlowId']}:live")
    assert live is not None
    assert live.name == "Main menu:1"


def test_an_unknown_flow_is_not_found(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "ContactFlowId": "nothing"}

    assert refusal(client.describe_contact_flow, **request) == "ResourceNotFoundException"
    assert (
        refusal(client.update_contact_flow_content, **request, Content=ONE)
        == "ResourceNotFoundException"
    )
    assert (
        refusal(client.update_contact_flow_metadata, **request, Name="New")
        == "ResourceNotFoundException"
    )
