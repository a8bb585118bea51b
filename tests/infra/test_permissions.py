"""Which tables the roles of a synthesized centre let functions reach, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.infra.role_cases import ASKED, FOREIGN, NEVER, NOT_REACHED, OWN, PLATFORMS, TABLES
from tests.infra.roles import Roles

FLOW_FUNCTIONS = ("identify_contact", "menu_step", "choose_queue", "look_up_customer")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
EVERY_ONE = ("GetItem", "Query", "BatchGetItem", *WRITES)


def each_of(asked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, operations in asked.items():
        for operation in operations.split():
            yield name, operation


# --- functions that act for whomever their event names ---


@pytest.mark.parametrize("function", ASKED)
def test_a_function_may_do_what_it_was_seen_to_do(roles: Roles, function: str) -> None:
    role = roles.of(function)

    refused = [
        (name, operation)
        for name, operation in each_of(ASKED[function])
        if not role.allows(f"dynamodb:{operation}", roles.table(name), keys=("klima#order",))
    ]

    assert refused == []


@pytest.mark.parametrize("function", NOT_REACHED)
def test_a_function_reaches_no_table_that_it_has_no_use_for(roles: Roles, function: str) -> None:
    role = roles.of(function)

    allowed = [
        (name, operation)
        for name in NOT_REACHED[function].split()
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", roles.table(name), keys=("klima",))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", [*ASKED, "api"])
def test_no_function_may_ask_for_items_without_naming_keys(roles: Roles, function: str) -> None:
    role = roles.of(function)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in NEVER
        if role.allows(f"dynamodb:{operation}", roles.table(name), keys=("klima",))
        or role.allows(f"dynamodb:{operation}", roles.table(name))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", FLOW_FUNCTIONS)
def test_a_function_that_a_caller_waits_for_writes_nothing(roles: Roles, function: str) -> None:
    role = roles.of(function)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in WRITES
        if role.allows(f"dynamodb:{operation}", roles.table(name), keys=("klima",))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", [*ASKED, "api"])
def test_a_function_is_nobody_but_lambda(roles: Roles, function: str) -> None:
    role = roles.of(function)

    assert role.trusts("lambda.amazonaws.com", "sts:AssumeRole")
    assert not role.trusts("ec2.amazonaws.com", "sts:AssumeRole")
    assert not role.trusts(roles.of("tidy").arn, "sts:AssumeRole")


# --- the API: the platform by its own role, each business by the role of its session ---


def test_the_api_reaches_the_platforms_items_by_its_own_role(roles: Roles) -> None:
    role = roles.of("api")

    refused = [
        (name, operation, keys)
        for name, operation in each_of(PLATFORMS)
        for keys in (("platform",), ("platform#sign-up",), ("platform#a", "platform#b"))
        if not role.allows(f"dynamodb:{operation}", roles.table(name), keys=keys)
    ]

    assert refused == []


@pytest.mark.parametrize("keys", [("klima",), ("klima#order",), ("platform2",), ("platform", "a")])
def test_the_apis_own_role_reaches_nothing_of_a_business(
    roles: Roles, keys: tuple[str, ...]
) -> None:
    role = roles.of("api")

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", roles.table(name), keys=keys)
    ]

    assert allowed == []


@pytest.mark.parametrize("role_name", ["ApiRole", "TenantRole"])
def test_a_request_without_keys_is_refused(roles: Roles, role_name: str) -> None:
    role = roles("functions", role_name)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", roles.table(name), session="klima")
    ]

    assert allowed == []


def test_a_session_reaches_the_items_of_its_business(roles: Roles) -> None:
    role = roles("functions", "TenantRole")

    refused = [
        (name, operation, keys)
        for name, operation in each_of(OWN)
        for keys in (("klima",), ("klima#order",), ("klima#number#+90", "klima"))
        if not role.allows(f"dynamodb:{operation}", roles.table(name), keys=keys, session="klima")
    ]

    assert refused == []


@pytest.mark.parametrize("keys", FOREIGN)
def test_a_session_reaches_no_other_business(roles: Roles, keys: tuple[str, ...]) -> None:
    role = roles("functions", "TenantRole")

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in (*EVERY_ONE, *NEVER)
        if role.allows(f"dynamodb:{operation}", roles.table(name), keys=keys, session="klima")
    ]

    assert allowed == []


def test_a_session_without_its_tag_reaches_nothing(roles: Roles) -> None:
    role = roles("functions", "TenantRole")

    for keys in (("klima",), ("",), ("#order",), ("${aws:PrincipalTag/tenant}",)):
        assert not role.allows("dynamodb:GetItem", roles.table("tenants"), keys=keys)


def test_a_session_reaches_the_index_of_recordings_no_more_than_any_bucket(roles: Roles) -> None:
    role = roles("functions", "TenantRole")
    recordings = roles.bucket("Recordings")

    assert not role.allows(
        "dynamodb:Query",
        roles.table("recordings"),
        keys=("platform#recording#1",),
        session="klima",
    )
    assert not role.allows("s3:GetObject", f"{recordings}/a", session="klima")


@pytest.mark.parametrize(
    ("role_name", "function"), [("TenantRole", "api"), ("ReleaseRole", "connect_writes")]
)
def test_a_role_is_assumed_by_one_function_for_one_business(
    roles: Roles, role_name: str, function: str
) -> None:
    role, by = roles("functions", role_name), roles.of(function)
    other = roles.of("provision")
    tagged: dict[str, str | tuple[str, ...]] = {"asked": "klima", "tag_keys": ("tenant",)}

    for action in ("sts:AssumeRole", "sts:TagSession"):
        assert by.allows(action, role.arn)
        assert role.trusts(by.arn, action, **tagged)
        assert not role.trusts(by.arn, action)
        assert not role.trusts(by.arn, action, asked="klima", tag_keys=("tenant", "role"))
        assert not role.trusts(other.arn, action, **tagged)
        assert not other.allows(action, role.arn)


def test_only_what_takes_away_is_assumed_for_the_platform(roles: Roles) -> None:
    tagged: dict[str, str | tuple[str, ...]] = {"asked": "platform", "tag_keys": ("tenant",)}
    api, writes = roles.of("api"), roles.of("connect_writes")

    assert not roles("functions", "TenantRole").trusts(api.arn, "sts:AssumeRole", **tagged)
    assert roles("functions", "ReleaseRole").trusts(writes.arn, "sts:AssumeRole", **tagged)
