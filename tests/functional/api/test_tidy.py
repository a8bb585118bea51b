"""tidy: what was begun and left is finished, or gone."""

from __future__ import annotations

from typing import Any

from functions.tidy.handler import handler
from santral.domain.access import Role
from santral.stores import accounts
from tests.functional.api.conftest import World
from tests.functional.api.people import identity, joined, sign_in
from tests.functional.api.wishes import EMAIL, PASSWORD, breaking_at, confirm, sign_up
from tests.functional.cloud import Context, items


def tidy(**event: Any) -> dict[str, int]:
    return handler(event, Context())


def kept(world: World) -> list[str]:
    return [x["pk"]["S"] for x in items(world.cloud, "t-work") if x["pk"]["S"].endswith("#sign-up")]


def test_a_day_after_nothing_is_left_of_a_sign_up(world: World) -> None:
    sign_up(world)
    before = tidy()
    world.later(hours=24)

    after = tidy()

    assert (before["deleted"], after["deleted"]) == (0, 1)
    assert kept(world) == []


def test_a_sign_up_that_broke_off_after_its_code_is_finished(world: World) -> None:
    sign_up(world)
    world.cloud.dynamodb.fault = breaking_at(world, 5, "be_unreachable")
    broken = confirm(world)
    world.cloud.dynamodb.fault = None

    done = tidy()

    assert (broken.status, done) == (503, {"finished": 1, "deleted": 0})
    assert len(accounts.listed(limit=50).items) == 3
    assert sign_in(world, EMAIL).status == 200


def test_one_that_broke_off_before_there_was_a_user_is_deleted_in_a_day(world: World) -> None:
    sign_up(world)
    world.cloud.dynamodb.fault = breaking_at(world, 2, "be_unreachable")
    confirm(world)
    world.cloud.dynamodb.fault = None
    identity().delete(EMAIL)
    world.later(hours=24)

    assert tidy() == {"finished": 0, "deleted": 1}


def test_what_is_finished_is_not_finished_again(world: World) -> None:
    sign_up(world)
    confirm(world)

    assert tidy() == {"finished": 0, "deleted": 0}


def test_a_sign_up_that_cannot_be_tidied_keeps_no_other_waiting(world: World) -> None:
    sign_up(world)
    sign_up(world, email="veli@klima.example")
    world.later(hours=24)
    world.cloud.dynamodb.fault = breaking_at(world, 1, "deny")

    done = tidy()

    assert done == {"finished": 0, "deleted": 0}
    assert world.cloud.counts["TidyFailed", ""] == 2
    assert "veli" not in world.cloud.log.getvalue()


def test_users_who_belong_to_nobody_are_deleted_after_a_day(world: World) -> None:
    nobody, member = (
        identity().create_confirmed(EMAIL, PASSWORD, made_for="test"),
        joined(Role.AGENT),
    )
    early = tidy(users=True)
    world.later(hours=24)

    late = tidy(users=True)

    assert (early, late) == ({"users": 0}, {"users": 1})
    assert identity().find(nobody) is None
    assert identity().find(member) is not None
