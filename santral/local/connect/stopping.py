"""What becomes of contacts when the centre stops: they end, as whoever is in them has to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.connect.ledger import reason_of_stop

if TYPE_CHECKING:
    from santral.local.connect.connect import Connect


def end_contacts(connect: Connect) -> None:
    """End everything that goes on; agents go on to wrap up what they had in hand.

    That work is kept as it stands, and its record written when the centre starts again.
    """
    for instance in connect.instances.values():
        board = instance.switchboard
        # Those who wait first, or an agent would be offered the next one as she is freed.
        for contact in sorted(board.contacts.values(), key=lambda each: each.agent is not None):
            if contact.disconnected_us is None:
                board.end(contact, reason_of_stop(contact.channel))
