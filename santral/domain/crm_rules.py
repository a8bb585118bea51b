"""What must fit together in a tenant's settings for a customer system of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from santral.domain.suggestions import did_you_mean
from santral.domain.tenant import CrmKind, CrmMethod, CrmSpec

Problems = Iterator[tuple[str, str]]

# What a card holds that an answer can say: the names on the left of `fields`.
CARD_FIELDS: Final = (
    "name",
    "id",
    "tier",
    "company",
    "email",
    "language",
    "note",
    "open_orders",
    "open_tickets",
    "url",
)
MOST_HEADERS: Final = 10
_SECRET: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
_HEADER_TEXT: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?")
_PATH: Final = re.compile(r"[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,7}")
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
# They say where a request ends and to whom it goes; that is ours to say.
_OUR_HEADERS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


def crm_problems(crm: CrmSpec) -> Problems:
    yield from _address(crm)
    yield from _credentials(crm)
    yield from _headers(crm)
    for name, path in crm.fields.items():
        if name not in CARD_FIELDS:
            yield f"crm.fields.{name}", f"unknown key{did_you_mean(name, CARD_FIELDS)}"
        if not _PATH.fullmatch(path):
            yield f"crm.fields.{name}", "expected a path such as data.0.name"


def _address(crm: CrmSpec) -> Problems:
    has_one = crm.url.startswith(("https://", "http://"))
    if crm.kind is CrmKind.ODOO:
        if not has_one or "{" in crm.url or "?" in crm.url:
            yield "crm.url", "expected the address of the Odoo server alone"
        return
    if has_one != (crm.kind is CrmKind.HTTP):
        yield "crm.url", "expected an address when kind is http, and none otherwise"
    if any(each not in ("{number}", "{digits}") for each in _PLACEHOLDER.findall(crm.url)):
        yield "crm.url", "expected no placeholders but {number} {digits}"


def _credentials(crm: CrmSpec) -> Problems:
    if crm.secret and not _SECRET.fullmatch(crm.secret):
        yield "crm.secret", "expected the name of a secret: small letters, digits and hyphens"
    is_odoo = crm.kind is CrmKind.ODOO
    for name in ("db", "login"):
        if bool(getattr(crm, name)) != is_odoo:
            yield f"crm.{name}", "expected one when kind is odoo, and none otherwise"
    if is_odoo and not crm.secret:
        yield "crm.secret", "expected the name of the secret that holds the API key"
    if is_odoo and crm.method is not CrmMethod.GET:
        yield "crm.method", "expected none when kind is odoo"


def _headers(crm: CrmSpec) -> Problems:
    if crm.headers and crm.kind is not CrmKind.HTTP:
        yield "crm.headers", "expected none when kind is not http"
    if len(crm.headers) > MOST_HEADERS:
        yield "crm.headers", f"expected at most {MOST_HEADERS}"
    for name, text in crm.headers.items():
        path = f"crm.headers.{name}"
        if not _HEADER.fullmatch(name) or name.lower() in _OUR_HEADERS:
            yield path, "expected a header of your own, such as Authorization"
        if not _HEADER_TEXT.fullmatch(text):
            yield path, "expected a text in one line of ASCII"
        if "{secret}" in text and not crm.secret:
            yield path, "expected crm.secret to name the secret"
