"""CRMs: the contract of the port, and servers that break it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import DependencyError, InputError
from santral.stores import crm_http
from santral.stores.crm import Crm, CrmCard, OwnCrm
from santral.stores.crm_http import HttpCrm
from santral.stores.tenant_guard import acting_for
from tests.fakes import crm_server
from tests.fakes.crm import FakeCrm
from tests.fakes.crm_server import Behaviour, CrmServer
from tests.functional import sample
from tests.functional.cloud import Cloud

BUDGET_S = 0.25


def now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


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
        yield HttpCrm(server.url, now_s)


every_crm = pytest.mark.parametrize("crm", [fake, own, http])


@every_crm
def test_a_customers_card_is_found(
    cloud: Cloud, crm: Callable[[], AbstractContextManager[Crm]]
) -> None:
    with crm() as port:
        assert port.find(sample.AYSE_NUMBER) == CrmCard("Ayşe Yılmaz", "gold")


@every_crm
def test_a_stranger_has_no_card(
    cloud: Cloud, crm: Callable[[], AbstractContextManager[Crm]]
) -> None:
    with crm() as port:
        assert port.find(sample.STRANGER_NUMBER) is None


def test_a_number_that_two_people_share_has_no_card(cloud: Cloud) -> None:
    with own() as port:
        assert port.find(sample.FAMILY_NUMBER) is None


def test_the_number_is_sent_beside_what_the_url_has_already() -> None:
    with CrmServer(crm_server.cards({})) as server:
        HttpCrm(server.url, now_s).find("+905321112233")

    assert server.requests == ["/cards?key=1&number=%2B905321112233"]


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
            HttpCrm(server.url, now_s, budget_s=BUDGET_S).find(sample.AYSE_NUMBER)
        took_s = now_s() - began_s

    assert took_s < BUDGET_S + 0.2


def test_a_crm_that_is_not_there_is_given_up() -> None:
    with pytest.raises(DependencyError):
        HttpCrm("http://127.0.0.1:1/", now_s, budget_s=BUDGET_S).find(sample.AYSE_NUMBER)


def test_a_crm_that_speaks_no_tls_is_given_up() -> None:
    with CrmServer(crm_server.hanging) as server:
        crm = HttpCrm(server.url.replace("http:", "https:"), now_s, budget_s=BUDGET_S)
        with pytest.raises(DependencyError):
            crm.find(sample.AYSE_NUMBER)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, signed by itself, and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm")])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "crm.pem"
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, form, plain) + signed.public_bytes(pem))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_crm_is_asked_over_tls(
    certificate: Path, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with CrmServer(crm_server.cards({sample.AYSE_NUMBER: {"name": "Ayşe"}}), tls) as server:
        assert HttpCrm(server.url, now_s).find(sample.AYSE_NUMBER) == CrmCard("Ayşe")


def test_a_crm_that_cannot_prove_who_it_is_is_told_nothing(tls: ssl.SSLContext) -> None:
    with CrmServer(crm_server.cards({}), tls) as server:
        with pytest.raises(DependencyError):
            HttpCrm(server.url, now_s).find(sample.AYSE_NUMBER)

        assert server.requests == []


@pytest.mark.parametrize(
    ("body", "card"),
    [
        (b'{"name": "Ay\\u015fe"}', CrmCard("Ayşe")),
        (b'{"name": "  A\\n\\u0000B  "}', CrmCard("A B")),
        (b'{"name": "A", "tier": 7, "open_orders": "3"}', CrmCard("A")),
        (b'{"name": "A", "open_orders": true, "open_tickets": -1}', CrmCard("A")),
        (b'{"name": "A", "open_orders": 3, "open_tickets": 1e9}', CrmCard("A", open_orders=3)),
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
        assert HttpCrm(server.url, now_s).find(sample.AYSE_NUMBER) == card


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_answer_does_more_than_fail(body: bytes) -> None:
    with suppress(DependencyError):
        card = crm_http._card(body)
        assert card is None or card.name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crm.example",
        "http://crm.example/",
        "http://169.254.169.254/latest",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://user:secret@crm.example/",
        "https:///cards",
        "https://crm.example:70000/",
        "https://crm.example/ x",
        "https://crm.example/\r\nHost: other",
        "http://localhost.crm.example/",
    ],
)
def test_a_url_that_could_lead_anywhere_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        HttpCrm(url, now_s)
