"""What asking Amazon Connect for the same thing twice does, by operation."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from botocore.model import OperationModel


class Repeating(Enum):
    """What asking the same again does.

    Attributes:
        READS: nothing, ever.
        SAME: nothing more, since it says how things shall be, and not what shall be added.
        BY_TOKEN: nothing more, since the service knows the token.
        TWICE: it may do it a second time.
    """

    READS = auto()
    SAME = auto()
    BY_TOKEN = auto()
    TWICE = auto()


TOKEN: Final = "ClientToken"  # noqa: S105  # the name of a member
_READS: Final = re.compile(r"(Describe|Evaluate|Get|List|Search|BatchDescribe|BatchGet)[A-Z]")
_SAME: Final = re.compile(
    r"(Activate|Associate|Deactivate|Delete|Disassociate|Dismiss|Pause|Put|Resume|Stop|Suspend|Tag"
    r"|Untag|Update|BatchAssociate|BatchDelete|BatchDisassociate|BatchUpdate)[A-Z]"
)
# It is not documented whether its seconds are added to those set before.
_TWICE: Final = frozenset({"UpdateContactRoutingData"})
_TAKES_AWAY: Final = re.compile(r"(Delete|Disassociate|Release)[A-Z]")


def takes_away(operation: str) -> bool:
    """Say whether an operation takes away what is there, or what one thing is to another.

    It needs a role of its own, which has nothing else: whoever makes things cannot take any away.

    >>> takes_away("DeleteQueue"), takes_away("UpdateQueueMaxContacts")
    (True, False)
    """
    return _TAKES_AWAY.match(operation) is not None


def repeating(operation: OperationModel) -> Repeating:
    """Say it of an operation which is given its token, if it has one."""
    shape = operation.input_shape
    if shape is not None and TOKEN in shape.members:
        return Repeating.BY_TOKEN
    if _READS.match(operation.name):
        return Repeating.READS
    is_same = _SAME.match(operation.name) and operation.name not in _TWICE
    return Repeating.SAME if is_same else Repeating.TWICE
