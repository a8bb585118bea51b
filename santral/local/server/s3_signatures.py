"""Signatures of links and forms that lead to S3, checked as S3 does; moto checks none.

Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature
Version 4)" and "Browser-Based Uploads Using POST", "Creating a POST Policy" (read 2026-11-30).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote

_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_SIGNATURE: Final = "X-Amz-Signature"
_INSTANT: Final = "%Y%m%dT%H%M%SZ"
_LONGEST: Final = timedelta(days=7)
_CLOCKS_DIFFER: Final = timedelta(minutes=15)
# Source: "Creating a POST Policy": each field has to be in the policy but these.
_UNCHECKED: Final = frozenset({"x-amz-signature", "policy", "file"})


class S3RefusedError(Exception):
    """
    Attributes:
        code: S3's own name of the reason.
        message: constant.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True, slots=True)
class Keys:
    """By which everything of this run is signed."""

    access_key: str
    secret: str
    token: str
    region: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes a form lets its file have."""

    least: int = 0
    most: int = 5 * 1024**3


def check_link(
    keys: Keys, method: str, raw_path: str, host: str, *, now: datetime
) -> Mapping[str, str]:
    """Return what a link asks for, once its signature is found to be good.

    Args:
        raw_path: with the query, as it was sent.

    Raises:
        S3RefusedError: the link is not ours, or not for this, or too old.
    """
    path, _, query = raw_path.partition("?")
    pairs = sorted(
        (name, value)
        for name, _, value in (each.partition("=") for each in query.split("&"))
        if name != _SIGNATURE
    )
    given = {
        name: unquote(value) for name, _, value in (x.partition("=") for x in query.split("&"))
    }
    scope = _scope(keys, given.get("X-Amz-Credential", ""), given.get("X-Amz-Algorithm", ""))
    _check_token(keys, given.get("X-Amz-Security-Token", ""))
    signed_at = _instant(given.get("X-Amz-Date", ""))
    if given.get("X-Amz-SignedHeaders") != "host":
        raise S3RefusedError(400, "AuthorizationQueryParametersError", "Expected a signed host.")
    canonical = "\n".join(
        (
            method,
            path,
            "&".join(f"{name}={value}" for name, value in pairs),
            f"host:{host}\n",
            "host",
            "UNSIGNED-PAYLOAD",
        )
    )
    text = "\n".join(
        (_ALGORITHM, given["X-Amz-Date"], scope, hashlib.sha256(canonical.encode()).hexdigest())
    )
    _check_signature(keys, scope, text, given.get(_SIGNATURE, ""))
    _check_age(signed_at, given.get("X-Amz-Expires", ""), now)
    return given


def check_form(keys: Keys, fields: Mapping[str, str], *, bucket: str, now: datetime) -> Limits:
    """Return how long a form's file may be, once its policy is found to be good and kept.

    Args:
        fields: those before the file, by names in small letters.

    Raises:
        S3RefusedError: the policy is not ours, or too old, or does not allow this.
    """
    policy = fields.get("policy", "")
    scope = _scope(keys, fields.get("x-amz-credential", ""), fields.get("x-amz-algorithm", ""))
    _check_token(keys, fields.get("x-amz-security-token", ""))
    _check_signature(keys, scope, policy, fields.get("x-amz-signature", ""))
    expires, conditions = _policy(policy)
    if expires <= now:
        raise S3RefusedError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    return _kept(conditions, {**fields, "bucket": bucket})


def _kept(conditions: Sequence[Any], given: Mapping[str, str]) -> Limits:
    limits, seen = Limits(), set(_UNCHECKED)
    for condition in conditions:
        kind, name, value = _condition(condition)
        if kind == "content-length-range":
            limits = Limits(int(name), int(value))
            continue
        sent = given.get(name)
        is_kept = sent == value if kind == "eq" else sent is not None and sent.startswith(value)
        if not is_kept:
            raise S3RefusedError(
                403, "AccessDenied", "Invalid according to Policy: Policy Condition failed."
            )
        seen.add(name)
    if any(not name.startswith("x-ignore-") for name in given.keys() - seen - {"bucket"}):
        raise S3RefusedError(
            403, "AccessDenied", "Invalid according to Policy: Extra input fields."
        )
    return limits


def _condition(condition: Any) -> tuple[str, str, str]:
    try:
        if isinstance(condition, dict):
            [(name, value)] = condition.items()
            return "eq", str(name).lower(), str(value)
        kind, name, value = condition
        if kind == "content-length-range":
            return kind, str(int(name)), str(int(value))
        if kind in ("eq", "starts-with") and name.startswith("$"):
            return kind, name[1:].lower(), str(value)
    except (AttributeError, TypeError, ValueError):
        pass
    raise S3RefusedError(400, "InvalidPolicyDocument", "Expected conditions of the known kinds.")


def _policy(text: str) -> tuple[datetime, Sequence[Any]]:
    try:
        document = json.loads(base64.b64decode(text, validate=True))
        expires = datetime.fromisoformat(document["expiration"])
        return expires.astimezone(UTC), list(document["conditions"])
    except (binascii.Error, KeyError, TypeError, ValueError):
        raise S3RefusedError(400, "InvalidPolicyDocument", "Expected a policy.") from None


def _scope(keys: Keys, credential: str, algorithm: str) -> str:
    """Return date, region and service, for which a request was signed with our key."""
    access_key, _, scope = credential.partition("/")
    if algorithm != _ALGORITHM or scope.split("/")[1:] != [keys.region, "s3", "aws4_request"]:
        raise S3RefusedError(
            400, "AuthorizationQueryParametersError", "Expected a signature of version 4 for s3."
        )
    if access_key != keys.access_key:
        raise S3RefusedError(403, "InvalidAccessKeyId", "The access key is not this server's.")
    return scope


def _check_token(keys: Keys, token: str) -> None:
    if not hmac.compare_digest(token.encode(), keys.token.encode()):
        raise S3RefusedError(403, "InvalidToken", "The token is not this server's.")


def _check_signature(keys: Keys, scope: str, text: str, signature: str) -> None:
    key = f"AWS4{keys.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    expected = hmac.new(key, text.encode(), "sha256").hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise S3RefusedError(
            403, "SignatureDoesNotMatch", "The signature is not that of this request."
        )


def _instant(written: str) -> datetime:
    try:
        return datetime.strptime(written, _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        raise S3RefusedError(
            400, "AuthorizationQueryParametersError", "Expected X-Amz-Date."
        ) from None


def _check_age(signed_at: datetime, expires: str, now: datetime) -> None:
    lasts = timedelta(seconds=int(expires)) if expires.isdecimal() and len(expires) < 9 else None
    if lasts is None or lasts > _LONGEST:
        raise S3RefusedError(400, "AuthorizationQueryParametersError", "Expected X-Amz-Expires.")
    if signed_at > now + _CLOCKS_DIFFER:
        raise S3RefusedError(403, "AccessDenied", "Request is not yet valid.")
    if now >= signed_at + lasts:
        raise S3RefusedError(403, "AccessDenied", "Request has expired.")
