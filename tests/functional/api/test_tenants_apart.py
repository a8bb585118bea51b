"""Two businesses, each with one of everything, and every way in which one may ask for the other's.

What is another's is answered as what is nobody's: not found, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import product
from typing import Any, Final

import pytest

from functions.api.app import endpoints
from functions.api.endpoint import Endpoint
from functions.api.permissions import OPERATES
from functions.api.shapes import cursor_of
from santral.domain.access import Role
from santral.local.gateway import Reply
from tests.functional.api.conftest import World, subject_of
from tests.functional.api.furnished import furnish, make_ready
from tests.functional.cloud import NAMES, Snapshot, items, snapshot

WORD: Final = "zx9canary"  # of the clinic: it is in nothing of the shop's
THEIR_CONTACT: Final = "4a573372-1f28-4e26-b97b-0000000000cc"
OWN_CONTACT: Final = "4a573372-1f28-4e26-b97b-0000000000aa"

ASKED: Final = [each for each in endpoints() if each.roles and each.roles != OPERATES]
SYSTEMS: Final = {"show_prompt", "change_prompt"}  # their names are the same for everybody
NAMED: Final = [each for each in ASKED if each.names and each.operation not in SYSTEMS]

ABOUT: Final = {
    "customer": "note_id",
    "contact": "contact_note",
    "order": "order_note",
    "ticket": "ticket_note",
}
# The record of a contact comes when it is over: until then all may write on it, and it is nobody's.
OPEN: Final = {"/v1/notes/contact/{contact_id}", "/v1/contacts/{contact_id}/wrap-up"}
SAID: Final = {"tr": "x", "ru": "x", "en": "x"}
WORK: Final = ("orders", "tickets", "contacts")
BODIES: Final[dict[str, Any]] = {
    "add_note": {"text": "x"},
    "change_agent": {"first_name": "A", "last_name": "B", "routing_profile": "sales"},
    "change_article": {"title": "t", "body": "b"},
    "change_customer": {"name": "A"},
    "change_hours": {"week": {}},
    "change_member": {"name": "A"},
    "change_menu": {"prompt": SAID, "choices": {"1": {"queue": "sales"}}},
    "change_note": {"text": "x"},
    "change_number": {"language": "tr", "menu": "main", "schedule": "office"},
    "change_order": {"customer_id": "c", "currency": "TRY"},
    "change_queue": {},
    "change_routing_profile": {"queues": [{"queue": "sales"}]},
    "change_script": {"title": "t", "steps": [{"id": "s", "say": SAID}]},
    "change_ticket": {"customer_id": "c", "subject": "x"},
    "change_webhook": {"url": "https://a.example/in", "events": ["order.created"]},
    "change_wrap_up": {"codes": []},
    "change_wrap_up_code": {"title": SAID},
    "link_recording": {},
    "merge_customers": {"other_id": "c"},
    "move_order": {"to": "paid"},
    "move_ticket": {"to": "closed"},
}
_furnished: list[tuple[Snapshot, dict[str, str], dict[str, str]]] = []


@dataclass
class Both:
    """The shop, which asks, and the clinic, which is not to notice.

    Attributes:
        own, theirs: ids by the names that paths give them.
    """

    world: World
    own: dict[str, str]
    theirs: dict[str, str]

    def ask(self, endpoint: Endpoint, target: str) -> Reply:
        headers = {"Idempotency-Key": target[-128:], "If-Match": "*"}
        body = BODIES.get(endpoint.operation)
        shop = self.world.as_(Role.OWNER)
        return shop.send(endpoint.method, target, body, headers=headers)


@pytest.fixture
def both(world: World) -> Both:
    """Furnished once, which takes some seconds, and put back for each test."""
    make_ready(world)
    if not _furnished:
        theirs = furnish(world, "clinic", WORD, THEIR_CONTACT).ids
        own = furnish(world, "shop", "sofa", OWN_CONTACT).ids
        theirs["subject"], own["subject"] = (
            subject_of(tenant, Role.AGENT) for tenant in ("clinic", "shop")
        )
        _furnished.append((snapshot(), own, theirs))
    [(kept, own, theirs)] = _furnished
    kept.put_back()
    return Both(world, dict(own), dict(theirs))


def paths(endpoint: Endpoint) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a path with the names of its ids; of notes, those on a thing of each kind."""
    if "{about}" not in endpoint.path:
        needs = "?from=2026-11-23&to=2026-11-23" if endpoint.operation == "show_calendar" else ""
        yield endpoint.path + needs, endpoint.names
        return
    for about, note in ABOUT.items():
        path = endpoint.path.replace("{about}", about).replace("{about_id}", f"{{{about}_id}}")
        path = path.replace("{note_id}", f"{{{note}}}")
        yield path, tuple(name for name in (f"{about}_id", note) if f"{{{name}}}" in path)


def foreign(both: Both, endpoint: Endpoint) -> Iterator[tuple[str, str, str]]:
    """Yield a path, the target with some ids of the clinic, and with as many of nobody's."""
    for path, names in paths(endpoint):
        for are_theirs in product((True, False), repeat=len(names)):
            if not any(are_theirs):
                continue
            chosen = dict(zip(names, are_theirs, strict=True))
            ids = {name: (both.theirs if chosen[name] else both.own)[name] for name in names}
            nobodys = {name: _other(id_) if chosen[name] else id_ for name, id_ in ids.items()}
            yield path, path.format(**ids), path.format(**nobodys)


def _other(id_: str) -> str:
    return id_[:-1] + ("1" if id_[-1] != "1" else "2")


def said(reply: Reply) -> tuple[int, Any]:
    """Return an answer without what is its own alone."""
    body = reply.json() if reply.body else {}
    body.pop("request_id", None)
    return reply.status, body


def tells(reply: Reply, target: str) -> bool:
    """Say whether an answer has anything of the clinic's but what was sent."""
    return WORD in reply.body.decode().replace(target, "").lower()


def of_the_clinic(world: World) -> list[str]:
    """Return what the tables hold of the clinic."""
    everything = (item for table in astuple(NAMES) for item in items(world.cloud, table))
    others = (str(each) for each in everything if not each["pk"]["S"].startswith("shop#"))
    return [each for each in others if "clinic" in each or WORD in each]


def test_there_is_one_of_everything_that_a_path_can_name(both: Both) -> None:
    named = {name for each in NAMED for _, names in paths(each) for name in names}

    assert named - set(both.own) == set()
    assert named - set(both.theirs) == set()


def test_every_change_is_asked_for_with_a_body_that_could_be_right() -> None:
    assert {each.operation for each in NAMED if each.body} - set(BODIES) == set()


def test_the_clinic_itself_finds_each_of_its_things(both: Both) -> None:
    clinic = both.world.as_(Role.OWNER, "clinic")
    shown = [each for each in NAMED if each.method == "GET"]

    missing = [
        path
        for each in shown
        for path, _ in paths(each)
        if clinic.get(path.format(**both.theirs)).status != 200
    ]

    assert missing == []


def test_what_is_anothers_is_answered_as_what_is_nobodys(both: Both) -> None:
    before, wrong = of_the_clinic(both.world), []

    for endpoint in NAMED:
        for path, theirs, nobodys in foreign(both, endpoint):
            reply, other = both.ask(endpoint, theirs), both.ask(endpoint, nobodys)
            # What is not there may be deleted again, and written on before it is.
            is_not_found = endpoint.method != "DELETE" and path not in OPEN
            is_right = reply.status == 404 if is_not_found else reply.status == other.status
            is_same = said(reply) == said(other) if is_not_found else True
            if not is_right or not is_same or tells(reply, theirs):
                wrong.append((endpoint.operation, path, said(reply), said(other)))

    assert wrong == []
    assert of_the_clinic(both.world) == before


def test_no_list_and_no_search_shows_anything_of_anothers(both: Both) -> None:
    shop = both.world.as_(Role.OWNER)
    lists = [each for each in ASKED if each.method == "GET" and not each.names]
    telling = [each.path for each in lists if tells(shop.get(each.path), "")]
    theirs = both.theirs
    asked: list[tuple[str, dict[str, str]]] = [
        ("/v1/customers", {"q": WORD}),
        ("/v1/customers", {"q": "7770001"}),
        ("/v1/articles/search", {"q": WORD}),
        *((f"/v1/{noun}", {"customer_id": theirs["customer_id"]}) for noun in WORK),
        *((f"/v1/{noun}", {"contact_id": THEIR_CONTACT}) for noun in ("orders", "tickets")),
        ("/v1/tickets", {"order_id": theirs["order_id"]}),
        ("/v1/contacts", {"agent": WORD}),
        ("/v1/contacts", {"queue": WORD}),
    ]

    found = [
        (path, query)
        for path, query in asked
        for item in shop.get(path, **query).json()["items"]
        if WORD in str(item) or item.get("customer_id") == theirs["customer_id"]
    ]

    assert (telling, found) == ([], [])


def test_a_place_in_anothers_list_is_a_place_in_ones_own(both: Both) -> None:
    shop, clinic = both.world.as_(Role.OWNER), both.world.as_(Role.OWNER, "clinic")
    paged = [each for each in ASKED if each.query and "cursor" in each.query.model_fields]
    wrong = []

    for endpoint in paged:
        for path, _ in paths(endpoint):
            cursor = clinic.get(path.format(**both.theirs), limit=1).json()["next_cursor"]
            reply = shop.get(path.format(**both.own), cursor=cursor or cursor_of(WORD))
            if reply.status not in (200, 422) or tells(reply, ""):
                wrong.append((path, reply.status))

    assert wrong == []


def test_what_a_body_names_of_anothers_is_not_there(both: Both) -> None:
    shop, theirs = both.world.as_(Role.OWNER), both.theirs
    order = {"customer_id": both.own["customer_id"], "currency": "TRY"}
    ticket = {"customer_id": both.own["customer_id"], "subject": "x"}
    customer = {"name": "A", "numbers": []}
    merges = f"/v1/customers/{both.own['customer_id']}/merges"
    bodies: list[tuple[str, dict[str, Any], str]] = [
        ("/v1/orders", order, "customer_id"),
        ("/v1/tickets", ticket, "customer_id"),
        ("/v1/tickets", ticket, "queue"),
        ("/v1/tickets", ticket, "assignee"),
        ("/v1/customers", customer, "queue"),
        ("/v1/customers", customer, "account_manager"),
        (merges, {}, "other_id"),
        ("/v1/customer-imports", {}, "file_id"),
    ]
    ids = {**theirs, "queue": WORD, "assignee": WORD, "account_manager": WORD}
    ids["file_id"] = theirs["import_id"]
    told = []

    for path, body, name in bodies:
        reply = shop.post(path, {**body, name: ids[name]})
        nobodys = shop.post(path, {**body, name: _other(ids[name])})
        told.append((name, reply.status, said(reply) == said(nobodys)))

    assert [each for each in told if each[1] not in (404, 422) or not each[2]] == []
