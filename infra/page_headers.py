"""What the pages reach in AWS, and where they are told of it.

The policy itself is the laptop's as well (santral/domain/page_policy.py). No host of telemetry is
in it: nobody is counted.

Sources: Amazon Connect Administrator Guide, "Set up your network" (option 1: the hosts of the
control panel, of chats and of their sockets), "Enable attachments" (a file goes into the bucket of
attachments itself); Amazon Connect Streams, `connect.core.initCCP`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.domain.deployment import Instance
from santral.domain.page_policy import PageHosts


def control_panel(alias: str) -> str:
    """Return the origin of Amazon Connect's control panel (CCP)."""
    return f"https://{alias}.my.connect.aws"


def page_hosts(*, region: str, alias: str, files: str, recordings: str, suffix: str) -> PageHosts:
    """
    Args:
        alias: of the Amazon Connect instance.
        files: the host of the bucket that lists of customers are uploaded to.
        recordings: the host of the bucket that recordings are played from, and that files of chats
            are put into.
        suffix: of AWS's hosts.
    """
    return PageHosts(
        panel=control_panel(alias),
        asked=(
            f"https://cognito-idp.{region}.{suffix}",  # passwords are proved there, not sent
            f"https://participant.connect.{region}.{suffix}",
            f"wss://*.transport.connect.{region}.{suffix}",
            f"https://{files}",
            f"https://{recordings}",
        ),
        played=(f"https://{recordings}",),
    )


def page_settings(
    *, region: str, instance: Instance, user_pool: str, client: str
) -> Mapping[str, Any]:
    """Return settings.json: what the pages have to know of where they are.

    What is None is where AWS's own libraries look by themselves; `phone` is for a laptop alone.
    """
    panel = f"{control_panel(instance.alias)}/ccp-v2/"
    return {
        "region": region,
        "ccp": {"url": panel, "login_url": panel, "saml_url": instance.saml_url or None},
        "chat": {"endpoint": None},
        "identity": {"endpoint": None, "pool": user_pool, "client": client},
        "phone": None,
    }
