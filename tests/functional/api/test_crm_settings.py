"""The business's own customer system: set by who runs it, its secret shown to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of
from santral.stores import tenants
from santral.stores.secrets_shelf import SECRETS, secret_value
from santral.stores.tenant_guard import acting_for
from tests.functional.api.conftest import World

REST = {
    "kind": "http",
    "url": "https://crm.example/people?phone={digits}",
    "headers": {"Authorization": "Bearer {secret}"},
    "fields": {"name": "data.0.full_name"},
}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def kept() -> list[str]:
    with acting_for("shop"):
        return [each.value.value for each in SECRETS.all("shop")]


def test_the_secret_is_used_and_never_shown(klima: World, owner: ApiClient) -> None:
    changed = owner.put("/v1/crm", {**REST, "secret": "a very secret key"})

    with acting_for("shop"):
        assert secret_value(tenants.load("shop").crm.secret) == "a very secret key"
    assert (changed.status, changed.json()["has_secret"]) == (200, True)
    for said in (changed.body, owner.get("/v1/crm").body, owner.get("/v1/audit").body):
        assert b"very secret" not in said
    assert "very secret" not in klima.cloud.log.getvalue()


def test_without_a_secret_in_it_a_change_keeps_the_one_that_is_there(owner: ApiClient) -> None:
    owner.put("/v1/crm", {**REST, "secret": "first"})

    changed = owner.put("/v1/crm", {**REST, "url": "https://other.example/{number}"})

    assert (changed.json()["has_secret"], kept()) == (True, ["first"])


@pytest.mark.parametrize(
    "url",
    [
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/{number}",
        "https://[::1]/",
        "https://crm.example:22/",
        "https://user@crm.example/",
        "http://crm.example/{digits}",
        "https://crm.example/\r\nX-Other: 1",
    ],
)
def test_an_address_that_is_never_asked_is_not_saved(owner: ApiClient, url: str) -> None:
    refused = owner.put("/v1/crm", {**REST, "url": url, "secret": "first"})

    assert (refused.status, paths(refused)) == (422, ["body.url"])
    assert kept() == []


def test_of_an_older_secret_nothing_is_left(owner: ApiClient) -> None:
    owner.put("/v1/crm", {**REST, "secret": "first"})
    owner.put("/v1/crm", {**REST, "secret": "second"})
    second = kept()
    owner.put("/v1/crm", {"secret": ""})

    assert (second, kept()) == (["second"], [])


def test_who_is_late_changes_neither_settings_nor_secret(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/crm"))
    owner.put("/v1/crm", {**REST, "secret": "first"}, etag=etag)

    late = owner.put("/v1/crm", {**REST, "url": "https://x.example", "secret": "second"}, etag=etag)

    assert (late.status, kept()) == (412, ["first"])


def test_the_same_change_once_more_is_no_conflict(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/crm"))
    owner.put("/v1/crm", {**REST, "secret": "first"}, etag=etag)

    assert owner.put("/v1/crm", {**REST, "secret": "first"}, etag=etag).status == 200


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"url": "ftp://crm.example"}, "body.url"),
        ({"url": "https://crm.example/{name}"}, "body.url"),
        ({"headers": {"Host": "inside"}}, "body.headers.Host"),
        ({"fields": {"name": "a b"}}, "body.fields.name"),
        ({"kind": "odoo"}, "body.url"),
        ({"secret": "x" * 2001}, "body.secret"),
    ],
)
def test_what_no_customer_system_can_be_is_refused(
    owner: ApiClient, change: dict[str, Any], path: str
) -> None:
    refused = owner.put("/v1/crm", {**REST, "secret": "first", **change})

    assert (refused.status, paths(refused)[0]) == (422, path)
    assert kept() == []


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AGENT, Role.ANALYST])
def test_who_does_not_run_the_business_sees_none_of_it(klima: World, role: Role) -> None:
    assert klima.as_(role).get("/v1/crm").status == 403


def test_another_business_has_another_customer_system(klima: World, owner: ApiClient) -> None:
    owner.put("/v1/crm", {**REST, "secret": "first"})

    assert klima.as_(Role.OWNER, "clinic").get("/v1/crm").json()["kind"] == "none"
