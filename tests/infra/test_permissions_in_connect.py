"""What the roles of a synthesized centre may do in Amazon Connect."""

from __future__ import annotations

import pytest

from tests.infra.role_cases import ASKED, CHANGES, MAKES, NOBODYS, OTHERS, TAKES_AWAY
from tests.infra.roles import Roles

NUMBER = "arn:aws:connect:eu-central-1:123456789012:phone-number/1"
ELSEWHERE = "arn:aws:connect:eu-central-1:123456789012:instance/other/queue/1"


def in_instance(roles: Roles) -> str:
    return f"{roles.instance}/queue/1"


@pytest.mark.parametrize("operation", MAKES)
def test_what_is_made_in_amazon_connect_bears_the_tag_of_a_business(
    roles: Roles, operation: str
) -> None:
    role = roles.of("connect_writes")
    action = f"connect:{operation}"

    assert role.allows(action, in_instance(roles), asked="klima")
    assert not role.allows(action, in_instance(roles))
    assert not role.allows(action, ELSEWHERE, asked="klima")


@pytest.mark.parametrize("operation", CHANGES)
def test_only_what_bears_the_tag_of_a_business_is_changed(roles: Roles, operation: str) -> None:
    role = roles.of("connect_writes")

    assert role.allows(f"connect:{operation}", in_instance(roles), of="klima")
    assert not role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", OTHERS)
def test_connect_writes_may_look_and_name_what_is_everybodys(roles: Roles, operation: str) -> None:
    role = roles.of("connect_writes")

    assert role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", [*TAKES_AWAY, "DeleteHoursOfOperationOverride"])
def test_connect_writes_takes_nothing_away_by_its_own_role(roles: Roles, operation: str) -> None:
    role = roles.of("connect_writes")

    for of in ("klima", "platform"):
        assert not role.allows(f"connect:{operation}", in_instance(roles), of=of, session=of)
    assert not role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", TAKES_AWAY)
def test_a_session_takes_away_what_is_its_business_alone(roles: Roles, operation: str) -> None:
    role, action = roles("functions", "ReleaseRole"), f"connect:{operation}"

    assert role.allows(action, in_instance(roles), of="klima", session="klima")
    assert not role.allows(action, in_instance(roles), of="klima2", session="klima")
    assert not role.allows(action, in_instance(roles), of="klima", session="klima2")
    assert not role.allows(action, in_instance(roles), session="klima")
    assert not role.allows(action, in_instance(roles), session="platform")
    assert not role.allows(action, in_instance(roles), of="klima")


def test_a_number_is_no_longer_answered_only_by_its_own_business(roles: Roles) -> None:
    role, action = roles("functions", "ReleaseRole"), "connect:DisassociatePhoneNumberContactFlow"

    assert role.allows(action, NUMBER, of="klima", session="klima")
    assert not role.allows(action, NUMBER, of="bakery", session="klima")


def test_a_number_is_released_by_the_platform_and_only_when_it_is_nobodys(roles: Roles) -> None:
    release = roles("functions", "ReleaseRole")
    action = "connect:ReleasePhoneNumber"

    assert release.allows(action, NUMBER, session="platform")
    assert not release.allows(action, NUMBER, session="platform", of="klima")
    assert not release.allows(action, NUMBER, session="klima", of="klima")
    assert not release.allows(action, NUMBER, session="klima")
    assert not roles.of("connect_writes").allows(action, NUMBER)


@pytest.mark.parametrize("operation", NOBODYS)
@pytest.mark.parametrize(
    "role_name", ["ConnectWritesRole", "ReleaseRole", "ProvisionRole", "ApiRole"]
)
def test_the_instance_itself_is_nobodys_to_change(
    roles: Roles, role_name: str, operation: str
) -> None:
    role = roles("functions", role_name)

    for resource in (roles.instance, in_instance(roles), NUMBER):
        assert not role.allows(f"connect:{operation}", resource, of="klima", session="klima")


@pytest.mark.parametrize("function", sorted({*ASKED, "api"} - {"connect_writes"}))
def test_no_other_function_writes_to_amazon_connect(roles: Roles, function: str) -> None:
    role = roles.of(function)

    for operation in (*MAKES, *CHANGES, *TAKES_AWAY, "ReleasePhoneNumber"):
        for resource in (in_instance(roles), NUMBER):
            assert not role.allows(
                f"connect:{operation}", resource, asked="klima", of="klima", session="klima"
            )
