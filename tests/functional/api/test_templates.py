"""Templates: what who signs up may choose from, and what a business is then begun with."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.templates.profiles import tenant_from_template
from santral.local.gateway import Reply
from santral.stores import members, tenants
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.functional.api.conftest import World
from tests.functional.cloud import items

WISH = {"country": "IT", "language": "it", "business_name": "Clinica Aurelia"}


def preview(world: World, template: str = "clinic", **changes: Any) -> Reply:
    return world.client.post(f"/v1/templates/{template}/preview", {**WISH, **changes})


def signed_up(world: World, **changes: Any) -> str:
    """Sign up and confirm; answers the id of the new business."""
    email = "ayse@klima.example"
    wish = {
        "email": email,
        "name": "Ayşe Yılmaz",
        "business_name": "Serin Klima",
        "country": "TR",
        "language": "tr",
        "accepted": {"terms": "2026-11", "privacy": "2026-11"},
    }
    world.client.post("/v1/sign-up", {**wish, **changes})
    proof = {
        "email": email,
        "code": world.outbox.code(email),
        "password": "correct-Horse-7-battery",
    }
    tenant: str = world.client.post("/v1/sign-up/confirm", proof).json()["tenant"]
    return tenant


def test_who_has_not_signed_in_sees_what_there_is_to_choose_from(world: World) -> None:
    shown = world.client.get("/v1/templates").json()["items"]

    assert [each["name"] for each in shown] == ["shop", "clinic", "hotline", "client"]
    assert (shown[0]["title"]["tr"], shown[1]["title"]["it"]) == ("Mağaza", "Clinica")
    assert shown[2]["purpose"]["en"].startswith("For advice and support")
    assert {tuple(each["languages"]) for each in shown} == {("en", "tr", "ru", "it", "zh")}


def test_a_preview_is_the_whole_set_up_in_the_caller_s_language(world: World) -> None:
    shown = preview(world).json()

    assert (shown["name"], shown["timezone"], shown["region"]) == (
        "Clinica Aurelia",
        "Europe/Rome",
        "IT",
    )
    assert shown["menus"][0]["prompt"]["it"].startswith("Per prenotare, spostare o annullare")
    assert shown["holidays"][0]["spoken"] == {"it": "Capodanno"}
    assert ([each["username"] for each in shown["agents"]], shown["numbers"]) == (["owner"], [])


def test_a_preview_keeps_nothing(world: World) -> None:
    before = items(world.cloud, "t-tenants")

    assert preview(world).status == 200
    assert (items(world.cloud, "t-tenants"), world.cloud.dynamodb.operations) == (before, [])


def test_a_template_that_there_is_not_is_not_found(world: World) -> None:
    assert preview(world, "bakery").status == 404


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("country", "XX", "a country of ISO 3166, as TR"),
        ("timezone", "Europe/Atlantis", "an IANA time zone, as Europe/Istanbul"),
        ("business_name", "see https://evil.example", "a name, and no link"),
    ],
)
def test_what_a_preview_cannot_be_made_of_is_said(
    world: World, field: str, value: str, expected: str
) -> None:
    refused = preview(world, **{field: value})

    [error] = refused.json()["errors"]
    assert (refused.status, error["path"]) == (422, f"body.{field}")
    assert error["expected"].endswith(expected)


def test_a_language_that_templates_do_not_speak_is_refused(world: World) -> None:
    refused = preview(world, language="de")

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.language")


# --- the business that is begun ---


@pytest.mark.parametrize("template", ["shop", "clinic", "hotline", "client"])
def test_who_signs_up_has_the_set_up_that_the_preview_showed(world: World, template: str) -> None:
    business = {"country": "TR", "language": "tr", "business_name": "Serin Klima"}
    shown = preview(world, template, **business).json()

    tenant = signed_up(world, template=template)

    with acting_for(tenant):
        begun = tenants.load(tenant)
    assert (begun.name, begun.timezone) == (shown["name"], shown["timezone"])
    assert [each.name for each in begun.queues] == [each["name"] for each in shown["queues"]]
    assert begun.menus[0].prompt == shown["menus"][0]["prompt"]


def test_who_signs_up_is_the_first_agent(world: World) -> None:
    tenant = signed_up(world)

    with acting_for(tenant):
        [agent] = tenants.load(tenant).agents
        [member] = members.all_of(tenant)
    assert (agent.username, agent.first_name, agent.last_name) == ("owner", "Ayşe", "Yılmaz")
    assert (member.value.role, member.value.agent) == (Role.OWNER, "owner")


@pytest.mark.parametrize(
    ("field", "value"), [("country", "XX"), ("timezone", "Europe/Atlantis"), ("template", "bakery")]
)
def test_a_sign_up_that_no_business_can_be_begun_from_is_refused(
    world: World, field: str, value: str
) -> None:
    wish = {
        "email": "ayse@klima.example",
        "name": "Ayşe Yılmaz",
        "business_name": "Serin Klima",
        "country": "TR",
        "language": "tr",
        "accepted": {"terms": "2026-11", "privacy": "2026-11"},
    }

    refused = world.client.post("/v1/sign-up", {**wish, field: value})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, f"body.{field}")
    assert world.outbox.letters() == []


def test_before_its_number_comes_everything_fits_together_and_a_call_can_be_tried(
    world: World,
) -> None:
    begun = tenant_from_template(
        "shop", tenant="shop", business_name="Serin Klima", country="TR", languages=("tr",)
    )
    write_business(world.cloud.clients.dynamodb, begun, ())
    owner = world.as_(Role.OWNER)

    tried = owner.post("/v1/dry-runs", {"at": "2026-11-23T10:30", "keys": "1"})
    checks = owner.get("/v1/checklist").json()["checks"]

    assert (tried.status, tried.json()["answered_by"]) == (200, "owner")
    assert {each["key"]: each["state"] for each in checks} == {
        "approval": "done",
        "number": "waiting",
        "agents": "done",
        "problems": "done",
        "advice": "done",
        "dry_run": "done",
    }
