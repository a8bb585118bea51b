"""Odoo as a CRM: partners by telephone number, with what they have ordered and asked.

Odoo keeps telephone numbers as people type them. So it is asked for all whose last digits are
these, with anything between them, and the answers are compared as numbers. Where the module
phone_validation keeps them in E.164 as well (`phone_sanitized`), that is asked for too.

An order is open when it is confirmed and not wholly invoiced; a ticket, of Helpdesk or else a task
of Project, when its stage is not folded away. An Odoo without the module, or a user who may not
read it, is not known to have any.

Source: Odoo 18 documentation, "External API", on `common` and `object`, as JSON-RPC at `/jsonrpc`.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Final

from santral.domain.errors import DependencyError
from santral.domain.tenant import CrmSpec
from santral.stores.crm import CrmCard
from santral.stores.crm_fields import card_of, parsed
from santral.stores.crm_rest import BUDGET_S
from santral.stores.outside import Asked, Line, Outside

PARTNERS: Final = "res.partner"
ORDERS: Final = "sale.order"
TICKETS: Final = ("helpdesk.ticket", "project.task")
KNOWN_S: Final = 600.0  # how long a log-in and what an Odoo has are taken for granted
_MOST_KNOWN: Final = 256
_DIGITS_COMPARED: Final = 7  # as many as the shortest full numbers have
_MOST_CANDIDATES: Final = 20
_OK: Final = 200
_NUMBER_FIELDS: Final = ("phone", "mobile", "phone_sanitized")
_FIELDS: Final[Mapping[str, str]] = {
    "company": "commercial_company_name",
    "language": "lang",
    "note": "",  # Odoo's is HTML, which is no text for a page
    "open_orders": "",
    "open_tickets": "",
    "tier": "",
    "url": "",
}


# Where, which database, who, by which key, and then the fields of a partner that are wanted.
Login = tuple[str, ...]
_WHAT_IS_WANTED: Final = 4


class OdooRefusal(Exception):  # noqa: N818  # an answer, not a failure: each asker decides
    """Odoo's own error; its texts may repeat what was asked, so they are not kept."""


@dataclass(slots=True)
class _Known:
    """What one log-in has found out.

    Attributes:
        lacks: models that this Odoo does not have, or does not show us.
    """

    user: int
    fields: frozenset[str]
    at_s: float
    lacks: set[str] = field(default_factory=set)


class OdooLogins:
    """Log-ins of this process; may be used from several threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: OrderedDict[Login, _Known] = OrderedDict()
        self._changing = Lock()

    def known(self, login: Login) -> _Known | None:
        with self._changing:
            found = self._known.get(login)
            is_recent = found is not None and self._monotonic() - found.at_s < KNOWN_S
            return found if is_recent else None

    def keep(self, login: Login, user: int, fields: frozenset[str]) -> _Known:
        known = _Known(user, fields, self._monotonic())
        with self._changing:
            self._known[login] = known
            self._known.move_to_end(login)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return known

    def forget(self, login: Login) -> None:
        with self._changing:
            self._known.pop(login, None)


class OdooCrm:
    def __init__(
        self,
        spec: CrmSpec,
        outside: Outside,
        secret: Callable[[], str],
        logins: OdooLogins,
        *,
        e164: Callable[[str], str | None],
        budget_s: Callable[[], float] = lambda: BUDGET_S,
    ) -> None:
        """
        Args:
            secret: an API key of the user whom the settings name.
            e164: reads a number as the tenant's country writes it; None is no number.
            budget_s: for everything; counting is what is given up first.
        """
        self._spec, self._outside, self._secret = spec, outside, secret
        self._logins, self._e164, self._budget_s = logins, e164, budget_s
        self._paths = {**_FIELDS, **spec.fields}

    def find(self, number: str) -> CrmCard | None:
        key = self._secret()
        url = f"{self._spec.url.rstrip('/')}/jsonrpc"
        login = (self._spec.url, self._spec.db, self._spec.login, key, *sorted(self._wanted()))
        with self._outside.line("crm", url, budget_s=self._budget_s()) as line:
            try:
                session = _Session(line, self._spec, key, self._logins, login)
                return self._found(session, number)
            except OdooRefusal as refusal:
                self._logins.forget(login)
                raise DependencyError("crm", "Odoo refuses", retryable=False) from refusal

    def _wanted(self) -> frozenset[str]:
        named = (self._paths.get(each, each) for each in ("name", "email", *self._paths))
        return frozenset({path.partition(".")[0] for path in named if path} | {*_NUMBER_FIELDS})

    def _found(self, session: _Session, number: str) -> CrmCard | None:
        partners = session.search_read(PARTNERS, _with_number(number, session.fields))
        alike = [each for each in partners if self._has(each, number)]
        if len(alike) != 1:  # several people share the number: no card is better than a wrong one
            return None
        [partner] = alike
        card = card_of(partner, self._paths)
        if card is None or not card.id:
            return card
        url = f"{self._spec.url.rstrip('/')}/web#id={card.id}&model={PARTNERS}&view_type=form"
        return replace(
            card,
            url=url if url.startswith("https://") else "",
            open_orders=_count(session, (ORDERS,), [*_of(partner), *_OPEN_ORDER]),
            open_tickets=_count(session, TICKETS, [*_of(partner), *_OPEN_TICKET]),
        )

    def _has(self, partner: Mapping[str, Any], number: str) -> bool:
        written = (partner.get(each) for each in _NUMBER_FIELDS)
        return any(self._e164(each) == number for each in written if isinstance(each, str))


class _Session:
    """One log-in over one line."""

    def __init__(
        self, line: Line, spec: CrmSpec, key: str, logins: OdooLogins, login: Login
    ) -> None:
        self._line, self._spec, self._key, self._logins = line, spec, key, logins
        self._known = logins.known(login) or self._log_in(login)
        self.fields, self.lacks = self._known.fields, self._known.lacks

    def search_read(self, model: str, domain: Sequence[Any]) -> list[Mapping[str, Any]]:
        asked = {"fields": sorted(self.fields | {"id"}), "limit": _MOST_CANDIDATES}
        found = self._execute(self._known.user, model, "search_read", [domain], asked)
        if not isinstance(found, list):
            raise DependencyError("crm", "an answer of another form", retryable=False)
        return [each for each in found if isinstance(each, dict)]

    def search_count(self, model: str, domain: Sequence[Any]) -> int | None:
        count = self._execute(self._known.user, model, "search_count", [domain], {})
        return count if type(count) is int and count >= 0 else None

    def _log_in(self, login: Login) -> _Known:
        user = self._call(
            "common", "authenticate", [self._spec.db, self._spec.login, self._key, {}]
        )
        if type(user) is not int:
            raise DependencyError("crm", "Odoo does not let us in", retryable=False)
        wanted = login[_WHAT_IS_WANTED:]
        asked = {"allfields": wanted, "attributes": ["type"]}
        there = self._execute(user, PARTNERS, "fields_get", [], asked)
        fields = frozenset(wanted).intersection(there if isinstance(there, dict) else ())
        return self._logins.keep(login, user, fields)

    def _execute(
        self, user: int, model: str, method: str, args: list[Any], named: Mapping[str, Any]
    ) -> Any:
        return self._call(
            "object",
            "execute_kw",
            [self._spec.db, user, self._key, model, method, args, named],
        )

    def _call(self, service: str, method: str, args: list[Any]) -> Any:
        """
        Raises:
            OdooRefusal: Odoo says that it cannot be done.
        """
        params = {"service": service, "method": method, "args": args}
        asked = {"jsonrpc": "2.0", "method": "call", "params": params, "id": 1}
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        reply = self._line.ask(Asked("POST", headers, json.dumps(asked).encode()))
        if reply.status != _OK:
            raise DependencyError("crm", f"status {reply.status}", retryable=reply.status >= 500)
        plain = parsed(reply.octets)
        if not isinstance(plain, dict):
            raise DependencyError("crm", "an answer of another form", retryable=False)
        if "error" in plain:
            raise OdooRefusal
        return plain.get("result")


_OPEN_ORDER: Final = (["state", "=", "sale"], ["invoice_status", "!=", "invoiced"])
_OPEN_TICKET: Final = (["stage_id.fold", "=", False],)


def _with_number(number: str, fields: frozenset[str]) -> list[Any]:
    """Return the domain of partners who may have the number; in Odoo, "|" stands before its two."""
    digits = number.removeprefix("+")[-_DIGITS_COMPARED:]
    pattern = f"%{'%'.join(digits)}%"
    terms: list[Any] = [[name, "=ilike", pattern] for name in ("phone", "mobile") if name in fields]
    if "phone_sanitized" in fields:
        terms.append(["phone_sanitized", "=", number])
    return ["|"] * (len(terms) - 1) + terms


def _of(partner: Mapping[str, Any]) -> list[Any]:
    return [["partner_id", "child_of", partner["id"]]]


def _count(session: _Session, models: Sequence[str], domain: Sequence[Any]) -> int | None:
    """Return how many the first of the models has that this Odoo has; None where none has."""
    for model in models:
        if model in session.lacks:
            continue
        try:
            return session.search_count(model, domain)
        except OdooRefusal:
            session.lacks.add(model)
        except DependencyError:
            return None
    return None
