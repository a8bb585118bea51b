"""Whether an export can be had: all of it is looked at before anything is written.

It comes from whoever sends it. What it may reach is its own business: a line cannot say more than
what records.py takes, and a recording is of a contact that the export has as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Final

from santral.domain.access import Role
from santral.domain.account import Account
from santral.domain.errors import InputError
from santral.domain.members import Member
from santral.domain.plain import from_json, tenant_from_json
from santral.local.leaving.bundle import Bundle
from santral.local.leaving.kinds import TENANT
from santral.local.leaving.records import BUCKET, Record
from santral.stores.recordings import parse_key

SOUNDS: Final = "recordings/"
_PROFILE: Final = "profile"

# Neither is in an export, and neither can be read without.
_MADE_ANEW: Final = {"tenant": "x", "subject": "x"}


def check(export: Bundle) -> None:
    """
    Raises:
        InputError: with the file that cannot be had.
    """
    contacts = contacts_of(export)
    checks: Mapping[str, Callable[[Record], object]] = {
        "account": _check_account,
        "recording": lambda record: _check_recording(record, contacts),
        "webhook": _check_webhook,
        TENANT: lambda record: _check_settings(record, export.tenant),
    }
    for kind in export.kinds():
        for record in export.records(kind):
            checks.get(kind, _nothing_more)(record)
    for name in sound_files(export):
        _check_sound(name, name.removeprefix(SOUNDS), contacts)
    people = [_member(each) for each in export.records("member")]
    if not any(map(is_owner, people)):
        raise InputError("an export without an owner: nobody could sign in")


def contacts_of(export: Bundle) -> Collection[str]:
    return frozenset(each.key.rpartition("#")[2] for each in export.records("contact"))


def sound_files(export: Bundle) -> list[str]:
    return [name for name in export.files if name.startswith(SOUNDS)]


def is_owner(member: Member) -> bool:
    return member.role is Role.OWNER and not member.disabled


def _member(record: Record) -> Member:
    content = record.rest.get("content")
    try:
        member = from_json(Member, json.dumps({**_table(content), **_MADE_ANEW}))
    except InputError as error:
        raise InputError(f"records/member.jsonl: expected a member: {error}") from None
    if member.role is Role.OPERATOR:
        raise InputError("records/member.jsonl: expected members; operators are of no business")
    return member


def _check_account(record: Record) -> None:
    content = record.rest.get("content")
    try:
        from_json(Account, json.dumps({**_table(content), **_MADE_ANEW}))
    except InputError as error:
        raise InputError(f"records/account.jsonl: expected an account: {error}") from None


def _check_settings(record: Record, tenant: str) -> None:
    where = f"records/{TENANT}.jsonl"
    try:
        settings = tenant_from_json(json.dumps(_table(record.rest.get("content"))))
    except InputError as error:
        raise InputError(f"{where}: expected settings: {error}") from None
    if record.sort != _PROFILE or settings.id != tenant:
        raise InputError(f"{where}: settings of another business")


def _check_webhook(record: Record) -> None:
    if not isinstance(record.rest.get("content"), dict):
        raise InputError("records/webhook.jsonl: expected a table as content")


def _nothing_more(_record: Record) -> None:
    """Of most kinds nothing is asked beyond what each line is asked for."""


def _table(content: object) -> dict[str, object]:
    if not isinstance(content, dict):
        raise InputError("no table")
    return content


def _check_recording(record: Record, contacts: Collection[str]) -> None:
    bucket, _, key = record.sort.partition("/")
    _check_sound("records/recording.jsonl", key if bucket == BUCKET else "", contacts)
    parsed = parse_key(key)
    if parsed is None or record.key != f"recording#{parsed.contact_id}":
        raise InputError("records/recording.jsonl: a recording of no contact of the export")


def _check_sound(where: str, key: str, contacts: Collection[str]) -> None:
    parsed = parse_key(key)
    if parsed is None or parsed.contact_id not in contacts:
        raise InputError(f"{where}: a recording of no contact of the export")
