"""Messages to our own functions, each by a queue of its own; delivered at least once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.stores.tables import code_of

if TYPE_CHECKING:
    from santral.stores.clients import Clients

LONGEST_DELAY_S: Final = 900


class Queues:
    def __init__(self, clients: Clients, url_of: Callable[[str], str]) -> None:
        """
        Args:
            url_of: a function's queue, by the function's name.
        """
        self._clients, self._url_of = clients, url_of

    def send(self, function: str, payload: Mapping[str, Any], *, delay_s: int = 0) -> None:
        """Let a function run with a message, soon or after so many seconds, 900 at most.

        Raises:
            DependencyError: SQS failed; it may have the message all the same.
        """
        try:
            self._clients.sqs.send_message(
                QueueUrl=self._url_of(function),
                MessageBody=json.dumps(payload, separators=(",", ":")),
                DelaySeconds=min(max(delay_s, 0), LONGEST_DELAY_S),
            )
        except (BotoCoreError, ClientError) as error:
            raise DependencyError("sqs", code_of(error) or "no answer", retryable=True) from error
