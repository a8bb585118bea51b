"""How often whoever has not signed in may have mails sent: to one address, and from one network.

Counted alike for known and for unknown addresses, before anything else is looked at.
"""

from __future__ import annotations

from typing import Final

from functions.api.call import Call
from santral.stores import daily_counts
from santral.stores.tenant_guard import PLATFORM

# A whole office may be behind one network address.
_MORE_PER_NETWORK: Final = 10


def count_sign_up(call: Call, email: str) -> None:
    """Count a sign-up, of all that there may be in a day.

    Raises:
        LimitExceededError
    """
    settings = call.here.settings
    _count(call, "sign-up-network", call.address, settings.sign_ups_per_address)
    count_mail(call, email)
    daily_counts.count(
        PLATFORM,
        "sign-ups",
        most=settings.sign_ups_per_day,
        now=call.now,
        by=call.here.ids(),
    )


def count_mail(call: Call, email: str) -> None:
    """Count a mail to an address.

    Raises:
        LimitExceededError
    """
    most = call.here.settings.sign_ups_per_address
    _count(call, "mail-network", call.address, most * _MORE_PER_NETWORK)
    _count(call, "mail-address", email, most)


def _count(call: Call, kind: str, address: str, most: int) -> None:
    whose = daily_counts.pseudonym(address, call.now, call.here.random)
    daily_counts.count(PLATFORM, f"{kind}/{whose}", most=most, now=call.now, by=call.here.ids())
