"""What a contact flow says when it invokes a function, read once into a value.

Source: Amazon Connect administrator guide, "Invoke Lambda functions", on the event (2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from santral.domain.errors import InputError
from santral.stores.tenant_guard import is_tenant_id

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class FlowRequest:
    """
    Attributes:
        tenant: from the parameter, which the flow takes from what the number's entry flow set.
        caller: as the network sent it; None when the contact has no customer's number.
        dialled: "" when the contact did not come by telephone.
    """

    tenant: str
    contact_id: str
    caller: str | None
    dialled: str
    parameters: Mapping[str, Any]
    attributes: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a parameter, else the contact attribute of that name, else ""."""
        for values in (self.parameters, self.attributes):
            value = values.get(name)
            if isinstance(value, str):
                return value
            if isinstance(value, int | float):
                return str(value)
        return ""

    def figure(self, name: str) -> int | None:
        """Return a parameter as a whole number, 0 or more; None when it is anything else."""
        written = self.text(name)
        is_number = written.isascii() and written.isdigit() and len(written) <= 9
        return int(written) if is_number else None

    def is_yes(self, name: str) -> bool:
        """Say whether the text is "yes", the one way in which functions and flows say so."""
        return self.text(name) == "yes"


def flow_request(event: object) -> FlowRequest:
    """
    Raises:
        InputError: no contact flow sends such an event, or its flow did not pass the tenant.
    """
    details = _mapping(_mapping(event).get("Details"))
    contact = _mapping(details.get("ContactData"))
    parameters = _mapping(details.get("Parameters"))
    tenant = parameters.get("tenant")
    if not isinstance(tenant, str) or not is_tenant_id(tenant):
        raise InputError("Details.Parameters.tenant: expected the id of a tenant")
    return FlowRequest(
        tenant=tenant,
        contact_id=_text(contact.get("ContactId")),
        caller=_address(contact.get("CustomerEndpoint")),
        dialled=_address(contact.get("SystemEndpoint")) or "",
        parameters=parameters,
        attributes=_mapping(contact.get("Attributes")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _NOTHING


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _address(endpoint: object) -> str | None:
    address = _mapping(endpoint).get("Address")
    return address if isinstance(address, str) else None
