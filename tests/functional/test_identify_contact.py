"""identify_contact, as the flow sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.identify_contact.handler import handler
from santral.domain.errors import InvocationError
from santral.domain.tenant import Emergency
from santral.stores import tenants
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, call_event, event


def test_a_vip_is_sent_to_her_account_manager_without_a_menu(cloud: Cloud) -> None:
    answer = handler(call_event(sample.AYSE_NUMBER), Context())

    assert "Ayşe" in answer.pop("connecting_text")
    assert "Serin Klima" in answer.pop("greeting")
    assert answer == {
        "next": "queue",
        "language": "tr-TR",
        "voice": "Filiz",
        "message": "",
        "consent": "none",
        "consent_text": "",
        "known": "yes",
        "customer_id": "c-1",
        "customer_name": "Ayşe Yılmaz",
        "customer_tier": "gold",
        "vip": "yes",
        "agent_text": "VIP. Ayşe Yılmaz, gold.",
        "moment_text": "Bir dakika lütfen.",
        "crm": "no",
        "priority": "1",
        "menu": "",
        "menu_text": "",
        "queue": "managers",
        "queue_arn": f"{sample.ARN}/queue/managers",
        "agent": "deniz",
        "agent_arn": f"{sample.ARN}/agent/deniz",
    }


def test_a_stranger_hears_the_menu_in_the_language_of_the_number(cloud: Cloud) -> None:
    answer = handler(call_event(sample.STRANGER_NUMBER), Context())

    assert (answer["next"], answer["known"], answer["language"]) == ("menu", "no", "en-GB")
    assert (answer["menu"], answer["menu_text"]) == ("main", "For sales, press 1.")
    assert answer["greeting"] == "Welcome to Serin Klima."
    assert (answer["agent_text"], answer["moment_text"]) == ("", "One moment, please.")
    assert answer["queue_arn"] == ""


def test_a_number_in_its_local_form_finds_its_owner(cloud: Cloud) -> None:
    answer = handler(call_event("0532 444 55 66"), Context())

    assert answer["customer_name"] == "Mehmet Demir"


def test_a_number_that_two_people_share_names_nobody(cloud: Cloud) -> None:
    answer = handler(call_event(sample.FAMILY_NUMBER), Context())

    assert (answer["known"], answer["customer_id"]) == ("several", "")
    assert answer["agent_text"] == ""


@pytest.mark.parametrize("withheld", ["anonymous", "", "Restricted", "+266696687", None])
def test_a_withheld_number_is_not_looked_up(cloud: Cloud, withheld: str | None) -> None:
    answer = handler(call_event(withheld), Context())

    assert (answer["known"], answer["next"]) == ("hidden", "menu")
    assert answer["agent_text"] == ""
    assert cloud.dynamodb.operations == ["GetItem"]


def test_a_chat_without_any_number_goes_on_to_the_menu(cloud: Cloud) -> None:
    answer = handler(event("connect_chat_from_api"), Context())

    assert (answer["next"], answer["known"]) == ("menu", "hidden")


def test_on_a_sunday_the_caller_hears_when_the_shop_opens(cloud: Cloud) -> None:
    cloud.clock.now = sample.SUNDAY

    answer = handler(call_event(sample.STRANGER_NUMBER), Context())

    assert answer["next"] == "closed"
    assert answer["message"] == "We are closed at the moment. We open again tomorrow at 9 am."
    assert answer["menu"] == ""


def test_the_emergency_switch_works_after_five_seconds_at_the_latest(cloud: Cloud) -> None:
    handler(call_event(), Context())
    switched = replace(sample.shop(), emergency=Emergency(on=True, message={"en": "Flood."}))
    with acting_for("shop"):
        tenants.save(switched, replacing=1)

    cloud.stopwatch.advance(4.9)
    assert handler(call_event(sample.STRANGER_NUMBER), Context())["next"] == "menu"
    cloud.stopwatch.advance(0.1)
    answer = handler(call_event(sample.STRANGER_NUMBER), Context())

    assert (answer["next"], answer["message"]) == ("message", "Flood.")


def test_a_caller_who_cannot_be_looked_up_is_greeted_as_a_stranger(cloud: Cloud) -> None:
    cloud.dynamodb.fault, cloud.dynamodb.matching = cloud.dynamodb.hang, "#number#"

    answer = handler(call_event(sample.AYSE_NUMBER), Context())

    assert (answer["known"], answer["next"]) == ("no", "menu")
    assert cloud.counts == {("CallerNotLookedUp", "shop"): 1}
    assert [line["message"] for line in cloud.lines()] == ["caller not looked up"]


def test_without_dynamodb_the_flow_takes_its_error_branch(cloud: Cloud) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.break_down

    with pytest.raises(InvocationError, match="identify_contact: DependencyError: dynamodb"):
        handler(call_event(), Context())


def test_a_tenant_that_does_not_exist_is_an_error(cloud: Cloud) -> None:
    with pytest.raises(InvocationError, match="there is no such tenant"):
        handler(call_event(tenant="clinic"), Context())


@pytest.mark.parametrize("tenant", ["", "platform", "shop#number", "SHOP", "../shop", "a" * 64])
def test_an_illegal_tenant_is_refused_before_anything_is_asked(cloud: Cloud, tenant: str) -> None:
    with pytest.raises(InvocationError, match=r"Details\.Parameters\.tenant"):
        handler(call_event(tenant=tenant), Context())
    assert cloud.dynamodb.operations == []
