"""What a dry-run call is asked for, read once into a value; every mistake is told at once.

{"tenant": "klima",                  whose call it is
 "draft": {…},                       its profile before it is saved; else the stored one is tried
 "to": "+902120000001",              one of its numbers; else the first
 "from": "+905321112233",            who calls; else, or "hidden", nobody's number is shown
 "at": "2026-11-23T09:00",           when, by the business's clock unless an offset stands there
 "keys": "1,w5,2#",                  as `santral call --keys` takes them
 "agents": "all",                    who is Available: "all", "none", a number, or usernames
 "hang_up_after_s": 120}             when the caller has had enough
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from santral.domain.errors import BusinessFileError, InputError
from santral.domain.plain import Reading
from santral.domain.tenant import Tenant
from santral.engine.caller import Turn, parse_keys
from santral.engine.documents import unbearable
from santral.stores.tenant_guard import is_tenant_id

MOST_KEYS: Final = 200
MOST_MINUTES: Final = 30  # of the call
MOST_BYTES: Final = 350_000  # of a draft; more cannot be saved (stores/tenants.py)
MOST_ENTRIES: Final = 1_000  # of each of its lists: the rules look names up one by one
FIRST_YEAR, LAST_YEAR = 2000, 2100  # for which calendars and time zones are worth asking

_KNOWN: Final = frozenset(
    {"tenant", "draft", "to", "from", "at", "keys", "agents", "hang_up_after_s"}
)


@dataclass(frozen=True, slots=True)
class DryRun:
    """
    Attributes:
        draft: None is that the stored profile is tried.
        dialled: as written; "" is the first number.
        caller: as written; None shows no number.
        at: not aware where no offset was written; None is now.
        available: usernames, how many of the agents, or None for all.
    """

    tenant: str
    draft: Tenant | None = None
    dialled: str = ""
    caller: str | None = None
    at: datetime | None = None
    turns: tuple[Turn, ...] = ()
    available: tuple[str, ...] | int | None = None
    hang_up_after_s: int | None = None


def read_request(event: object) -> DryRun:
    """
    Raises:
        BusinessFileError: with everything that is wrong, each with its path.
    """
    reading = Reading(strict=True)
    if not isinstance(event, dict):
        raise BusinessFileError("dry run", [("(request)", "expected a table")])
    fault = unbearable(event)
    if fault is not None:
        raise BusinessFileError("dry run", [("(request)", f"expected plain JSON, not {fault}")])
    for key in (key for key in event if key not in _KNOWN):
        reading.refuse(str(key), f"unknown; expected some of {', '.join(sorted(_KNOWN))}")
    fields = _Fields(event, reading)
    request = DryRun(
        tenant=fields.tenant(),
        draft=fields.draft(),
        dialled=fields.text("to") or "",
        caller=fields.text("from"),
        at=fields.instant(),
        turns=fields.turns(),
        available=fields.available(),
        hang_up_after_s=fields.hang_up_after(),
    )
    if reading.problems:
        raise BusinessFileError("dry run", reading.problems)
    return request


@dataclass(frozen=True, slots=True)
class _Fields:
    event: Mapping[str, Any]
    reading: Reading

    def text(self, name: str) -> str | None:
        value = self.event.get(name)
        if value is None or isinstance(value, str):
            return value
        self.reading.refuse(name, "expected text")
        return None

    def tenant(self) -> str:
        tenant = self.event.get("tenant")
        if isinstance(tenant, str) and is_tenant_id(tenant):
            return tenant
        self.reading.refuse("tenant", "expected the id of a business")
        return ""

    def draft(self) -> Tenant | None:
        plain = self.event.get("draft")
        if plain is None:
            return None
        if isinstance(plain, dict):
            plain = {key: value for key, value in plain.items() if key != "schema"}
            if self._is_too_long(plain):
                return None
        draft = self.reading.read(Tenant, plain, "draft")
        if draft.id != self.event.get("tenant"):
            self.reading.refuse("draft.id", "expected the id that stands under tenant")
        return draft

    def _is_too_long(self, plain: Mapping[str, Any]) -> bool:
        long = [
            key
            for key, value in plain.items()
            if isinstance(value, list | dict) and len(value) > MOST_ENTRIES
        ]
        for key in long:
            self.reading.refuse(f"draft.{key}", f"expected at most {MOST_ENTRIES} entries")
        if len(json.dumps(plain)) > MOST_BYTES:
            self.reading.refuse("draft", f"expected at most {MOST_BYTES} bytes of JSON")
            return True
        return bool(long)

    def instant(self) -> datetime | None:
        written = self.text("at")
        if not written:
            return None
        try:
            at = datetime.fromisoformat(written)
        except ValueError:
            at = None
        if at is None or len(written) <= len("2026-11-23"):
            self.reading.refuse("at", "expected a date and a time, such as 2026-11-23T09:00")
            return None
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            self.reading.refuse("at", f"expected a year from {FIRST_YEAR} to {LAST_YEAR}")
            return None
        return at

    def turns(self) -> tuple[Turn, ...]:
        written = self.text("keys") or ""
        try:
            turns = parse_keys(written)
        except InputError as error:
            self.reading.refuse("keys", str(error).removeprefix("keys: "))
            return ()
        if sum(len(turn.keys) for turn in turns) > MOST_KEYS:
            self.reading.refuse("keys", f"expected at most {MOST_KEYS} keys")
        return turns

    def available(self) -> tuple[str, ...] | int | None:
        written = self.event.get("agents", "all")
        if written in ("all", "none"):
            return None if written == "all" else 0
        if type(written) is int and written >= 0:
            return written
        if _is_list_of_texts(written):
            return tuple(written)
        self.reading.refuse("agents", 'expected "all", "none", how many, or a list of usernames')
        return None

    def hang_up_after(self) -> int | None:
        seconds = self.event.get("hang_up_after_s")
        if seconds is None or (type(seconds) is int and 0 <= seconds <= MOST_MINUTES * 60):
            return seconds
        expected = f"expected whole seconds, 0 to {MOST_MINUTES * 60}"
        self.reading.refuse("hang_up_after_s", expected)
        return None


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
