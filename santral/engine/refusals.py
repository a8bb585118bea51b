"""Why the centre does not do what it is asked from outside: an answer, never an exception."""

from __future__ import annotations

from enum import Enum


class Refusal(Enum):
    """What stands against it; each act's docstring names those that it may answer."""

    ENDED = "the contact has ended"
    WRONG_CHANNEL = "contacts of this channel cannot"
    WRONG_METHOD = "contacts begun in this way cannot"
    WRONG_STAGE = "the contact cannot where it is now"
    NOT_ALLOWED = "it was not allowed when this began"
    NOT_DIALABLE = "no number that can be dialled"
    QUEUE_FULL = "the queue is full"
    QUEUE_DISABLED = "the queue is disabled"
    TOO_LARGE = "the attributes are too large"
    TOO_MANY = "there are too many already"
    AGENT_OFFLINE = "the agent is not logged in"
    AGENT_BUSY = "the agent cannot have one more"
