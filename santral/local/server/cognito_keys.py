"""The key that signs this laptop's tokens, and the documents by which others verify them.

Source: Amazon Cognito Developer Guide, "Verifying JSON web tokens": the documents' addresses below
the issuer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from santral.domain.errors import InputError
from santral.local.cognito.jwks import jwks
from santral.local.identifiers import USER_POOL_ID
from santral.local.server.application import SERVED, Served, json_route
from santral.local.state.writing import write_whole

FILE: Final = "cognito-key.pem"
PATH: Final = f"/cognito/{USER_POOL_ID}"
KEYS_PATH: Final = f"{PATH}/.well-known/jwks.json"
_BITS: Final = 2048


def new_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65_537, key_size=_BITS)


def kept_key(folder: Path) -> RSAPrivateKey:
    """Read the key of a folder of state; where it has none yet, make one for its owner alone.

    Raises:
        InputError: what is there is no such key.
    """
    path = folder / FILE
    if not path.exists():
        write_whole(path, [_as_text(new_key())])
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        key = None
    if not isinstance(key, RSAPrivateKey):
        raise InputError(f"{path}: no private RSA key that can be read; remove it for a new one")
    return key


def _as_text(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def add_cognito_keys(app: web.Application, key: RSAPrivateKey, address: str) -> None:
    """
    Args:
        address: of this server, as `http://127.0.0.1:8090`; tokens are issued in its name.
    """
    issuer = f"{address}{PATH}"
    json_route(app, KEYS_PATH, jwks(key))
    json_route(
        app,
        f"{PATH}/.well-known/openid-configuration",
        {
            "issuer": issuer,
            "jwks_uri": f"{address}{KEYS_PATH}",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "token"],
            "subject_types_supported": ["public"],
        },
    )
    app[SERVED].append(Served(KEYS_PATH, "the keys of Cognito's tokens"))
