"""Prompts through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal

URI = "s3://voices/tr/hello there.wav"
URL = "https://voices.s3.eu-central-1.amazonaws.com/tr/hello%20there.wav"


@pytest.fixture
def hello(client: Any, instance: Instance) -> dict[str, str]:
    made = client.create_prompt(
        InstanceId=instance.id,
        Name="Hello",
        Description="Says hello",
        S3Uri=URI,
        Tags={"language": "tr"},
    )
    return {"InstanceId": instance.id, "PromptId": made["PromptId"]}


def test_a_prompt_is_described(client: Any, instance: Instance, hello: dict[str, str]) -> None:
    prompt = client.describe_prompt(**hello)["Prompt"]

    assert prompt["PromptARN"] == f"{instance.arn}/prompt/{hello['PromptId']}"
    assert prompt["Name"] == "Hello"
    assert prompt["Description"] == "Says hello"
    assert prompt["Tags"] == {"language": "tr"}


def test_its_file_lies_in_its_bucket(client: Any, hello: dict[str, str]) -> None:
    assert client.get_prompt_file(**hello)["PromptPresignedUrl"] == URL


def test_a_copy_may_be_made_of_the_url_of_its_file(
    client: Any, instance: Instance, hello: dict[str, str]
) -> None:
    copy = client.create_prompt(InstanceId=instance.id, Name="Copy", S3Uri=URL)

    file = client.get_prompt_file(InstanceId=instance.id, PromptId=copy["PromptARN"])
    assert file["PromptPresignedUrl"] == URL


def test_an_update_changes_only_what_it_names(client: Any, hello: dict[str, str]) -> None:
    client.update_prompt(**hello, Name="Good day")

    prompt = client.describe_prompt(**hello)["Prompt"]
    assert prompt["Name"] == "Good day"
    assert prompt["Description"] == "Says hello"
    assert client.get_prompt_file(**hello)["PromptPresignedUrl"] == URL


def test_a_name_is_taken_once(client: Any, instance: Instance, hello: dict[str, str]) -> None:
    other = client.create_prompt(InstanceId=instance.id, Name="Other", S3Uri=URI)

    again = refusal(client.create_prompt, InstanceId=instance.id, Name="Hello", S3Uri=URI)
    renamed = refusal(
        client.update_prompt, InstanceId=instance.id, PromptId=other["PromptId"], Name="Hello"
    )

    assert again == "DuplicateResourceException"
    # UpdatePrompt has no such error in the service model.
    assert renamed == "InvalidRequestException"


def test_a_deleted_prompt_is_gone(client: Any, hello: dict[str, str]) -> None:
    client.delete_prompt(**hello)

    for call in (
        client.describe_prompt,
        client.update_prompt,
        client.get_prompt_file,
        client.delete_prompt,
    ):
        assert refusal(call, **hello) == "ResourceNotFoundException"


def test_prompts_are_listed_and_found(
    client: Any, instance: Instance, hello: dict[str, str]
) -> None:
    client.create_prompt(InstanceId=instance.id, Name="Goodbye", S3Uri=URI)

    for size in (1, 1000):
        listed = all_of(client, "list_prompts", "PromptSummaryList", size, InstanceId=instance.id)
        assert [each["Name"] for each in listed] == ["Hello", "Goodbye"]
    for size in (1, 100):
        found = all_of(
            client,
            "search_prompts",
            "Prompts",
            size,
            InstanceId=instance.id,
            SearchCriteria={
                "StringCondition": {
                    "FieldName": "name",
                    "Value": "bye",
                    "ComparisonType": "CONTAINS",
                }
            },
        )
        assert [each["Name"] for each in found] == ["Goodbye"]
    tagged = client.search_prompts(
        InstanceId=instance.id,
        SearchFilter={"TagFilter": {"TagCondition": {"TagKey": "language"}}},
    )
    assert [each["Name"] for each in tagged["Prompts"]] == ["Hello"]
