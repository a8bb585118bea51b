"""Amazon Connect's API on a laptop: over HTTP for any SDK, and in process for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santral.local.connect.protocol.hook import answer_client

if TYPE_CHECKING:
    from santral.local.connect.in_process import Mocked

__all__ = ["answer_client", "mocked"]


def mocked(**wishes: Any) -> Mocked:
    """Answer for Amazon Connect while this is open; `Mocked` says what may be wished for."""
    # Here, since the server and the command line need nothing of a test's.
    from santral.local.connect.in_process import Mocked

    return Mocked(**wishes)
