"""Reads a URL that a tenant wrote, strictly: what two programs could read in two ways is refused.

Names are ASCII: an international one is written in its `xn--` form. A host that some resolvers
take for a number (`127.1`, `0x7f.1`, `2130706433`) is none that we ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from santral.domain.errors import InputError
from santral.stores.addresses import address_of, is_public

HTTPS_PORT: Final = 443
LONGEST: Final = 2048
_HTTP_PORT: Final = 80
_LONGEST_HOST: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
# RFC 3986, without "\" and other characters that browsers and libraries disagree about.
_URL: Final = re.compile(
    r"https?://[A-Za-z0-9._:\[\]-]+(?:[/?][A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]*)?"
)
_AUTHORITY: Final = re.compile(r"(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class OutsideUrl:
    """
    Attributes:
        host: in small letters; an IPv6 address without its brackets.
        target: the path and the query, as they stand in the request.
        is_trusted: the deployment trusts the host, wherever it is.
    """

    host: str
    port: int
    target: str
    is_tls: bool
    is_trusted: bool


def read_url(url: str, trusted_hosts: Collection[str], ports: Collection[int]) -> OutsideUrl:
    """
    Raises:
        InputError: not one that may be asked; the text does not repeat it.
    """
    parts = _parts(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port if parts.port is not None else HTTPS_PORT if is_tls else _HTTP_PORT
    is_trusted = host in trusted_hosts
    if not is_trusted:
        if not is_tls:
            raise InputError("expected a URL that begins with https://")
        if port not in ports:
            raise InputError("expected a URL without a port")
        if not _may_be_public(host):
            raise InputError("expected a URL with a public host name")
    if not 0 < port <= 65535:
        raise InputError("expected a URL without a port")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return OutsideUrl(host, port, target, is_tls, is_trusted)


def _parts(url: str) -> SplitResult:
    problem = InputError("expected a URL such as https://crm.example/customers")
    if len(url) > LONGEST or not _URL.fullmatch(url):
        raise problem
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it is what checks it
    except ValueError:
        raise problem from None
    if not _AUTHORITY.fullmatch(parts.netloc.lower()) or "#" in url:
        raise problem
    return parts


def _may_be_public(host: str) -> bool:
    if address_of(host) is not None:
        return is_public(host) and _is_canonical(host)
    labels = host.split(".")
    return (
        len(host) <= _LONGEST_HOST
        and len(labels) > 1
        and all(map(_LABEL.fullmatch, labels))
        and not _NUMBER.fullmatch(labels[-1])
    )


def _is_canonical(host: str) -> bool:
    """Say whether the address is written as everybody writes it: no `::5db8:d822`."""
    address = address_of(host)
    return str(address) == host or isinstance(address, IPv6Address)
