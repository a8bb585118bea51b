"""The operations of the participant service; importing this package enters all of them."""

from santral.local.connect.participant.operations import (  # noqa: F401
    attachments,
    connections,
    missing,
    speaking,
    transcript,
)
