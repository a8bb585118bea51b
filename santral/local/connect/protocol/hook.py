"""The place in botocore where requests for Amazon Connect are answered while somebody answers.

Its handlers stand in every session made after this module was imported, before moto's, which are
less specific.
"""

from __future__ import annotations

from typing import Any, Final

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.handlers import BUILTIN_HANDLERS

from santral.local.attached import answered
from santral.local.connect.protocol.requests import Answers

EVENT: Final = "before-send.connect"
_OF_PARTICIPANTS: Final = "before-send.connectparticipant"

answering: list[Answers] = []  # the last one does
answering_participants: list[Answers] = []  # of the participant service, likewise


def answer_client(client: Any) -> None:
    """Let a client that was made before this module was imported be answered here, too."""
    client.meta.events.register_first(EVENT, _answer)


def _answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
    return answered(request, answering[-1]) if answering else None


def _answer_participant(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
    return answered(request, answering_participants[-1]) if answering_participants else None


BUILTIN_HANDLERS.append((EVENT, _answer))
BUILTIN_HANDLERS.append((_OF_PARTICIPANTS, _answer_participant))
