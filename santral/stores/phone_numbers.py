"""The PhoneNumbers port by metadata, which is loaded with the first number: few functions have one.

Who parses a number in every call loads santral/stores/phone_metadata.py when it starts.
"""

from __future__ import annotations


class PhoneNumbersByMetadata:
    """Its answers depend on nothing but the arguments."""

    def parse(self, written: str, region: str) -> str | None:
        """Return the number in E.164, or None; see PhoneNumbers.parse."""
        from santral.stores.phone_metadata import parse

        return parse(written, region)
