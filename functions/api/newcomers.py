"""People who have just proven an address, by a code or a link, and get a user of the pool."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from functions.api.call import Call
from functions.api.problems import ProblemError
from functions.api.shapes import Words
from santral.domain.errors import ConflictError
from santral.domain.sign_up import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    looks_like_a_link,
    password_problem,
)
from santral.stores import members

CODE: Final = r"^[0-9]{6}$"
_TAKEN: Final = "The address has an account already: sign in, or set a new password."


def _no_text(text: str) -> str:
    """Take a name: not a mail of one's own making within ours."""
    if looks_like_a_link(text):
        raise ValueError("expected a name, and no link")
    if len(text.splitlines()) > 1:
        raise ValueError("expected a name in one line")
    return text


def _strong(password: str) -> str:
    problem = password_problem(password)
    if problem:
        raise ValueError(problem)
    return password


MailLanguage = Literal["en", "it", "ru", "tr", "zh"]
Name = Annotated[Words, StringConstraints(max_length=80), AfterValidator(_no_text)]
"""Of a person or a business, as it may stand in a mail."""

NewPassword = Annotated[
    str,
    Field(
        min_length=SHORTEST_PASSWORD,
        max_length=LONGEST_PASSWORD,
        description="with a capital letter, a small one and a digit",
    ),
    AfterValidator(_strong),
]
Password = Annotated[str, Field(min_length=1, max_length=LONGEST_PASSWORD)]


def new_user(call: Call, email: str, password: str, *, made_for: str, name: str) -> str:
    """Make a user for an address that was proven, and give the subject.

    A user of that address who belongs to no business is somebody's attempt that broke off, or was
    made past this API: whoever has the mailbox may have the address.

    Args:
        made_for: with the same again it is the same user.

    Raises:
        ProblemError: the address belongs to somebody who signs in already.
    """
    identity = call.here.identity
    try:
        return identity.create_confirmed(email, password, made_for=made_for, name=name)
    except ConflictError:
        user = identity.find(email)
    if user is not None:
        if members.find(user.subject) is not None:
            raise ProblemError("conflict", _TAKEN)
        identity.delete(user.subject)
    try:
        return identity.create_confirmed(email, password, made_for=made_for, name=name)
    except ConflictError:
        raise ProblemError("conflict", _TAKEN) from None
