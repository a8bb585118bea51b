"""Test cases through boto3: saved and published contents, and what a content may be."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from santral.local.connect.instance import Instance
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import make_flow
from tests.functional.connect.refusals import all_of, refusal

Json = dict[str, Any]


def _content(**more: Any) -> str:
    """Write a content whose one observation is that the test begins."""
    begun = {
        "Identifier": "one",
        "Event": {
            "Identifier": "e",
            "Type": "TestInitiated",
            "Actor": "System",
            "Properties": {},
        },
        "Actions": more.pop("Actions", []),
        "Transitions": {"NextObservations": []},
    }
    return json.dumps({"Version": "2019-10-30", "Metadata": {}, "Observations": [begun], **more})


def make_case(client: Any, instance: Instance, **more: Any) -> str:
    request = {"Name": "Sales", "Content": _content(), **more}
    return str(client.create_test_case(InstanceId=instance.id, **request)["TestCaseId"])


def _described(client: Any, instance: Instance, case: str, **more: Any) -> Json:
    answer: Json = client.describe_test_case(InstanceId=instance.id, TestCaseId=case, **more)
    return dict(answer["TestCase"])


def test_a_test_case_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    flow = make_flow(client, instance, "Main", "CONTACT_FLOW", marks("main"))
    entry = {
        "Type": "VOICE_CALL",
        "VoiceCallEntryPointParameters": {"FlowId": flow},
    }
    data = json.dumps({"Attributes": {"tier": "gold"}, "SegmentAttributes": {}})

    case = make_case(
        client,
        instance,
        Description="To sales",
        EntryPoint=entry,
        InitializationData=data,
        Tags={"team": "all"},
    )

    described = _described(client, instance, case)
    assert described["Arn"] == f"{instance.arn}/test-case/{case}"
    assert described["Name"] == "Sales"
    assert described["Description"] == "To sales"
    assert described["Content"] == _content()
    assert described["EntryPoint"] == entry
    assert described["InitializationData"] == data
    assert described["Status"] == "PUBLISHED"
    assert described["LastModifiedRegion"] == "eu-central-1"
    assert described["Tags"] == {"team": "all"}
    assert described["TestCaseSha256"] == hashlib.sha256(_content().encode()).hexdigest()


def test_what_is_saved_stands_beside_what_is_published(client: Any, instance: Instance) -> None:
    case = make_case(client, instance)
    asked = {"InstanceId": instance.id, "TestCaseId": case}
    newer = _content(Metadata={"round": 2})

    client.update_test_case(**asked, Content=newer, Status="SAVED", Name="Sales 2")
    apart = [
        _described(client, instance, case, Status=each)["Content"]
        for each in ("PUBLISHED", "SAVED")
    ]
    client.update_test_case(**asked, Status="PUBLISHED", Description="Newer")

    assert apart == [_content(), newer]
    described = _described(client, instance, case)
    assert described["Content"] == newer
    assert (described["Name"], described["Description"]) == ("Sales 2", "Newer")


def test_a_content_is_checked_when_it_is_published(client: Any, instance: Instance) -> None:
    case = make_case(client, instance, Content="not yet", Status="SAVED")
    asked = {"InstanceId": instance.id, "TestCaseId": case}

    assert _described(client, instance, case)["Status"] == "SAVED"
    assert (
        refusal(client.describe_test_case, **asked, Status="PUBLISHED")
        == "ResourceNotFoundException"
    )
    client.update_test_case(**asked, Description="Still not")
    assert (
        refusal(client.update_test_case, **asked, Status="PUBLISHED") == "InvalidTestCaseException"
    )
    assert _described(client, instance, case)["Status"] == "SAVED"


def test_a_name_and_an_id_are_taken_once(client: Any, instance: Instance) -> None:
    case = make_case(client, instance)
    other = make_case(client, instance, Name="Support", TestCaseId="from-another-region")
    request = {"InstanceId": instance.id, "Content": _content()}

    assert other == "from-another-region"
    assert refusal(client.create_test_case, Name="Sales", **request) == (
        "DuplicateResourceException"
    )
    assert refusal(client.create_test_case, Name="New", TestCaseId=case, **request) == (
        "DuplicateResourceException"
    )
    assert (
        refusal(client.update_test_case, TestCaseId=case, Name="Support", **request)
        == "DuplicateResourceException"
    )


def test_a_deleted_test_case_is_not_found(client: Any, instance: Instance) -> None:
    asked = {"InstanceId": instance.id, "TestCaseId": make_case(client, instance)}

    client.delete_test_case(**asked)

    for call in (client.describe_test_case, client.update_test_case, client.delete_test_case):
        assert refusal(call, **asked) == "ResourceNotFoundException"


def test_test_cases_are_listed_and_found(client: Any, instance: Instance) -> None:
    make_case(client, instance, Description="Of the day", Tags={"team": "all"})
    make_case(client, instance, Name="Support", Status="SAVED")

    def found(**request: Any) -> list[str]:
        answer = client.search_test_cases(InstanceId=instance.id, **request)
        assert answer["ApproximateTotalCount"] == len(answer["TestCases"])
        return [each["Name"] for each in answer["TestCases"]]

    name = {"FieldName": "name", "Value": "supp", "ComparisonType": "STARTS_WITH"}
    tag = {"TagKey": "team", "TagValue": "all"}
    for size in (1, 100):
        for operation, key in (
            ("list_test_cases", "TestCaseSummaryList"),
            ("search_test_cases", "TestCases"),
        ):
            rows = all_of(client, operation, key, size, InstanceId=instance.id)
            assert [each["Status"] for each in rows] == ["PUBLISHED", "SAVED"]
    assert found(SearchCriteria={"StringCondition": name}) == ["Support"]
    assert found(SearchCriteria={"StatusCondition": "PUBLISHED"}) == ["Sales"]
    assert found(SearchFilter={"TagFilter": {"TagCondition": tag}}) == ["Sales"]


def test_an_instance_has_a_hundred_test_cases_at_most(client: Any, instance: Instance) -> None:
    for number in range(100):
        make_case(client, instance, Name=f"Case {number}")

    code = refusal(
        client.create_test_case, InstanceId=instance.id, Name="Sales", Content=_content()
    )

    assert code == "LimitExceededException"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({}, "InvalidParameterException"),
        ({"Type": "CHAT"}, "InvalidParameterException"),
        (
            {
                "Type": "VOICE_CALL",
                "VoiceCallEntryPointParameters": {"DestinationPhoneNumber": "+902125550100"},
            },
            "InvalidParameterException",
        ),
        (
            {"Type": "CHAT", "ChatEntryPointParameters": {"FlowId": "nothing"}},
            "ResourceNotFoundException",
        ),
    ],
)
def test_a_test_enters_by_a_flow_or_from_a_number_to_a_number(
    client: Any, instance: Instance, entry: Json, code: str
) -> None:
    request = {"Name": "Sales", "Content": _content(), "EntryPoint": entry}

    assert refusal(client.create_test_case, InstanceId=instance.id, **request) == code


def test_a_call_from_a_number_to_a_number_is_a_way_in(client: Any, instance: Instance) -> None:
    numbers = {"SourcePhoneNumber": "+905325550101", "DestinationPhoneNumber": "+902125550100"}
    entry = {"Type": "VOICE_CALL", "VoiceCallEntryPointParameters": numbers}

    case = make_case(client, instance, EntryPoint=entry)

    assert _described(client, instance, case)["EntryPoint"] == entry


@pytest.mark.parametrize("data", ["[]", "tier=gold", '{"Queue": "Sales"}'])
def test_initialization_data_are_attributes(client: Any, instance: Instance, data: str) -> None:
    request = {"Name": "Sales", "Content": _content(), "InitializationData": data}

    code = refusal(client.create_test_case, InstanceId=instance.id, **request)

    assert code == "InvalidParameterException"


def test_the_service_tells_what_is_wrong_with_a_content(client: Any, instance: Instance) -> None:
    flow = make_flow(client, instance, "Main", "CONTACT_FLOW", marks("main"))
    instruction = {"Type": "DtmfInput", "Properties": {"Value": 1}}
    press = {
        "Identifier": "press",
        "Type": "SendInstruction",
        "Parameters": {
            "ActionType": "SendInstruction",
            "Actor": "Customer",
            "Instruction": instruction,
        },
    }

    with pytest.raises(ClientError) as caught:
        make_case(
            client,
            instance,
            Content=_content(Version="2025-06-21", Actions=[press]),
            EntryPoint={"Type": "CHAT", "ChatEntryPointParameters": {"FlowId": flow}},
        )

    response: Any = caught.value.response
    assert response["Error"]["Code"] == "InvalidTestCaseException"
    assert [each["message"] for each in response["Problems"]] == [
        "Version: expected 2019-10-30",
        "Observations[0].Actions[0].Parameters.Instruction.Type: expected no DtmfInput in a chat",
    ]
