"""The tables as PynamoDB models, and how their failures become ours.

Every partition key starts with the tenant (santral/stores/tenant_guard.py reads it), every item
carries `schema`, and nothing is found by anything but its key.

| table      | pk                              | sk           | holds                             |
|------------|---------------------------------|--------------|-----------------------------------|
| tenants    | `<tenant>`                      | profile      | the whole Tenant, its menus too   |
| customers  | `<tenant>#number#<e164>`        | customer     | everybody who has that number     |
|            | `<tenant>#customer#<id>`        | customer     | one customer                      |
| contacts   | `<tenant>#contact#<id>`         | contact      | the newest contact record         |
| recordings | `platform#recording#<contact>`  | bucket/key   | one recorded file                 |
| members    | `platform#<kind>#<id>`          | document     | who may come in: people and keys  |
| documents  | `<tenant>#<kind>`               | id           | everything else that is kept      |
| audit      | `<tenant>#audit#<yyyy-mm>`      | time#id      | what was done, by whom; it grows  |
| work       | `<tenant>#<kind>`               | id           | what ends by itself: jobs, leases |

A tenant is one item, so that no menu is ever read beside queues of another version. The last four
have one shape; santral/stores/shelves.py reads and writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import DeleteError, PutError, PynamoDBException
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from santral.domain.errors import DependencyError
from santral.stores.tenant_guard import PARTITION_KEY

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

SCHEMA: Final = 1  # of every item; a reader accepts this one and, once there is one, the last

_CONDITION_FAILED: Final = "ConditionalCheckFailedException"

# What a reply or an item that is not as we write them makes of code that reads it.
_RUBBISH: Final = (
    AttributeError,
    KeyError,
    RecursionError,
    ResponseParserError,
    TypeError,
    ValueError,
)

_PERMANENT: Final = frozenset(
    {
        "AccessDeniedException",
        "ResourceNotFoundException",
        "UnrecognizedClientException",
        "ValidationException",
    }
)


@dataclass(frozen=True, slots=True)
class TableNames:
    tenants: str
    customers: str
    contacts: str
    recordings: str
    members: str
    documents: str
    audit: str
    work: str


class TenantItem(Model):
    class Meta:
        table_name = "tenants"  # the real name is set by bind(), before the first request

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema = NumberAttribute()
    version = NumberAttribute()  # 1 for the first; one more with every change
    content = UnicodeAttribute()  # JSON


class CustomersItem(Model):
    class Meta:
        table_name = "customers"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema = NumberAttribute()
    content = UnicodeAttribute()  # JSON list of customers; personal data


class ContactItem(Model):
    class Meta:
        table_name = "contacts"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema = NumberAttribute()
    version = UnicodeAttribute()  # santral/domain/contact.py, version_of: compared as text
    content = UnicodeAttribute()  # the contact record as JSON; personal data


class RecordingItem(Model):
    class Meta:
        table_name = "recordings"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema = NumberAttribute()
    sequencer = UnicodeAttribute()  # of fixed width: compared as text
    deleted = BooleanAttribute()
    started_at = UnicodeAttribute()  # the UTC minute that the file's name carries
    size_bytes = NumberAttribute()
    duration_ms = NumberAttribute(null=True)  # absent when the header could not be read


class ShelfItem(Model):
    """What members, documents, audit and work have in common; never a table itself."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema = NumberAttribute()
    version = NumberAttribute()  # 1 for the first; one more with every change
    content = UnicodeAttribute()  # JSON; often personal data
    expires_at = NumberAttribute(null=True)  # seconds since 1970, after which nobody may see it


class MemberItem(ShelfItem):
    class Meta:
        table_name = "members"


class DocumentItem(ShelfItem):
    class Meta:
        table_name = "documents"


class AuditItem(ShelfItem):
    class Meta:
        table_name = "audit"


class WorkItem(ShelfItem):
    class Meta:
        table_name = "work"


MODELS: Final[Mapping[str, type[Model]]] = {
    "tenants": TenantItem,
    "customers": CustomersItem,
    "contacts": ContactItem,
    "recordings": RecordingItem,
    "members": MemberItem,
    "documents": DocumentItem,
    "audit": AuditItem,
    "work": WorkItem,
}


def bind(client: DynamoDBClient, names: TableNames) -> None:
    """Send the models' requests through our client to these tables.

    Called by functions/wiring.py and by tests, never at import; it holds for the whole process.
    """
    for field, model in MODELS.items():
        model.Meta.table_name = getattr(names, field)
        table = model._get_connection()  # PynamoDB offers no other way in
        theirs, ours = table.connection, _OurConnection(client)
        ours.add_meta_table(theirs.get_meta_table(table.table_name))
        table.connection = ours


class _OurConnection(Connection):
    """PynamoDB's connection with our client.

    Its own would come from a session of its own, with time-outs of 15 and 30 s and no guard.
    """

    def __init__(self, client: DynamoDBClient) -> None:
        super().__init__(region=client.meta.region_name)
        self._ours: Any = client

    @property
    def client(self) -> Any:
        return self._ours

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        """Send, without PynamoDB's signals and without asking what it cost: nobody listens."""
        return self._make_api_call(operation_name, operation_kwargs)


@contextmanager
def dynamodb_translated() -> Iterator[None]:
    """Turn every way in which DynamoDB, a reply or an item can be wrong into one error.

    Raises:
        DependencyError: chained to its cause, which may repeat personal data: an entry point logs
            types, codes and frames of it, and no text.
    """
    try:
        yield
    except (PynamoDBException, BotoCoreError, ClientError) as error:
        code = code_of(error)
        raise DependencyError(
            "dynamodb", code or "no answer", retryable=code not in _PERMANENT
        ) from error
    except _RUBBISH as error:
        raise DependencyError("dynamodb", "an answer we cannot read", retryable=False) from error


def saved_if(condition: Condition, item: Model) -> bool:
    """Write an item on a condition; False when the condition does not hold.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with dynamodb_translated():
        try:
            item.save(condition=condition)
        except PutError as error:
            if error.cause_response_code != _CONDITION_FAILED:
                raise
            return False
    return True


def deleted_if(condition: Condition | None, item: Model) -> bool:
    """Delete an item on a condition; False when the condition does not hold.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with dynamodb_translated():
        try:
            item.delete(condition=condition)
        except DeleteError as error:
            if error.cause_response_code != _CONDITION_FAILED:
                raise
            return False
    return True


def code_of(error: BaseException) -> str | None:
    """Return the service's error code, None when it gave none."""
    response = getattr(getattr(error, "cause", None) or error, "response", None) or {}
    code = response.get("Error", {}).get("Code")
    return code if isinstance(code, str) else None


def check_schema(
    item: TenantItem | CustomersItem | ContactItem | RecordingItem | ShelfItem,
) -> None:
    """
    Raises:
        ValueError: a later release wrote the item.
    """
    if item.schema != SCHEMA:
        raise ValueError("an item of another schema")


def key_schema() -> list[dict[str, str]]:
    return [
        {"AttributeName": PARTITION_KEY, "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
