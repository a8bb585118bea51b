"""Versions of contact flows and their aliases through boto3, and what callers meet by them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER, add_number
from tests.functional.connect.flow_texts import NOT_PUBLISHABLE, NUMBER, goes_to, marks, rung
from tests.functional.connect.refusals import all_of, refusal

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SUMMARIES = "ContactFlowVersionSummaryList"


@pytest.fixture
def main(client: Any, instance: Instance) -> dict[str, str]:
    """A flow with two versions, 1 and 2, whose published content is newer still."""
    made = client.create_contact_flow(
        InstanceId=instance.id, Name="Main", Type="CONTACT_FLOW", Content=marks("one")
    )
    request = {"InstanceId": instance.id, "ContactFlowId": made["ContactFlowId"]}
    client.create_contact_flow_version(**request, Description="The first")
    client.update_contact_flow_content(**request, Content=marks("two"))
    client.create_contact_flow_version(**request)
    client.update_contact_flow_content(**request, Content=marks("three"))
    return request


def _of(main: dict[str, str], qualifier: str) -> dict[str, str]:
    return {**main, "ContactFlowId": f"{main['ContactFlowId']}:{qualifier}"}


def _arn(instance: Instance, main: dict[str, str], qualifier: str) -> str:
    return f"{instance.arn}/contact-flow/{main['ContactFlowId']}:{qualifier}"


@pytest.fixture
def live(client: Any, main: dict[str, str]) -> dict[str, str]:
    """An alias of version 1."""
    made = client.create_contact_flow_alias(
        **main, AliasName="live", ContactFlowVersion=1, Description="What callers get"
    )
    return {**main, "AliasId": made["Id"]}


# --- versions ---


def test_a_version_keeps_its_content(client: Any, main: dict[str, str]) -> None:
    described = client.describe_contact_flow(**_of(main, "1"))["ContactFlow"]

    assert (described["Version"], described["VersionDescription"]) == (1, "The first")
    assert (described["Content"], described["Status"]) == (marks("one"), "PUBLISHED")
    assert described["FlowContentSha256"] == hashlib.sha256(marks("one").encode()).hexdigest()


def test_versions_are_listed_page_by_page(
    client: Any, instance: Instance, main: dict[str, str]
) -> None:
    for size in (1, 1000):
        listed = all_of(client, "list_contact_flow_versions", SUMMARIES, size, **main)
        assert [(each["Version"], each["Arn"]) for each in listed] == [
            (1, _arn(instance, main, "1")),
            (2, _arn(instance, main, "2")),
        ]
    assert listed[0]["VersionDescription"] == "The first"
    assert listed[0]["LastModifiedTime"] == START
    assert listed[0]["LastModifiedRegion"] == "eu-central-1"


def test_a_number_is_never_given_twice(client: Any, main: dict[str, str]) -> None:
    client.delete_contact_flow_version(**main, ContactFlowVersion=2)

    assert client.create_contact_flow_version(**main)["Version"] == 3
    assert refusal(client.describe_contact_flow, **_of(main, "2")) == "ResourceNotFoundException"


def test_a_number_may_be_chosen_above_the_last(client: Any, main: dict[str, str]) -> None:
    create = client.create_contact_flow_version

    assert refusal(create, **main, ContactFlowVersion=2) == "InvalidParameterException"
    assert create(**main, ContactFlowVersion=7)["Version"] == 7
    assert create(**main)["Version"] == 8


def test_a_version_is_made_of_the_content_that_was_meant(client: Any, main: dict[str, str]) -> None:
    meant, other = (hashlib.sha256(marks(each).encode()).hexdigest() for each in ("three", "two"))
    create = client.create_contact_flow_version

    assert refusal(create, **main, FlowContentSha256=other) == "InvalidParameterException"
    assert create(**main, FlowContentSha256=meant)["Version"] == 3


def test_what_was_never_published_has_no_versions(client: Any, instance: Instance) -> None:
    draft = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Draft",
        Type="CONTACT_FLOW",
        Content=NOT_PUBLISHABLE,
        Status="SAVED",
    )
    request = {"InstanceId": instance.id, "ContactFlowId": draft["ContactFlowId"]}

    assert refusal(client.create_contact_flow_version, **request) == "InvalidRequestException"


def test_a_version_cannot_be_changed(client: Any, main: dict[str, str]) -> None:
    update = client.update_contact_flow_content

    assert refusal(update, **_of(main, "1"), Content=marks("four")) == "InvalidRequestException"


def test_there_are_no_more_versions_or_aliases_than_their_quota_allows(
    client: Any, main: dict[str, str]
) -> None:
    for at in range(98):
        client.create_contact_flow_version(**main)
        client.create_contact_flow_alias(**main, AliasName=f"alias {at}", ContactFlowVersion=1)
    for at in (98, 99):
        client.create_contact_flow_alias(**main, AliasName=f"alias {at}", ContactFlowVersion=1)

    assert refusal(client.create_contact_flow_version, **main) == "LimitExceededException"
    alias = {"AliasName": "one more", "ContactFlowVersion": 1}
    assert refusal(client.create_contact_flow_alias, **main, **alias) == "LimitExceededException"


def test_a_version_in_use_is_not_deleted(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    delete = client.delete_contact_flow_version
    add_number(instance, NUMBER, flow=_arn(instance, main, "2"))

    assert refusal(delete, **main, ContactFlowVersion=1) == "InvalidRequestException"
    assert refusal(delete, **main, ContactFlowVersion=2) == "InvalidRequestException"
    assert refusal(delete, **main, ContactFlowVersion=3) == "ResourceNotFoundException"
    client.delete_contact_flow_alias(**live)
    delete(**main, ContactFlowVersion=1)


# --- aliases ---


def test_an_alias_is_described(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    described = client.describe_contact_flow_alias(**live)["ContactFlowAlias"]

    assert described == {
        "ContactFlowId": main["ContactFlowId"],
        "ContactFlowArn": f"{instance.arn}/contact-flow/{main['ContactFlowId']}",
        "AliasId": live["AliasId"],
        "Version": 1,
        "Name": "live",
        "Description": "What callers get",
        "LastModifiedRegion": "eu-central-1",
        "LastModifiedTime": START,
    }
    for qualifier in (live["AliasId"], "live"):
        flow = client.describe_contact_flow(**_of(main, qualifier))["ContactFlow"]
        assert (flow["Version"], flow["Content"]) == (1, marks("one"))


def test_aliases_are_listed_page_by_page(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    client.create_contact_flow_alias(**main, AliasName="next", ContactFlowVersion=2)

    for size in (1, 1000):
        listed = all_of(
            client, "list_contact_flow_aliases", "ContactFlowAliasSummaryList", size, **main
        )
        assert [(each["AliasName"], each["Version"]) for each in listed] == [
            ("live", 1),
            ("next", 2),
        ]
    assert listed[0]["Arn"] == _arn(instance, main, live["AliasId"])
    assert listed[0]["AliasDescription"] == "What callers get"


def test_callers_follow_an_alias_to_its_version(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    add_number(instance, NUMBER, flow=_arn(instance, main, live["AliasId"]))
    before = rung(account, instance)

    client.update_contact_flow_alias(**live, ContactFlowVersion=2)
    assert (before, rung(account, instance)) == ("one", "two")
    client.update_contact_flow_alias(**live, Name="calm", Description="Renamed")
    assert rung(account, instance) == "two"


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("1", "one"),
        ("2", "two"),
        ("live", "one"),
        ("$LATEST", "three"),
        ("9", None),
        ("never", None),
    ],
)
@pytest.mark.usefixtures("live")
def test_a_flow_goes_on_in_the_version_that_it_names(
    account: Mocked,
    client: Any,
    instance: Instance,
    main: dict[str, str],
    qualifier: str,
    expected: str | None,
) -> None:
    entry = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Entry",
        Type="CONTACT_FLOW",
        Content=goes_to(_arn(instance, main, qualifier)),
    )
    add_number(instance, NUMBER, flow=entry["ContactFlowArn"])

    assert rung(account, instance) == expected


def test_an_old_name_of_an_alias_leads_nowhere(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    client.update_contact_flow_alias(**live, Name="calm")

    assert instance.directory.flow(_arn(instance, main, "live")) is None
    assert instance.directory.flow(_arn(instance, main, "calm")) is not None


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ({"AliasName": "live", "ContactFlowVersion": 2}, "DuplicateResourceException"),
        ({"AliasName": "next", "ContactFlowVersion": 3}, "ResourceNotFoundException"),
        ({"AliasName": "2", "ContactFlowVersion": 2}, "InvalidParameterException"),
        ({"AliasName": "$LATEST", "ContactFlowVersion": 2}, "InvalidParameterException"),
    ],
)
@pytest.mark.usefixtures("live")
def test_an_alias_has_a_name_of_its_own_and_a_version(
    client: Any, main: dict[str, str], alias: dict[str, Any], code: str
) -> None:
    assert refusal(client.create_contact_flow_alias, **main, **alias) == code


def test_an_alias_cannot_be_changed_into_another(
    client: Any, main: dict[str, str], live: dict[str, str]
) -> None:
    client.create_contact_flow_alias(**main, AliasName="next", ContactFlowVersion=2)
    update = client.update_contact_flow_alias

    assert refusal(update, **live, Name="next") == "DuplicateResourceException"
    assert refusal(update, **live, ContactFlowVersion=3) == "ResourceNotFoundException"
    client.update_contact_flow_alias(**live, Name="live")


def test_an_alias_in_use_is_not_deleted(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    number = add_number(instance, NUMBER, flow=_arn(instance, main, live["AliasId"]))
    in_use = refusal(client.delete_contact_flow_alias, **live)
    instance.table(PHONE_NUMBER).change(number, ContactFlowId=None)
    client.delete_contact_flow_alias(**live)

    assert in_use == "InvalidRequestException"
    for operation in ("describe", "update", "delete"):
        call = getattr(client, f"{operation}_contact_flow_alias")
        assert refusal(call, **live) == "ResourceNotFoundException"


def test_a_flow_is_deleted_with_its_versions_and_aliases(
    client: Any, instance: Instance, main: dict[str, str], live: dict[str, str]
) -> None:
    client.delete_contact_flow(**main)

    assert refusal(client.list_contact_flow_versions, **main) == "ResourceNotFoundException"
    assert refusal(client.list_contact_flow_aliases, **main) == "ResourceNotFoundException"
    assert instance.directory.flow(_arn(instance, main, live["AliasId"])) is None


def test_versions_of_an_archived_flow_are_not_run(
    client: Any, instance: Instance, main: dict[str, str]
) -> None:
    client.update_contact_flow_metadata(**main, ContactFlowState="ARCHIVED")

    assert instance.directory.flow(_arn(instance, main, "1")) is None
