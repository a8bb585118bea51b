"""CRMs: the contract of the port, and servers that break it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import DependencyError, InputError
from santral.domain.tenant import CrmKind, CrmMethod, CrmSpec
from santral.stores.crm import Crm, CrmCard, OwnCrm
from santral.stores.crm_fields import card_of, parsed
from santral.stores.crm_odoo import OdooCrm, OdooLogins
from santral.stores.crm_rest import RestCrm
from santral.stores.outside import Outside
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from santral.stores.tenant_guard import acting_for
from tests.fakes import crm_server
from tests.fakes.clocks import Stopwatch
from tests.fakes.crm import FakeCrm
from tests.fakes.crm_odoo import DB, KEY, LOGIN, OdooServer
from tests.fakes.crm_server import Behaviour, Conversation, CrmServer
from tests.functional import sample
from tests.functional.cloud import Cloud

BUDGET_S = 0.25


def now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


def outside() -> Outside:
    return Outside(now_s, allowed_hosts={"127.0.0.1"})


def no_secret() -> str:
    raise AssertionError("nobody needs a secret here")


def rest(url: str, *, budget_s: float = 1.0, **settings: object) -> RestCrm:
    spec = CrmSpec(CrmKind.HTTP, url, **settings)  # type: ignore[arg-type]
    return RestCrm(spec, outside(), no_secret, budget_s=lambda: budget_s)


@contextmanager
def fake() -> Iterator[Crm]:
    yield FakeCrm({sample.AYSE_NUMBER: CrmCard("Ayşe Yılmaz", "gold")})


@contextmanager
def own() -> Iterator[Crm]:
    with acting_for("shop"):
        yield OwnCrm("shop")


@contextmanager
def http() -> Iterator[Crm]:
    card = {"name": "Ayşe Yılmaz", "tier": "gold"}
    with CrmServer(crm_server.cards({sample.AYSE_NUMBER: card})) as server:
        yield rest(server.url)


@contextmanager
def odoo() -> Iterator[Crm]:
    partners = [
        {"id": 1, "name": "Ayşe Yılmaz", "x_tier": "gold", "phone": sample.AYSE_NUMBER},
        {"id": 2, "name": "Zeynep", "phone": sample.FAMILY_NUMBER},
        {"id": 3, "name": "Can", "phone": sample.FAMILY_NUMBER},
    ]
    with OdooServer({"res.partner": partners}) as server:
        spec = CrmSpec(
            CrmKind.ODOO, server.url, secret="crm", db=DB, login=LOGIN, fields={"tier": "x_tier"}
        )
        logins = OdooLogins(Stopwatch())
        e164 = PhoneNumbersByMetadata()
        yield OdooCrm(
            spec, outside(), lambda: KEY, logins, e164=lambda written: e164.parse(written, "TR")
        )


CrmMaker = Callable[[], AbstractContextManager[Crm]]
every_crm = pytest.mark.parametrize("crm", [fake, own, http, odoo])


@every_crm
def test_a_customers_card_is_found(cloud: Cloud, crm: CrmMaker) -> None:
    with crm() as port:
        card = port.find(sample.AYSE_NUMBER)

    assert card is not None
    assert (card.name, card.tier, card.is_stale) == ("Ayşe Yılmaz", "gold", False)


@every_crm
def test_a_stranger_has_no_card(cloud: Cloud, crm: CrmMaker) -> None:
    with crm() as port:
        assert port.find(sample.STRANGER_NUMBER) is None


@every_crm
def test_a_number_that_two_people_share_has_no_card(cloud: Cloud, crm: CrmMaker) -> None:
    with crm() as port:
        assert port.find(sample.FAMILY_NUMBER) is None


@pytest.mark.parametrize("kind", [CrmKind.HTTP, CrmKind.ODOO])
def test_a_crm_that_is_not_there_is_a_failure_that_may_pass(kind: CrmKind) -> None:
    spec = CrmSpec(kind, "http://127.0.0.1:1/", db=DB, login=LOGIN)
    logins = OdooLogins(Stopwatch())
    crm: Crm = (
        rest(spec.url)
        if kind is CrmKind.HTTP
        else OdooCrm(spec, outside(), lambda: KEY, logins, e164=lambda _: None)
    )

    with pytest.raises(DependencyError, match=r"^crm: ") as refused:
        crm.find(sample.AYSE_NUMBER)

    assert refused.value.retryable


def test_our_own_cards_say_what_our_own_store_has_open(cloud: Cloud) -> None:
    with acting_for("shop"):
        card = OwnCrm("shop", lambda customer: (len(customer.numbers), 0)).find(sample.AYSE_NUMBER)

    assert card is not None
    assert (card.open_orders, card.open_tickets) == (1, 0)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
BAD = {
    "hangs": crm_server.hanging,
    "drips its body": crm_server.dripping([HEAD, *[b" "] * 200]),
    "drips its headers": crm_server.dripping([b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 90]),
    "drips its first line": crm_server.dripping([b"H", *[b" "] * 200]),
    "is cut off": crm_server.cut_off,
    "says nothing": lambda _: None,
    "is no HTTP": crm_server.dripping([b"SSH-2.0-OpenSSH_9.2\r\n"]),
    "fails": crm_server.replying(500, b"{}"),
    "is busy": crm_server.replying(503, b"{}"),
    "redirects": crm_server.replying(302, b"", "Location: http://169.254.169.254/latest"),
    "is too long": crm_server.replying(200, b'{"name": "' + b"x" * 70_000 + b'"}'),
    "never ends": crm_server.dripping([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 20_000] * 9]),
    "is no JSON": crm_server.replying(200, b"<html>"),
    "is no text": crm_server.replying(200, b"\xff\xfe\xfd"),
    "is deep": crm_server.replying(200, b"[" * 60_000),
    "is a list": crm_server.replying(200, b'[{"name": "Ayse"}]'),
    "is null": crm_server.replying(200, b"null"),
}


@pytest.mark.parametrize("behaviour", BAD.values(), ids=BAD.keys())
def test_a_crm_that_misbehaves_is_given_up_within_its_budget(behaviour: Behaviour) -> None:
    with CrmServer(behaviour) as server:
        began_s = now_s()
        with pytest.raises(DependencyError, match=r"^crm: "):
            rest(server.url, budget_s=BUDGET_S).find(sample.AYSE_NUMBER)
        took_s = now_s() - began_s

    assert took_s < BUDGET_S + 0.2


@pytest.mark.parametrize("behaviour", BAD.values(), ids=BAD.keys())
def test_an_odoo_that_misbehaves_is_given_up_within_its_budget(behaviour: Behaviour) -> None:
    with CrmServer(behaviour) as server:
        spec = CrmSpec(CrmKind.ODOO, f"http://127.0.0.1:{server.port}", db=DB, login=LOGIN)
        crm = OdooCrm(
            spec,
            outside(),
            lambda: KEY,
            OdooLogins(Stopwatch()),
            e164=lambda _: None,
            budget_s=lambda: BUDGET_S,
        )
        began_s = now_s()
        with pytest.raises(DependencyError, match=r"^crm: "):
            crm.find(sample.AYSE_NUMBER)
        took_s = now_s() - began_s

    assert took_s < BUDGET_S + 0.2


@pytest.mark.parametrize(
    ("url", "method", "target"),
    [
        ("/cards", "GET", "/cards?number=%2B905321112233"),
        ("/cards?key=1", "GET", "/cards?key=1&number=%2B905321112233"),
        ("/cards/{number}", "GET", "/cards/%2B905321112233"),
        ("/cards?tel={digits}&a=b", "GET", "/cards?tel=905321112233&a=b"),
        ("/cards", "POST", "/cards"),
        ("", "GET", "/?number=%2B905321112233"),
    ],
)
def test_the_number_stands_where_the_settings_say(url: str, method: str, target: str) -> None:
    with CrmServer(crm_server.replying(404, b"")) as server:
        address = f"http://127.0.0.1:{server.port}{url}"
        rest(address, method=CrmMethod(method)).find("+905321112233")

    assert server.requests == [target]


def test_by_post_the_number_is_in_a_body_of_json() -> None:
    bodies: list[bytes] = []

    def behave(conversation: Conversation) -> None:
        bodies.append(conversation.body)
        conversation.reply(204, b"")

    with CrmServer(behave) as server:
        assert rest(server.url, method=CrmMethod.POST).find("+905321112233") is None

    assert bodies == [b'{"number": "+905321112233"}']


def test_the_secret_stands_in_the_headers_that_ask_for_it() -> None:
    heads: list[str] = []

    def behave(conversation: Conversation) -> None:
        heads.append(conversation.head)
        conversation.reply(404, b"")

    with CrmServer(behave) as server:
        headers = {"Authorization": "Bearer {secret}", "X-Shop": "1"}
        spec = CrmSpec(CrmKind.HTTP, server.url, secret="crm", headers=headers)
        RestCrm(spec, outside(), lambda: "s3cret").find(sample.AYSE_NUMBER)

    assert "Authorization: Bearer s3cret" in heads[0]
    assert "X-Shop: 1" in heads[0]


@pytest.mark.parametrize("secret", ["two\r\nlines", "ключ"])
def test_a_secret_that_no_header_can_hold_is_not_sent(secret: str) -> None:
    with CrmServer(crm_server.replying(404, b"")) as server:
        headers = {"Authorization": "Bearer {secret}"}
        spec = CrmSpec(CrmKind.HTTP, server.url, secret="crm", headers=headers)
        with pytest.raises(InputError, match="cannot stand in a header"):
            RestCrm(spec, outside(), lambda: secret).find(sample.AYSE_NUMBER)

        assert server.requests == []


@pytest.mark.parametrize(
    ("body", "card"),
    [
        (b'{"name": "Ay\\u015fe"}', CrmCard("Ayşe")),
        (b'{"name": "  A\\n\\u0000B  "}', CrmCard("A B")),
        (b'{"name": "A", "tier": 7, "open_orders": "3"}', CrmCard("A")),
        (b'{"name": "A", "open_orders": true, "open_tickets": -1}', CrmCard("A")),
        (b'{"name": "A", "open_orders": 3, "open_tickets": 1e9}', CrmCard("A", open_orders=3)),
        (b'{"name": "A", "open_orders": [{}, {}]}', CrmCard("A", open_orders=2)),
        (b'{"name": "A", "id": 17, "company": "B"}', CrmCard("A", id="17", company="B")),
        (b'{"name": "A", "id": true}', CrmCard("A")),
        (
            b'{"name": "A", "url": "https://crm.example/1"}',
            CrmCard("A", url="https://crm.example/1"),
        ),
        (b'{"name": "A", "url": "javascript:alert(1)"}', CrmCard("A")),
        (b'{"name": ""}', None),
        (b'{"name": ["A"]}', None),
        (b"{}", None),
    ],
)
def test_what_is_wrong_in_a_card_is_as_if_it_were_missing(
    body: bytes, card: CrmCard | None
) -> None:
    with CrmServer(crm_server.replying(200, body)) as server:
        assert rest(server.url).find(sample.AYSE_NUMBER) == card


@pytest.mark.parametrize(
    ("body", "card"),
    [
        (b'[{"who": {"full": "A"}, "deals": [1, 2]}]', CrmCard("A", open_orders=2)),
        (b'[{"who": {"full": "A"}, "name": "B"}]', CrmCard("A")),
        (b'[{"who": "A"}]', None),
        (b"[]", None),
        (b'{"0": {"who": {"full": "A"}}}', CrmCard("A")),
    ],
)
def test_values_are_found_where_the_settings_say(body: bytes, card: CrmCard | None) -> None:
    fields = {"name": "0.who.full", "open_orders": "0.deals"}
    with CrmServer(crm_server.replying(200, body)) as server:
        assert rest(server.url, fields=fields).find(sample.AYSE_NUMBER) == card


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_answer_does_more_than_fail(octets: bytes) -> None:
    with suppress(DependencyError):
        card = card_of(parsed(octets), {"name": "a.0.b"})
        assert card is None or card.name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "id", "url", "0", "a"]), inner)
    ),
    max_leaves=12,
)


@given(JSON, st.lists(st.sampled_from(["name", "id", "0", "1", "a"]), min_size=1, max_size=4))
def test_a_card_of_anything_is_short_and_in_one_line(plain: object, path: list[str]) -> None:
    card = card_of(plain, {"name": ".".join(path), "note": "a"})

    assert card is None or (0 < len(card.name) <= 256 and card.name.isprintable())


@pytest.mark.parametrize("url", ["http://crm.example/", "https://user@crm.example/", "cards"])
def test_a_url_that_could_lead_anywhere_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        rest(url).find(sample.AYSE_NUMBER)
