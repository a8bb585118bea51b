"""Tokens that nobody may be let in by: each class of them by name, and how one is made."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from santral.local.cognito.jwks import public_key

SUBJECT: Final = "3f2c1b7e-9a44-4d2f-8b1e-6c5d4e3f2a10"
_SIGNED: Final = PKCS1v15()


@dataclass(frozen=True, slots=True)
class Signing:
    """What good tokens are made of.

    Attributes:
        now: aware; when they are issued.
    """

    key: RSAPrivateKey
    issuer: str
    client_id: str
    now: datetime

    @property
    def kid(self) -> str:
        return public_key(self.key)["kid"]

    @property
    def now_s(self) -> int:
        return int(self.now.timestamp())

    def header(self, **changed: Any) -> dict[str, Any]:
        return _without_none({"kid": self.kid, "alg": "RS256", **changed})

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Give an access token's claims; those changed to None are left out."""
        return _without_none(
            {
                "sub": SUBJECT,
                "iss": self.issuer,
                "version": 2,
                "client_id": self.client_id,
                "origin_jti": "0c9d5f10-1d6a-4b1c-9a51-5a4be1a7d0f1",
                "event_id": "b8f7a2a6-8a8c-4a53-a9d3-0f6f1d3e2c1b",
                "token_use": "access",
                "scope": "aws.cognito.signin.user.admin",
                "auth_time": self.now_s,
                "exp": self.now_s + 600,
                "iat": self.now_s,
                "jti": "6d0b3f52-7a52-4bb4-a7a5-1d9c8f0e7b3a",
                "username": SUBJECT,
                "tenant": "klima",
                "role": "owner",
                **changed,
            }
        )


def good_token(signing: Signing, **changed: Any) -> str:
    return signed(signing, signing.header(), signing.claims(**changed))


def signed(signing: Signing, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    return signed_octets(signing, as_json(header), as_json(claims))


def signed_octets(signing: Signing, header: bytes, payload: bytes) -> str:
    what = f"{base64url(header)}.{base64url(payload)}"
    signature = signing.key.sign(what.encode(), _SIGNED, hashes.SHA256())
    return f"{what}.{base64url(signature)}"


def as_json(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()


def base64url(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


Maker = Callable[[Signing], str]


def _without_none(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _with_claims(**changed: Any) -> Maker:
    return lambda signing: good_token(signing, **changed)


def _with_header(**changed: Any) -> Maker:
    return lambda signing: signed(signing, signing.header(**changed), signing.claims())


def _at(name: str, seconds: int) -> Maker:
    return lambda signing: good_token(signing, **{name: signing.now_s + seconds})


def _times(issued_s: int, expires_s: int) -> Maker:
    return lambda signing: good_token(
        signing, iat=signing.now_s + issued_s, exp=signing.now_s + expires_s
    )


def _altered(alter: Callable[[str], str]) -> Maker:
    return lambda signing: alter(good_token(signing))


def _parts(alter: Callable[[str, str, str], str]) -> Maker:
    def make(signing: Signing) -> str:
        header, payload, signature = good_token(signing).split(".")
        return alter(header, payload, signature)

    return make


@cache
def _stranger() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65_537, key_size=2048)


def _unsigned(algorithm: str) -> Maker:
    def make(signing: Signing) -> str:
        header = as_json(signing.header(alg=algorithm))
        return f"{base64url(header)}.{base64url(as_json(signing.claims()))}."

    return make


def _by_public_key_as_secret(signing: Signing) -> str:
    secret = signing.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = base64url(as_json(signing.header(alg="HS256")))
    what = f"{header}.{base64url(as_json(signing.claims()))}"
    return f"{what}.{base64url(hmac.digest(secret, what.encode(), sha256))}"


def _by_elliptic_curve(signing: Signing) -> str:
    header = base64url(as_json(signing.header(alg="ES256")))
    what = f"{header}.{base64url(as_json(signing.claims()))}"
    signature = ec.generate_private_key(ec.SECP256R1()).sign(
        what.encode(), ec.ECDSA(hashes.SHA256())
    )
    return f"{what}.{base64url(signature)}"


def _by_another_algorithm(algorithm: str, padding: Any, digest: hashes.HashAlgorithm) -> Maker:
    """Sign by the right key, as some other algorithm would."""

    def make(signing: Signing) -> str:
        header = base64url(as_json(signing.header(alg=algorithm)))
        what = f"{header}.{base64url(as_json(signing.claims()))}"
        return f"{what}.{base64url(signing.key.sign(what.encode(), padding, digest))}"

    return make


def _by_stranger(**header: Any) -> Maker:
    def make(signing: Signing) -> str:
        theirs = Signing(_stranger(), signing.issuer, signing.client_id, signing.now)
        return signed(theirs, signing.header(**header), signing.claims())

    return make


def _by_stranger_who_brings_the_key(signing: Signing) -> str:
    return _by_stranger(jwk=public_key(_stranger()))(signing)


def _twice(part: str, pair: str) -> Maker:
    """Write one more pair at the end of the header or the payload, whose name is there already."""

    def make(signing: Signing) -> str:
        header, payload = as_json(signing.header()), as_json(signing.claims())
        if part == "header":
            header = header[:-1] + f",{pair}}}".encode()
        else:
            payload = payload[:-1] + f",{pair}}}".encode()
        return signed_octets(signing, header, payload)

    return make


def _with_payload(payload: bytes) -> Maker:
    return lambda signing: signed_octets(signing, as_json(signing.header()), payload)


def _with_payload_of(write: Callable[[dict[str, Any]], bytes]) -> Maker:
    return lambda signing: signed_octets(
        signing, as_json(signing.header()), write(signing.claims())
    )


def _id_token(signing: Signing) -> str:
    return good_token(signing, token_use="id", aud=signing.client_id, client_id=None, scope=None)


def _with_payload_of_another(header: str, _payload: str, signature: str) -> str:
    return f"{header}.{base64url(as_json({'sub': SUBJECT, 'role': 'owner'}))}.{signature}"


def _with_loose_bits(header: str, payload: str, signature: str) -> str:
    """Write the same signature with other bits in the part of the last letter that is not used."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = letters[letters.index(signature[-1]) | 1]
    return f"{header}.{payload}.{signature[:-1]}{last}"


BAD_TOKENS: Final[Mapping[str, Maker]] = {
    # no token at all
    "empty": lambda _: "",
    "a word": lambda _: "owner",
    "two parts": _parts(lambda header, payload, _: f"{header}.{payload}"),
    "four parts": _altered(lambda token: token + ".x"),
    "five empty parts": lambda _: "....",
    "encrypted, by its looks": _altered(lambda token: token + "." + token.split(".")[0] + ".x"),
    "over 4 KB": _with_claims(padding="x" * 4000),
    "over 10 KB": _with_claims(padding="x" * 10_000),
    "not ASCII": _altered(lambda token: token[:-1] + "é"),
    "a space inside": _altered(lambda token: token[:40] + " " + token[40:]),
    "a line's end behind": _altered(lambda token: token + "\n"),
    "padded": _parts(lambda header, payload, signature: f"{header}.{payload}.{signature}=="),
    "base64 of the other alphabet": _altered(lambda token: token.replace("_", "/") + "+"),
    "loose bits in the last letter": _parts(_with_loose_bits),
    "header that is no JSON": _parts(lambda _, payload, signature: f"e30x.{payload}.{signature}"),
    "payload that is no JSON": _with_payload(b"{"),
    "payload that is a list": _with_payload(b"[]"),
    "payload in another encoding": _with_payload_of(
        lambda claims: json.dumps(claims).encode("utf-16")
    ),
    "payload that is nested deeply": _with_payload(b'{"a":' + b"[" * 1400 + b"]" * 1400 + b"}"),
    "NaN for a time": _with_payload_of(
        lambda claims: as_json({**claims, "exp": float("nan")}),
    ),
    # signatures
    "no algorithm, no signature": _unsigned("none"),
    "no algorithm, in capitals": _unsigned("NONE"),
    "a signature cut off": _parts(lambda header, payload, _: f"{header}.{payload}."),
    "an altered signature": _parts(
        lambda header, payload, signature: f"{header}.{payload}.{'A' * len(signature)}"
    ),
    "another payload under the signature": _parts(_with_payload_of_another),
    "HS256 by the public key": _by_public_key_as_secret,
    "ES256": _by_elliptic_curve,
    "RS512 by the right key": _by_another_algorithm("RS512", _SIGNED, hashes.SHA512()),
    "PS256 by the right key": _by_another_algorithm(
        "PS256", PSS(MGF1(hashes.SHA256()), 32), hashes.SHA256()
    ),
    "RS256 said in small letters": _with_header(alg="rs256"),
    "algorithms in a list": _with_header(alg=["RS256"]),
    "no algorithm named": _with_header(alg=None),
    # keys
    "a stranger's key": _by_stranger(),
    "an unknown key": _by_stranger(kid="c3RyYW5nZXI"),
    "no key named": _with_header(kid=None),
    "a path for a key's name": _with_header(kid="../../dev/null"),
    "a number for a key's name": _with_header(kid=1),
    "jku": _with_header(jku="https://attacker.invalid/jwks.json"),
    "x5u": _with_header(x5u="https://attacker.invalid/certificate.pem"),
    "x5c": _with_header(x5c=["MIIB"]),
    "jwk": _by_stranger_who_brings_the_key,
    "crit": _with_header(crit=["exp"]),
    "another type": _with_header(typ="JWE"),
    "name twice in the header": _twice("header", '"alg":"RS256"'),
    # whose
    "another issuer": _with_claims(iss="https://cognito-idp.eu-central-1.amazonaws.com/other"),
    "issuer with a stroke behind": lambda signing: good_token(signing, iss=signing.issuer + "/"),
    "issuers in a list": lambda signing: good_token(signing, iss=[signing.issuer]),
    "no issuer": _with_claims(iss=None),
    "another client": _with_claims(client_id="7another0client0of0ours"),
    "no client": _with_claims(client_id=None),
    "an ID token": _id_token,
    "an ID token that names the client": lambda signing: good_token(
        signing, token_use="id", aud=signing.client_id
    ),
    "an audience": _with_claims(aud="https://other.invalid"),
    "no use": _with_claims(token_use=None),
    "a refresh token, by its word": _with_claims(token_use="refresh"),
    # when
    "expired": _times(-700, -100),
    "expired this second": _times(-600, 0),
    "no expiry": _with_claims(exp=None),
    "expiry as text": lambda signing: good_token(signing, exp=str(signing.now_s + 600)),
    "expiry with a fraction": lambda signing: good_token(signing, exp=signing.now_s + 599.5),
    "expiry that is true": _with_claims(exp=True),
    "an hour to live": _at("exp", 3600),
    "expiry before issue": _times(30, 20),
    "no time of issue": _with_claims(iat=None),
    "issued in the future": _times(120, 700),
    "not before the future": _at("nbf", 120),
    "not before a word": _with_claims(nbf="now"),
    # who
    "no subject": _with_claims(sub=None),
    "a subject that is no UUID": _with_claims(sub="klima#member"),
    "a number for a subject": _with_claims(sub=7),
    "no tenant": _with_claims(tenant=None),
    "the reserved tenant": _with_claims(tenant="platform"),
    "an operator of a business": _with_claims(role="operator"),
    "a tenant that cannot be": _with_claims(tenant="klima#x"),
    "tenants in a list": _with_claims(tenant=["klima"]),
    "no role": _with_claims(role=None),
    "a role that nobody has": _with_claims(role="root"),
    "roles in a list": _with_claims(role=["owner"]),
    "a word about MFA that is not ours": _with_claims(mfa="done"),
    "role twice": _twice("payload", '"role":"owner"'),
    "expiry twice": _twice("payload", '"exp":9999999999'),
    "a name twice, further in": _twice("payload", '"more":{"a":1,"a":2}'),
}
