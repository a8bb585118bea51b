"""What roles have to allow and to refuse, worked out by hand.

What functions ask of tables is what the functional tests were seen to ask, function by function.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from santral.stores.tables import MODELS

TABLES: Final = tuple(MODELS)

_ALL: Final = "BatchGetItem BatchWriteItem DeleteItem GetItem PutItem Query"

# function -> table -> operations
ASKED: Final[Mapping[str, Mapping[str, str]]] = {
    "identify_contact": {"tenants": "GetItem", "customers": "GetItem"},
    "menu_step": {"tenants": "GetItem"},
    "choose_queue": {"tenants": "GetItem"},
    "look_up_customer": {"tenants": "GetItem", "customers": "GetItem", "documents": "GetItem"},
    "contact_records": {
        "contacts": "GetItem PutItem",
        "documents": "BatchWriteItem GetItem PutItem Query",
    },
    "recordings": {"recordings": "PutItem"},
    "dry_run": {"tenants": "GetItem", "customers": "GetItem"},
    "connect_writes": {
        "tenants": "GetItem PutItem",
        "members": "BatchGetItem Query",
        "documents": "DeleteItem GetItem PutItem Query",
        "work": "DeleteItem GetItem PutItem Query",
    },
    "provision": {
        "documents": "DeleteItem GetItem PutItem Query",
        "work": "GetItem PutItem",
    },
    "deliver_webhooks": {"documents": "GetItem PutItem"},
    "import_customers": {
        "tenants": "GetItem",
        "customers": "BatchGetItem BatchWriteItem DeleteItem GetItem PutItem",
        "documents": "Query",
        "work": "GetItem PutItem",
    },
    "tidy": {
        "tenants": "GetItem PutItem",
        "members": "GetItem PutItem",
        "documents": "GetItem PutItem",
        "audit": "GetItem PutItem",
        "work": "DeleteItem GetItem PutItem Query",
    },
    "export_tenant": {
        "tenants": "GetItem",
        "customers": "BatchGetItem Query",
        "contacts": "BatchGetItem GetItem",
        "recordings": "Query",
        "members": "BatchGetItem Query",
        "documents": "GetItem Query",
        "audit": "Query",
        "work": "GetItem PutItem",
    },
    "delete_tenant": {
        "tenants": "BatchWriteItem GetItem Query",
        "customers": "BatchGetItem BatchWriteItem Query",
        "contacts": "BatchGetItem BatchWriteItem",
        "recordings": "BatchWriteItem Query",
        "members": "BatchGetItem BatchWriteItem DeleteItem GetItem Query",
        "documents": "BatchWriteItem DeleteItem GetItem PutItem Query",
        "audit": "BatchWriteItem Query",
        "work": "BatchWriteItem DeleteItem GetItem PutItem Query",
    },
    "reconcile": {
        "contacts": "BatchGetItem",
        "recordings": "Query",
        "documents": "GetItem PutItem Query",
        "work": "Query",
    },
}

# Which tables a function must not reach at all.
NOT_REACHED: Final[Mapping[str, str]] = {
    "identify_contact": "contacts recordings members documents audit work",
    "menu_step": "customers contacts recordings members documents audit work",
    "choose_queue": "customers contacts recordings members documents audit work",
    "look_up_customer": "contacts recordings members audit work",
    "contact_records": "tenants customers recordings members audit work",
    "recordings": "tenants customers contacts members documents audit work",
    "dry_run": "contacts recordings members documents audit work",
    "connect_writes": "customers contacts recordings audit",
    "provision": "tenants customers contacts recordings members audit",
    "deliver_webhooks": "tenants customers contacts recordings members audit work",
    "import_customers": "contacts recordings members audit",
    "tidy": "customers contacts recordings",
    "export_tenant": "",
    "delete_tenant": "",
    "reconcile": "tenants customers members audit",
}

# No role of ours asks so: it would see, or take, items whose keys nobody has named.
NEVER: Final = (
    "Scan",
    "PartiQLSelect",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PartiQLDelete",
    "UpdateItem",
    "DeleteTable",
    "UpdateTable",
    "ExportTableToPointInTime",
    "PutResourcePolicy",
)

# Of the business that a session is for, by table.
OWN: Final[Mapping[str, str]] = {
    "tenants": "GetItem PutItem",
    "customers": _ALL,
    "contacts": "BatchGetItem GetItem",
    "members": "BatchGetItem DeleteItem GetItem PutItem Query",
    "documents": _ALL,
    "audit": "GetItem PutItem Query",
    "work": "DeleteItem GetItem PutItem Query",
}

# Of the platform, by table, with the API's own keys.
PLATFORMS: Final[Mapping[str, str]] = {
    "recordings": "Query",
    "members": "DeleteItem GetItem PutItem",
    "documents": "DeleteItem GetItem PutItem Query",
    "audit": "GetItem PutItem Query",
    "work": "DeleteItem GetItem PutItem Query",
}

# Partitions that a session for `klima` may not touch, alone or among its own.
FOREIGN: Final = (
    ("bakery",),
    ("bakery#order",),
    ("klima2",),
    ("klima2#order",),
    ("klima-2#order",),
    ("KLIMA#order",),
    ("platform",),
    ("platform#member#1",),
    ("klim",),
    ("klima", "bakery"),
    ("klima#order", "klima2#order"),
    ("", "klima"),
    ("#klima",),
    ("klima*",),
)

# Operations of Amazon Connect that make, with the tag of a business.
MAKES: Final = (
    "ClaimPhoneNumber",
    "CreateContactFlow",
    "CreateHoursOfOperation",
    "CreateQueue",
    "CreateQuickConnect",
    "CreateRoutingProfile",
    "CreateUser",
)
# That change what is a business's alone.
CHANGES: Final = (
    "AssociateQueueQuickConnects",
    "AssociateRoutingProfileQueues",
    "UpdateContactFlowContent",
    "UpdateHoursOfOperation",
    "UpdateQueueHoursOfOperation",
    "UpdateQueueMaxContacts",
    "UpdateRoutingProfileConcurrency",
    "UpdateRoutingProfileDefaultOutboundQueue",
    "UpdateRoutingProfileName",
    "UpdateRoutingProfileQueues",
    "UpdateUserIdentityInfo",
    "UpdateUserPhoneConfig",
    "UpdateUserRoutingProfile",
)
# That look, or name something of everybody's as well.
OTHERS: Final = (
    "CreateHoursOfOperationOverride",
    "ListHoursOfOperationOverrides",
    "ListQueueQuickConnects",
    "ListRoutingProfileQueues",
    "SearchContactFlowModules",
    "SearchContactFlows",
    "SearchHoursOfOperations",
    "SearchQueues",
    "SearchQuickConnects",
    "SearchRoutingProfiles",
    "SearchSecurityProfiles",
    "SearchUsers",
    "UpdateHoursOfOperationOverride",
    "UpdateQueueOutboundCallerConfig",
    "UpdateQuickConnectConfig",
    "UpdateUserSecurityProfiles",
)
TAKES_AWAY: Final = (
    "DeleteContactFlow",
    "DeleteHoursOfOperation",
    "DeleteQueue",
    "DeleteQuickConnect",
    "DeleteRoutingProfile",
    "DeleteUser",
    "DisassociateQueueQuickConnects",
    "DisassociateRoutingProfileQueues",
)
# That nobody here may ask, with whatever tag.
NOBODYS: Final = (
    "CreateInstance",
    "DeleteInstance",
    "DeleteSecurityProfile",
    "DeleteContactFlowModule",
    "StartOutboundVoiceContact",
    "UpdateSecurityProfile",
    "UpdateInstanceAttribute",
    "GetFederationToken",
    "AdminGetEmergencyAccessToken",
)
