"""Which addresses are the public Internet's, and which lead back into somebody's own network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

# Source: IANA IPv4 Special-Purpose Address Registry (read 2026), with multicast (RFC 5771); and
# 168.63.129.16, by which Azure's own services are reached from inside.
_NOT_PUBLIC_V4: Final = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)

# Everything else in IPv6 is refused: mapped and translated IPv4 addresses (::ffff:0:0/96,
# 64:ff9b::/96), unique local, link-local, site-local and multicast ones are all outside it.
_PUBLIC_V6: Final = IPv6Network("2000::/3")

# Source: IANA IPv6 Special-Purpose Address Registry (read 2026): Teredo and other protocols,
# benchmarks and documentation, 6to4, which wraps any IPv4 address, and the AS112 service.
_NOT_PUBLIC_V6: Final = tuple(
    IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


def is_public(written: str) -> bool:
    """Say whether an address, as the resolver writes it, is one of the public Internet.

    >>> [is_public(each) for each in ("93.184.216.34", "169.254.169.254", "::ffff:8.8.8.8")]
    [True, False, False]
    """
    address = address_of(written)
    if isinstance(address, IPv4Address):
        return not any(address in each for each in _NOT_PUBLIC_V4)
    if isinstance(address, IPv6Address):
        is_refused = any(address in each for each in _NOT_PUBLIC_V6)
        return address in _PUBLIC_V6 and not is_refused
    return False


def address_of(written: str) -> IPv4Address | IPv6Address | None:
    """Return the address, None for a name; one with a zone (`fe80::1%eth0`) is no address here."""
    try:
        return None if "%" in written else ip_address(written)
    except ValueError:
        return None
