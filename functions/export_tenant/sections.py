"""What an export holds, section by section, each read a page at a time.

What opens a door is left out: secrets of webhooks and CRMs, digests of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from functions.export_tenant.tables import (
    CONTACT_COLUMNS,
    CUSTOMER_COLUMNS,
    ORDER_COLUMNS,
    TICKET_COLUMNS,
    contact_row,
    customer_row,
    order_row,
    ticket_row,
)
from functions.wiring import collaborators
from santral.domain.plain import to_plain
from santral.domain.tenant import Tenant
from santral.stores import (
    accounts,
    audit,
    chat_widgets,
    contact_lists,
    customer_search,
    members,
    recordings,
)
from santral.stores.notes import NOTES, SCRIPTS, WRAP_UP_CODES, WRAP_UPS
from santral.stores.orders import ORDERS, TICKETS
from santral.stores.shelves import Page, Stored
from santral.stores.webhooks import WEBHOOKS

_AT_ONCE: Final = 100
_WITHOUT_ACCOUNT: Final = timedelta(days=366 * 10)  # how far is looked back

Plain = Mapping[str, Any]
Cells = Callable[[Any, Tenant], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of a section.

    Attributes:
        values: what the table's cells are made of.
        plain: the same, as it stands in JSON.
        next: where the next page begins; "" is that there is none.
    """

    values: tuple[Any, ...]
    plain: tuple[Plain, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Section:
    """
    Attributes:
        read: reads the page after a place; "" is the first.
        columns, cells: of its table, where it has one beside JSON.
    """

    name: str
    says: str
    read: Callable[[Tenant, str], Rows]
    columns: tuple[str, ...] = ()
    cells: Cells | None = None


def _of_pages(read: Callable[[str, str | None], Page[Any]]) -> Callable[[Tenant, str], Rows]:
    def rows(tenant: Tenant, after: str) -> Rows:
        page = read(tenant.id, after or None)
        return Rows(
            tuple(each.value for each in page.items),
            tuple(_plain(each) for each in page.items),
            page.next or "",
        )

    return rows


def _of_all(read: Callable[[Tenant], Iterable[Plain]]) -> Callable[[Tenant, str], Rows]:
    """Make a section of what is never much."""

    def rows(tenant: Tenant, _after: str) -> Rows:
        plain = tuple(read(tenant))
        return Rows(plain, plain, "")

    return rows


def _plain(each: Stored[Any]) -> Plain:
    return {"id": each.id, **to_plain(each.value)}


def _business(tenant: Tenant) -> Iterator[Plain]:
    yield to_plain(tenant)
    account = accounts.find(tenant.id)
    if account is not None:
        yield {"account": to_plain(account.value)}


def _members(tenant: Tenant) -> Iterator[Plain]:
    return (to_plain(each.value) for each in members.all_of(tenant.id))


def _keys(tenant: Tenant) -> Iterator[Plain]:
    return (to_plain(each.value) for each in members.keys_of(tenant.id))


def _webhooks(tenant: Tenant) -> Iterator[Plain]:
    for each in WEBHOOKS.all(tenant.id):
        yield {name: value for name, value in _plain(each).items() if name != "secrets"}


def _chat_widget(tenant: Tenant) -> Iterator[Plain]:
    stored = chat_widgets.of(tenant.id)
    if stored.version:
        yield to_plain(stored.value)


def _contacts(tenant: Tenant, after: str) -> Rows:
    now = collaborators().clock()
    page = contact_lists.page(
        tenant.id,
        since=_since(tenant.id),
        until=now + timedelta(days=1),  # Amazon Connect has a clock of its own
        limit=_AT_ONCE,
        after=after or None,
    )
    return Rows(page.records, page.records, page.next or "")


def _recordings(tenant: Tenant, after: str) -> Rows:
    contacts = _contacts(tenant, after)
    plain = tuple(
        _recorded(each)
        for record in contacts.values
        if record.get("Recording") or record.get("Recordings")
        for each in recordings.of_contact(tenant.id, str(record["ContactId"]))
    )
    return Rows(plain, plain, contacts.next)


def _recorded(each: recordings.Recording) -> Plain:
    return {
        "contact_id": each.contact_id,
        "bucket": each.bucket,
        "key": each.key,
        "started_at": each.started_at.isoformat(),
        "size_bytes": each.size_bytes,
        "duration_ms": each.duration_ms,
        **_checksum(each.bucket, each.key),
    }


def _checksum(bucket: str, key: str) -> dict[str, str]:
    """Return what S3 says of the content, nothing where it says nothing."""
    try:
        head = collaborators().clients.s3.head_object(
            Bucket=bucket, Key=key, ChecksumMode="ENABLED"
        )
    except (BotoCoreError, ClientError):
        return {}
    found = {"etag": head.get("ETag", "").strip('"'), "sha256": head.get("ChecksumSHA256", "")}
    return {name: value for name, value in found.items() if value}


def _since(tenant_id: str) -> datetime:
    """Return before when nothing of a business can be: months are looked through one by one."""
    account = accounts.find(tenant_id)
    if account is None:
        return collaborators().clock() - _WITHOUT_ACCOUNT
    return account.value.created_at


def _audit(tenant_id: str, after: str | None) -> Page[Any]:
    now = collaborators().clock()
    return audit.page(tenant_id, limit=_AT_ONCE, after=after, now=now, since=_since(tenant_id))


SECTIONS: Final = (
    Section("business", "all settings, and the account", _of_all(_business)),
    Section("members", "who may sign in", _of_all(_members)),
    Section("api_keys", "programs that may come in; never their keys", _of_all(_keys)),
    Section("chat_widget", "the chat on the business's own pages", _of_all(_chat_widget)),
    Section("webhooks", "who is told what; never their secrets", _of_all(_webhooks)),
    Section(
        "customers",
        "customers; the table can be imported again",
        _of_pages(lambda tenant, after: customer_search.page(tenant, after=after)),
        CUSTOMER_COLUMNS,
        customer_row,
    ),
    Section(
        "orders",
        "orders with their lines and history",
        _of_pages(lambda tenant, after: ORDERS.page(tenant, limit=_AT_ONCE, after=after)),
        ORDER_COLUMNS,
        order_row,
    ),
    Section(
        "tickets",
        "tickets with their history",
        _of_pages(lambda tenant, after: TICKETS.page(tenant, limit=_AT_ONCE, after=after)),
        TICKET_COLUMNS,
        ticket_row,
    ),
    Section(
        "notes",
        "notes on customers, contacts, orders and tickets",
        _of_pages(lambda tenant, after: NOTES.page(tenant, limit=_AT_ONCE, after=after)),
    ),
    Section(
        "articles",
        "articles",
        _of_pages(
            lambda tenant, after: collaborators().articles.page(tenant, limit=_AT_ONCE, after=after)
        ),
    ),
    Section(
        "scripts",
        "agents' scripts",
        _of_pages(lambda tenant, after: SCRIPTS.page(tenant, limit=_AT_ONCE, after=after)),
    ),
    Section(
        "wrap_up_codes",
        "what agents may pick",
        _of_pages(lambda tenant, after: WRAP_UP_CODES.page(tenant, limit=_AT_ONCE, after=after)),
    ),
    Section(
        "wrap_ups",
        "what agents have picked, by contact",
        _of_pages(lambda tenant, after: WRAP_UPS.page(tenant, limit=_AT_ONCE, after=after)),
    ),
    Section(
        "contacts",
        "contact records as Amazon Connect writes them, the newest first",
        _contacts,
        CONTACT_COLUMNS,
        contact_row,
    ),
    Section("recordings", "where recordings are; the sound itself is not in here", _recordings),
    Section("audit", "who did what to what", _of_pages(_audit)),
)
NAMES: Final = tuple(each.name for each in SECTIONS)
