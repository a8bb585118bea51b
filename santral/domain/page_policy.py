"""What a browser is told of the pages: what they may load, ask, show, and who may show them.

Both roots say it in the same words, and each names its own hosts: infra/page_headers.py those of
AWS, the local server its own.

Sources: Content Security Policy Level 3; Trusted Types; Permissions Policy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageHosts:
    """What pages reach beyond their own origin; each as a source of a policy, `https://host`.

    Attributes:
        panel: the origin of the control panel (CCP); "" is the pages' own.
        asked: by fetch, upload or socket.
        played: where recordings are.
        is_secure: whether everything is reached by TLS.
    """

    panel: str = ""
    asked: Sequence[str] = ()
    played: Sequence[str] = ()
    is_secure: bool = True


def content_security_policy(hosts: PageHosts) -> str:
    panel = hosts.panel or "'self'"
    asked = (hosts.panel, *hosts.asked) if hosts.panel else hosts.asked
    sources: dict[str, Sequence[str]] = {
        "default-src": ("'self'",),
        "script-src": ("'self'",),
        "style-src": ("'self'",),
        "font-src": ("'self'", "data:"),
        "img-src": ("'self'", "data:"),
        "media-src": ("'self'", *hosts.played),
        "connect-src": ("'self'", *asked),
        "frame-src": (panel,),
        "frame-ancestors": ("'none'",),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
        "require-trusted-types-for": ("'script'",),
    }
    if hosts.is_secure:
        sources["upgrade-insecure-requests"] = ()
    return "; ".join(" ".join((name, *allowed)) for name, allowed in sources.items())


def permissions_policy(panel: str = "") -> str:
    """Let the pages and the control panel in them hear and play; nothing else, and nobody else.

    Args:
        panel: as PageHosts has it.
    """
    both = f'(self "{panel}")' if panel else "(self)"
    allowed: Mapping[str, str] = {
        "microphone": both,
        "autoplay": both,
        "speaker-selection": both,
        "clipboard-write": "(self)",
        "camera": "()",
        "display-capture": "()",
        "geolocation": "()",
        "payment": "()",
        "usb": "()",
    }
    return ", ".join(f"{name}={who}" for name, who in allowed.items())
