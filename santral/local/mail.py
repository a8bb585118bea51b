"""The mails that would be sent, kept where their readers on this computer find them.

Cognito's and ours land here; ours come as SendEmail of SES v2, which is answered in this process.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final

from santral.local.connect.protocol.requests import Reply

MOST: Final = 500
_CODE: Final = re.compile(r"\b[0-9]{6}\b", re.ASCII)
_SEND: Final = "/v2/email/outbound-emails"


@dataclass(frozen=True, slots=True)
class Letter:
    """
    Attributes:
        at: aware; when it was put here.
    """

    at: datetime
    to: str
    subject: str
    text: str

    @property
    def code(self) -> str | None:
        """The code of six digits in it, if there is one."""
        found = _CODE.search(self.text)
        return found[0] if found else None


class Outbox:
    """The last letters, the oldest of which make room for new ones; any thread may write."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._letters: deque[Letter] = deque(maxlen=MOST)
        self._turn = Lock()

    def send(self, to: str, subject: str, text: str) -> None:
        with self._turn:
            self._letters.append(Letter(self._clock(), to, subject, text))

    def letters(self, to: str | None = None) -> list[Letter]:
        """List them, the newest first.

        Args:
            to: whose alone, in any case.
        """
        with self._turn:
            newest_first = list(reversed(self._letters))
        if to is None:
            return newest_first
        return [each for each in newest_first if each.to.lower() == to.lower()]

    def code(self, to: str) -> str:
        """Give the newest code that somebody was sent.

        Raises:
            LookupError: there is none.
        """
        for letter in self.letters(to):
            if letter.code is not None:
                return letter.code
        raise LookupError("no code was sent there")


class SesWire:
    """SES v2, so far as we use it: SendEmail of a simple text."""

    def __init__(self, outbox: Outbox, new_id: Callable[[], str]) -> None:
        self._outbox, self._new_id = outbox, new_id

    def answer(self, method: str, target: str, _headers: Mapping[str, str], body: bytes) -> Reply:
        if (method, target) != ("POST", _SEND):
            text = "Only SendEmail is supported by the local SES."
            return self._reply(400, {"message": text}, "BadRequestException")
        try:
            to, subject, text = _read(json.loads(body))
        except (AttributeError, KeyError, TypeError, ValueError):
            text = "A simple text to one address or more is supported, and nothing else."
            return self._reply(400, {"message": text}, "BadRequestException")
        for address in to:
            self._outbox.send(address, subject, text)
        return self._reply(200, {"MessageId": self._new_id()})

    def _reply(self, status: int, answer: Any, code: str | None = None) -> Reply:
        headers = {"Content-Type": "application/json", "x-amzn-RequestId": self._new_id()}
        if code is not None:
            headers["x-amzn-ErrorType"] = code
        return Reply(status, headers, json.dumps(answer).encode())


def _read(request: Any) -> tuple[list[str], str, str]:
    simple = request["Content"]["Simple"]
    to = list(request["Destination"]["ToAddresses"])
    if not to or not request["FromEmailAddress"]:
        raise ValueError("no address")
    return to, str(simple["Subject"]["Data"]), str(simple["Body"]["Text"]["Data"])
