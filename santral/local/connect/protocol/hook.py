"""The place in botocore where requests for Amazon Connect are answered while somebody answers.

Its handler stands in every session made after this module was imported, before moto's, which is
less specific.
"""

from __future__ import annotations

from typing import Any, Final

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.handlers import BUILTIN_HANDLERS

from santral.local.attached import answered
from santral.local.connect.protocol.requests import Answers

EVENT: Final = "before-send.connect"


answering: list[Answers] = []  # the last one does


def answer_client(client: Any) -> None:
    """Let a client that was made before this module was imported be answered here, too."""
    client.meta.events.register_first(EVENT, _answer)


def _answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
    return answered(request, answering[-1]) if answering else None


BUILTIN_HANDLERS.append((EVENT, _answer))
