"""The keys by which anybody can verify the laptop's tokens."""

from __future__ import annotations

import stat
from base64 import urlsafe_b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from santral.domain.errors import InputError
from santral.local.cognito.jwks import public_key
from santral.local.server.application import new_application
from santral.local.server.cognito_keys import FILE, add_cognito_keys, kept_key, new_key
from tests.functional.server.asking import ask

POOL = "/cognito/eu-central-1_santral00"


def served(folder: Path) -> web.Application:
    app = new_application(lambda _: None)
    add_cognito_keys(app, kept_key(folder), "http://127.0.0.1:8090")
    return app


def number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def test_a_signature_is_verified_by_what_is_published(tmp_path: Path) -> None:
    signature = kept_key(tmp_path).sign(b"a token", PKCS1v15(), hashes.SHA256())

    [key] = ask(served(tmp_path), "GET", f"{POOL}/.well-known/jwks.json").json["keys"]

    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert set(key) == {"kty", "alg", "use", "kid", "e", "n"}  # nothing private
    public = RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key()
    public.verify(signature, b"a token", PKCS1v15(), hashes.SHA256())


def test_a_keys_name_is_its_thumbprint() -> None:
    key = public_key(new_key())

    written = f'{{"e":"{key["e"]}","kty":"RSA","n":"{key["n"]}"}}'
    assert number(key["kid"]) == int.from_bytes(sha256(written.encode()).digest(), "big")


def test_the_configuration_leads_to_the_keys(tmp_path: Path) -> None:
    configuration = ask(served(tmp_path), "GET", f"{POOL}/.well-known/openid-configuration").json

    assert configuration["issuer"] == f"http://127.0.0.1:8090{POOL}"
    assert configuration["jwks_uri"] == f"http://127.0.0.1:8090{POOL}/.well-known/jwks.json"


def test_the_key_stays_the_same_from_run_to_run_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = kept_key(tmp_path), kept_key(tmp_path)

    assert public_key(first) == public_key(second)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_damaged_key_is_named_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("-----BEGIN PRIVATE KEY-----\nx\n")

    with pytest.raises(InputError, match="remove it for a new one"):
        kept_key(tmp_path)

    assert (tmp_path / FILE).read_text() == "-----BEGIN PRIVATE KEY-----\nx\n"
