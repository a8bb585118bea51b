"""One socket of a participant: frames in, frames out.

Source: amazon-connect-chatjs 5.0.0, its web socket manager.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from santral.local.connect.participant.items import Item, is_told
from santral.local.connect.participant.service import Present

CHAT: Final = "aws/chat"
_SUBSCRIBE: Final = "aws/subscribe"
_ECHOED: Final = ("aws/heartbeat", "aws/ping")


class Session:
    """Sends nothing of the chat before its topic is subscribed to."""

    def __init__(self, present: Present, send: Callable[[str], None]) -> None:
        """
        Args:
            send: takes a text frame, and does not wait.
        """
        self._present, self._send = present, send
        self._stop: Callable[[], None] | None = None

    def received(self, text: str) -> bool:
        """Answer a frame; False for one that this protocol has not."""
        frame = _read(text)
        topic = frame.get("topic")
        if topic == _SUBSCRIBE:
            return self._subscribe(frame.get("content"))
        if topic in _ECHOED:
            self._reply({"topic": topic, "statusCode": 200, "statusContent": "OK"})
            return True
        return False

    def close(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _subscribe(self, content: Any) -> bool:
        topics = content.get("topics") if isinstance(content, dict) else None
        if not isinstance(topics, list):
            return False
        known = [each for each in topics if each == CHAT]
        if known and self._stop is None:
            present = self._present
            self._stop = present.rooms.listen(present.initial_id, present.role, self._push)
        status = "success" if known == topics else "failure"
        self._reply({"topic": _SUBSCRIBE, "content": {"status": status, "topics": known}})
        return True

    def _push(self, item: Item) -> None:
        if not is_told(self._present.participant, item):
            return
        content = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        self._reply({"topic": CHAT, "contentType": "application/json", "content": content})

    def _reply(self, frame: dict[str, Any]) -> None:
        self._send(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))


def _read(text: str) -> dict[str, Any]:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
