"""Lines of JSON for CloudWatch; what writes them is loaded with the first.

Most invocations write none: without it a cold start takes a tenth less.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from logging import StreamHandler
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

# From what Powertools' methods are called by, to who asked for the line: its place is logged.
_STACK_LEVEL: Final = 4


class Log:
    """Nothing is kept in it between lines."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        """
        Args:
            stream: None is standard output, where Lambda looks.
        """
        self._stream = stream

    def info(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._write("info", message, extra)

    def warning(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._write("warning", message, extra)

    def error(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._write("error", message, extra)

    def _write(self, level: str, message: str, extra: Mapping[str, object]) -> None:
        logger = _powertools()
        handler: Any = logger.registered_handler  # one per process, whoever asks
        if not isinstance(handler, StreamHandler):
            raise TypeError("Powertools writes to no stream")
        handler.acquire()
        try:
            # setStream() would flush the last stream, which may be closed by now.
            handler.stream = self._stream or sys.stdout
            getattr(logger, level)(message, extra=extra, stacklevel=_STACK_LEVEL)
        finally:
            handler.release()


@cache
def _powertools() -> Logger:
    from aws_lambda_powertools import Logger

    return Logger(service="santral", utc=True, use_rfc3339=True)
