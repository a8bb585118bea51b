"""What becomes of each kind of item when a business leaves: taken along, shown, or left behind.

A kind is the second part of a partition key (santral/stores/tables.py). Every one that there is
stands here; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXPIRES: Final = "it expires by itself, within two days"
OF_THE_DEPLOYMENT: Final = "it is about this deployment; another one makes its own"
OPENS_A_DOOR: Final = "it opens a door; whoever needs one gets a new one"

TENANT: Final = "business"
"""What the items of a business's settings are called: their key has no kind."""

TAKEN: Final[Mapping[str, str]] = {
    TENANT: "all settings: numbers, menus, hours, queues, languages",
    "account": "name, plan and what was agreed to",
    "member": "who may sign in; they set a new password",
    "customer": "customers",
    "number": "which customers have a telephone number",
    "names": "customers, by name",
    "merged": "customers who were merged into another",
    "words": "customers, by the words of a search",
    "number-ends": "customers, by the end of their number",
    "shared-numbers": "numbers of several customers",
    "contact": "contact records, as Amazon Connect wrote them",
    "contacts": "contacts, by time",
    "of": "what belongs to a customer, an agent or a contact",
    "order": "orders with lines and history",
    "ticket": "tickets with history",
    "note": "notes",
    "wrap-up": "what agents picked at the end of a contact",
    "wrap-up-code": "what they may pick",
    "script": "agents' scripts",
    "article": "articles",
    "article-index": "articles, by words",
    "article-shard": "articles, by words",
    "chat-widget": "the chat on the business's own pages",
    "webhook": "who is told what; each gets a new signing secret",
    "webhook-mark": "that there are webhooks",
    "delivery": "what webhooks were told",
    "milestone": "what was done for the first time",
    "audit": "who did what to what",
    "recording": "which recording is of which contact",
}

LEFT: Final[Mapping[str, str]] = {
    "agent-seat": "it is made anew from the members",
    "roster": "it is made anew from the members",
    "key": OPENS_A_DOOR,
    "key-roster": OPENS_A_DOOR,
    "secret": OPENS_A_DOOR,
    "invitation": OPENS_A_DOOR,
    "invitation-token": OPENS_A_DOOR,
    "sign-up": OPENS_A_DOOR,
    "resource": OF_THE_DEPLOYMENT,
    "job": OF_THE_DEPLOYMENT,
    "cell-place": OF_THE_DEPLOYMENT,
    "connect-work": OF_THE_DEPLOYMENT,
    "number-pool": OF_THE_DEPLOYMENT,
    "owner": OF_THE_DEPLOYMENT,
    "provisioning": OF_THE_DEPLOYMENT,
    "reconcile-place": OF_THE_DEPLOYMENT,
    "tenant": OF_THE_DEPLOYMENT,
    "import": OF_THE_DEPLOYMENT,
    "payment": "it is between the business and this deployment",
    "deletion": "it is about what was deleted here",
    "certificate": "it is about what was deleted here",
    "allowance": EXPIRES,
    "idempotency": EXPIRES,
    "daily-count": EXPIRES,
    "day-key": EXPIRES,
    "key-claim": EXPIRES,
    "presence": EXPIRES,
}

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "tenants": (TENANT,),
    "customers": (
        "customer",
        "number",
        "names",
        "merged",
        "words",
        "number-ends",
        "shared-numbers",
    ),
    "contacts": ("contact",),
    "recordings": ("recording",),
    "members": ("member",),
    "audit": ("audit",),
    "work": (),
}
"""In which table each kind is that is taken; every other one is in documents."""


def table_of(kind: str) -> str:
    return next((table for table, kinds in TABLES.items() if kind in kinds), "documents")
