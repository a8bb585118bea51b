"""A public key as others read it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


def public_key(key: RSAPrivateKey) -> dict[str, str]:
    """Write a JSON Web Key; its `kid` is the RFC 7638 thumbprint."""
    numbers = key.public_key().public_numbers()
    what = {"e": _base64(_bytes(numbers.e)), "kty": "RSA", "n": _base64(_bytes(numbers.n))}
    thumbprint = sha256(json.dumps(what, separators=(",", ":"), sort_keys=True).encode())
    return {**what, "kid": _base64(thumbprint.digest()), "alg": "RS256", "use": "sig"}


def jwks(key: RSAPrivateKey) -> dict[str, list[dict[str, str]]]:
    return {"keys": [public_key(key)]}


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _base64(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
