"""What a browser is told of the pages: what they may load, ask, show, and who may show them.

Sources: Amazon Connect Administrator Guide, "Set up your network" (option 1: the hosts of the
control panel, of chats and of their sockets); Content Security Policy Level 3; Trusted Types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def control_panel(alias: str) -> str:
    """Return the origin of Amazon Connect's control panel (CCP)."""
    return f"https://{alias}.my.connect.aws"


def content_security_policy(
    *, region: str, alias: str, files: str, recordings: str, suffix: str
) -> str:
    """
    Args:
        alias: of the Amazon Connect instance.
        files: the host of the bucket that lists of customers are uploaded to.
        recordings: the host of the bucket that recordings are played from.
        suffix: of AWS's hosts.
    """
    panel = control_panel(alias)
    sources: Mapping[str, Sequence[str]] = {
        "default-src": ("'self'",),
        "script-src": ("'self'",),
        "style-src": ("'self'",),
        "font-src": ("'self'", "data:"),
        "img-src": ("'self'", "data:"),
        "media-src": ("'self'", f"https://{recordings}"),
        "connect-src": (
            "'self'",
            panel,
            f"https://cognito-idp.{region}.{suffix}",  # passwords are proved there, not sent
            f"https://participant.connect.{region}.{suffix}",
            f"wss://*.transport.connect.{region}.{suffix}",
            f"https://{files}",
        ),
        "frame-src": (panel,),
        "frame-ancestors": ("'none'",),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
        "require-trusted-types-for": ("'script'",),
        "upgrade-insecure-requests": (),
    }
    return "; ".join(" ".join((name, *allowed)) for name, allowed in sources.items())


def permissions_policy(alias: str) -> str:
    """Let the pages and the control panel in them hear and play; nothing else, and nobody else."""
    both = f'(self "{control_panel(alias)}")'
    allowed = {
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
