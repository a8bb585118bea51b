"""Changes of one part of a business's profile, which several people may change at once.

The profile is one item. What somebody has read of it is the part that they change: its tag is of
that part, so that others may change the rest meanwhile. A change that is in place already is
answered as done, whichever version it was made from: it may be the same request once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, TypeVar

from functions.api.call import Call
from functions.api.problems import ProblemError, invalid, refuse_any
from functions.api.profile_shapes import NumberView
from functions.api.replies import Accepted, Versioned, content_tag
from functions.api.shapes import Shape
from santral.domain.account import AccountState
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import Job, JobKind, JobState
from santral.domain.plain import Reading, to_plain
from santral.domain.tenant import Number, Tenant
from santral.domain.tenant_changes import Problem, change_problems, named_path, number_id, part
from santral.stores import accounts, connect_work, jobs, tenants
from santral.stores.connect_work import ConnectWork

T = TypeVar("T")
S = TypeVar("S", bound=Shape)

Change = Callable[[Tenant], Tenant]
Places = Mapping[str, str]
"""Where a part of the profile stands in the body: `menus.service` is its `body`."""

_TRIES: Final = 4
_LATER: Final = "Amazon Connect follows once the business is approved."
_FOLLOWS: Final = frozenset({AccountState.PROVISIONING, AccountState.LIVE})


def profile_of(call: Call) -> Tenant:
    """Read it anew: who has just changed it sees the change."""
    return tenants.load_versioned(call.tenant).tenant


def found(tenant: Tenant, kind: str, name: str) -> Any:
    """
    Raises:
        NotFoundError: the business has none of that name.
    """
    value = part(tenant, kind, name)
    if value is None:
        raise NotFoundError("there is nothing of that name")
    return value


def view_of(shape: type[S], value: object, **more: Any) -> S:
    """Show a value of ours in the form in which it can be sent back."""
    known = (name for name in shape.model_fields if hasattr(value, name))
    return shape.model_validate(
        {**{name: to_plain(getattr(value, name)) for name in known}, **more}
    )


def number_view(number: Number) -> NumberView:
    return view_of(NumberView, number, id=number_id(number))


def value_of(cls: type[T], body: Shape, *, path: str = "body", **more: Any) -> T:
    """Return what a body says as a value of ours.

    Args:
        path: where it stands.
        more: what the body does not say.

    Raises:
        ProblemError: something in it is out of range.
    """
    reading = Reading()
    value = reading.read(cls, {**body.model_dump(mode="json"), **more}, path)
    if reading.problems:
        raise invalid(reading.problems)
    return value


def values_of(cls: type[T], bodies: Iterable[Shape], path: str) -> tuple[T, ...]:
    """Return the values of a list; errors as value_of()."""
    return tuple(value_of(cls, each, path=f"{path}[{index}]") for index, each in enumerate(bodies))


def versioned(view: S) -> Versioned[S]:
    return Versioned(view, content_tag(view))


def change_part(
    call: Call, read: Callable[[Tenant], Shape], change: Change, places: Places
) -> Tenant:
    """Change the part that the request was made for, and return the profile as it is then.

    Args:
        read: shows the part, as it was shown to who asks.
        change: may be asked several times.

    Raises:
        ProblemError: 412, or 422 with everything that the change would make worse.
        ConflictError: others were always quicker.
    """

    def expected(before: Tenant, after: Tenant) -> None:
        call.expect(content_tag(read(before)))
        refuse(change_problems(before, after), after, places)

    return _changed(call, change, expected)


def add_part(call: Call, change: Change, places: Places) -> Tenant:
    """Put something new into the profile; errors as change_part()."""
    return _changed(
        call,
        change,
        lambda before, after: refuse(change_problems(before, after), after, places),
    )


def remove_part(call: Call, read: Callable[[Tenant], Shape], change: Change) -> Tenant:
    """Take something out of the profile that nothing else relies on.

    Raises:
        ProblemError: 412, or 409 with everything that still refers to it.
    """

    def expected(before: Tenant, after: Tenant) -> None:
        call.expect(content_tag(read(before)))
        problems = change_problems(before, after)
        if problems:
            detail = "Something else relies on it: change that first."
            raise ProblemError("conflict", detail, errors=list(_placed(problems, after, {})))

    return _changed(call, change, expected)


def taken(tenant: Tenant, kind: str, value: Any, name: str) -> None:
    """
    Raises:
        ConflictError: the business has another one of that name.
    """
    there = part(tenant, kind, name)
    if there is not None and there != value:
        raise ConflictError("there is one of that name already")


def refuse(problems: Iterable[Problem], tenant: Tenant, places: Places) -> None:
    """
    Raises:
        ProblemError: there are problems; each with its place in the body, where it is there.
    """
    refuse_any(_placed(problems, tenant, places))


def unknown_queues(tenant: Tenant, queues: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each of a body's `queues` that the business does not have."""
    for index, queue in enumerate(queues):
        if tenant.queue(queue) is None:
            yield f"body.queues[{index}]", "expected the name of a queue"


def connect_follows(call: Call, path: str, *, claims_number: bool = False) -> Accepted:
    """Have Amazon Connect follow the profile; before the account is approved there is nothing yet.

    Args:
        path: what was changed, for whoever looks at the job.
        claims_number: whether a business without a number gets one.
    """
    job = Job(
        call.dated_id(),
        JobKind.CONNECT_CHANGE,
        call.now,
        call.asker.subject,
        result={"changed": path},
    )
    account = accounts.find(call.tenant)
    if account is not None and account.value.state in _FOLLOWS:
        jobs.create(call.tenant, job)
        work = ConnectWork(call.tenant, job.id, call.now, claims_number=claims_number)
        connect_work.register(call.here.queues, work)
        return Accepted(job)
    done = replace(job, state=JobState.DONE, reason=_LATER)
    return Accepted(jobs.create(call.tenant, done).value)


def _changed(call: Call, change: Change, check: Callable[[Tenant, Tenant], None]) -> Tenant:
    for _ in range(_TRIES):
        stored = tenants.load_versioned(call.tenant)
        before = stored.tenant
        after = change(before)
        if after == before:
            return before
        check(before, after)
        with suppress(ConflictError):
            tenants.save(after, replacing=stored.version)
            return after
    raise ConflictError("others were always quicker")


def _placed(problems: Iterable[Problem], tenant: Tenant, places: Places) -> Iterator[Problem]:
    for path, expected in problems:
        named = named_path(tenant, path)
        yield _in_body(path, places) or _in_body(named, places) or named, expected


def _in_body(path: str, places: Places) -> str:
    for place, where in places.items():
        rest = path.removeprefix(place)
        if path.startswith(place) and rest[:1] in ("", ".", "["):
            return where + rest
    return ""
