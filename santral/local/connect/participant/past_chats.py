"""What becomes of a chat's contact once nobody is at work on it any more, and once it is forgotten.

Source: Administrator Guide, "Contact records data model" (Recordings, MediaStreamType CHAT).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.connect.participant import attached_files, items
from santral.local.connect.participant.transcripts import transcribed

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.books import CloudBooks
    from santral.local.connect.instance import Instance


def file_chat(
    instance: Instance, contact: Contact, books: CloudBooks | None, *, keeps: bool
) -> None:
    """Have the transcript stored, and its place noted for the record that is about to be written.

    Args:
        keeps: whether contacts are remembered; else what was said is forgotten at once.
    """
    if books is not None:
        document = transcribed(instance, contact)
        if document is not None:
            books.outbox.send([document])
    if not keeps:
        forget_chat(instance, contact)


def forget_chat(instance: Instance, contact: Contact) -> None:
    if contact.channel == "CHAT":
        items.forget(instance, contact)
        attached_files.forget(instance, contact)
