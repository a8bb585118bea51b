"""Secure Remote Password, against a client's half written from the RFC."""

from __future__ import annotations

import hmac
from hashlib import sha256
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from santral.local.cognito import srp


def clients_key(a: int, public: int, name: str, password: str, salt: int) -> bytes:
    """Compute the client's half: K from a, B, the name, the password and the salt."""
    mine = pow(srp.G, a, srp.N)
    x = _hash(srp.octets(salt), sha256(f"santral00{name}:{password}".encode()).digest())
    u = _hash(srp.octets(mine), srp.octets(public))
    shared = pow(public - srp.K * pow(srp.G, x, srp.N), a + u * x, srp.N)
    extracted = hmac.digest(srp.octets(u), srp.octets(shared), sha256)
    return hmac.digest(extracted, b"Caldera Derived Key\x01", sha256)[:16]


def _hash(*parts: bytes) -> int:
    return int.from_bytes(sha256(b"".join(parts)).digest(), "big")


@settings(max_examples=10, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_both_halves_come_to_the_same_key_with_the_right_password_alone(seed: int) -> None:
    random = Random(seed)
    a, b = random.getrandbits(256) | 1, random.getrandbits(256) | 1
    salt = random.getrandbits(srp.SALT_BITS)
    verifier = srp.verifier("santral00", "sub", "correct-Horse-7", salt)
    public = srp.public_value(b, verifier)

    key = srp.session_key(pow(srp.G, a, srp.N), b, public, verifier)

    assert key == clients_key(a, public, "sub", "correct-Horse-7", salt)
    assert key != clients_key(a, public, "sub", "correct-Horse-8", salt)


def test_the_multiplier_is_that_of_the_3072_bit_group_with_sha_256() -> None:
    assert srp.N.bit_length() == 3072
    assert f"{srp.K:064x}" == "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"
