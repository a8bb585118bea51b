"""Users through boto3: who may be one, how she is described, and the agent she becomes."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from santral.local.connect.operations.users import USER
from tests.functional.connect.furnishing import (
    PASSWORD,
    call_queue,
    make_profile,
    make_queue,
    make_security_profile,
    make_user,
    put_status,
    user_request,
)
from tests.functional.connect.refusals import all_of, refusal

NOBODY = "11111111-2222-3333-4444-555555555555"


def describe(client: Any, instance: Instance, user: str) -> dict[str, Any]:
    described: dict[str, Any] = client.describe_user(InstanceId=instance.id, UserId=user)["User"]
    return described


def test_a_user_is_described_without_her_password(
    client: Any, account: Mocked, instance: Instance
) -> None:
    profile = make_profile(client, instance)
    rights = make_security_profile(client, instance)

    made = client.create_user(
        InstanceId=instance.id,
        Username="deniz@example.com",
        Password=PASSWORD,
        IdentityInfo={
            "FirstName": "Deniz",
            "LastName": "Kaya",
            "Email": "deniz@example.com",
            "SecondaryEmail": "kaya@example.com",
            "Mobile": "+905325550199",
        },
        PhoneConfig={
            "PhoneType": "DESK_PHONE",
            "DeskPhoneNumber": "+902125550177",
            "AutoAccept": True,
            "AfterContactWorkTimeLimit": 45,
        },
        SecurityProfileIds=[f"{instance.arn}/security-profile/{rights}", rights],
        RoutingProfileId=profile,
        Tags={"team": "north"},
    )

    user = made["UserId"]
    assert made["UserArn"] == f"{instance.arn}/agent/{user}"
    assert describe(client, instance, made["UserArn"]) == {
        "Id": user,
        "Arn": made["UserArn"],
        "Username": "deniz@example.com",
        "IdentityInfo": {
            "FirstName": "Deniz",
            "LastName": "Kaya",
            "Email": "deniz@example.com",
            "SecondaryEmail": "kaya@example.com",
            "Mobile": "+905325550199",
        },
        "PhoneConfig": {
            "PhoneType": "DESK_PHONE",
            "DeskPhoneNumber": "+902125550177",
            "AutoAccept": True,
            "AfterContactWorkTimeLimit": 45,
        },
        "SecurityProfileIds": [rights],
        "RoutingProfileId": profile,
        "Tags": {"team": "north"},
        "LastModifiedTime": account.now,
        "LastModifiedRegion": "eu-central-1",
    }


def test_a_password_is_kept_as_a_salted_hash_alone(
    client: Any, account: Mocked, instance: Instance
) -> None:
    deniz, eda = make_user(client, instance, "deniz"), make_user(client, instance, "eda")

    kept = [instance.table(USER).get(each).details["Password"] for each in (deniz, eda)]

    assert PASSWORD not in repr(list(account.connect.kept()))
    assert kept[0]["Scrypt"] != kept[1]["Scrypt"]
    for each in kept:
        digest = hashlib.scrypt(
            PASSWORD.encode(), salt=each["Salt"].encode(), n=each["N"], r=each["R"], p=each["P"]
        )
        assert digest.hex() == each["Scrypt"]


def test_a_new_agent_takes_the_call_that_waits_for_her_team(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    caller = call_queue(account, instance, queue)
    profile = make_profile(client, instance, "Team", queue)

    deniz = make_user(client, instance, "deniz", profile)
    desk = account.centre(instance.id).agent("Deniz")
    before = (desk.status, len(desk.offers))
    put_status(client, instance, deniz, "Available")
    desk.accepts()

    assert before == ("Offline", 0)
    assert caller.talks_to == "Deniz"
    assert desk.agent.status.arn.startswith(f"{instance.arn}/agent-state/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"Username": "deniz@example"},
        {"Username": "deniz kaya"},
        {"Username": "çağla"},
        {"Username": "a-name-of-21-letters-"},
        {"Password": "Sh0rt"},
        {"Password": "no-capital-1"},
        {"Password": "NO-SMALL-LETTER-1"},
        {"Password": "No-digit-here"},
        {"Password": "With a space 1"},
        {"Password": "A1b" + "x" * 62},
        {"IdentityInfo": {"FirstName": "Deniz"}},
        {"IdentityInfo": {"FirstName": "", "LastName": "Kaya"}},
        {"IdentityInfo": {"FirstName": "C\u0327ag\u0306la", "LastName": "Kaya"}},
        {"IdentityInfo": {"FirstName": "Deniz", "LastName": "Kaya", "Email": "deniz"}},
        {"PhoneConfig": {"PhoneType": "DESK_PHONE"}},
        {"PhoneConfig": {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 2_000_001}},
    ],
)
def test_a_user_who_cannot_be_is_refused(
    client: Any, instance: Instance, wrong: dict[str, Any]
) -> None:
    request = user_request(client, instance, "deniz") | wrong

    assert refusal(client.create_user, **request) == "InvalidParameterException"
    assert instance.directory.agents == []


def test_refusals_say_no_name_and_no_password(client: Any, instance: Instance) -> None:
    request = user_request(client, instance, "deniz") | {"Username": "deniz kaya", "Password": "x1"}

    said = []
    for username in ("deniz kaya", "deniz"):
        with pytest.raises(client.exceptions.InvalidParameterException) as raised:
            client.create_user(**request | {"Username": username})
        said.append(str(raised.value))

    assert not any("deniz" in text or "x1" in text for text in said)


@pytest.mark.parametrize("member", ["RoutingProfileId", "HierarchyGroupId", "SecurityProfileIds"])
def test_what_a_user_refers_to_has_to_be_there(
    client: Any, instance: Instance, member: str
) -> None:
    reference = [NOBODY] if member == "SecurityProfileIds" else NOBODY
    request = user_request(client, instance, "deniz") | {member: reference}

    assert refusal(client.create_user, **request) == "ResourceNotFoundException"


def test_a_username_is_taken_in_any_case(client: Any, instance: Instance) -> None:
    make_user(client, instance, "deniz")
    request = user_request(client, instance, "DENIZ")

    assert refusal(client.create_user, **request) == "DuplicateResourceException"


def test_a_password_is_asked_for_where_connect_knows_the_users(
    client: Any, instance: Instance
) -> None:
    request = user_request(client, instance, "deniz")
    del request["Password"]

    assert refusal(client.create_user, **request) == "InvalidParameterException"


def test_users_of_an_identity_provider_have_long_names_and_no_passwords(
    client: Any, account: Mocked
) -> None:
    instance = account.connect.add_instance("saml", {"IdentityManagementType": "SAML"})
    add_standard_statuses(instance)
    name = "deniz.kaya.of.the.northern.office@example.com"
    request = user_request(client, instance, name)
    without = {key: value for key, value in request.items() if key != "Password"}
    names = {"FirstName": "Deniz", "LastName": "Kaya"}

    def refused(**more: Any) -> str:
        return refusal(client.create_user, **(without | more))

    assert refusal(client.create_user, **request) == "InvalidParameterException"
    assert refused(DirectoryUserId="d-1") == "InvalidParameterException"
    assert refused(IdentityInfo=names | {"Email": name}) == "InvalidParameterException"
    assert refused(Username="x" * 65) == "InvalidParameterException"
    assert client.create_user(**without)["UserId"]


def test_users_of_a_directory_need_no_names(client: Any, account: Mocked) -> None:
    instance = account.connect.add_instance(
        "directory", {"IdentityManagementType": "EXISTING_DIRECTORY"}
    )
    add_standard_statuses(instance)
    request = user_request(client, instance, "deniz", DirectoryUserId="d-1")
    del request["Password"], request["IdentityInfo"]

    user = client.create_user(**request)["UserId"]

    assert describe(client, instance, user)["DirectoryUserId"] == "d-1"
    assert describe(client, instance, user)["IdentityInfo"] == {}


def test_a_deleted_user_is_gone_logged_in_or_not(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    profile = make_profile(client, instance, "Team", queue)
    deniz = make_user(client, instance, "deniz", profile)
    put_status(client, instance, deniz, "Available")

    client.delete_user(InstanceId=instance.id, UserId=deniz)
    caller = call_queue(account, instance, queue)

    gone = refusal(client.describe_user, InstanceId=instance.id, UserId=deniz)
    assert gone == "ResourceNotFoundException"
    assert caller.waits_in == "Support"
    assert instance.directory.agents == []
    assert make_user(client, instance, "eda", profile) != deniz
    client.create_user(**user_request(client, instance, "Deniz", profile))


def test_a_user_with_a_caller_stays(client: Any, account: Mocked, instance: Instance) -> None:
    queue = make_queue(client, instance)
    profile = make_profile(client, instance, "Team", queue)
    deniz = make_user(client, instance, "deniz", profile)
    put_status(client, instance, deniz, "Available")
    caller = call_queue(account, instance, queue)
    account.centre(instance.id).agent("deniz").accepts()

    talking = refusal(client.delete_user, InstanceId=instance.id, UserId=deniz)

    assert talking == "InvalidRequestException"
    assert caller.talks_to == "Deniz"
    assert describe(client, instance, deniz)["Username"] == "deniz"


def test_users_are_listed_in_pages(client: Any, instance: Instance) -> None:
    profile = make_profile(client, instance)
    for name in ("deniz", "eda", "can"):
        make_user(client, instance, name, profile)

    listed = [
        all_of(client, "list_users", "UserSummaryList", size, InstanceId=instance.id)
        for size in (1, 1000)
    ]

    assert [[each["Username"] for each in whole] for whole in listed] == [
        ["deniz", "eda", "can"]
    ] * 2
    assert sorted(listed[0][0]) == [
        "Arn",
        "Id",
        "LastModifiedRegion",
        "LastModifiedTime",
        "Username",
    ]


def test_the_quota_of_users_counts(client: Any) -> None:
    with mocked(quotas={"users": 1}) as small:
        instance = small.connect.add_instance(
            "small", {"IdentityManagementType": "CONNECT_MANAGED"}
        )
        add_standard_statuses(instance)
        make_user(client, instance, "deniz")

        one_more = refusal(client.create_user, **user_request(client, instance, "eda"))

    assert one_more == "LimitExceededException"


def test_the_centre_is_the_same_after_a_restart(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance, MaxContacts=2)
    profile = make_profile(client, instance, "Team", queue)
    make_user(client, instance, "deniz", profile)
    kept = list(account.connect.kept())

    with mocked(start=account.now) as restarted:
        restarted.connect.restore(kept)
        again = restarted.connect.instances[instance.id]
        kept_again = list(restarted.connect.kept())
        desk = restarted.centre(again.id).agent("Deniz")
        described = [
            (each.username, each.arn, each.first_name, each.last_name, each.wrap_up_for("VOICE"))
            for each in (desk.agent, instance.directory.agents[0])
        ]
        callers = [call_queue(restarted, again, queue) for _ in range(3)]
        desk.becomes("Available").accepts()

        assert kept_again == kept
        assert described[0] == described[1]
        assert [each.waits_in for each in callers] == [None, "Support", None]
        assert callers[0].talks_to == "Deniz"
        make_user(client, again, "eda", profile)
