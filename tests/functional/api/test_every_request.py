"""What every request goes through, whatever it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.errors import DependencyError
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api import nouns
from tests.functional.api.conftest import World
from tests.functional.cloud import items


@pytest.fixture
def owner(world: World) -> ApiClient:
    nouns.disturbance.__init__()  # type: ignore[misc]  # as it was at first
    made = nouns.gateway(world.cloud.collaborators.ids)
    return replace(world.as_(Role.OWNER), gateway=made)


def cups_of(owner: ApiClient) -> list[str]:
    return [each["colour"] for each in pages_of(owner, "/v1/cups")]


def test_who_does_not_say_who_they_are_is_let_in_nowhere(owner: ApiClient) -> None:
    refused = owner.by("").get("/v1/cups")

    assert refused.status == 401
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert refused.json()["type"] == "/v1/problems#unauthenticated"


def test_a_role_may_do_what_the_table_says(world: World, owner: ApiClient) -> None:
    agent = owner.by(world.token(Role.AGENT))

    assert agent.get("/v1/cups").status == 200
    assert agent.post("/v1/cups", {"colour": "red"}).status == 403


def test_a_member_who_was_disabled_still_reads_and_writes_nothing(
    world: World, owner: ApiClient
) -> None:
    world.change_member(Role.OWNER, disabled=True)

    assert owner.get("/v1/cups").status == 200
    assert owner.post("/v1/cups", {"colour": "red"}).status == 401


def test_a_token_of_a_role_that_was_taken_away_writes_nothing(
    world: World, owner: ApiClient
) -> None:
    world.change_member(Role.OWNER, role=Role.AGENT)

    assert owner.post("/v1/cups", {"colour": "red"}).status == 401


def test_a_closed_business_is_noticed_after_the_process_was_frozen(
    world: World, owner: ApiClient
) -> None:
    owner.get("/v1/cups")
    world.change_account(state=AccountState.DELETED)
    world.cloud.clock.now += timedelta(seconds=5)  # and the stopwatch stood still

    assert owner.get("/v1/cups").status == 401


def test_without_the_second_factor_an_owner_does_nothing(world: World, owner: ApiClient) -> None:
    refused = owner.by(world.token(Role.OWNER, mfa="set-up")).get("/v1/cups")

    assert (refused.status, refused.json()["type"]) == (403, "/v1/problems#mfa-needed")


def test_when_the_trial_is_over_changes_are_refused(world: World, owner: ApiClient) -> None:
    world.change_account(trial_ends_at=world.cloud.clock() - timedelta(seconds=1))

    refused = owner.post("/v1/cups", {"colour": "red"})

    assert (refused.status, refused.json()["type"]) == (403, "/v1/problems#trial-over")
    assert owner.get("/v1/cups").status == 200


def test_a_business_that_is_being_deleted_takes_no_changes(world: World, owner: ApiClient) -> None:
    world.change_account(state=AccountState.DELETING)

    assert owner.post("/v1/cups", {"colour": "red"}).status == 403


def test_what_is_wrong_is_said_with_its_place_and_not_repeated(owner: ApiClient) -> None:
    refused = owner.post("/v1/cups", {"color": "very secret"})

    assert refused.status == 422
    assert refused.json()["errors"] == [
        {"path": "body.colour", "expected": "a value: it is missing"},
        {"path": "body.color", "expected": "no such field"},
    ]
    assert b"secret" not in refused.body


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"", 400),
        (b'{"colour": "\\ud800"}', 400),
        (b'{"colour": "' + b"x" * 2_000_000 + b'"}', 413),
        (b"[" * 100_000, 400),
        (b'{"colour": "a\\u0000b"}', 422),
        (b'{"colour": ""}', 422),
        (b"null", 422),
    ],
)
def test_a_body_that_is_none_is_refused(owner: ApiClient, body: bytes, status: int) -> None:
    assert owner.send("POST", "/v1/cups", body, headers={"Idempotency-Key": "k"}).status == status


def test_a_body_of_another_kind_is_refused(owner: ApiClient) -> None:
    headers = {"Idempotency-Key": "k", "Content-Type": "text/plain"}

    assert owner.send("POST", "/v1/cups", b"{}", headers=headers).status == 415


def test_nothing_is_at_an_unknown_path_and_other_methods_are_named(owner: ApiClient) -> None:
    nowhere, wrong = owner.get("/v1/saucers"), owner.send("PATCH", "/v1/cups/x")

    assert (nowhere.status, nowhere.json()["title"]) == (404, "There is no such thing")
    assert (wrong.status, wrong.headers["Allow"]) == (405, "DELETE, GET, PUT")


def test_an_id_that_can_be_none_is_not_found(owner: ApiClient) -> None:
    assert owner.get("/v1/cups/%2e%2e%2fx").status == 404
    assert owner.get("/v1/cups/%ff").status == 404


# --- versions ---


def test_of_two_who_change_one_thing_the_second_is_told(owner: ApiClient) -> None:
    made = owner.post("/v1/cups", {"colour": "red"})
    cup = made.headers["Location"]
    first = owner.put(cup, {"colour": "blue"}, etag=etag_of(made))

    second = owner.put(cup, {"colour": "green"}, etag=etag_of(made))

    assert (second.status, second.headers["ETag"]) == (412, etag_of(first))
    assert owner.get(cup).json()["colour"] == "blue"


def test_a_change_has_to_say_what_it_was_made_from(owner: ApiClient) -> None:
    cup = owner.post("/v1/cups", {"colour": "red"}).headers["Location"]

    assert owner.put(cup, {"colour": "blue"}, etag=None).status == 428


def test_who_has_it_already_is_sent_nothing(owner: ApiClient) -> None:
    made = owner.post("/v1/cups", {"colour": "red"})

    again = owner.send("GET", made.headers["Location"], headers={"If-None-Match": etag_of(made)})

    assert (again.status, again.body) == (304, b"")


# --- the same request again ---


def test_the_same_post_again_is_one_post(owner: ApiClient) -> None:
    first = owner.post("/v1/cups", {"colour": "red"}, key="one")
    again = owner.post("/v1/cups", {"colour": "red"}, key="one")

    assert again.headers["Idempotent-Replayed"] == "true"
    assert (again.status, again.body) == (201, first.body)
    assert cups_of(owner) == ["red"]


def test_a_key_is_not_for_two_requests(owner: ApiClient) -> None:
    owner.post("/v1/cups", {"colour": "red"}, key="one")

    refused = owner.post("/v1/cups", {"colour": "blue"}, key="one")

    assert (refused.status, refused.json()["type"]) == (422, "/v1/problems#key-reused")


def test_a_post_without_a_key_is_refused(owner: ApiClient) -> None:
    assert owner.post("/v1/cups", {"colour": "red"}, key="").status == 400


def test_the_key_of_another_business_is_another_key(world: World, owner: ApiClient) -> None:
    owner.post("/v1/cups", {"colour": "red"}, key="one")

    other = owner.by(world.token(Role.OWNER, "clinic")).post(
        "/v1/cups", {"colour": "blue"}, key="one"
    )

    assert (other.status, other.json()["colour"]) == (201, "blue")


def test_while_it_is_worked_on_the_same_post_waits(owner: ApiClient) -> None:
    inner: list[int] = []

    def ask_again() -> None:
        nouns.disturbance.before = lambda: None
        inner.append(owner.post("/v1/cups", {"colour": "red"}, key="one").status)

    nouns.disturbance.before = ask_again
    owner.post("/v1/cups", {"colour": "red"}, key="one")

    assert inner == [409]


def test_what_broke_off_is_finished_by_the_same_post(world: World, owner: ApiClient) -> None:
    def fail() -> None:
        raise DependencyError("test", "cut off", retryable=True)

    nouns.disturbance.after = fail
    first = owner.post("/v1/cups", {"colour": "red"}, key="one")
    nouns.disturbance.after = lambda: None
    world.later(seconds=5)
    again = owner.post("/v1/cups", {"colour": "red"}, key="one")

    assert (first.status, first.headers["Retry-After"], again.status) == (503, "1", 201)
    assert cups_of(owner) == ["red"]


def test_a_post_that_was_killed_is_taken_over_after_half_a_minute(
    world: World, owner: ApiClient
) -> None:
    def kill() -> None:
        raise KeyboardInterrupt

    nouns.disturbance.after = kill
    with pytest.raises(KeyboardInterrupt):
        owner.post("/v1/cups", {"colour": "red"}, key="one")
    nouns.disturbance.after = lambda: None
    soon = owner.post("/v1/cups", {"colour": "red"}, key="one")
    world.later(seconds=30)
    later = owner.by(world.token(Role.OWNER)).post("/v1/cups", {"colour": "red"}, key="one")

    assert (soon.status, later.status) == (409, 201)
    assert cups_of(owner) == ["red"]


# --- how often ---


def test_a_business_that_asks_too_often_is_told_when_to_ask_again(
    world: World, owner: ApiClient
) -> None:
    world.environment["SANTRAL_REQUESTS_PER_MINUTE"] = "5"
    world.cloud.clock.now = world.cloud.clock.now.replace(second=48)
    asking = owner.by(world.token(Role.OWNER))

    statuses = [asking.get("/v1/cups").status for _ in range(7)]
    refused = asking.get("/v1/cups")
    others = owner.by(world.token(Role.OWNER, "clinic")).get("/v1/cups")
    world.later(seconds=12)

    assert statuses == [200] * 5 + [429] * 2
    assert refused.headers["Retry-After"] == "12"
    assert others.status == 200
    assert asking.get("/v1/cups").status == 200


# --- what is left behind ---


def test_every_change_is_in_the_audit_log_once(world: World, owner: ApiClient) -> None:
    owner.post("/v1/cups", {"colour": "red"}, key="one")
    owner.post("/v1/cups", {"colour": "red"}, key="one")
    owner.post("/v1/cups", {"color": "red"}, key="two")
    owner.get("/v1/cups")

    [entry] = pages_of(world.as_(Role.OWNER), "/v1/audit")

    assert entry["action"] == "make_cup"
    assert entry["subject"] == "00000001-0000-4000-8000-000000000000"
    assert entry["target"].startswith("/v1/cups/")


def test_a_failure_of_ours_says_nothing_of_us(world: World, owner: ApiClient) -> None:
    def break_down() -> None:
        raise ValueError("+905321112233 is not what I expected")

    nouns.disturbance.before = break_down
    failed = owner.post("/v1/cups", {"colour": "red"})

    assert failed.status == 500
    assert failed.json() == {
        "type": "/v1/problems#failed",
        "title": "Something failed on our side",
        "status": 500,
        "request_id": failed.headers["X-Request-Id"],
    }
    assert "+90532" not in world.cloud.log.getvalue()
    assert world.cloud.lines()[-1]["operation"] == "make_cup"


def test_what_is_kept_of_a_request_is_under_its_tenant(world: World, owner: ApiClient) -> None:
    owner.post("/v1/cups", {"colour": "red"})

    kept = [each["pk"]["S"].partition("#")[0] for each in items(world.cloud, "t-work")]
    assert set(kept) == {"shop"}


def test_pages_lead_from_one_to_the_next(owner: ApiClient) -> None:
    for colour in "abcde":
        owner.post("/v1/cups", {"colour": colour})

    assert sorted(each["colour"] for each in pages_of(owner, "/v1/cups", limit=2)) == list("abcde")
    assert owner.get("/v1/cups", cursor="no cursor").status == 422
    assert owner.get("/v1/cups", limit=0).status == 422
    assert owner.get("/v1/cups", unknown=1).status == 422


def test_a_read_costs_no_more_than_its_own_and_what_was_seen_a_moment_ago(
    world: World, owner: ApiClient
) -> None:
    owner.get("/v1/cups")
    world.cloud.dynamodb.operations.clear()

    owner.get("/v1/cups")

    assert world.cloud.dynamodb.operations == ["Query"]
