"""What every type of resource can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from santral.local.connect.connect import Connect

Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """
    Attributes:
        id: the physical id; what `Ref` returns.
        attributes: what `Fn::GetAtt` returns, by name.
    """

    id: str
    attributes: Mapping[str, Any]


class ResourceType(Protocol):
    """
    Attributes:
        create_only: properties whose change makes a new resource.
    """

    @property
    def required(self) -> frozenset[str]: ...

    @property
    def properties(self) -> frozenset[str]: ...

    @property
    def create_only(self) -> frozenset[str]: ...

    def create(self, connect: Connect, given: Properties) -> Made: ...

    def update(self, connect: Connect, made: str, old: Properties, given: Properties) -> Made: ...

    def delete(self, connect: Connect, made: str, old: Properties) -> None: ...
