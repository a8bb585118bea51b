"""What proves to another system who a tenant is: written once, used, and shown to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from santral.stores.shelves import Shelf
from santral.stores.tenant_guard import acting_tenant


@dataclass(frozen=True, slots=True)
class Secret:
    value: str

    def __repr__(self) -> str:
        return "Secret(…)"


SECRETS: Final = Shelf("secret", Secret)


def secret_value(name: str) -> str:
    """Return a secret of the tenant that this invocation acts for.

    Raises:
        NotFoundError: it has none of that name.
        DependencyError: DynamoDB failed.
    """
    return SECRETS.load(acting_tenant(), name).value.value
