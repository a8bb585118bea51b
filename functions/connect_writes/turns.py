"""Whose turn it is: tenants one after the other, each for a few requests, until time is up.

The tenant that has waited longest comes next, and of its work what was asked for first. A change
that somebody waits for counts as if it had waited two minutes more than one of a state machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from functions.connect_writes.numbers import NotYetError
from functions.connect_writes.reporting import NO_ROOM, report, tell_end, tell_state
from functions.connect_writes.work import Taken
from functions.entry import log_failure
from functions.wiring import Collaborators
from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    InputError,
    UnknownOutcomeError,
)
from santral.domain.job import JobState
from santral.stores import connect_work
from santral.stores.connect_resources import NAME_TAKEN, code_in, is_quota
from santral.stores.connect_work import ConnectWork, Purpose
from santral.stores.deadline import remaining_s
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for

SLICE: Final = 5  # requests to Amazon Connect
LEAST_S: Final = 30.0  # that a turn is begun with
_BUSY_FOR: Final = timedelta(minutes=2)
_LISTED_FOR: Final = timedelta(seconds=10)
_HEAD_START: Final = timedelta(minutes=2)
_LONGEST_PAUSE_S: Final = 60
# Some ten minutes of failures in a row; undoing may have to wait for people to end their calls.
_PATIENCE: Final = {Purpose.MAKE: 14, Purpose.UNDO: 60, Purpose.RELEASE: 14}
_FAILURES: Final = {
    NO_ROOM: "there is no room at present",
    NAME_TAKEN: "something else has that name or number",
    "Refused": "Amazon Connect does not accept these settings",
    "NotFound": "something that is needed is not there",
    "NoAnswer": "Amazon Connect could not be reached",
}


class Turns:
    def __init__(self, here: Collaborators) -> None:
        self._here = here
        self._served: dict[str, datetime] = {}
        self._waiting: dict[str, Stored[ConnectWork]] = {}
        self._listed_at: datetime | None = None

    def take(self) -> None:
        """Work until nothing can be done now, or time is up; then ring for the rest."""
        while remaining_s() >= LEAST_S:
            if self._list_is_old(_LISTED_FOR):
                self._list()
            stored = self._next()
            if stored is None and self._list_is_old(timedelta()):
                self._list()  # somebody may have come while others were served
                stored = self._next()
            if stored is None:
                self._ring()
                return
            left = self._serve(stored)
            self._waiting.pop(stored.id)
            if left is not None:
                self._waiting[left.id] = left
        connect_work.ring(self._here.queues)

    # --- choosing ---

    def _list_is_old(self, age: timedelta) -> bool:
        return self._listed_at is None or self._here.clock() - self._listed_at > age

    def _list(self) -> None:
        self._listed_at = now = self._here.clock()
        self._waiting = {each.id: each for each in connect_work.waiting(now)}

    def _next(self) -> Stored[ConnectWork] | None:
        now = self._here.clock()
        first = _first_of_each(self._waiting.values())
        ready = [each for each in first if _can_go_on(each.value, now)]
        return min(ready, key=lambda each: (self._since(each.value), each.id), default=None)

    def _since(self, work: ConnectWork) -> datetime:
        since = max(work.served_at or work.asked_at, self._served.get(work.tenant, work.asked_at))
        return since if work.token else since - _HEAD_START

    def _ring(self) -> None:
        """Ring for when the first of what waits can go on."""
        now = self._here.clock()
        times = [
            max(each.value.not_before or now, each.value.busy_until or now)
            for each in self._waiting.values()
        ]
        if times:
            delay = max(min(times) - now, timedelta())
            connect_work.ring(self._here.queues, delay_s=-(-delay // timedelta(seconds=1)))

    # --- serving ---

    def _serve(self, stored: Stored[ConnectWork]) -> Stored[ConnectWork] | None:
        """Do some of it, and return what is left; None is nothing, or that others have it."""
        now = self._here.clock()
        self._served[stored.value.tenant] = now
        before = stored.value
        try:
            stored = connect_work.change(stored, connect_work.begun(before, now, _BUSY_FOR))
        except ConflictError:  # somebody else is at it
            return None
        if before.failures >= _PATIENCE[before.purpose]:
            return self._give_up(stored, "NoAnswer")
        taken = Taken(self._here, before)
        try:
            if before.served_at is None:
                tell_state(self._here, before, JobState.RUNNING)
            if self._slice(taken):
                return self._finish(stored, taken)
            return self._put_off(stored, failures=0 if taken.got_on else stored.value.failures)
        except ContactCentreError as error:
            return self._failed(stored, error, got_on=taken.got_on)

    def _slice(self, taken: Taken) -> bool:
        """Do some of it; True is that it was the rest."""
        asked = self._here.connect_resources.asked
        with acting_for(taken.tenant):  # whose keys what is taken away is signed with
            for _ in taken.steps():
                if self._here.connect_resources.asked - asked >= SLICE or remaining_s() < LEAST_S:
                    return False
        return True

    def _put_off(
        self, stored: Stored[ConnectWork], *, failures: int, pause_s: int = 0
    ) -> Stored[ConnectWork] | None:
        not_before = self._here.clock() + timedelta(seconds=pause_s) if pause_s else None
        later = replace(stored.value, failures=failures, not_before=not_before, busy_until=None)
        with suppress(ConflictError):
            return connect_work.change(stored, later)
        return None  # it was asked for anew

    def _finish(self, stored: Stored[ConnectWork], taken: Taken) -> Stored[ConnectWork] | None:
        work = stored.value
        if work.token:
            state = JobState.WAITING if taken.output.get("room") is False else JobState.DONE
            detail = taken.output.get("lacks") or taken.output.get("number", "")
            tell_state(self._here, work, state, detail=detail)
            report(self._here, work, output=taken.output)
        else:
            tell_end(self._here, work, failure="", reason="")
        connect_work.finish(stored)
        return None

    # --- failing ---

    def _failed(
        self, stored: Stored[ConnectWork], error: ContactCentreError, *, got_on: bool
    ) -> Stored[ConnectWork] | None:
        work = stored.value
        if not isinstance(error, NotYetError):
            log_failure(error, "a turn with Amazon Connect failed", {"tenant": work.tenant})
        name = _name_of(error)
        if name and work.purpose is not Purpose.UNDO:
            return self._give_up(stored, name)
        failures = 1 if got_on else work.failures
        pause_s = min(2**failures, _LONGEST_PAUSE_S)
        return self._put_off(stored, failures=failures, pause_s=pause_s)

    def _give_up(self, stored: Stored[ConnectWork], failure: str) -> Stored[ConnectWork] | None:
        work = stored.value
        reason = _FAILURES[failure]
        if work.token:
            state = JobState.WAITING if failure == NO_ROOM else JobState.FAILED
            tell_state(self._here, work, state)
            report(self._here, work, output={}, failure=failure, reason=reason)
        else:
            tell_end(self._here, work, failure=failure, reason=reason)
        connect_work.finish(stored)
        return None


def _first_of_each(waiting: Iterable[Stored[ConnectWork]]) -> list[Stored[ConnectWork]]:
    """Keep of each tenant what was asked for first: its work is done in that order."""
    first: dict[str, Stored[ConnectWork]] = {}
    for each in sorted(waiting, key=lambda each: (each.value.asked_at, each.id)):
        first.setdefault(each.value.tenant, each)
    return list(first.values())


def _can_go_on(work: ConnectWork, now: datetime) -> bool:
    return all(each is None or each <= now for each in (work.not_before, work.busy_until))


def _name_of(error: ContactCentreError) -> str:
    """Name a failure that no second try can heal; "" is one that a later try may."""
    if is_quota(error):
        return NO_ROOM
    if isinstance(error, InputError):
        return NAME_TAKEN if code_in(error) == NAME_TAKEN else "Refused"
    if isinstance(error, UnknownOutcomeError):  # the next turn looks at what has become of it
        return ""
    return "NoAnswer" if isinstance(error, DependencyError) and not error.retryable else ""
