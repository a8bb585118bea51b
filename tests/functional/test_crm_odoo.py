"""Odoo as a CRM: what people typed into it, and what it may lack."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from santral.domain.errors import DependencyError
from santral.domain.tenant import CrmKind, CrmSpec
from santral.stores.crm import CrmCard
from santral.stores.crm_odoo import OdooCrm, OdooLogins
from santral.stores.outside import Outside
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from tests.fakes.clocks import Stopwatch
from tests.fakes.crm_odoo import DB, KEY, LOGIN, PARTNER_FIELDS, OdooServer, Record

NUMBER = "+905321112233"
AYSE: Record = {
    "id": 14,
    "name": "Ayşe Yılmaz",
    "phone": "0532 111 22 33",
    "email": "ayse@shop.example",
    "lang": "tr_TR",
    "commercial_company_name": "Yılmaz Ltd.",
    "x_tier": "gold",
}
ORDERS: Sequence[Record] = [
    {"partner_id": 14, "state": "sale", "invoice_status": "to invoice"},
    {"partner_id": 14, "state": "sale", "invoice_status": "invoiced"},
    {"partner_id": 14, "state": "draft", "invoice_status": "no"},
    {"partner_id": 15, "state": "sale", "invoice_status": "no"},
]
TICKETS: Sequence[Record] = [
    {"partner_id": 14, "stage_id.fold": False},
    {"partner_id": 14, "stage_id.fold": True},
]


def now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


def odoo(
    server: OdooServer, logins: OdooLogins | None = None, key: str = KEY, **fields: str
) -> OdooCrm:
    spec = CrmSpec(CrmKind.ODOO, server.url, secret="crm", db=DB, login=LOGIN, fields=fields)
    numbers = PhoneNumbersByMetadata()
    return OdooCrm(
        spec,
        Outside(now_s, allowed_hosts={"127.0.0.1"}),
        lambda: key,
        logins or OdooLogins(Stopwatch()),
        e164=lambda written: numbers.parse(written, "TR"),
    )


@pytest.mark.parametrize(
    "written",
    [
        "+905321112233",
        "+90 532 111 22 33",
        "0090 532 111 22 33",
        "0532 111 22 33",
        "0(532) 111-2233",
        "532.111.22.33",
        "05321112233",
        "+90 (532) 111 22 33 ",
    ],
)
@pytest.mark.parametrize("field", ["phone", "mobile"])
def test_a_partner_is_found_however_her_number_was_typed(written: str, field: str) -> None:
    with OdooServer({"res.partner": [{**AYSE, "phone": False, field: written}]}) as server:
        card = odoo(server).find(NUMBER)

    assert card is not None
    assert card.name == "Ayşe Yılmaz"


@pytest.mark.parametrize("written", ["0533 111 22 33", "0532 111 22 334", "1112233", "11122330532"])
def test_a_number_that_only_looks_alike_is_nobodys(written: str) -> None:
    with OdooServer({"res.partner": [{**AYSE, "phone": written}]}) as server:
        assert odoo(server).find(NUMBER) is None


def test_a_card_says_who_she_is_and_what_is_open() -> None:
    models: Mapping[str, Sequence[Record]] = {
        "res.partner": [AYSE],
        "sale.order": ORDERS,
        "helpdesk.ticket": TICKETS,
    }
    with OdooServer(models) as server:
        card = odoo(server, tier="x_tier").find(NUMBER)

    assert card == CrmCard(
        "Ayşe Yılmaz",
        tier="gold",
        open_orders=1,
        open_tickets=1,
        url="",  # a page is shown by https only
        id="14",
        company="Yılmaz Ltd.",
        email="ayse@shop.example",
        language="tr_TR",
    )


def test_without_helpdesk_open_tasks_are_her_tickets() -> None:
    with OdooServer({"res.partner": [AYSE], "project.task": TICKETS}) as server:
        card = odoo(server).find(NUMBER)

    assert card is not None
    assert (card.open_orders, card.open_tickets) == (None, 1)


def test_an_odoo_19_has_no_mobile_field() -> None:
    fields = [each for each in PARTNER_FIELDS if each not in ("mobile", "phone_sanitized")]
    with OdooServer({"res.partner": [AYSE]}, fields=fields) as server:
        card = odoo(server).find(NUMBER)

    assert card is not None
    assert card.id == "14"


def test_two_partners_with_one_number_have_no_card() -> None:
    with OdooServer({"res.partner": [AYSE, {**AYSE, "id": 15}]}) as server:
        assert odoo(server).find(NUMBER) is None


def test_the_second_call_neither_logs_in_nor_asks_for_what_is_not_there() -> None:
    with OdooServer({"res.partner": [AYSE]}) as server:
        logins = OdooLogins(Stopwatch())
        odoo(server, logins).find(NUMBER)
        server.calls.clear()
        odoo(server, logins).find(NUMBER)

        assert server.calls == [("res.partner", "search_read")]


def test_after_ten_minutes_it_is_asked_again_what_is_there() -> None:
    clock = Stopwatch()
    logins = OdooLogins(clock)
    with OdooServer({"res.partner": [AYSE]}) as server:
        odoo(server, logins).find(NUMBER)
        server.calls.clear()
        clock.advance(600)
        odoo(server, logins).find(NUMBER)

        assert server.calls[0] == ("common", "authenticate")


@pytest.mark.parametrize(("keeps_alive", "connections"), [(True, 1), (False, 5)])
def test_one_call_is_one_connection_where_odoo_keeps_it(
    keeps_alive: bool, connections: int
) -> None:
    models: Mapping[str, Sequence[Record]] = {
        "res.partner": [AYSE],
        "sale.order": ORDERS,
        "helpdesk.ticket": TICKETS,
    }
    with OdooServer(models, keeps_alive=keeps_alive) as server:
        card = odoo(server).find(NUMBER)

        assert card is not None
        assert (card.open_orders, server.connections) == (1, connections)


def test_a_wrong_key_is_a_failure_that_says_nothing_of_it() -> None:
    with (
        OdooServer({"res.partner": [AYSE]}) as server,
        pytest.raises(DependencyError, match=r"^crm: Odoo does not let us in$"),
    ):
        odoo(server, key="another").find(NUMBER)


def test_a_key_that_was_revoked_leads_to_a_new_log_in() -> None:
    logins = OdooLogins(Stopwatch())
    with OdooServer({"res.partner": [AYSE]}) as server:
        odoo(server, logins).find(NUMBER)
        server.key = "a-new-key"
        with pytest.raises(DependencyError, match=r"^crm: Odoo refuses$"):
            odoo(server, logins).find(NUMBER)
        server.calls.clear()
        server.key = KEY

        assert odoo(server, logins).find(NUMBER) is not None
        assert server.calls[0] == ("common", "authenticate")


def test_a_tier_that_odoo_does_not_have_is_not_asked_for() -> None:
    with OdooServer({"res.partner": [AYSE]}) as server:
        card = odoo(server, tier="x_studio_tier").find(NUMBER)

    assert card is not None
    assert card == replace(card, tier="")
