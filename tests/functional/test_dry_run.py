"""A dry-run call: what an owner hears of her own business before a number goes live."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from functions.dry_run.handler import dry_run
from santral.domain.tenant import CrmKind, CrmSpec, Emergency
from santral.stores import tenants
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.functional.cloud import Cloud
from tests.functional.dry_runs import (
    AYSE,
    AYSE_LOCAL,
    KLIMA,
    SHOP_RU,
    SHOP_TR,
    SUNDAY,
    draft,
    labels,
    texts,
    tried,
)


@pytest.fixture(autouse=True)
def shop(empty_cloud: Cloud) -> Cloud:
    """Store the shop with its first customers."""
    write_business(empty_cloud.clients.dynamodb, KLIMA.tenant, KLIMA.customers[:3])
    empty_cloud.dynamodb.operations.clear()
    return empty_cloud


def test_a_vip_is_put_through_to_her_manager() -> None:
    answer = tried(**{"from": AYSE})

    assert answer["heard"][0] == "Welcome to Serin Klima. Hello Ayşe, I am connecting you to Deniz."
    assert (answer["queues"], answer["rang"], answer["answered_by"]) == (
        ["deniz"],
        ["deniz"],
        "deniz",
    )
    assert texts(answer, "whisper") == ["VIP. Ayşe Yılmaz. "]
    assert (answer["outcome"], answer["stopped"], answer["warnings"]) == ("answered", "", [])


def test_the_answer_says_that_nobody_rang() -> None:
    answer = tried()

    assert answer["simulation"] is True
    assert (answer["tenant"], answer["draft"], answer["to"]) == ("klima", False, SHOP_TR)
    assert (answer["from"], answer["at"]) == (None, "2026-11-23T10:30:00+03:00")


def test_keys_lead_through_the_menu_to_a_queue_and_its_agent() -> None:
    answer = tried(keys="7,w3,1")

    assert texts(answer, "presses") == ["7", "1"]
    assert [(each["function"], each["answer"].get("action")) for each in answer["functions"]] == [
        ("identify_contact", None),
        ("menu_step", "repeat"),
        ("menu_step", "queue"),
        ("choose_queue", None),
    ]
    assert answer["queues"] == ["sales"]
    assert len(answer["rang"]) == 1


def test_every_step_through_the_flows_is_listed() -> None:
    answer = tried(at=SUNDAY)

    assert answer["blocks"][0] == {
        "after_s": 0.0,
        "flow": "entry_klima_tr",
        "block": answer["blocks"][0]["block"],
        "type": answer["blocks"][0]["type"],
        "via": "start",
    }
    assert {each["flow"] for each in answer["blocks"]} >= {"entry_klima_tr", "inbound", "identify"}


def test_on_a_sunday_she_hears_that_she_is_closed() -> None:
    answer = tried(at=SUNDAY, to=SHOP_RU)

    assert answer["functions"][0]["answer"]["next"] == "closed"
    assert (answer["outcome"], answer["queues"]) == ("served_by_flow", [])
    assert texts(answer, "ends") == ["the flow hangs up"]


def test_an_instant_with_an_offset_is_that_instant() -> None:
    answer = tried(at="2026-11-23T07:30:00Z")

    assert answer["at"] == "2026-11-23T10:30:00+03:00"


def test_without_an_instant_it_is_now(shop: Cloud) -> None:
    answer = dry_run({"tenant": "klima", "hang_up_after_s": 1})

    assert answer["at"] == "2026-03-02T10:30:00+03:00"


def test_hours_that_are_not_saved_yet_count() -> None:
    sunday = {"name": "main", "week": {"sun": ["09:00-18:00"]}}
    changed = draft(schedules=[sunday, *draft()["schedules"][1:]])

    answer = tried(at=SUNDAY, draft=changed)

    assert answer["draft"] is True
    assert answer["functions"][0]["answer"]["next"] == "menu"


def test_a_menu_that_is_not_saved_yet_is_heard() -> None:
    prompt = {"tr": "Yeni menü.", "ru": "Новое меню.", "en": "A new menu."}
    menu = {"id": "main", "prompt": prompt, "choices": {"4": {"queue": "repair"}}}

    answer = tried(draft=draft(menus=[menu]), keys="4")

    assert answer["heard"][0].endswith("Yeni menü.")
    assert answer["queues"] == ["repair"]


def test_a_business_that_was_never_stored_can_be_tried(empty_cloud: Cloud) -> None:
    new = {**draft(), "id": "new-shop"}

    answer = dry_run({"tenant": "new-shop", "draft": new, "at": "2026-11-23T10:30", "keys": "1"})

    assert (answer["tenant"], answer["queues"]) == ("new-shop", ["sales"])


def test_what_was_saved_a_moment_ago_is_what_is_tried() -> None:
    tried()
    emergency = Emergency(on=True, message={"tr": "Yangın var.", "ru": "Пожар.", "en": "Fire."})
    with acting_for("klima"):
        tenants.save(replace(KLIMA.tenant, emergency=emergency), replacing=1)

    answer = tried()

    assert answer["heard"] == ["Serin Klima'ya hoş geldiniz. Yangın var."]
    assert answer["findings"] == [
        {
            "path": "emergency.on",
            "text": "callers hear the message of the emergency switch, and no more",
        }
    ]


def test_with_nobody_there_the_caller_waits_until_she_has_had_enough() -> None:
    answer = tried(keys="1", agents="none", hang_up_after_s=90)

    assert (answer["rang"], answer["queues"]) == ([], ["reception"])
    assert (answer["lasted_s"], answer["outcome"]) == (90.0, "abandoned")


def test_a_caller_who_never_hangs_up_is_left_after_half_an_hour() -> None:
    answer = tried(keys="1", agents="none")

    assert answer["stopped"] == "the call goes on after 30 minutes"
    assert (answer["lasted_s"], answer["outcome"]) == (1800.0, "")


def test_only_the_agents_that_she_names_are_there() -> None:
    answer = tried(**{"from": AYSE}, agents=["mert"], hang_up_after_s=60)

    assert "deniz" not in answer["rang"]


def test_a_caller_is_known_by_her_number_in_its_local_form() -> None:
    answer = tried(**{"from": AYSE_LOCAL})

    assert answer["from"] == AYSE
    assert answer["functions"][0]["answer"]["customer_name"] == "Ayşe Yılmaz"


def test_keys_that_nothing_asked_for_are_told() -> None:
    answer = tried(keys="1,2,3", hang_up_after_s=200)

    assert [each["text"] for each in answer["warnings"]] == [
        "groups of keys that nothing has asked for: 2"
    ]


def test_a_crm_is_not_asked_and_the_owner_is_told() -> None:
    crm = {"kind": "http", "url": "https://crm.example/contacts"}

    answer = tried(**{"from": AYSE}, draft=draft(crm=crm))

    assert answer["functions"][-1]["answer"]["found"] == "unavailable"
    assert answer["warnings"][-1]["text"] == (
        "the CRM is not asked in a dry run: the call is announced without its card"
    )
    assert KLIMA.tenant.crm == CrmSpec(CrmKind.NONE)


def test_a_number_that_a_key_leads_to_is_called_and_answers() -> None:
    menu = {**draft()["menus"][0], "choices": {"5": {"transfer": "+902125550000"}}}

    answer = tried(draft=draft(menus=[menu, *draft()["menus"][1:]]), keys="5")

    assert texts(answer, "dials") == ["+902125550000: answered"]
    assert "transfer" in labels(answer)


def test_a_customer_who_cannot_be_looked_up_now_is_greeted_as_a_stranger(shop: Cloud) -> None:
    shop.dynamodb.fault = shop.dynamodb.throttle

    answer = tried(**{"from": AYSE}, draft=draft(), keys="1")

    assert answer["functions"][0]["answer"]["known"] == "no"
    assert answer["queues"] == ["sales"]


def test_what_does_not_fit_together_is_told_and_the_call_is_played_all_the_same() -> None:
    menu = {**draft()["menus"][0], "choices": {"4": {"queue": "nowhere"}}}

    answer = tried(draft=draft(menus=[menu]), keys="4")

    assert answer["problems"][0] == {
        "path": "menus[0].choices.4.queue",
        "expected": "expected the name of a queue "
        "(one of maintenance, managers, reception, repair, sales)",
    }
    assert answer["queues"] == ["reception"]


def test_the_same_request_gives_the_same_answer() -> None:
    first, second = (tried(keys="w2,1", hang_up_after_s=300) for _ in range(2))

    assert json.dumps(first) == json.dumps(second)
