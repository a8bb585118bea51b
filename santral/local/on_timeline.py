"""Amazon Connect's API for those who are on another thread than the timeline's, and wait."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

from santral.local.connect.protocol.requests import Answers, Reply

if TYPE_CHECKING:
    from santral.local.real_time import Threads

_LONGEST_S: Final = 5.0


class OnTimeline:
    """Has requests answered on the timeline's thread; in virtual time that is the asker's own."""

    def __init__(self, wire: Answers, threads: Threads) -> None:
        self._wire, self._threads = wire, threads

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """
        Raises:
            TimeoutError: nobody is there to answer: the centre is being put away.
        """
        answered: Future[Reply] = Future()

        def answer() -> None:
            try:
                answered.set_result(self._wire.answer(method, target, headers, body))
            except Exception as error:
                answered.set_exception(error)

        self._threads.come_back(answer)
        return answered.result(timeout=_LONGEST_S)
