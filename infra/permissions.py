"""What each function may do, made from what the catalogue says that it reads and writes.

Every action is named, and so is every table, bucket and queue. Who writes a table reads it as well:
a write whose reply was lost is recognised by reading what is there.

Sources: Service Authorization Reference, DynamoDB, S3, SQS, SES, Step Functions, Cognito (2026);
Cognito API Reference: who has a user's token or password needs no permission of IAM.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from aws_cdk import aws_iam as iam

from functions.catalogue import FunctionSpec, Resource
from santral.stores.tenant_guard import PLATFORM

Actions = tuple[str, ...]

_GET: Final = ("BatchGetItem", "GetItem", "Query")

# What stores/ ask of each table.
_READS: Final[Mapping[Resource, Actions]] = {
    Resource.TENANTS: ("GetItem",),
    Resource.CUSTOMERS: _GET,
    Resource.CONTACTS: ("BatchGetItem", "GetItem"),
    Resource.RECORDINGS: ("GetItem", "Query"),
    Resource.MEMBERS: _GET,
    Resource.DOCUMENTS: _GET,
    Resource.AUDIT: ("GetItem", "Query"),
    Resource.WORK: _GET,
}
_WRITES: Final[Mapping[Resource, Actions]] = {
    Resource.TENANTS: ("PutItem",),
    Resource.CUSTOMERS: ("BatchWriteItem", "DeleteItem", "PutItem"),
    Resource.CONTACTS: ("PutItem",),
    Resource.RECORDINGS: ("PutItem",),
    Resource.MEMBERS: ("DeleteItem", "PutItem"),
    Resource.DOCUMENTS: ("BatchWriteItem", "DeleteItem", "PutItem"),
    Resource.AUDIT: ("PutItem",),
    Resource.WORK: ("DeleteItem", "PutItem"),
}
_ENDS: Final = (*_GET, "BatchWriteItem", "DeleteItem", "PutItem")
# It ends businesses: of a business's items it leaves none, whatever their table.
_ENDING: Final = "delete_tenant"

# Items of businesses, of the platform, or of both, by the first part of their keys.
OF_BUSINESSES: Final = (
    Resource.TENANTS,
    Resource.CUSTOMERS,
    Resource.CONTACTS,
    Resource.MEMBERS,
    Resource.DOCUMENTS,
    Resource.AUDIT,
    Resource.WORK,
)
OF_THE_PLATFORM: Final = (
    Resource.RECORDINGS,
    Resource.MEMBERS,
    Resource.DOCUMENTS,
    Resource.AUDIT,
    Resource.WORK,
)
_TENANT_TAG: Final = "${aws:PrincipalTag/tenant}"

# Of the user pool, by function; who has a token or a password asks without permission.
_USER_POOL: Final[Mapping[str, Actions]] = {
    "add_claims": ("AdminGetUser",),
    "tidy": ("AdminDeleteUser", "AdminGetUser", "ListUsers"),
    "delete_tenant": ("AdminDeleteUser",),
    "api": (
        "AdminCreateUser",
        "AdminDeleteUser",
        "AdminDisableUser",
        "AdminEnableUser",
        "AdminGetUser",
        "AdminSetUserMFAPreference",
        "AdminSetUserPassword",
        "AdminUserGlobalSignOut",
    ),
}

# Of state machines, by function.
_PROVISIONING: Final[Mapping[str, Actions]] = {
    "api": ("StartExecution",),
    "provision": ("StartExecution",),
    "connect_writes": ("SendTaskFailure", "SendTaskSuccess"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a bucket: what may be done with objects below a prefix, and with the bucket itself."""

    objects: Actions
    prefix: str = "*"
    bucket: Actions = ()


# Transcripts, attachments and reports lie in the same bucket; see santral/stores/recordings.py.
_RECORDINGS: Final = "connect/*/CallRecordings/*"

# ListBucket lets S3 say that there is no such file; without it S3 says that it may not be read.
# Source: S3 API Reference, GetObject, HeadObject, "Permissions".
_FILES: Final[Mapping[tuple[str, Resource], tuple[_Part, ...]]] = {
    ("contact_records", Resource.QUARANTINE): (_Part(("PutObject",), "contact_records/*"),),
    ("recordings", Resource.RECORDING_FILES): (
        _Part(("GetObject",), _RECORDINGS, bucket=("ListBucket",)),
    ),
    ("import_customers", Resource.FILES): (
        _Part(("DeleteObject", "GetObject"), "*/imports/*", bucket=("ListBucket",)),
    ),
    ("export_tenant", Resource.FILES): (
        _Part(("AbortMultipartUpload", "PutObject"), "*/exports/*"),
    ),
    ("export_tenant", Resource.RECORDING_FILES): (
        _Part(("GetObject",), _RECORDINGS, bucket=("ListBucket",)),
    ),
    ("delete_tenant", Resource.FILES): (
        _Part(
            ("AbortMultipartUpload", "DeleteObject", "DeleteObjectVersion"),
            bucket=("ListBucketMultipartUploads", "ListBucketVersions"),
        ),
    ),
    ("delete_tenant", Resource.RECORDING_FILES): (
        _Part(("DeleteObject", "DeleteObjectVersion"), bucket=("ListBucketVersions",)),
    ),
    # What it signs in links and forms.
    ("api", Resource.FILES): (
        _Part(("GetObject",), "*/exports/*"),
        _Part(("PutObject", "PutObjectTagging"), "*/imports/*"),
    ),
    ("api", Resource.RECORDING_FILES): (_Part(("GetObject",), _RECORDINGS),),
}

_READ_KEY: Final = ("kms:Decrypt", "kms:DescribeKey")
_WRITE_KEY: Final = (
    *_READ_KEY,
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is that functions reach, as ARNs.

    Attributes:
        tables, buckets: by what the catalogue calls them.
        queues: by function.
        mail: the identities that may send, and the configuration set.
        mail_from: the only sender.
        key: of tables, files and quarantine; `recordings_key` of recordings.
    """

    region: str
    tables: Mapping[Resource, str]
    buckets: Mapping[Resource, str]
    key: str
    recordings_key: str
    queues: Mapping[str, str] = field(default_factory=dict)
    user_pool: str = ""
    mail: Sequence[str] = ()
    mail_from: str = ""
    state_machine: str = ""
    executions: str = ""


def statements(spec: FunctionSpec, places: Places) -> Iterator[iam.PolicyStatement]:
    """Yield what the role of a function allows, apart from Amazon Connect.

    The role of the API is for the platform alone: see `tenant_statements`.
    """
    is_api = spec.name == "api"
    keys = (PLATFORM, f"{PLATFORM}#*") if is_api else ()
    yield from _table_statements(spec, places, OF_THE_PLATFORM if is_api else (), keys)
    yield from _file_statements(spec, places)
    yield from _key_statements(spec, places)
    yield from _service_statements(spec, places)


def tenant_statements(spec: FunctionSpec, places: Places) -> Iterator[iam.PolicyStatement]:
    """Yield what a role may do with items of the business that its session is tagged with.

    Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control";
    IAM User Guide, "Multivalued context keys": without the check for Null, ForAllValues holds of a
    request that has no keys.
    """
    own = (_TENANT_TAG, f"{_TENANT_TAG}#*")
    yield from _table_statements(spec, places, OF_BUSINESSES, own)
    yield _use_of(places.key, _WRITE_KEY, (_service(places, "dynamodb"),))


def _table_statements(
    spec: FunctionSpec, places: Places, only: Sequence[Resource], keys: Sequence[str]
) -> Iterator[iam.PolicyStatement]:
    """
    Args:
        only: of which tables; none is all.
        keys: what partition keys have to be like; none is anything.
    """
    conditions = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(keys)},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    for resource, actions in _tables_of(spec).items():
        if only and resource not in only:
            continue
        yield iam.PolicyStatement(
            sid=resource.value.capitalize(),
            actions=sorted(f"dynamodb:{each}" for each in actions),
            resources=[places.tables[resource]],
            conditions=conditions if keys else None,
        )


def _tables_of(spec: FunctionSpec) -> dict[Resource, Actions]:
    found: dict[Resource, Actions] = {each: _READS[each] for each in spec.reads if each in _READS}
    for each in spec.writes:
        if each in _WRITES:
            found[each] = _ENDS if spec.name == _ENDING else tuple({*_READS[each], *_WRITES[each]})
    return found


def _file_statements(spec: FunctionSpec, places: Places) -> Iterator[iam.PolicyStatement]:
    for (name, resource), parts in _FILES.items():
        if name != spec.name:
            continue
        bucket = places.buckets[resource]
        for part in parts:
            yield iam.PolicyStatement(
                actions=[f"s3:{each}" for each in part.objects],
                resources=[f"{bucket}/{part.prefix}"],
            )
            if part.bucket:
                yield iam.PolicyStatement(
                    actions=[f"s3:{each}" for each in part.bucket], resources=[bucket]
                )


def _key_statements(spec: FunctionSpec, places: Places) -> Iterator[iam.PolicyStatement]:
    through = []
    if _tables_of(spec):
        through.append(_service(places, "dynamodb"))
    touched = {*spec.reads, *spec.writes}
    if touched & {Resource.FILES, Resource.QUARANTINE}:
        through.append(_service(places, "s3"))
    if through:
        yield _use_of(places.key, _WRITE_KEY if spec.writes else _READ_KEY, through)
    if Resource.RECORDING_FILES in spec.reads:
        yield _use_of(places.recordings_key, _READ_KEY, (_service(places, "s3"),))


def _use_of(key: str, actions: Actions, through: Sequence[str]) -> iam.PolicyStatement:
    """Let a key be used by a service on one's behalf, and never directly."""
    return iam.PolicyStatement(
        actions=list(actions),
        resources=[key],
        conditions={"StringEquals": {"kms:ViaService": list(through)}},
    )


def _service(places: Places, name: str) -> str:
    return f"{name}.{places.region}.amazonaws.com"


def _service_statements(spec: FunctionSpec, places: Places) -> Iterator[iam.PolicyStatement]:
    if spec.rings:
        yield iam.PolicyStatement(
            actions=["sqs:SendMessage"],
            resources=[places.queues[each] for each in spec.rings],
        )
    touched = {*spec.reads, *spec.writes}
    if Resource.USER_POOL in touched:
        yield iam.PolicyStatement(
            actions=[f"cognito-idp:{each}" for each in _USER_POOL[spec.name]],
            resources=[places.user_pool],
        )
    if Resource.MAIL in touched:
        yield iam.PolicyStatement(
            actions=["ses:SendEmail"],
            resources=list(places.mail),
            conditions={"StringEquals": {"ses:FromAddress": places.mail_from}},
        )
    if Resource.PROVISIONING in touched:
        yield iam.PolicyStatement(
            actions=[f"states:{each}" for each in _PROVISIONING[spec.name]],
            # Step Functions knows no resource of a task's answer: its token is the leave.
            # Source: Service Authorization Reference, AWS Step Functions; github.com/aws/aws-cdk,
            # discussion 26401.
            resources=["*" if spec.name == "connect_writes" else places.state_machine],
        )
        if spec.name == "provision":
            yield iam.PolicyStatement(
                actions=["states:DescribeExecution"], resources=[places.executions]
            )
