"""The server's half of Secure Remote Password as Cognito speaks it.

Numbers are hashed as their shortest two's complement in big-endian octets. A password is kept as
salt and verifier; also a password that comes in clear is checked by them.

Source: RFC 5054, appendix A, the 3072-bit group, and RFC 2945, as AWS's own clients use them
(aws-amplify/amplify-js, AuthenticationHelper.js): H is SHA-256, the session's key is HKDF's first
16 octets for "Caldera Derived Key". Read 2026-10.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

N: Final = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E34"
    "04DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6"
    "F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A6916"
    "3FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C"
    "32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA95"
    "6AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA7157"
    "5D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D876"
    "02733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E"
    "4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G: Final = 2
SALT_BITS: Final = 128
PRIVATE_BITS: Final = 256
_INFO: Final = b"Caldera Derived Key"
_KEY_OCTETS: Final = 16


def octets(number: int) -> bytes:
    """
    >>> octets(0x7F).hex(), octets(0x80).hex(), octets(0x123).hex()
    ('7f', '0080', '0123')
    """
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def _hash(*parts: bytes) -> int:
    return int.from_bytes(sha256(b"".join(parts)).digest(), "big")


K: Final = _hash(octets(N), octets(G))


def verifier(pool_name: str, username: str, password: str, salt: int) -> int:
    """Make what a password is checked by; some milliseconds.

    Args:
        pool_name: the pool's id behind its underscore.
    """
    identity = sha256(f"{pool_name}{username}:{password}".encode()).digest()
    return pow(G, _hash(octets(salt), identity), N)


def public_value(private: int, of_verifier: int) -> int:
    """Give B."""
    return (K * of_verifier + pow(G, private, N)) % N


def session_key(client_public: int, private: int, server_public: int, of_verifier: int) -> bytes:
    """Give the key that only who knows the password has as well.

    Args:
        client_public: A, which is no multiple of N.
        server_public: B.
    """
    scramble = _hash(octets(client_public), octets(server_public))
    shared = pow(client_public * pow(of_verifier, scramble, N) % N, private, N)
    extracted = hmac.digest(octets(scramble), octets(shared), sha256)
    return hmac.digest(extracted, _INFO + b"\x01", sha256)[:_KEY_OCTETS]


def signature(key: bytes, pool_name: str, username: str, block: bytes, timestamp: str) -> bytes:
    """Sign as the client does, over what the server gave it and the time."""
    said = pool_name.encode() + username.encode() + block + timestamp.encode()
    return hmac.digest(key, said, sha256)
