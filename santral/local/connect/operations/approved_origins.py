"""Origins of web pages that may embed an instance's agent workspace."""

from __future__ import annotations

import re
from typing import Final

from santral.local.connect import associations, paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, by_order

APPROVED_ORIGIN = Kind("approved origin", "approved-origin", fold=str.casefold, rank=80)
# Scheme, host and port; a path is none of an origin's business.
_ORIGIN: Final = re.compile(
    r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.ASCII | re.IGNORECASE
)


@operation("AssociateApprovedOrigin")
def associate(instance: Instance, given: Given) -> Answer:
    if _ORIGIN.fullmatch(given["Origin"]) is None:
        raise invalid("Origin", "expected scheme, host and perhaps port of a web page")
    associations.associate(instance, APPROVED_ORIGIN, given["Origin"])
    return None


@operation("ListApprovedOrigins")
def list_(instance: Instance, given: Given) -> Answer:
    origins = instance.table(APPROVED_ORIGIN).visible()
    return paging.page(given, "Origins", origins, lambda each: each.name, order=by_order)


@operation("DisassociateApprovedOrigin")
def disassociate(instance: Instance, given: Given) -> Answer:
    associations.disassociate(instance, APPROVED_ORIGIN, given["Origin"])
    return None
