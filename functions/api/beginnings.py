"""What a business is begun from, as bodies say it: where it is, and by which clock it works."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from functions.api.profile_shapes import Zone
from santral.domain.business_rules import is_zone
from santral.domain.residency import law_against
from santral.domain.templates.zones import is_country


def _known_country(code: str) -> str:
    if not is_country(code):
        raise ValueError("expected a country of ISO 3166, as TR")
    return code


def _served(country: str) -> str:
    law = law_against(country)
    if law:
        raise ValueError(f"expected a country that can be served: {law}")
    return country


def _known_zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError("expected an IANA time zone, as Europe/Istanbul")
    return name


Country = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2}$"),
    AfterValidator(_known_country),
    Field(description="of ISO 3166, as TR"),
]
ServedCountry = Annotated[Country, AfterValidator(_served)]
Clock = Annotated[Zone, AfterValidator(_known_zone)]
