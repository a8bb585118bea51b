"""Puts an export into a deployment that has no such business.

What is written first is a mark with the export's digest: who is stopped half-way and comes again
with the same export goes on, and anything else is refused. The settings come last: until they are
there, nobody can call. Then an operator approves the business, and provisioning makes everything in
Amazon Connect anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from botocore.exceptions import ClientError

from santral.domain.account import Account, AccountState
from santral.domain.errors import ConflictError, DependencyError, InputError
from santral.domain.members import Member
from santral.domain.plain import from_json
from santral.local.leaving import bundle
from santral.local.leaving.bundle import Bundle
from santral.local.leaving.checking import SOUNDS, check, contacts_of, is_owner, sound_files
from santral.local.leaving.exporting import Progress, counted
from santral.local.leaving.kinds import TENANT, table_of
from santral.local.leaving.places import Place, translated
from santral.local.leaving.records import Record, item_of, record_of
from santral.stores import accounts, members
from santral.stores.tables import bind, code_of
from santral.stores.tenant_guard import PLATFORM, is_tenant_id

_BATCH: Final = 25  # BatchWriteItem's limit
_ROUNDS: Final = 8
_MADE_ANEW: Final = frozenset({TENANT, "account", "member"})


@dataclass(frozen=True, slots=True)
class Imported:
    """
    Attributes:
        digest: of what the deployment has now, as an export would say it.
        is_whole: whether that is the digest of the export.
        members: how many may sign in, once they have set a password.
    """

    digest: str
    is_whole: bool
    records: int
    recordings: int
    members: int


def restore(place: Place, export: Bundle, *, secret: Callable[[], str], tell: Progress) -> Imported:
    """
    Args:
        secret: makes a new secret, such as a password that nobody will ever type.

    Raises:
        InputError: the export holds what is none of a business's.
        ConflictError: there is such a business already, or another import of it is under way.
        DependencyError: AWS failed; the same import again goes on.
    """
    return _Restoring(place, export, secret, tell).run()


class _Restoring:
    def __init__(
        self, place: Place, export: Bundle, secret: Callable[[], str], tell: Progress
    ) -> None:
        if not is_tenant_id(export.tenant):
            raise InputError(f"{export.folder / bundle.MANIFEST}: expected the id of a business")
        self._place, self._export = place, export
        self._secret, self._tell = secret, tell
        self._tenant = export.tenant
        self._mark = {"pk": {"S": f"{PLATFORM}#import"}, "sk": {"S": self._tenant}}

    def run(self) -> Imported:
        bind(self._place.clients.dynamodb, self._place.tables)
        check(self._export)
        self._ensure_contacts_are_free()
        self._begin()
        sounds = self._recordings()
        records = sum(self._write(kind) for kind in self._export.kinds() if kind not in _MADE_ANEW)
        people = self._members()
        self._account(people)
        self._write(TENANT)
        self._tell("comparing")
        digest = bundle.digest(counted(self._place, self._tenant))
        if digest == self._export.digest:
            self._end()
        return Imported(digest, digest == self._export.digest, records, sounds, len(people))

    # --- the mark ---

    def _begin(self) -> None:
        if self._marked() == self._export.digest:
            self._tell("going on with an import that broke off")
            return
        if self._marked() is not None:
            raise ConflictError(
                f"another import of {self._tenant} was begun and not ended: go on with that one"
            )
        if self._exists():
            raise ConflictError(f"there is a business {self._tenant} already; nothing was changed")
        mark = {
            **self._mark,
            "schema": {"N": "1"},
            "version": {"N": "1"},
            "content": {"S": json.dumps({"digest": self._export.digest})},
        }
        with translated("dynamodb"):
            try:
                self._place.dynamodb.put_item(
                    TableName=self._place.table("work"),
                    Item=mark,
                    ConditionExpression="attribute_not_exists(pk)",
                )
            except ClientError as error:
                if code_of(error) != "ConditionalCheckFailedException":
                    raise
                raise ConflictError("another import has just begun") from None

    def _end(self) -> None:
        with translated("dynamodb"):
            self._place.dynamodb.delete_item(TableName=self._place.table("work"), Key=self._mark)

    def _marked(self) -> str | None:
        with translated("dynamodb"):
            found = self._place.dynamodb.get_item(
                TableName=self._place.table("work"), Key=self._mark, ConsistentRead=True
            ).get("Item")
        return None if found is None else str(json.loads(found["content"]["S"])["digest"])

    def _exists(self) -> bool:
        key = {"pk": {"S": self._tenant}, "sk": {"S": "profile"}}
        with translated("dynamodb"):
            found = self._place.dynamodb.get_item(
                TableName=self._place.table("tenants"), Key=key, ConsistentRead=True
            )
        return "Item" in found or accounts.find(self._tenant) is not None

    def _ensure_contacts_are_free(self) -> None:
        """Recordings are found by their contact: whoever has the contact has them.

        Raises:
            ConflictError: a contact of the export has recordings here that the export has not.
        """
        ids = contacts_of(self._export)
        own = {each.line() for each in self._export.records("recording")}
        begins = {":begins": f"{PLATFORM}#recording#"}
        for item in self._place.scan("recordings", "begins_with(pk, :begins)", begins):
            if item["pk"]["S"].rpartition("#")[2] in ids and record_of(item).line() not in own:
                raise ConflictError("there are recordings of a contact of the export already")

    # --- records ---

    def _write(self, kind: str) -> int:
        self._tell(f"writing {kind}")
        table, count = self._place.table(table_of(kind)), 0
        records = self._export.records(kind)
        while some := list(islice(records, _BATCH)):
            puts = [{"PutRequest": {"Item": self._item(each)}} for each in some]
            self._batch({table: puts})
            count += len(some)
        return count

    def _item(self, record: Record) -> dict[str, Any]:
        if record.kind == "webhook":
            content = {**record.rest["content"], "secrets": [self._secret()]}
            record = replace(record, rest={**record.rest, "content": content})
        return item_of(record, self._tenant, bucket=self._place.bucket)

    def _batch(self, waiting: Any) -> None:
        for _ in range(_ROUNDS):
            with translated("dynamodb"):
                answer = self._place.dynamodb.batch_write_item(RequestItems=waiting)
            waiting = answer.get("UnprocessedItems", {})
            if not waiting:
                return
        raise DependencyError("dynamodb", "items left unwritten", retryable=True)

    # --- recordings ---

    def _recordings(self) -> int:
        names = sound_files(self._export)
        for done, name in enumerate(names, 1):
            key = name.removeprefix(SOUNDS)
            with (self._export.folder / name).open("rb") as body, translated("s3"):
                self._place.s3.put_object(
                    Bucket=self._place.bucket, Key=key, Body=body, ContentType="audio/wav"
                )
            if done % 100 == 0:
                self._tell(f"stored {done} of {len(names)} recordings")
        return len(names)

    # --- people ---

    def _members(self) -> dict[str, Member]:
        """Make a user for each, and return the members by address; whoever is there stays."""
        found: dict[str, Member] = {}
        for record in self._export.records("member"):
            content = dict(record.rest["content"])
            email = str(content.get("email", ""))
            subject = self._subject(email, str(content.get("name", "")))
            plain = {**content, "subject": subject, "tenant": self._tenant}
            member = from_json(Member, json.dumps(plain))
            if members.find(subject) is None:
                members.add(member)
            found[email] = member
        return found

    def _subject(self, email: str, name: str) -> str:
        if self._place.identity is None:
            raise InputError("members need a user pool: set SANTRAL_USER_POOL_ID and its client's")
        user = self._place.identity.find(email)
        if user is not None:
            member = members.find(user.subject)
            if member is not None and member.value.tenant != self._tenant:
                raise ConflictError("a member belongs to another business of this deployment")
            return user.subject
        # Nobody knows this password; its owner asks for another by mail.
        return self._place.identity.create_confirmed(
            email, self._secret(), made_for=f"import-{self._tenant}", name=name
        )

    def _account(self, people: dict[str, Member]) -> None:
        self._tell("writing account")
        owners = tuple(each.subject for each in people.values() if is_owner(each))
        for record in self._export.records("account"):
            plain = {**record.rest["content"], "tenant": self._tenant, "owners": list(owners)}
            account = from_json(Account, json.dumps(plain))
            if accounts.find(self._tenant) is None:
                accounts.create(replace(account, state=AccountState.VERIFIED))


def lines(result: Imported) -> Iterator[str]:
    """Say what was done, and what is to be done next."""
    yield f"{result.records} records, {result.recordings} recordings, {result.members} members"
    yield f"digest  {result.digest}"
    if not result.is_whole:
        yield "This is not the digest of the export: something else writes into the deployment."
        return
    yield "The same as in the export. Next: an operator approves the business, and it gets numbers"
    yield "and queues of this deployment; members ask for a new password at the sign-in page."
