"""Which Python and which processor packages are made for: the Python that builds decides."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from santral.domain.errors import InputError

# The C library's version in each runtime: Amazon Linux 2 has 2.26, Amazon Linux 2023 has 2.34.
# Source: AWS Lambda Developer Guide, "Lambda runtimes" (2026); Amazon Linux 2023 User Guide,
# "Comparing Amazon Linux 2 and Amazon Linux 2023".
_GLIBC_MINOR: Final[Mapping[str, int]] = {"3.11": 26, "3.12": 34, "3.13": 34, "3.14": 34}
_OLDEST_GLIBC_MINOR: Final = 17  # of manylinux2014


class Target(StrEnum):
    """What runs it: one of Lambda's processors, or this machine (an emulator of AWS)."""

    ARM64 = "arm64"
    X86_64 = "x86_64"
    HOST = "host"

    @property
    def machine(self) -> str:
        """The processor as Linux names it."""
        return {Target.ARM64: "aarch64", Target.X86_64: "x86_64"}.get(self) or platform.machine()


def python_version() -> str:
    """Return the minor version of the Python that runs this, which Lambda's runtime then is.

    Raises:
        InputError: Lambda has no such runtime.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version not in _GLIBC_MINOR:
        raise InputError(
            f"Lambda has no runtime for Python {version}; expected {', '.join(_GLIBC_MINOR)} "
            "(make clean, then make PYTHON=python3.13 setup)"
        )
    return version


def wheel_platforms(target: Target) -> list[str]:
    """List the platforms whose wheels run there; none for this machine, whose pip knows them."""
    if target is Target.HOST:
        return []
    newest = _GLIBC_MINOR[python_version()]
    minors = range(newest, _OLDEST_GLIBC_MINOR - 1, -1)
    return [f"manylinux_2_{minor}_{target.machine}" for minor in minors] + [
        f"manylinux2014_{target.machine}"
    ]
