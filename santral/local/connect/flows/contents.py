"""Contents of flows and modules: checked as at publishing, compiled, told apart by checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from santral.engine.documents import LONGEST_PUBLISHED, read_document
from santral.engine.loader import LoadedFlow, load_flow
from santral.local.connect.errors import ConnectError, invalid

# A content is compiled to be checked and again to be bound, and whatever changes in a flow binds
# all of its versions anew.
_MOST_KEPT = 256


@lru_cache(_MOST_KEPT)
def compiled(content: str, name: str, type_: str, arn: str) -> LoadedFlow:
    """Compile a content; nobody changes a compiled flow, so that it may be shared."""
    return load_flow(content, name=name, type_=type_, arn=arn)


def checksum(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def check_publishable(
    content: str, name: str, type_: str, arn: str, code: str, further: Sequence[str] = ()
) -> None:
    """Check a content as Connect does when it is published.

    Resources that the flow names need not exist: the block takes its error branch when it runs.

    Args:
        code: InvalidContactFlowException or InvalidContactFlowModuleException.
        further: problems that the content has beside those that show in it alone.

    Raises:
        ConnectError: `code`, with every problem; InvalidParameterException for the length.
    """
    _check_length(content)
    loaded = compiled(content, name, type_, arn)
    problems = [*(str(each) for each in loaded.problems if not each.advice), *further]
    if problems or loaded.flow is None:
        raise _invalid_content(code, problems)


def check_saved(content: str, code: str) -> None:
    """Check a content that is saved, not published: it need only be a JSON object.

    Raises:
        ConnectError: `code`; InvalidParameterException for the length.
    """
    _check_length(content)
    document = read_document(content)
    if document.root is None:
        raise _invalid_content(code, [document.fault])


def _check_length(content: str) -> None:
    # Source: API Reference, CreateContactFlow, Content; the service model has no limit for it.
    if not 1 <= len(content) <= LONGEST_PUBLISHED:
        raise invalid("Content", f"expected 1 to {LONGEST_PUBLISHED} characters")


def _invalid_content(code: str, problems: list[str]) -> ConnectError:
    listed = [{"message": each} for each in problems]
    # The member is spelt differently in the two errors; each takes its own.
    return ConnectError(code, "The content is not valid.", problems=listed, Problems=listed)
