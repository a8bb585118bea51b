"""A CRM behind HTTP of the tenant's own making: one request, answered by a JSON object.

`<url>?number=%2B90…` by GET, or {"number": "+90…"} by POST, unless the settings say otherwise. 404
and 204 are nobody; every other status but 200 is a failure, a redirect too: it could lead anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from santral.domain.errors import DependencyError, InputError
from santral.domain.tenant import CrmMethod, CrmSpec
from santral.stores.crm import CrmCard
from santral.stores.crm_fields import card_of, parsed
from santral.stores.outside import Asked, Outside

BUDGET_S: Final = 1.0
_OK: Final = 200
_NOBODY: Final = (204, 404)


def filled(url: str, number: str) -> str:
    """Return the address with the number where the settings want it.

    >>> filled("https://crm.example/{digits}?tel={number}", "+905321112233")
    'https://crm.example/905321112233?tel=%2B905321112233'
    """
    escaped = quote(number, safe="")
    return url.replace("{number}", escaped).replace("{digits}", number.lstrip("+"))


class RestCrm:
    def __init__(
        self,
        spec: CrmSpec,
        outside: Outside,
        secret: Callable[[], str],
        *,
        budget_s: Callable[[], float] = lambda: BUDGET_S,
    ) -> None:
        """
        Args:
            secret: what the settings name; asked for only where a header needs it.
            budget_s: for everything, from the look-up of the name to the last byte.
        """
        self._spec, self._outside, self._secret = spec, outside, secret
        self._budget_s = budget_s

    def find(self, number: str) -> CrmCard | None:
        asked = Asked(self._spec.method.value, self._headers(), self._body(number))
        reply = self._outside.ask("crm", self._url(number), asked, budget_s=self._budget_s())
        if reply.status in _NOBODY:
            return None
        if reply.status != _OK:
            raise DependencyError("crm", f"status {reply.status}", retryable=reply.status >= 500)
        plain = parsed(reply.octets)
        if not isinstance(plain, dict) and not (isinstance(plain, list) and self._spec.fields):
            raise DependencyError("crm", "an answer that is not a JSON object", retryable=False)
        return card_of(plain, self._spec.fields)

    def _url(self, number: str) -> str:
        url = self._spec.url
        named = filled(url, number)
        if named != url or self._spec.method is CrmMethod.POST:
            return named
        return f"{url}{'&' if '?' in url else '?'}number={quote(number, safe='')}"

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if self._spec.method is CrmMethod.POST:
            headers["Content-Type"] = "application/json"
        needs_secret = any("{secret}" in each for each in self._spec.headers.values())
        secret = self._secret() if needs_secret else ""
        if not secret.isascii() or not secret.isprintable():
            raise InputError("the CRM's secret cannot stand in a header")
        ours = {name: text.replace("{secret}", secret) for name, text in self._spec.headers.items()}
        return headers | ours

    def _body(self, number: str) -> bytes:
        is_post = self._spec.method is CrmMethod.POST
        return json.dumps({"number": number}).encode() if is_post else b""
