"""What an instance's ledger knows of contacts, as a test centre asks for it."""

from __future__ import annotations

from typing import Any

from santral.engine.contact import Stage
from santral.engine.records import contact_record, recording_key
from santral.local.connect.instance import Instance


class LedgerArchive:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def settle(self) -> None:
        """Have written what the books still hold back."""
        books = self._instance.ledger.books
        if books is not None:
            books.flush()

    def objects(self, bucket: str) -> list[str]:
        """List recordings by their keys."""
        return sorted(
            f"{recording.place.partition('/')[2]}/{recording_key(contact, recording)}"
            for contact in self._instance.ledger.contacts()
            for recording in contact.recordings
            if bucket == "recordings"
        )

    def find(self, contact_id: str) -> dict[str, Any] | None:
        """Write the record of a contact that has ended."""
        contact = self._instance.ledger.contact(contact_id)
        if contact is None or contact.stage is not Stage.ENDED:
            return None
        return contact_record(contact, self._instance.switchboard.settings)
