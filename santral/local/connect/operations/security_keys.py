"""Public keys with which an instance encrypts what callers key in."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from santral.local.connect import associations, paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, by_order

# Source: API Reference, ListSecurityKeys: an instance has at most two, so that one can be replaced.
SECURITY_KEY = Kind("security key", "security-key", quota="security-keys", rank=80)
_PEM: Final = re.compile(
    r"\s*-----BEGIN ([A-Z ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----\s*", re.ASCII
)


@operation("AssociateSecurityKey")
def associate(instance: Instance, given: Given) -> Answer:
    key = given["Key"]
    if _PEM.fullmatch(key) is None:
        raise invalid("Key", "expected a key in PEM format")
    digest = hashlib.sha256(key.encode()).hexdigest()
    return {
        "AssociationId": associations.associate(instance, SECURITY_KEY, digest, {"Key": key}).id
    }


@operation("ListSecurityKeys")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "SecurityKeys",
        instance.table(SECURITY_KEY).visible(),
        lambda each: {
            "AssociationId": each.id,
            "Key": each.details["Key"],
            "CreationTime": each.created,
        },
        order=by_order,
    )


@operation("DisassociateSecurityKey")
def disassociate(instance: Instance, given: Given) -> Answer:
    table = instance.table(SECURITY_KEY)
    table.delete(table.get(given["AssociationId"]))
    return None
