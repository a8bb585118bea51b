"""One item of a business as a line of an export, free of what only this deployment knows.

A line is JSON: `{"kind": "note", "key": "note", "sort": "01J…", "version": 3, "content": {…}}`.
`key` is the partition without the business's id, `content` what the item holds. Two deployments
with the same business write the same lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from santral.domain.errors import InputError
from santral.local.leaving.kinds import LEFT, TAKEN, TENANT
from santral.stores.tables import SCHEMA
from santral.stores.tenant_guard import PLATFORM

Attributes = Mapping[str, Any]
Plain = dict[str, Any]

BUCKET: Final = "recordings"
"""What stands for the bucket's name in the key of a recording."""

_KEYS: Final = ("pk", "sk")
_NOT_SAID: Final = (*_KEYS, "schema")  # in a line
# Of an account: who may come in, and how far it is here.
_HERE: Final = ("approved_by", "deletion", "owners", "state", "state_before", "trial_ends_at")
# A member's subject is the pool's; who had a second factor sets it up again.
_OF_THE_POOL: Final = ("agent", "mfa_enrolled", "subject", "tenant")


@dataclass(frozen=True, slots=True)
class Record:
    """
    Attributes:
        key: the partition key without the tenant's id, or without `platform`.
        rest: every other attribute; `content` as JSON, not as text.
    """

    kind: str
    key: str
    sort: str
    rest: Mapping[str, Any]

    def line(self) -> str:
        plain = {"kind": self.kind, "key": self.key, "sort": self.sort, **self.rest}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kind_of(partition: str) -> tuple[str, str]:
    """Return the owner of an item and its kind."""
    owner, _, rest = partition.partition("#")
    return owner, rest.partition("#")[0] if rest else TENANT


def record_of(item: Attributes) -> Record:
    """Return what is taken of an item, as DynamoDB returns it.

    Raises:
        InputError: its content is no JSON, or of a later release.
    """
    plain = {name: _read(value) for name, value in item.items()}
    _, kind = kind_of(plain["pk"])
    rest: Plain = {name: each for name, each in plain.items() if name not in _KEYS}
    if rest.pop("schema", SCHEMA) != SCHEMA:
        raise InputError(f"an item of the kind {kind} was written by another release")
    if "content" in rest:
        rest["content"] = _neutral(kind, _parsed(kind, rest["content"]))
    key, sort = plain["pk"].partition("#")[2], plain["sk"]
    if kind == "recording":
        sort = f"{BUCKET}/{sort.partition('/')[2]}"
    if kind == "member":
        key, sort = "member", rest["content"]["email"]
        rest.pop("version", None)
    if kind == "account":
        rest.pop("version", None)
    return Record(kind, key, sort, rest)


def item_of(record: Record, tenant: str, *, bucket: str) -> Plain:
    """Return the item that a record becomes; not of members and accounts, which are made anew.

    Args:
        bucket: of recordings, in this deployment.
    """
    owner = PLATFORM if record.kind == "recording" else tenant
    sort = record.sort
    if record.kind == "recording":
        sort = f"{bucket}/{sort.partition('/')[2]}"
    pk = f"{owner}#{record.key}" if record.key else owner
    item: Plain = {"pk": {"S": pk}, "sk": {"S": sort}, "schema": {"N": str(SCHEMA)}}
    for name, value in record.rest.items():
        item[name] = _written(_text(value) if name == "content" else value)
    return item


def read_line(line: str, where: str) -> Record:
    """
    Args:
        where: file and line, for errors.

    Raises:
        InputError: it is no line of ours.
    """
    try:
        plain = json.loads(line, parse_constant=_no_number)
        kind, key, sort = (plain.pop(name) for name in ("kind", "key", "sort"))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise InputError(f"{where}: expected a line of an export") from None
    if kind not in TAKEN:
        known = "which stays behind" if kind in LEFT else "which this release does not know"
        raise InputError(f"{where}: a kind {known}")
    if not (isinstance(key, str) and isinstance(sort, str) and _fits(kind, key)):
        raise InputError(f"{where}: expected a key of its kind")
    record = Record(kind, key, sort, plain)
    problem = _problem_of(record)
    if problem:
        raise InputError(f"{where}: {problem}")
    return record


def _no_number(name: str) -> None:
    raise ValueError(name)


def _problem_of(record: Record) -> str:
    """Say what a line holds that an export never writes: it may be by anybody."""
    said = next((name for name in _NOT_SAID if name in record.rest), "")
    if said:
        return f"expected no {said}"
    content = record.rest.get("content", "")
    others = [each for name, each in record.rest.items() if name != "content"]
    if not isinstance(content, str | dict | list) or not all(
        isinstance(each, str | int) for each in others
    ):
        return "expected text, numbers and tables"
    if not _is_neutral(record):
        return "holds what stays behind"
    try:
        record.line().encode()
    except UnicodeEncodeError:
        return "half a character (a lone surrogate)"
    return ""


def _is_neutral(record: Record) -> bool:
    content = record.rest.get("content", {})
    try:
        return bool(_neutral(record.kind, content) == content)
    except (AttributeError, TypeError):
        return False


def _fits(kind: str, key: str) -> bool:
    if kind == TENANT:
        return key == ""
    return key == kind or key.startswith(f"{kind}#")


def _read(value: Mapping[str, Any]) -> Any:
    [(kind, inner)] = value.items()
    if kind == "N":
        return int(inner)
    return None if kind == "NULL" else inner


def _written(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    return {"NULL": True} if value is None else {"S": value}


def _parsed(kind: str, text: str) -> Any:
    if not text:  # a line of a list may say all by its key
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise InputError(f"an item of the kind {kind} holds no JSON") from None


def _text(content: Any) -> str:
    return (
        content
        if isinstance(content, str)
        else json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    )


def _neutral(kind: str, content: Any) -> Any:
    """Return the content without what another deployment makes anew."""
    clean = _CLEANED.get(kind)
    return clean(content) if clean is not None else content


def _without(*names: str) -> Callable[[Plain], Plain]:
    return lambda content: {name: each for name, each in content.items() if name not in names}


def _without_arns(content: Plain) -> Plain:
    clean = _without("arn")
    parts: Plain = {
        name: [clean(each) for each in content[name]]
        for name in ("queues", "agents")
        if name in content
    }
    return {**content, **parts}


_CLEANED: Final[Mapping[str, Callable[[Plain], Plain]]] = {
    TENANT: _without_arns,
    "account": _without(*_HERE),
    "member": _without(*_OF_THE_POOL),
    "webhook": _without("secrets", "failing_since_s"),
}
