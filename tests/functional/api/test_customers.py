"""Customers over the API: kept, found, merged and deleted."""

from __future__ import annotations

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional import sample
from tests.functional.api.conftest import World

ELIF = {"name": "Elif Kaya", "numbers": ["0532 999 88 77"], "tier": "gold", "tags": ["garden"]}


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


def test_a_customer_is_found_by_the_number_that_was_written_at_home(agent: ApiClient) -> None:
    made = agent.post("/v1/customers", ELIF)

    found = agent.post("/v1/customers/look-up", {"number": "+90 532 9998877"}).json()

    assert (made.status, made.headers["ETag"]) == (201, '"1"')
    assert found["number"] == "+905329998877"
    assert found["customers"] == [made.json()]


def test_a_family_shares_a_number(agent: ApiClient) -> None:
    found = agent.post("/v1/customers/look-up", {"number": sample.FAMILY_NUMBER}).json()

    assert {each["id"] for each in found["customers"]} == {"c-2", "c-3"}


def test_customers_are_listed_in_the_order_of_names(agent: ApiClient) -> None:
    agent.post("/v1/customers", ELIF)

    names = [each["name"] for each in pages_of(agent, "/v1/customers", limit=2)]

    assert names == ["Ayşe Yılmaz", "Elif Kaya", "Mehmet Demir", "Zehra Demir"]


@pytest.mark.parametrize(
    ("q", "ids"),
    [("demir", {"c-2", "c-3"}), ("YILMAZ a", {"c-1"}), ("55 66", {"c-2"}), ("nobody", set())],
)
def test_customers_are_found_by_what_one_remembers(agent: ApiClient, q: str, ids: set[str]) -> None:
    found = agent.get("/v1/customers", q=q).json()

    assert {each["id"] for each in found["items"]} == ids


def test_what_the_business_does_not_have_is_named_with_its_place(agent: ApiClient) -> None:
    body = {**ELIF, "tier": "platinum", "language": "fr", "account_manager": "x", "queue": "y"}
    wrong_number = {**ELIF, "numbers": ["0532 999 88 77", "12"]}

    unknown = agent.post("/v1/customers", body).json()["errors"]
    number = agent.post("/v1/customers", wrong_number)

    paths = ["body.tier", "body.language", "body.account_manager", "body.queue"]
    assert [each["path"] for each in unknown] == paths
    assert (number.status, number.json()["errors"][0]["path"]) == (422, "body.numbers[1]")


def test_a_customer_who_got_a_new_number_is_not_found_by_the_old_one(agent: ApiClient) -> None:
    made = agent.post("/v1/customers", ELIF)
    path = made.headers["Location"]

    changed = agent.put(path, {**ELIF, "numbers": ["+905320000001"]}, etag=etag_of(made))

    old = agent.post("/v1/customers/look-up", {"number": "+905329998877"}).json()
    assert (changed.status, changed.json()["numbers"]) == (200, ["+905320000001"])
    assert old["customers"] == []
    assert agent.get(path).json() == changed.json()


def test_of_two_agents_who_change_a_customer_the_second_is_told(agent: ApiClient) -> None:
    made = agent.post("/v1/customers", ELIF)
    path = made.headers["Location"]
    agent.put(path, {**ELIF, "company": "Kaya"}, etag=etag_of(made))

    late = agent.put(path, {**ELIF, "company": "Demir"}, etag=etag_of(made))

    assert late.status == 412
    assert agent.get(path).json()["company"] == "Kaya"


def test_a_change_that_was_made_already_is_answered_as_made(agent: ApiClient) -> None:
    made = agent.post("/v1/customers", ELIF)
    path, change = made.headers["Location"], {**ELIF, "company": "Kaya"}
    agent.put(path, change, etag=etag_of(made))

    again = agent.put(path, change, etag=etag_of(made))

    assert (again.status, again.json()["company"]) == (200, "Kaya")


def test_an_id_of_another_system_is_kept_and_is_of_one_customer(agent: ApiClient) -> None:
    first = agent.post("/v1/customers", {**ELIF, "id": "erp-7"})
    second = agent.post("/v1/customers", {"name": "Somebody", "id": "erp-7"})

    assert (first.headers["Location"], second.status) == ("/v1/customers/erp-7", 409)


def test_two_customers_become_one_and_the_other_id_leads_there(world: World) -> None:
    supervisor = world.as_(Role.SUPERVISOR)
    supervisor.post("/v1/notes/customer/c-3", {"text": "speaks softly"})

    merged = supervisor.post("/v1/customers/c-2/merges", {"other_id": "c-3"}, key="one")

    gone = supervisor.get("/v1/customers/c-3")
    found = supervisor.post("/v1/customers/look-up", {"number": sample.FAMILY_NUMBER}).json()
    [note] = supervisor.get("/v1/notes/customer/c-2").json()["items"]
    assert merged.json()["numbers"] == [sample.MEHMET_NUMBER, sample.FAMILY_NUMBER]
    assert gone.json()["detail"] == "She was merged into /v1/customers/c-2."
    assert [each["id"] for each in found["customers"]] == ["c-2"]
    assert note["text"] == "speaks softly"


def test_a_deleted_customer_is_nobody_and_her_notes_are_gone(world: World) -> None:
    supervisor = world.as_(Role.SUPERVISOR)
    supervisor.post("/v1/notes/customer/c-1", {"text": "allergic to nuts"})

    deleted = supervisor.delete("/v1/customers/c-1", etag="*")

    found = supervisor.post("/v1/customers/look-up", {"number": sample.AYSE_NUMBER}).json()
    assert (deleted.status, supervisor.get("/v1/customers/c-1").status) == (204, 404)
    assert found["customers"] == []
    assert supervisor.get("/v1/notes/customer/c-1").status == 404


def test_agents_do_not_delete_customers_and_analysts_do_not_see_them(world: World) -> None:
    assert world.as_(Role.AGENT).delete("/v1/customers/c-1", etag="*").status == 403
    assert world.as_(Role.ANALYST).get("/v1/customers/c-1").status == 403


def test_another_business_sees_no_customer(world: World) -> None:
    clinic = world.as_(Role.OWNER, "clinic")

    assert clinic.get("/v1/customers/c-1").status == 404
    assert clinic.put("/v1/customers/c-1", ELIF).status == 404
    assert clinic.get("/v1/customers").json()["items"] == []
    looked_up = clinic.post("/v1/customers/look-up", {"number": sample.AYSE_NUMBER}).json()
    assert looked_up["customers"] == []


def test_no_number_is_in_the_audit_log(world: World) -> None:
    agent = world.as_(Role.AGENT)
    agent.post("/v1/customers/look-up", {"number": sample.AYSE_NUMBER})
    agent.post("/v1/customers", ELIF)

    entries = pages_of(world.as_(Role.OWNER), "/v1/audit")

    assert {each["action"] for each in entries} == {"look_up_customers", "create_customer"}
    assert "5321112233" not in str(entries)
