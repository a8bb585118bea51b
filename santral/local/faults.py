"""Faults to put between the functions and what they depend on, to hear what callers hear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from santral.domain.errors import InputError


class Fault(StrEnum):
    """How a dependency misbehaves: no answer at all, an error, or an answer that makes no sense."""

    NONE = "none"
    HANG = "hang"
    FAIL = "fail"
    RUBBISH = "rubbish"


@dataclass(frozen=True, slots=True)
class Faults:
    dynamodb: Fault = Fault.NONE
    crm: Fault = Fault.NONE

    @classmethod
    def parse(cls, written: list[str]) -> Faults:
        """Read `dynamodb=hang`, `crm=fail` …

        Raises:
            InputError: another dependency or another fault.
        """
        chosen: dict[str, Fault] = {}
        for each in written:
            dependency, _, fault = each.partition("=")
            kinds = [kind.value for kind in Fault]
            if dependency not in {"dynamodb", "crm"} or fault not in kinds:
                raise InputError(
                    f"--fault {each}: expected dynamodb=… or crm=… with one of {', '.join(kinds)}"
                )
            chosen[dependency] = Fault(fault)
        return cls(**chosen)
