"""Every route, whatever it is: who gets in, and who does not."""

from __future__ import annotations

from itertools import product

from functions.api.app import endpoints
from functions.api.endpoint import Endpoint
from functions.api.permissions import OPERATES, SELF
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.local.gateway import Reply
from santral.local.testing.api import ApiClient
from tests.fakes.bad_tokens import BAD_TOKENS
from tests.functional.api.conftest import World
from tests.functional.cloud import items

# Who has not signed in may ask these, and nothing else.
PUBLIC = {
    "accept_invitation",
    "answer_challenge",
    "confirm_sign_up",
    "forget_password",
    "link_last_export",
    "list_templates",
    "preview_template",
    "refresh_session",
    "resend_code",
    "reset_password",
    "show_agreements",
    "show_chat",
    "show_openapi",
    "show_problems",
    "show_reference",
    "sign_in",
    "sign_up",
    "start_chat",
    "take_payment",
}
CLOSED = [each for each in endpoints() if each.roles is not None]


def asked(client: ApiClient, endpoint: Endpoint, id_: str = "x") -> Reply:
    """Send a request to a route, with nothing in it but what gets it past the door."""
    path = endpoint.path
    for name in endpoint.names:
        path = path.replace(f"{{{name}}}", id_)
    headers = {"Idempotency-Key": f"{endpoint.operation}-{id_}", "If-Match": '"0"'}
    body: object = {} if endpoint.body is not None else None
    return client.send(endpoint.method, path, body, headers=headers)


def test_only_what_is_on_the_list_is_for_everybody() -> None:
    assert {each.operation for each in endpoints() if each.roles is None} == PUBLIC


def test_no_bad_token_opens_any_route(world: World) -> None:
    assert len(BAD_TOKENS) >= 40
    signing = world.signing()
    let_in = []

    for name, make in BAD_TOKENS.items():
        client = world.client.by(make(signing) or " ")
        let_in += [(name, each.operation) for each in CLOSED if asked(client, each).status != 401]

    assert let_in == []


def test_no_route_is_open_without_a_token(world: World) -> None:
    assert {asked(world.client, each).status for each in CLOSED} == {401}


def test_every_route_lets_in_the_roles_that_it_names_and_no_others(world: World) -> None:
    world.environment["SANTRAL_REQUESTS_PER_MINUTE"] = "1000000"
    wrong = []

    for role in Role:
        client = world.as_(role, "platform" if role is Role.OPERATOR else "shop")
        for each in CLOSED:
            may = each.roles is not None and role in each.roles
            if _is_kept_out(asked(client, each)) == may:
                wrong.append((role.value, each.operation))

    assert wrong == []


def test_operators_have_routes_of_their_own_and_no_other_role_has_them() -> None:
    mixed = [
        each.operation
        for each in CLOSED
        if each.roles and Role.OPERATOR in each.roles and each.roles not in (OPERATES, SELF)
    ]

    assert mixed == []


def test_what_only_reads_changes_nothing(world: World) -> None:
    """A GET that wrote would be done by a link in a mail."""
    tables = ("audit", "contacts", "customers", "documents", "members", "recordings", "tenants")
    reading = [each for each in CLOSED if each.method == "GET" and each.roles != OPERATES]
    before = {name: items(world.cloud, f"t-{name}") for name in tables}

    for each in reading:
        asked(world.as_(Role.OWNER), each)

    assert {name: items(world.cloud, f"t-{name}") for name in tables} == before
    assert [each.operation for each in reading if each.body] == []


def test_nobody_of_a_deleted_business_is_let_in(world: World) -> None:
    world.change_account(state=AccountState.DELETED)
    client = world.as_(Role.OWNER)

    mine = [each for each in CLOSED if each.roles != OPERATES]
    assert {asked(client, each).status for each in mine} == {401}


def test_no_route_fails_on_an_id_that_is_nobodys(world: World) -> None:
    world.environment["SANTRAL_REQUESTS_PER_MINUTE"] = "1000000"
    operator, owner = world.as_(Role.OPERATOR, "platform"), world.as_(Role.OWNER)
    named = [each for each in CLOSED if each.names]
    odd = ("%00", "..%2f..", "a" * 3000, "%F0%9F%92%A9", "shop%23customer%23c-1", "*")
    failed = []

    for each, id_ in [*product(CLOSED, ["x"]), *product(named, odd)]:
        client = operator if each.roles == OPERATES else owner
        if asked(client, each, id_).status >= 500:
            failed.append((id_[:20], each.operation))

    assert failed == []


def _is_kept_out(reply: Reply) -> bool:
    return reply.status in (401, 403) and reply.json()["type"].endswith(
        ("#forbidden", "#unauthenticated")
    )
