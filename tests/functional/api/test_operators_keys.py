"""The key of an operator that an administrator makes, past the API."""

from __future__ import annotations

import pytest

from santral.domain.errors import InputError
from santral.local.operators import let_in, send_away
from santral.stores import members
from santral.stores.tenant_guard import PLATFORM
from tests.functional.api.conftest import World


def key_of(world: World) -> str:
    now = world.cloud.clock()
    return let_in("office-laptop", id_="operator-1", secret="s" * 43, now=now, days=90)


def test_with_the_key_businesses_are_seen_and_of_no_business_anything(world: World) -> None:
    client = world.client.by(key_of(world))

    assert client.get("/v1/operator/tenants").status == 200
    assert client.get("/v1/customers").status == 403


def test_the_deployment_keeps_no_key_but_its_digest_and_its_end(world: World) -> None:
    key = key_of(world)

    [kept] = members.keys_of(PLATFORM, "operator-1")
    assert key == f"santral_{'s' * 43}"
    assert kept.id == "ace76a2504e9e8922a56c05a53e2b01ebf4299168cd467dc108991e3b09793c3"
    assert kept.value.expires_at is not None
    assert (kept.value.expires_at - world.cloud.clock()).days == 90


def test_the_key_ends_by_itself(world: World) -> None:
    client = world.client.by(key_of(world))

    world.later(days=90)

    assert client.get("/v1/operator/tenants").status == 401


def test_a_key_that_was_taken_back_is_good_no_more(world: World) -> None:
    client = world.client.by(key_of(world))

    send_away("operator-1")
    world.later(seconds=6)

    assert client.get("/v1/operator/tenants").status == 401


def test_a_key_that_is_not_there_cannot_be_taken_back(world: World) -> None:
    with pytest.raises(InputError, match="there is no operator's key operator-9"):
        send_away("operator-9")
