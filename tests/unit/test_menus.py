"""Menus: what a key does, and which menus would leave a caller in the air."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.menu import After, Choice, Menu, menu_problems
from santral.domain.menu_steps import MenuStep, StepAction, press
from santral.domain.phrases import PHRASES
from santral.domain.tenant import Language
from tests.unit.tenants import SHOP


def pressed(key: str, *, menu: str = "main", language: str = "en-GB", attempt: int = 1) -> MenuStep:
    return press(SHOP, menu, key, language=language, attempt=attempt)


def test_a_key_leads_to_a_queue() -> None:
    assert pressed("1") == MenuStep(
        StepAction.QUEUE, queue=SHOP.queue("sales"), text="One moment, I am connecting you."
    )


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("en-GB", "For repairs, press 1."),
        ("ru", "Ремонт — 1."),
        ("zh-CN", "Arıza için 1."),  # not one of the tenant's
    ],
)
def test_a_key_leads_to_a_menu_in_the_caller_s_language(language: str, prompt: str) -> None:
    step = pressed("2", language=language)
    assert step == MenuStep(StepAction.MENU, menu="service", menu_text=prompt)


def test_several_keys_at_once_lead_through_menus() -> None:
    assert pressed("21") == pressed("1", menu="service")


@pytest.mark.parametrize("keys", ["28", "11", "81"])
def test_several_keys_of_which_one_is_wrong_are_wrong(keys: str) -> None:
    assert pressed(keys).action is StepAction.REPEAT


def test_a_message_is_said_and_the_menu_repeats() -> None:
    assert pressed("3") == MenuStep(
        StepAction.MESSAGE,
        menu="main",
        menu_text="For sales, press 1.",
        text="In Kadıköy.",
        after=After.REPEAT,
    )


def test_a_message_may_end_the_call() -> None:
    step = pressed("9", menu="service")
    assert (step.text, step.menu_text, step.after) == ("Goodbye.", "", After.END)


def test_a_key_leads_out_to_another_number() -> None:
    assert pressed("4") == MenuStep(
        StepAction.TRANSFER, number="+902160000000", text="One moment, I am connecting you."
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One moment, I am connecting you."),
        ("it", "Un momento, trasferisco la chiamata."),
        ("tr", "Bir dakika lütfen, sizi bağlıyorum."),
        ("ru", "Одну минуту, соединяю вас."),
        ("zh", "请稍候，正在为您转接。"),
    ],
)
@pytest.mark.parametrize(("menu", "key"), [("main", "1"), ("main", "4"), ("gone", "1")])
def test_on_the_way_to_somebody_there_is_no_silence(
    menu: str, key: str, language: str, text: str
) -> None:
    spoken = tuple(Language(code, f"{code}-XX", "Someone") for code in PHRASES)
    tenant = replace(SHOP, languages=spoken)
    assert press(tenant, menu, key, language=language, attempt=1).text == text


@pytest.mark.parametrize(
    ("key", "sorry"),
    [
        ("7", "Sorry, that is not one of the choices."),
        ("*", "Sorry, that is not one of the choices."),
        ("", "Sorry, that is not one of the choices."),  # "#" alone
        ("Timeout", "Sorry, I did not hear a choice."),
    ],
)
@pytest.mark.parametrize("attempt", [1, 2])
def test_a_wrong_key_or_none_repeats_the_menu(key: str, sorry: str, attempt: int) -> None:
    step = pressed(key, attempt=attempt)
    assert (step.action, step.menu) == (StepAction.REPEAT, "main")
    assert step.menu_text == f"{sorry} For sales, press 1."


@pytest.mark.parametrize(("attempt", "following"), [(1, 2), (2, 3)])
@pytest.mark.parametrize("key", ["7", "", "Timeout"])
def test_a_wrong_key_is_one_more_attempt(key: str, attempt: int, following: int) -> None:
    assert pressed(key, attempt=attempt).attempt == following


@pytest.mark.parametrize("key", ["2", "3"])
def test_a_right_key_makes_the_next_attempt_the_first(key: str) -> None:
    assert pressed(key, attempt=3).attempt == 1


@pytest.mark.parametrize(("menu", "queue"), [("main", "reception"), ("service", "service")])
@pytest.mark.parametrize("key", ["7", "", "Timeout"])
def test_after_three_tries_somebody_answers(menu: str, queue: str, key: str) -> None:
    step = pressed(key, menu=menu, attempt=3)
    assert step.action == StepAction.QUEUE
    assert (step.queue, step.text) == (SHOP.queue(queue), "I am connecting you to a colleague.")


def test_the_right_key_at_the_third_try_still_counts() -> None:
    assert pressed("1", attempt=3).queue == SHOP.queue("sales")


def test_a_menu_that_is_gone_leads_to_the_fallback_queue() -> None:
    assert pressed("1", menu="gone").queue == SHOP.queue("reception")


def test_a_key_whose_target_is_gone_leads_to_the_fallback_queue() -> None:
    menus = (Menu("main", {}, {"1": Choice(queue="gone"), "2": Choice(menu="gone")}),)
    tenant = replace(SHOP, menus=menus)

    steps = [press(tenant, "main", key, language="tr", attempt=1) for key in "12"]

    assert [step.queue for step in steps] == [SHOP.queue("reception")] * 2


def test_the_shop_s_menus_are_whole() -> None:
    assert list(menu_problems(SHOP.menus, [x.name for x in SHOP.queues], ["main"])) == []


@pytest.mark.parametrize(
    ("menu", "problem"),
    [
        (Menu("main", {}, {}), ("menus[0].choices", "expected at least one key")),
        (
            Menu("main", {}, {"1": Choice(queue="sale")}),
            (
                "menus[0].choices.1.queue",
                'expected the name of a queue (did you mean "sales"?)',
            ),
        ),
        (
            Menu("main", {}, {"1": Choice(menu="nowhere")}),
            ("menus[0].choices.1.menu", "expected the id of a menu (one of main)"),
        ),
        (
            Menu("main", {}, {"#": Choice(queue="sales")}),
            ("menus[0].choices.#", 'expected a key, "0" to "9" or "*"'),
        ),
        (
            Menu("main", {}, {"1": Choice()}),
            ("menus[0].choices.1", "expected exactly one of queue, menu, transfer, message"),
        ),
        (
            Menu("main", {}, {"1": Choice(queue="sales", menu="main")}),
            ("menus[0].choices.1", "expected exactly one of queue, menu, transfer, message"),
        ),
        (
            Menu("main", {}, {"1": Choice(queue="sales")}, default_queue="x"),
            ("menus[0].default_queue", "expected the name of a queue (one of sales)"),
        ),
        (
            Menu("other", {}, {"1": Choice(queue="sales")}),
            ("menus[0].id", "expected a number or a key that leads to this menu"),
        ),
    ],
)
def test_a_menu_that_leads_nowhere_is_refused(menu: Menu, problem: tuple[str, str]) -> None:
    assert list(menu_problems([menu], ["sales"], ["main"])) == [problem]
