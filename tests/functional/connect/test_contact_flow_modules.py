"""Flow modules through boto3: contents, settings, versions, aliases, and flows that run them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from tests.fakes.flow_files import action, flow, to
from tests.functional.connect.flow_texts import (
    MODULE_SETTINGS,
    NUMBER,
    invokes,
    marks,
    module_marks,
    rung,
)
from tests.functional.connect.refusals import all_of, refusal

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ONE, TWO = module_marks("one"), module_marks("two")
SETTINGS = '{"input": {"schema": {"type": "object", "properties": {}}}}'
BAD = json.dumps(flow(action("odd", "PlayChess", to("bye")), Settings=MODULE_SETTINGS))


@pytest.fixture
def menu(client: Any, instance: Instance) -> dict[str, str]:
    made = client.create_contact_flow_module(
        InstanceId=instance.id,
        Name="Menu",
        Description="Asks what it is about",
        Content=ONE,
        Settings=SETTINGS,
        ExternalInvocationConfiguration={"Enabled": True},
        Tags={"language": "tr"},
    )
    return {"InstanceId": instance.id, "ContactFlowModuleId": made["Id"]}


@pytest.fixture
def versions(client: Any, menu: dict[str, str]) -> dict[str, str]:
    """The module with a version 1; what is published is newer."""
    client.create_contact_flow_module_version(**menu, Description="The first")
    client.update_contact_flow_module_content(**menu, Content=TWO, Settings="{}")
    return menu


@pytest.fixture
def live(client: Any, versions: dict[str, str]) -> dict[str, str]:
    made = client.create_contact_flow_module_alias(
        **versions, AliasName="live", ContactFlowModuleVersion=1, Description="What callers get"
    )
    return {**versions, "AliasId": made["Id"]}


def _ring(account: Mocked, client: Any, instance: Instance, module: str) -> str | None:
    """Ring a flow that runs a module by this reference."""
    entry = client.create_contact_flow(
        InstanceId=instance.id, Name="Entry", Type="CONTACT_FLOW", Content=invokes(module)
    )
    add_number(instance, NUMBER, flow=entry["ContactFlowArn"])
    return rung(account, instance)


def test_a_module_is_described(client: Any, instance: Instance, menu: dict[str, str]) -> None:
    described = client.describe_contact_flow_module(**menu)["ContactFlowModule"]

    assert described == {
        "Arn": f"{instance.arn}/flow-module/{menu['ContactFlowModuleId']}",
        "Id": menu["ContactFlowModuleId"],
        "Name": "Menu",
        "Content": ONE,
        "Description": "Asks what it is about",
        "State": "ACTIVE",
        "Status": "PUBLISHED",
        "Tags": {"language": "tr"},
        "FlowModuleContentSha256": hashlib.sha256(ONE.encode()).hexdigest(),
        "Settings": SETTINGS,
        "ExternalInvocationConfiguration": {"Enabled": True},
    }


def test_a_flow_runs_what_was_published_last(
    account: Mocked, client: Any, instance: Instance, menu: dict[str, str]
) -> None:
    before = _ring(account, client, instance, menu["ContactFlowModuleId"])
    client.update_contact_flow_module_content(**menu, Content=TWO)

    assert (before, rung(account, instance)) == ("one", "two")


def test_a_content_is_saved_beside_the_published_one(client: Any, menu: dict[str, str]) -> None:
    saved = {**menu, "ContactFlowModuleId": f"{menu['ContactFlowModuleId']}:$SAVED"}
    client.update_contact_flow_module_content(**saved, Content=BAD)

    described = client.describe_contact_flow_module(**saved)["ContactFlowModule"]
    assert (described["Status"], described["Content"]) == ("SAVED", BAD)
    assert client.describe_contact_flow_module(**menu)["ContactFlowModule"]["Content"] == ONE


def test_settings_are_changed_alone(client: Any, menu: dict[str, str]) -> None:
    client.update_contact_flow_module_content(**menu, Settings="{}")

    described = client.describe_contact_flow_module(**menu)["ContactFlowModule"]
    assert (described["Settings"], described["Content"]) == ("{}", ONE)


def test_settings_are_saved_beside_the_published_ones(client: Any, menu: dict[str, str]) -> None:
    saved = {**menu, "ContactFlowModuleId": f"{menu['ContactFlowModuleId']}:$SAVED"}
    client.update_contact_flow_module_content(**saved, Content=TWO, Settings="{}")
    client.update_contact_flow_module_content(**saved, Content=BAD)

    def settings(module: dict[str, str]) -> str:
        return str(client.describe_contact_flow_module(**module)["ContactFlowModule"]["Settings"])

    assert (settings(menu), settings(saved)) == (SETTINGS, "{}")
    client.update_contact_flow_module_content(**menu, Content=TWO)
    assert (settings(menu), settings(saved)) == (SETTINGS, SETTINGS)


@pytest.mark.parametrize("settings", ["no JSON", "[]"])
def test_settings_are_a_json_object(client: Any, menu: dict[str, str], settings: str) -> None:
    new = {"InstanceId": menu["InstanceId"], "Name": "New", "Content": ONE}

    assert refusal(client.create_contact_flow_module, **new, Settings=settings) == (
        "InvalidParameterException"
    )
    # The operation has no InvalidParameterException.
    assert refusal(client.update_contact_flow_module_content, **menu, Settings=settings) == (
        "InvalidRequestException"
    )


def test_an_update_says_what_is_to_be_changed(client: Any, menu: dict[str, str]) -> None:
    update = client.update_contact_flow_module_content

    assert refusal(update, **menu) == "InvalidRequestException"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BAD, "InvalidContactFlowModuleException"),
        ("no JSON", "InvalidContactFlowModuleException"),
        (marks("a flow has no settings"), "InvalidRequestException"),
    ],
)
def test_what_cannot_be_published_is_refused(
    client: Any, menu: dict[str, str], content: str, code: str
) -> None:
    new = {"InstanceId": menu["InstanceId"], "Name": "New"}

    assert refusal(client.create_contact_flow_module, **new, Content=content) == code
    assert refusal(client.update_contact_flow_module_content, **menu, Content=content) == code


def test_the_refusal_has_every_problem(client: Any, menu: dict[str, str]) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowModuleException) as refused:
        client.update_contact_flow_module_content(**menu, Content=BAD)

    assert [each["message"] for each in refused.value.response["Problems"]] == [
        "Menu: block 'odd' (PlayChess) Type: not an Amazon Connect action type"
    ]


def test_a_module_is_renamed(client: Any, menu: dict[str, str]) -> None:
    other = client.create_contact_flow_module(
        InstanceId=menu["InstanceId"], Name="Other", Content=TWO
    )
    request = {"InstanceId": menu["InstanceId"], "ContactFlowModuleId": other["Id"]}
    rename = client.update_contact_flow_module_metadata

    assert refusal(rename, **request, Name="Menu") == "DuplicateResourceException"
    rename(**request, Name="Another", Description="Other than the menu")
    described = client.describe_contact_flow_module(**request)["ContactFlowModule"]
    assert (described["Name"], described["Description"]) == ("Another", "Other than the menu")


def test_an_archived_module_is_not_run(
    account: Mocked, client: Any, instance: Instance, menu: dict[str, str]
) -> None:
    client.update_contact_flow_module_metadata(**menu, State="ARCHIVED")

    assert _ring(account, client, instance, menu["ContactFlowModuleId"]) is None
    client.update_contact_flow_module_metadata(**menu, State="ACTIVE")
    assert rung(account, instance) == "one"


def test_a_deleted_module_is_gone(
    account: Mocked, client: Any, instance: Instance, live: dict[str, str]
) -> None:
    module = {name: each for name, each in live.items() if name != "AliasId"}
    client.delete_contact_flow_module(**module)

    assert refusal(client.describe_contact_flow_module, **module) == "ResourceNotFoundException"
    assert refusal(client.delete_contact_flow_module, **module) == "ResourceNotFoundException"
    assert _ring(account, client, instance, f"{module['ContactFlowModuleId']}:live") is None


def test_a_request_that_is_repeated_makes_one_module(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "Content": ONE, "ClientToken": "a token"}
    first = client.create_contact_flow_module(**request, Name="Menu")

    assert client.create_contact_flow_module(**request, Name="Menu")["Id"] == first["Id"]
    create = client.create_contact_flow_module
    assert refusal(create, **request, Name="Other") == "IdempotencyException"


def test_modules_are_listed_and_found(
    client: Any, instance: Instance, menu: dict[str, str]
) -> None:
    other = client.create_contact_flow_module(InstanceId=instance.id, Name="Other", Content=TWO)
    client.update_contact_flow_module_metadata(
        InstanceId=instance.id, ContactFlowModuleId=other["Id"], State="ARCHIVED"
    )
    criteria = {
        "AndConditions": [
            {"StateCondition": "ACTIVE"},
            {"StatusCondition": "PUBLISHED"},
            {
                "StringCondition": {
                    "FieldName": "name",
                    "Value": "me",
                    "ComparisonType": "STARTS_WITH",
                }
            },
        ]
    }

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_contact_flow_modules",
            "ContactFlowModulesSummaryList",
            size,
            InstanceId=instance.id,
        )
        assert [(each["Name"], each["State"]) for each in listed] == [
            ("Menu", "ACTIVE"),
            ("Other", "ARCHIVED"),
        ]
        found = all_of(
            client,
            "search_contact_flow_modules",
            "ContactFlowModules",
            size,
            InstanceId=instance.id,
            SearchCriteria=criteria,
            SearchFilter={"TagFilter": {"TagCondition": {"TagKey": "language"}}},
        )
        assert [each["Id"] for each in found] == [menu["ContactFlowModuleId"]]
    active = client.list_contact_flow_modules(
        InstanceId=instance.id, ContactFlowModuleState="ACTIVE"
    )
    assert [each["Name"] for each in active["ContactFlowModulesSummaryList"]] == ["Menu"]


# --- versions and aliases ---


def test_a_version_keeps_content_and_settings(client: Any, versions: dict[str, str]) -> None:
    first = {**versions, "ContactFlowModuleId": f"{versions['ContactFlowModuleId']}:1"}
    described = client.describe_contact_flow_module(**first)["ContactFlowModule"]

    assert (described["Version"], described["VersionDescription"]) == (1, "The first")
    assert (described["Content"], described["Settings"]) == (ONE, SETTINGS)


def test_versions_and_aliases_are_listed_page_by_page(
    client: Any, instance: Instance, versions: dict[str, str], live: dict[str, str]
) -> None:
    client.create_contact_flow_module_version(**versions)
    client.create_contact_flow_module_alias(
        **versions, AliasName="next", ContactFlowModuleVersion=2
    )
    arn = f"{instance.arn}/flow-module/{versions['ContactFlowModuleId']}"

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_contact_flow_module_versions",
            "ContactFlowModuleVersionSummaryList",
            size,
            **versions,
        )
        assert [(each["Version"], each["Arn"]) for each in listed] == [
            (1, f"{arn}:1"),
            (2, f"{arn}:2"),
        ]
        aliases = all_of(
            client,
            "list_contact_flow_module_aliases",
            "ContactFlowModuleAliasSummaryList",
            size,
            **versions,
        )
        assert [each["AliasName"] for each in aliases] == ["live", "next"]
    assert aliases[0] == {
        "Arn": f"{arn}:{live['AliasId']}",
        "AliasId": live["AliasId"],
        "Version": 1,
        "AliasName": "live",
        "AliasDescription": "What callers get",
        "LastModifiedTime": START,
    }


def test_an_alias_is_described_and_changed(
    client: Any, versions: dict[str, str], live: dict[str, str]
) -> None:
    client.create_contact_flow_module_version(**versions)
    client.update_contact_flow_module_alias(
        **live, Name="calm", Description="At night", ContactFlowModuleVersion=2
    )

    described = client.describe_contact_flow_module_alias(**live)["ContactFlowModuleAlias"]
    assert (described["Name"], described["Description"]) == ("calm", "At night")
    assert (described["Version"], described["AliasId"]) == (2, live["AliasId"])


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [("", "two"), (":1", "one"), (":live", "one"), (":$LATEST", "two"), (":2", None)],
)
@pytest.mark.usefixtures("live")
def test_a_flow_runs_the_version_that_it_names(
    account: Mocked,
    client: Any,
    instance: Instance,
    versions: dict[str, str],
    qualifier: str,
    expected: str | None,
) -> None:
    module = f"{versions['ContactFlowModuleId']}{qualifier}"

    assert _ring(account, client, instance, module) == expected


def test_a_version_is_deleted_once_no_alias_stands_for_it(
    client: Any, versions: dict[str, str], live: dict[str, str]
) -> None:
    delete = client.delete_contact_flow_module_version
    in_use = refusal(delete, **versions, ContactFlowModuleVersion=1)
    client.delete_contact_flow_module_alias(**live)
    client.delete_contact_flow_module_version(**versions, ContactFlowModuleVersion=1)

    assert in_use == "InvalidRequestException"
    assert refusal(client.describe_contact_flow_module_alias, **live) == (
        "ResourceNotFoundException"
    )
    assert refusal(delete, **versions, ContactFlowModuleVersion=1) == "ResourceNotFoundException"


def test_a_version_is_made_of_the_content_that_was_meant(client: Any, menu: dict[str, str]) -> None:
    create, meant = client.create_contact_flow_module_version, hashlib.sha256(ONE.encode())

    assert refusal(create, **menu, FlowModuleContentSha256="0" * 64) == "InvalidParameterException"
    assert create(**menu, FlowModuleContentSha256=meant.hexdigest())["Version"] == 1
