"""How large a contact's user-defined attributes may be, over its whole chain.

Source: API Reference, UpdateContactAttributes (32,768 UTF-8 bytes over all keys and values).
"""

from __future__ import annotations

from collections.abc import Mapping

SIZE_LIMIT = 32_768


def size(attributes: Mapping[str, str]) -> int:
    """Count the UTF-8 bytes of all keys and values."""
    return len("".join([*attributes, *attributes.values()]).encode(errors="surrogatepass"))
