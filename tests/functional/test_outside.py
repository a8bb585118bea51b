"""Requests to addresses that tenants choose: none leads inside, none takes too long."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from santral.domain.errors import ContactCentreError, DependencyError, InputError
from santral.stores.addresses import is_public
from santral.stores.outside import Asked, Outside
from santral.stores.outside_names import MOST_AT_ONCE, Resolver
from tests.fakes import crm_server, url_tricks
from tests.fakes.certificates import server_side, write_certificate
from tests.fakes.crm_server import CrmServer, replying

BUDGET_S = 0.25
PUBLIC = url_tricks.PUBLIC[0]


def now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


class Net:
    """A network in which every name has the addresses that a test gives it.

    Attributes:
        resolved, connected: what was asked for, in order.
        port: of this machine, to which every connection goes; None takes none.
    """

    def __init__(self, *answers: Sequence[str], port: int | None = None) -> None:
        self._answers = list(answers)
        self.port = port
        self.resolved: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def resolve(self, host: str) -> Sequence[str]:
        self.resolved.append(host)
        return self._answers.pop(0)

    def connect(self, address: str, port: int, limit_s: float) -> socket.socket:
        self.connected.append((address, port))
        if self.port is None:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self.port), timeout=limit_s)

    def outside(self) -> Outside:
        return Outside(now_s, resolve=self.resolve, connect=self.connect)


def ask(outside: Outside, url: str) -> bytes:
    return outside.ask("crm", url, Asked(), budget_s=BUDGET_S).octets


@pytest.mark.parametrize("url", url_tricks.URLS)
def test_no_url_leads_inside(url: str) -> None:
    net = Net(("127.0.0.1",))

    with pytest.raises(ContactCentreError):
        ask(net.outside(), url)

    assert net.connected == []


def test_there_are_many_tricks() -> None:
    assert len(url_tricks.URLS) + len(url_tricks.RESOLUTIONS) > 500


@pytest.mark.parametrize("url", url_tricks.URLS)
def test_a_trick_is_refused_before_any_name_is_looked_up(url: str) -> None:
    net = Net((PUBLIC,))

    with pytest.raises(InputError):
        ask(net.outside(), url)

    assert net.resolved == []


@pytest.mark.parametrize("addresses", url_tricks.RESOLUTIONS, ids=str)
def test_a_name_with_one_address_inside_is_not_asked(addresses: tuple[str, ...]) -> None:
    net = Net(addresses)

    with pytest.raises(DependencyError, match=r"^crm: no usable answer in time$"):
        ask(net.outside(), "https://crm.example/")

    assert net.connected == []


def test_a_name_that_leads_inside_a_moment_later_gains_nothing() -> None:
    net = Net((PUBLIC,), ("127.0.0.1",))

    with pytest.raises(DependencyError):
        ask(net.outside(), "https://crm.example/")

    assert (net.resolved, net.connected) == (["crm.example"], [(PUBLIC, 443)])


def test_a_name_is_resolved_anew_for_each_connection_and_checked_each_time() -> None:
    net = Net((PUBLIC,), ("127.0.0.1",))
    outside = net.outside()

    for _ in range(2):
        with pytest.raises(DependencyError):
            ask(outside, "https://crm.example/")

    assert net.connected == [(PUBLIC, 443)]


def test_every_public_address_is_tried_in_turn() -> None:
    net = Net(url_tricks.PUBLIC)

    with pytest.raises(DependencyError):
        ask(net.outside(), "https://crm.example/")

    assert [address for address, _ in net.connected] == list(url_tricks.PUBLIC)


@pytest.mark.parametrize("address", url_tricks.PUBLIC)
def test_a_public_address_may_be_asked(address: str) -> None:
    net = Net()
    host = f"[{address}]" if ":" in address else address

    with pytest.raises(DependencyError):
        ask(net.outside(), f"https://{host}/cards")

    assert (net.resolved, net.connected) == ([], [(address, 443)])


@pytest.mark.parametrize("address", [*url_tricks.INSIDE_V4, *url_tricks.INSIDE_V6])
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_resolver_that_hangs_is_given_up() -> None:
    with CrmServer(crm_server.hanging) as server:
        outside = Outside(now_s, resolve=lambda _: _wait_for(server), connect=Net().connect)
        began_s = now_s()
        with pytest.raises(DependencyError):
            ask(outside, "https://crm.example/")

        assert now_s() - began_s < BUDGET_S + 0.2


def _wait_for(server: CrmServer) -> Sequence[str]:
    with socket.create_connection(("127.0.0.1", server.port)) as waiting:
        waiting.sendall(b"GET / HTTP/1.1\r\n\r\n")
        waiting.recv(1)
    return ()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("tls") / "crm.pem", "crm.example")


@pytest.fixture
def tls(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Let the certificate be one of those that everybody trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return server_side(certificate)


def test_the_checked_address_is_asked_by_its_name_over_tls(tls: ssl.SSLContext) -> None:
    names: list[str] = []
    tls.sni_callback = lambda _, name, __: names.append(str(name))
    with CrmServer(replying(200, b"{}"), tls) as server:
        net = Net((PUBLIC,), port=server.port)

        assert ask(net.outside(), "https://CRM.example/cards?key=1") == b"{}"
        assert (names, net.connected) == (["crm.example"], [(PUBLIC, 443)])


def test_a_server_with_a_certificate_for_another_name_is_told_nothing(tls: ssl.SSLContext) -> None:
    with CrmServer(replying(200, b"{}"), tls) as server:
        net = Net((PUBLIC,), port=server.port)
        with pytest.raises(DependencyError):
            ask(net.outside(), "https://other.example/")

        assert server.requests == []


def test_a_server_that_speaks_no_tls_is_given_up() -> None:
    with CrmServer(crm_server.hanging) as server:
        net = Net((PUBLIC,), port=server.port)
        began_s = now_s()
        with pytest.raises(DependencyError):
            ask(net.outside(), "https://crm.example/")

        assert now_s() - began_s < BUDGET_S + 0.2


def test_a_redirect_is_an_answer_that_nobody_follows(tls: ssl.SSLContext) -> None:
    redirect = replying(302, b"", "Location: https://169.254.169.254/latest")
    with CrmServer(redirect, tls) as server:
        net = Net((PUBLIC,), port=server.port)
        reply = net.outside().ask("crm", "https://crm.example/", Asked(), budget_s=1)

        assert (reply.status, len(net.connected)) == (302, 1)


def here() -> Outside:
    """Return requests of a deployment that trusts this machine."""
    return Outside(now_s, allowed_hosts={"127.0.0.1", "localhost"})


def test_a_deployment_may_trust_this_machine() -> None:
    with CrmServer(replying(200, b"{}")) as server:
        by_address = ask(here(), f"http://127.0.0.1:{server.port}/")
        by_name = ask(here(), f"http://localhost:{server.port}/")

    assert (by_address, by_name) == (b"{}", b"{}")


def test_trust_in_one_host_is_none_in_another() -> None:
    with pytest.raises(InputError):
        here().check("http://127.0.0.2/")


def test_a_deployment_may_allow_another_port() -> None:
    net = Net((PUBLIC,))
    outside = Outside(now_s, allowed_ports={443, 8443}, resolve=net.resolve, connect=net.connect)

    with pytest.raises(DependencyError):
        ask(outside, "https://crm.example:8443/")

    assert net.connected == [(PUBLIC, 8443)]


def test_an_answer_whose_connection_is_closed_at_its_end_is_read_whole() -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n"
    with CrmServer(crm_server.dripping([head, b"x" * 10_000, b"y" * 10_000])) as server:
        octets = ask(here(), server.url)

    assert (len(octets), octets[-1:]) == (20_000, b"y")


def test_headers_without_end_are_given_up_by_their_size() -> None:
    headers = [b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"b" * 60_000 + b"\r\n"] * 5]
    with CrmServer(crm_server.dripping(headers)) as server, pytest.raises(DependencyError):
        here().ask("crm", server.url, Asked(), budget_s=2)


def test_interim_answers_without_end_are_given_up() -> None:
    interim = [b"HTTP/1.1 100 Continue\r\n\r\n" * 400] * 12
    with CrmServer(crm_server.dripping(interim)) as server, pytest.raises(DependencyError):
        here().ask("crm", server.url, Asked(), budget_s=2)


def test_nothing_is_unpacked_and_no_packing_is_asked_for() -> None:
    packed = replying(200, b"\x1f\x8b", "Content-Encoding: gzip")
    heads: list[str] = []

    def behave(conversation: crm_server.Conversation) -> None:
        heads.append(conversation.head)
        packed(conversation)

    with CrmServer(behave) as server:
        octets = ask(here(), server.url)

    assert octets == b"\x1f\x8b"
    assert "Accept-Encoding: identity" in heads[0]


@pytest.mark.parametrize("text", ["a\r\nX-B: c", "a\nb", "ü😀"])
def test_a_header_cannot_bring_another_one_with_it(text: str) -> None:
    with CrmServer(replying(200, b"{}")) as server:
        with pytest.raises(DependencyError):
            here().ask("crm", server.url, Asked(headers={"X-A": text}), budget_s=BUDGET_S)

        assert server.requests == []


def test_a_server_that_takes_a_request_in_sips_is_given_up(tls: ssl.SSLContext) -> None:
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sipping = threading.Thread(target=_sip, args=(listening, tls, closing), daemon=True)
        sipping.start()
        net = Net((PUBLIC,), port=listening.getsockname()[1])
        began_s = now_s()
        with pytest.raises(DependencyError):
            net.outside().ask(
                "webhook",
                "https://crm.example/",
                Asked("POST", octets=bytes(40_000_000)),
                budget_s=BUDGET_S,
            )
        took_s = now_s() - began_s
        closing.set()
        sipping.join(2)

    assert took_s < BUDGET_S + 0.2


def _sip(listening: socket.socket, tls: ssl.SSLContext, closing: threading.Event) -> None:
    connection, _ = listening.accept()
    with suppress(OSError), tls.wrap_socket(connection, server_side=True) as secured:
        while not closing.wait(0.02) and secured.recv(16_384):
            pass


def test_names_that_nobody_resolves_cannot_pile_up() -> None:
    answered = threading.Event()

    def resolve(_: str) -> Sequence[str]:
        answered.wait(5)
        return ()

    resolver = Resolver(resolve)
    failures = []
    for _ in range(MOST_AT_ONCE + 1):
        with pytest.raises(OSError, match=r"address|names") as failure:
            resolver.addresses("crm.example", 0.001)
        failures.append(str(failure.value))
    answered.set()

    assert failures.count("too many names are being resolved") == 1
