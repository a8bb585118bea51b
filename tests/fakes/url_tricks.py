"""Ways to make a program that fetches what it is told fetch something of its own network."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from typing import Final

# What a tenant's URL must never reach: this machine, private networks, and the addresses at which
# clouds tell a machine its credentials.
INSIDE_V4: Final = (
    "0.0.0.0",  # noqa: S104  # an address to refuse, not one to listen on
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",  # Alibaba's metadata
    "100.127.255.255",
    "127.0.0.1",
    "127.127.127.127",
    "168.63.129.16",  # Azure's own
    "169.254.0.1",
    "169.254.169.254",  # AWS, Google, Azure: metadata
    "169.254.170.2",  # ECS: credentials of a task
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",  # Oracle's metadata
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
)

INSIDE_V6: Final = (
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:53aa:64c:0:7fff:f5ff:fffe",  # Teredo
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:a9fe:a9fe::",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # AWS: metadata
    "fd20:ce::254",  # Google: metadata
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff05::1:3",
)

PUBLIC: Final = ("93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946")


def _numeric_forms(address: str) -> Iterator[str]:
    """Yield the hosts by which some program or other reaches an IPv4 address."""
    number, parts = int(IPv4Address(address)), address.split(".")
    octets = [int(each) for each in parts]
    a, b, c, d = octets
    mapped = IPv6Address(0xFFFF << 32 | number)
    yield address
    yield f"{address}."
    yield str(number)
    yield f"{number:#x}"
    yield f"0{number:o}"
    yield ".".join(f"{each:#x}" for each in octets)
    yield ".".join(f"0{each:o}" for each in octets)
    yield f"{a}.{b}.{c << 8 | d}"
    yield f"{a}.{b << 16 | c << 8 | d}"
    yield f"{number + 2**32}"
    yield f"[{mapped}]"
    yield f"[::ffff:{address}]"
    yield f"[{mapped.exploded}]"
    yield f"[64:ff9b::{address}]"
    yield f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::]"
    yield ".".join(chr(0x2460 + each - 1) if 0 < each < 20 else str(each) for each in octets) + "。"


_AUTHORITIES: Final = (
    "https://user@crm.example/",
    "https://user:secret@crm.example/",
    "https://crm.example@169.254.169.254/",
    "https://169.254.169.254@crm.example/",
    "https://crm.example:443@127.0.0.1/",
    "https://crm.example%40127.0.0.1/",
    "https://crm.example%2f@127.0.0.1/",
    "https://crm.example#@127.0.0.1/",
    "https://crm.example?@127.0.0.1:1/#",
    "https://crm.example\\@127.0.0.1/",
    "https://127.0.0.1\\@crm.example/",
    "https:\\\\127.0.0.1\\",
    "https:/\\127.0.0.1/",
    "https:///127.0.0.1/",
    "https:////127.0.0.1/",
    "https:127.0.0.1/",
    "//127.0.0.1/",
    "/cards",
    "cards",
    "",
    " https://127.0.0.1/",
    "https://127.0.0.1 /",
    "https://crm.example /",
    "https://crm.example\t.attacker.example/",
    "https://crm.example\n.attacker.example/",
    "https://crm.example\r\nHost: inside/",
    "https://crm.example/\r\nHost: inside",
    "https://crm.example/ HTTP/1.1\r\nX: y",
    "https://crm.example/\x00",
    "https://crm.example\x00.attacker.example/",
    "https://crm.example/#fragment",
    "https://crm.example:0/",
    "https://crm.example:22/",
    "https://crm.example:80/",
    "https://crm.example:6379/",
    "https://crm.example:8443/",
    "https://crm.example:65536/",
    "https://crm.example:99999/",
    "https://crm.example:-1/",
    "https://crm.example:443:80/",
    "https://crm.example:٤٤٣/",
    "https://crm.example:4 43/",
    "http://crm.example/",
    "http://127.0.0.1/",
    "http://localhost/",
    "HTTP://crm.example/",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "ftp://crm.example/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "sftp://127.0.0.1/",
    "tftp://127.0.0.1/",
    "jar:https://127.0.0.1!/",
    "netdoc:///etc/passwd",
    "data:application/json,{}",
    "javascript:alert(1)",
    "ws://127.0.0.1/",
    "wss://127.0.0.1/",
    "https+unix:///var/run/docker.sock",
    "url:https://127.0.0.1/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://metadata/",
    "https://intranet/",
    "https://crm.example./",
    "https://.crm.example/",
    "https://crm..example/",
    "https://-crm.example/",
    "https://crm-.example/",
    "https://crm.example-/",
    "https://_/",
    "https://[::1/",
    "https://::1/",
    "https://[127.0.0.1]/",
    "https://[crm.example]/",
    "https://[::1]crm.example/",
    "https://[fe80::1%25eth0]/",
    "https://[v1.fe80]/",
    "https://[]/",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://crm.exampleⓔ/",
    "https://crm\u00ad.example/",
    "https://crm.example\u200b/",
    "https://müller.example/",
    "https://1/",
    "https://0/",
    "https://0x/",
    "https://crm.0x7f/",
    "https://crm.example.1/",
    "https://127.0.0.1.1/",
    "https://127.0.0.01/",
    "https://256.256.256.256/",
    "https://08.8.8.8/",
    "https://8.8.8/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 127 + "example/",
    "https://crm.example/" + "a" * 2048,
    "https://crm.example/\\..\\",
    "https://crm.example/<script>",
    "https://crm.example/ü",
    'https://crm.example/"',
)

URLS: Final = tuple(
    dict.fromkeys(
        (
            *_AUTHORITIES,
            *(f"https://{form}/" for each in INSIDE_V4 for form in _numeric_forms(each)),
            *(f"https://[{each}]/" for each in INSIDE_V6),
        )
    )
)

# What a resolver may say of a name, public addresses first: one that leads inside is enough.
RESOLUTIONS: Final = (
    *((each,) for each in (*INSIDE_V4, *INSIDE_V6)),
    *((PUBLIC[0], each) for each in (*INSIDE_V4, *INSIDE_V6)),
    (*PUBLIC, "127.0.0.1"),
    ("::ffff:93.184.216.34",),
    ("not an address",),
    ("127.1",),
    ("",),
    (),
)
