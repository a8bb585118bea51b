"""look_up_customer, as the flow sees it."""

from __future__ import annotations

from dataclasses import replace

from functions.look_up_customer.handler import handler
from santral.stores.crm import CrmCard
from santral.stores.seeding import write_business
from tests.fakes.crm import FakeCrm
from tests.fakes.crm_server import CrmServer, cards, hanging
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, call_event

CARD = CrmCard("Ayşe Yılmaz", "gold", open_orders=2, open_tickets=0, url="https://crm.example/1")


def with_crm(cloud: Cloud, crm: FakeCrm) -> None:
    write_business(cloud.clients.dynamodb, sample.shop("https://crm.example"), sample.PEOPLE)
    cloud.dynamodb.operations.clear()
    cloud.use(crm=lambda _: crm)


def test_the_card_of_the_tenants_crm_is_told(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({sample.AYSE_NUMBER: CARD}))

    assert handler(call_event(), Context()) == {
        "found": "yes",
        "crm_name": "Ayşe Yılmaz",
        "crm_tier": "gold",
        "crm_open_orders": "2",
        "crm_open_tickets": "0",
        "crm_text": "2 open orders.",
        "crm_url": "https://crm.example/1",
        "source": "crm",
    }
    assert cloud.dynamodb.operations == ["GetItem"]


def test_the_agents_sentence_is_in_the_language_of_the_contact(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({sample.AYSE_NUMBER: replace(CARD, open_tickets=1)}))
    of_the_contact = call_event()
    of_the_contact["Details"]["ContactData"]["Attributes"] = {"language": "tr-TR"}

    by_parameter = handler(call_event(language="en-GB"), Context())
    by_attribute = handler(of_the_contact, Context())

    assert by_parameter["crm_text"] == "2 open orders, 1 open ticket."
    assert by_attribute["crm_text"] == "2 açık sipariş, 1 açık destek talebi."


def test_a_card_that_the_crm_gave_out_before_it_was_down_says_so(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({sample.AYSE_NUMBER: replace(CARD, is_stale=True)}))

    answer = handler(call_event(), Context())

    assert (answer["found"], answer["crm_name"], answer["source"]) == (
        "yes", "Ayşe Yılmaz", "stale",
    )  # fmt: skip


def test_when_nothing_is_open_the_agent_hears_nothing(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({sample.AYSE_NUMBER: CrmCard("Ayşe", open_orders=0, open_tickets=0)}))

    answer = handler(call_event(language="en-GB"), Context())

    assert (answer["found"], answer["crm_text"]) == ("yes", "")


def test_a_number_that_was_typed_in_beats_the_one_that_calls(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({sample.MEHMET_NUMBER: CARD}))

    assert handler(call_event(number="0532 444 55 66"), Context())["found"] == "yes"


def test_a_stranger_has_no_card(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({}))

    answer = handler(call_event(), Context())

    assert (answer["found"], answer["crm_open_orders"]) == ("no", "")
    assert answer["crm_text"] == ""


def test_a_withheld_number_is_nobodys(cloud: Cloud) -> None:
    with_crm(cloud, FakeCrm({"anonymous": CARD}))

    assert handler(call_event("anonymous"), Context())["found"] == "no"


def test_a_crm_that_is_down_is_told_as_unavailable(cloud: Cloud) -> None:
    crm = FakeCrm({})
    crm.is_down = True
    with_crm(cloud, crm)

    answer = handler(call_event(), Context())

    assert (answer["found"], answer["crm_name"]) == ("unavailable", "")
    assert answer["crm_text"] == ""
    assert cloud.counts == {("CustomerCardUnavailable", "shop"): 1}


def test_a_real_crm_that_hangs_is_told_as_unavailable(cloud: Cloud) -> None:
    cloud.stopwatch.advance(5)
    with CrmServer(hanging) as server:
        write_business(cloud.clients.dynamodb, sample.shop(server.url), sample.PEOPLE)

        # The read of the tenant takes 1.85 s of the 2.0 s: 0.15 s are left for the CRM.
        cloud.dynamodb.fault = lambda _: cloud.stopwatch.advance(1.85)
        answer = handler(call_event(), Context())

    assert answer["found"] == "unavailable"


def test_a_real_crm_answers(cloud: Cloud) -> None:
    with CrmServer(cards({sample.AYSE_NUMBER: {"name": "Ayşe", "open_orders": 3}})) as server:
        write_business(cloud.clients.dynamodb, sample.shop(server.url), sample.PEOPLE)

        answer = handler(call_event(), Context())

    assert (answer["found"], answer["crm_name"], answer["crm_open_orders"]) == ("yes", "Ayşe", "3")


def test_a_business_without_a_crm_has_its_own_cards(cloud: Cloud) -> None:
    answer = handler(call_event(), Context())

    assert (answer["found"], answer["crm_name"], answer["source"]) == ("yes", "Ayşe Yılmaz", "own")
    assert cloud.dynamodb.operations == ["GetItem", "GetItem"]


def test_a_crm_that_may_not_be_asked_is_told_as_unavailable(cloud: Cloud) -> None:
    write_business(cloud.clients.dynamodb, sample.shop("http://crm.example"), sample.PEOPLE)

    assert handler(call_event(), Context())["found"] == "unavailable"


def test_without_dynamodb_the_card_is_unavailable(cloud: Cloud) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.hang

    assert handler(call_event(), Context())["found"] == "unavailable"
