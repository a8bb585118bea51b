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


# A CRM that answers rubbish lies.
_WRITTEN = {"hang": Fault.HANG, "fail": Fault.FAIL, "rubbish": Fault.RUBBISH, "lie": Fault.RUBBISH}


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
            if dependency not in {"dynamodb", "crm"} or fault not in _WRITTEN:
                raise InputError(
                    f"--fault {each}: expected dynamodb=… or crm=… "
                    f"with one of {', '.join(_WRITTEN)}"
                )
            chosen[dependency] = _WRITTEN[fault]
        return cls(**chosen)
