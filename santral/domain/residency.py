"""Where personal data is kept, and whose law asks for it to be kept elsewhere.

This is what engineers need to know and not what a lawyer would say. A law that only sets terms for
taking data abroad (GDPR, KVKK) can be met by a contract, and is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# The area in which each Region that has Amazon Connect keeps its data. AWS GovCloud (US-West) has
# it as well, in a partition of its own, which these stacks are not made for.
# Source: Administrator Guide, "Availability of Amazon Connect features by Region" (read 2026-11).
REGIONS: Final[Mapping[str, str]] = {
    "us-east-1": "US",
    "us-west-2": "US",
    "ca-central-1": "CA",
    "eu-central-1": "EU",
    "eu-west-2": "GB",
    "ap-northeast-1": "JP",
    "ap-northeast-2": "KR",
    "ap-southeast-1": "SG",
    "ap-southeast-2": "AU",
    "af-south-1": "ZA",
}

# Laws by which data has to be collected into databases of a country that has no Region of AWS.
# Source: 152-FZ, article 18 (5), as in force since 2025-07-01: processors are meant as well.
_LAWS: Final[Mapping[str, str]] = {
    "RU": "the law (152-FZ) has data of people in Russia kept in Russia, where AWS has no Region",
}


def law_against(country: str) -> str:
    """Say which law forbids to serve a business of the country from AWS; "" is none."""
    return _LAWS.get(country, "")


def residency_problem(region: str, wanted: str) -> str:
    """Say why data that may not leave an area cannot be kept in the Region; "" is nothing.

    Args:
        region: one of REGIONS.
        wanted: an area as REGIONS has it, or a country; "" is any.
    """
    area = REGIONS[region]
    if wanted in ("", area):
        return ""
    if wanted in _LAWS:
        return f"cannot be met: {_LAWS[wanted]}"
    fitting = [each for each, kept_in in REGIONS.items() if kept_in == wanted]
    if fitting:
        return f"{region} keeps its data in {area}; expected {' or '.join(fitting)}"
    areas = ", ".join(sorted(set(REGIONS.values())))
    return f"cannot be met: Amazon Connect keeps data in {areas}, and nowhere else"
