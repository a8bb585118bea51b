"""A business in which there is one of everything, each made by the request that people make it by.

A word stands in every text and number of it, so that it can be looked for elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from functions.contact_records.handler import handler as contact_records
from functions.recordings.handler import handler as index
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.job import JobState
from santral.domain.tenant import Tenant
from santral.local import businesses
from santral.local.gateway import Reply
from santral.stores import jobs
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import TENANTS, World
from tests.functional.cloud import BUCKET, Context, event, kinesis_batch, wav

Ids = Mapping[str, str]
Body = Callable[[str, Ids], object]


@dataclass
class Things:
    """
    Attributes:
        word: stands in everything.
        ids: of what was made, by the name that paths give it, and by a name of their own.
    """

    world: World
    tenant: str
    word: str
    ids: dict[str, str] = field(default_factory=dict)

    def ask(self, step: Step, key: str) -> Reply:
        return self.world.as_(Role.OWNER, self.tenant).post(
            step.path.format(**self.ids), step.body(self.word, self.ids), key=key
        )


@dataclass(frozen=True)
class Step:
    """One POST.

    Attributes:
        keep: which parts of its answer are ids, by the names that they are kept under.
        then: what happens after it that no request does.
    """

    operation: str
    path: str
    body: Body = lambda _word, _ids: None
    keep: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[Things], None] = lambda _things: None


def _texts(word: str) -> dict[str, str]:
    return dict.fromkeys(("tr", "ru", "en"), word)


def _customer(email: str, number: str) -> Body:
    return lambda word, _ids: {
        "name": f"{word} {word}",
        "numbers": [number],
        "email": f"{email}@{word}.example",
        "company": word,
        "notes": word,
        "attributes": {"sofa": word},
    }


def _order(word: str, ids: Ids) -> object:
    line = {"title": word, "quantity": 1, "unit_price_minor": 100}
    return {
        "customer_id": ids["customer_id"],
        "currency": "TRY",
        "lines": [line],
        "note": word,
        "contact_id": ids["contact_id"],
    }


def _ticket(word: str, ids: Ids) -> object:
    return {
        "customer_id": ids["customer_id"],
        "subject": word,
        "description": word,
        "order_id": ids["order_id"],
        "contact_id": ids["contact_id"],
    }


def _note(about: str, place: str, keep: str) -> Step:
    path = f"/v1/notes/{about}/{{{place}}}"
    return Step("add_note", path, lambda word, _ids: {"text": word}, {keep: "id"})


def _upload(things: Things) -> None:
    """Do what S3 does with the form."""
    key = f"{things.tenant}/imports/{things.ids['import_id']}.csv"
    text = f"Ad Soyad;Telefon\n{things.word};0532 999 88 77\n"
    things.world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=text.encode())


def _export(things: Things) -> None:
    """Do what the function does in the end."""
    key = f"{things.tenant}/exports/{things.ids['export_id']}.zip"
    things.world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=b"PK")
    with acting_for(things.tenant):
        jobs.change(
            things.tenant,
            things.ids["export_id"],
            lambda each: replace(each, state=JobState.DONE),
            now=things.world.cloud.clock(),
        )


STEPS = (
    Step(
        "invite",
        "/v1/invitations",
        lambda word, _: {"email": f"new@{word}.example", "role": "agent", "name": word},
        {"invitation_id": "id"},
    ),
    Step("resend_invitation", "/v1/invitations/{invitation_id}/resend"),
    Step(
        "create_api_key",
        "/v1/api-keys",
        lambda word, _: {"name": word, "role": "agent"},
        {"key_id": "id"},
    ),
    Step("agree", "/v1/agreements", lambda *_: {"document": "terms", "version": "2026-11"}),
    Step(
        "create_hours",
        "/v1/hours",
        lambda word, _: {"name": word, "week": {"mon": ["22:00-24:00"]}},
        {"job_id": "id"},
    ),
    Step("create_queue", "/v1/queues", lambda word, _: {"name": word}),
    Step(
        "create_menu",
        "/v1/menus",
        lambda word, _: {"id": word, "prompt": _texts(word), "choices": {"1": {"queue": "sales"}}},
    ),
    Step(
        "create_routing_profile",
        "/v1/routing-profiles",
        lambda word, _: {"name": word, "queues": [{"queue": "sales"}]},
    ),
    Step(
        "create_agent",
        "/v1/agents",
        lambda word, _: {
            "username": word,
            "first_name": word,
            "last_name": word,
            "routing_profile": "sales",
        },
    ),
    Step(
        "create_customer", "/v1/customers", _customer("a", "0532 777 00 01"), {"customer_id": "id"}
    ),
    Step("create_customer", "/v1/customers", _customer("b", "0532 777 00 02"), {"other_id": "id"}),
    Step("look_up_customers", "/v1/customers/look-up", lambda *_: {"number": "0532 777 00 01"}),
    Step("create_order", "/v1/orders", _order, {"order_id": "id"}),
    Step(
        "move_order", "/v1/orders/{order_id}/moves", lambda word, _: {"to": "placed", "note": word}
    ),
    Step("create_ticket", "/v1/tickets", _ticket, {"ticket_id": "id"}),
    Step(
        "move_ticket",
        "/v1/tickets/{ticket_id}/moves",
        lambda word, _: {"to": "solved", "note": word},
    ),
    _note("customer", "customer_id", "note_id"),
    _note("contact", "contact_id", "contact_note"),
    _note("order", "order_id", "order_note"),
    _note("ticket", "ticket_id", "ticket_note"),
    Step(
        "create_wrap_up_code",
        "/v1/wrap-up-codes",
        lambda word, _: {"id": word, "title": _texts(word)},
    ),
    Step(
        "create_script",
        "/v1/scripts",
        lambda word, _: {"title": word, "steps": [{"id": "s1", "say": _texts(word)}]},
        {"script_id": "id"},
    ),
    Step(
        "create_webhook",
        "/v1/webhooks",
        lambda word, _: {
            "url": f"https://{word}.example/in",
            "events": ["order.created", "order.changed"],
            "description": word,
        },
        {"webhook_id": "id"},
    ),
    Step("test_webhook", "/v1/webhooks/{webhook_id}/tests", keep={"delivery_id": "id"}),
    Step("repeat_webhook_delivery", "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/repeats"),
    Step(
        "create_customer_import",
        "/v1/customer-imports",
        lambda word, _: {"mapping": {word: "attributes.sofa"}},
        {"import_id": "job.id"},
        _upload,
    ),
    Step("make_upload_form", "/v1/customer-imports/{import_id}/forms"),
    Step("start_customer_import", "/v1/customer-imports/{import_id}/start"),
    Step("cancel_customer_import", "/v1/customer-imports/{import_id}/cancel"),
    Step(
        "create_article",
        "/v1/articles",
        lambda word, _: {"title": word, "body": f"{word} sofa"},
        {"article_id": "id"},
    ),
    Step("create_export", "/v1/exports", keep={"export_id": "id"}, then=_export),
    Step("link_export", "/v1/exports/{export_id}/links"),
    Step(
        "link_recording", "/v1/contacts/{contact_id}/recordings/{recording_id}/links", lambda *_: {}
    ),
)
MERGE = Step(
    "merge_customers",
    "/v1/customers/{customer_id}/merges",
    lambda _, ids: {"other_id": ids["other_id"]},
)


def make_ready(world: World) -> FakeQueues:
    """Let requests need nothing but the tables and the bucket; return what is sent elsewhere."""
    world.environment |= {
        "SANTRAL_FILES_BUCKET": BUCKET,
        "SANTRAL_REQUESTS_PER_MINUTE": "1000000",
    }
    here = vars(collaborators())
    here["queues"] = queues = FakeQueues()
    for made_before in ("files", "links", "webhooks"):
        here.pop(made_before, None)
    return queues


def begin(world: World, tenant: str, word: str, contact_id: str) -> Things:
    """Let a business have a set-up in which everything fits together, and one recorded contact."""
    write_business(world.cloud.clients.dynamodb, _business(tenant), ())
    things = Things(world, tenant, word)
    _call(things, contact_id)
    number = world.as_(Role.OWNER, tenant).get("/v1/numbers").json()["items"][0]
    things.ids["number_id"] = number["id"]
    names = ("schedule", "menu_id", "name", "username", "code_id")
    things.ids |= dict.fromkeys(names, word)
    return things


def furnish(world: World, tenant: str, word: str, contact_id: str) -> Things:
    things = begin(world, tenant, word, contact_id)
    for _ in carried_out(things, STEPS):
        pass
    return things


def carried_out(things: Things, steps: tuple[Step, ...]) -> Iterator[Step]:
    """Ask one after the other; yield each before it is asked."""
    for number, step in enumerate(steps):
        yield step
        reply = things.ask(step, f"furnish-{number}")
        assert reply.status < 300, (step.operation, reply.body)
        for name, place in step.keep.items():
            value = reply.json()
            for part in place.split("."):
                value = value[part]
            things.ids[name] = value
        step.then(things)


def _business(tenant: str) -> Tenant:
    """Return the sample business under another id, with numbers of its own."""
    klima = businesses.load("klima").tenant
    place = f"{TENANTS.index(tenant)}"
    numbers = tuple(replace(each, e164=each.e164[:-1] + place) for each in klima.numbers)
    hotlines = tuple(replace(each, numbers=()) for each in klima.hotlines)
    return replace(klima, id=tenant, numbers=numbers, hotlines=hotlines)


def _call(things: Things, contact_id: str) -> None:
    record: Any = event("contact_record")
    record["ContactId"] = contact_id
    record["Attributes"] |= {"tenant": things.tenant, "recording": "granted", "sofa": things.word}
    record["Agent"]["Username"] = things.word
    contact_records(kinesis_batch(record), Context())
    created: Any = event("s3_object_created")
    key = f"connect/santral/CallRecordings/2026/03/02/{contact_id}_20260302T07:31_UTC.wav"
    created["Records"][0]["s3"]["object"]["key"] = key
    things.world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=wav(seconds=1))
    index(created, Context())
    things.ids["contact_id"] = contact_id
    recordings = things.world.as_(Role.OWNER, things.tenant).get(
        f"/v1/contacts/{contact_id}/recordings"
    )
    [things.ids["recording_id"]] = [each["id"] for each in recordings.json()["items"]]
