"""Changes of one part of a business: what they may make worse, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from santral.domain.business_rules import tenant_problems
from santral.domain.hours import Override
from santral.domain.menu import Choice, Menu
from santral.domain.tenant import AgentSpec, Language, QueueSpec, Tenant
from santral.domain.tenant_changes import (
    NAMED_BY,
    change_problems,
    named_path,
    number_id,
    part,
    switched,
    with_fallback,
    with_languages,
    with_part,
    with_wording,
    without_part,
)
from tests.unit.tenants import SHOP

TEXTS = {"tr": "…", "ru": "…", "en": "…"}
EACH_PART = [
    (kind, getattr(each, attribute))
    for kind, attribute in NAMED_BY.items()
    for each in getattr(SHOP, kind)
]


def paths(before: Tenant, after: Tenant) -> list[str]:
    return [path for path, _ in change_problems(before, after)]


@given(st.sampled_from(EACH_PART))
def test_a_part_that_is_taken_out_and_put_back_is_the_same_business(
    which: tuple[str, str],
) -> None:
    value = part(SHOP, *which)

    without = without_part(SHOP, *which)

    assert part(without, *which) is None
    assert part(with_part(without, which[0], value), *which) == value
    assert with_part(SHOP, which[0], value) == SHOP


@given(st.sampled_from(EACH_PART))
def test_whatever_is_taken_out_is_missed_or_was_in_use_nowhere(which: tuple[str, str]) -> None:
    after = without_part(SHOP, *which)

    assert bool(change_problems(SHOP, after)) == bool(list(tenant_problems(after)))


def test_a_queue_may_be_made_before_anybody_serves_it_and_not_be_led_to() -> None:
    made = with_part(SHOP, "queues", QueueSpec("spare"))
    menu = SHOP.menus[0]
    led = with_part(
        made, "menus", replace(menu, choices={**menu.choices, "5": Choice(queue="spare")})
    )

    assert paths(SHOP, made) == []
    assert paths(made, led) == ["queues[5]"]


def test_a_menu_may_be_made_before_a_key_leads_to_it() -> None:
    made = with_part(SHOP, "menus", Menu("night", TEXTS, {"1": Choice(queue="sales")}))

    assert paths(SHOP, made) == []


def test_what_was_wrong_before_keeps_nobody_from_changing_something_else() -> None:
    broken = replace(SHOP, agents=(*SHOP.agents, AgentSpec("zehra", "", "", "nothing")))

    changed = with_part(broken, "queues", replace(SHOP.queues[0], capacity=7))

    assert paths(broken, changed) == []


def test_what_was_wrong_before_is_the_same_among_other_neighbours() -> None:
    broken = replace(SHOP, agents=(*SHOP.agents, AgentSpec("zehra", "", "", "nothing")))

    assert paths(broken, without_part(broken, "agents", "elif")) == []


def test_there_is_a_limit_to_what_a_business_has() -> None:
    many = tuple(QueueSpec(f"queue-{each}") for each in range(100))

    assert paths(SHOP, replace(SHOP, queues=(*SHOP.queues, *many))) == ["queues"]


def test_a_business_without_any_queue_or_menu_is_refused_and_not_stumbled_over() -> None:
    assert "queues" in paths(SHOP, replace(SHOP, queues=()))
    assert "menus" in paths(SHOP, replace(SHOP, menus=(), numbers=()))


def test_a_path_is_told_by_names() -> None:
    number = number_id(SHOP.numbers[1])

    assert named_path(SHOP, "menus[1].choices.9.message.tr") == "menus.service.choices.9.message.tr"
    assert named_path(SHOP, "numbers[1].menu") == f"numbers.{number}.menu"
    assert named_path(SHOP, "holidays[0].last") == "holidays[0].last"
    assert named_path(SHOP, "numbers") == "numbers"


def test_each_number_has_an_id_that_does_not_show_it() -> None:
    first, second = (number_id(each) for each in SHOP.numbers)

    assert first != second
    assert (len(first), first.isalnum(), first in SHOP.numbers[0].e164) == (8, True, False)


def test_there_is_one_fallback_queue() -> None:
    changed = with_fallback(SHOP, "sales")

    assert [each.name for each in changed.queues if each.fallback] == ["sales"]


def test_with_a_language_its_texts_go_everywhere() -> None:
    spoken = Override("Festival", SHOP.holidays[0].first, spoken=TEXTS)
    shop = replace(
        switched(SHOP, on=False, message=TEXTS),
        schedules=tuple(replace(each, overrides=(spoken,)) for each in SHOP.schedules),
        phrases={"tr": {"closed": "…"}, "ru": {"closed": "…"}},
        numbers=SHOP.numbers[:1],
    )

    changed = with_languages(shop, (SHOP.languages[0], SHOP.languages[2]))

    assert "'ru'" not in str(changed)
    assert list(tenant_problems(changed)) == []


def test_a_language_that_stays_keeps_its_texts() -> None:
    assert with_languages(SHOP, SHOP.languages) == SHOP


def test_the_switch_finds_words_for_a_language_that_the_system_does_not_speak() -> None:
    german = replace(SHOP, languages=(Language("de", "de-DE", "Vicki"),))

    thrown = switched(german, on=True, message=None)

    assert thrown.emergency.message == {
        "de": "We cannot take calls at the moment. Please try again later."
    }


def test_words_of_ones_own_come_and_go_without_a_trace() -> None:
    worded = with_wording(SHOP, "closed", {"tr": "Kapalıyız."})

    assert worded.phrases == {"tr": {"closed": "Kapalıyız."}}
    assert with_wording(worded, "closed", {}) == SHOP
