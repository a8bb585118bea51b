"""Which ports and addresses the server takes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from santral.domain.errors import InputError
from santral.local.server.listening import listen


@contextmanager
def listening(port: int) -> Iterator[list[tuple[str, int]]]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(each) for each in listen(port)]
        yield [each.getsockname()[:2] for each in sockets]


def test_only_this_computers_own_addresses_are_taken_with_one_port() -> None:
    with listening(0) as addresses:
        hosts = [host for host, _ in addresses]
        ports = {port for _, port in addresses}

    assert hosts[0] == "127.0.0.1"
    assert set(hosts) <= {"127.0.0.1", "::1"}
    assert len(ports) == 1


def test_a_taken_port_is_named_with_the_way_to_another() -> None:
    with listening(0) as [(_, port), *_rest], pytest.raises(InputError) as refused:
        listen(port)

    assert str(refused.value) == (
        f"port {port} is taken by another program: choose another one with --port"
    )


def test_a_port_that_is_taken_on_ipv6_alone_is_taken() -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this computer has no IPv6")
    with (
        socket.create_server(("::1", 0), family=socket.AF_INET6) as other,
        pytest.raises(InputError, match="is taken by another program"),
    ):
        listen(other.getsockname()[1])
