"""What an owner is told before a number goes live, although her profile is in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from santral.domain.business_rules import tenant_problems
from santral.domain.going_live import findings, reached_queues
from santral.domain.hours import Override
from santral.domain.menu import Choice, Menu
from santral.domain.tenant import (
    Emergency,
    Language,
    ProfileQueue,
    QueueSpec,
    RoutingProfileSpec,
    Schedule,
    Tenant,
)
from santral.local import businesses

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
SAMPLES = [businesses.load(name).tenant for name in businesses.names()]
KLIMA = businesses.load("klima").tenant


def found(tenant: Tenant) -> dict[str, str]:
    return dict(findings(tenant, MONDAY))


@pytest.mark.parametrize("tenant", SAMPLES, ids=lambda tenant: tenant.id)
def test_nothing_is_said_against_a_business_that_is_ready(tenant: Tenant) -> None:
    assert found(tenant) == {}


def test_a_schedule_that_never_opens_is_told_with_what_callers_hear() -> None:
    closed = Schedule("main", {})

    tenant = replace(KLIMA, schedules=(closed, *KLIMA.schedules[1:]))

    assert found(tenant) == {
        "schedules[0]": "its week has no opening hours: callers hear that you are closed"
    }


def test_two_years_of_holidays_are_told() -> None:
    away = Override("away", date(2026, 11, 1), date(2028, 11, 1))

    tenant = replace(KLIMA, holidays=(away,))

    assert found(tenant)["schedules[0]"] == (
        "it is not open in the next 400 days: callers hear that you are closed"
    )


def test_queues_that_never_open_are_told() -> None:
    closed = Schedule("night", {})
    queues = tuple(
        replace(each, schedule="night") if each.name == "sales" else each for each in KLIMA.queues
    )

    tenant = replace(KLIMA, schedules=(*KLIMA.schedules, closed), queues=queues)

    assert found(tenant) == {
        "schedules[2]": "its week has no opening hours: nobody waits in its queues"
    }


def test_a_menu_without_a_person_behind_any_key_is_told() -> None:
    texts = {each.code: "…" for each in KLIMA.languages}
    menus = (
        Menu("main", texts, {"1": Choice(message=texts), "2": Choice(menu="more")}),
        Menu("more", texts, {"1": Choice(message=texts), "9": Choice(menu="main")}),
    )

    told = found(replace(KLIMA, menus=menus))

    assert told["numbers[0].menu"].startswith("no key of its menus leads to a person")


def test_a_key_that_rings_the_business_itself_is_told_without_the_number() -> None:
    main, *others = KLIMA.menus
    own = Choice(transfer=KLIMA.numbers[1].e164)
    menu = replace(main, choices={**main.choices, "8": own})

    told = found(replace(KLIMA, menus=(menu, *others)))

    assert told == {
        "menus[0].choices.8.transfer": "it leads back to a number of your own: callers go round"
    }


def test_a_language_that_no_agent_lists_is_told() -> None:
    agents = tuple(replace(each, languages=("en",)) for each in KLIMA.agents)

    told = found(replace(KLIMA, agents=agents))

    assert told["numbers[0].language"] == "no agent lists this language"


def test_agents_who_list_no_language_may_speak_any() -> None:
    agents = tuple(replace(each, languages=()) for each in KLIMA.agents)

    assert found(replace(KLIMA, agents=agents)) == {}


def test_a_language_that_the_system_does_not_speak_is_told_until_its_phrases_are_written() -> None:
    german = Language("de", "de-DE", "Vicki")
    tenant = replace(KLIMA, languages=(*KLIMA.languages, german))

    told = found(tenant)

    path = f"languages[{len(KLIMA.languages)}].code"
    assert list(told) == [path]
    assert told[path].startswith("29 of the system's own phrases are said in English")


def test_a_locale_of_another_language_is_told() -> None:
    first, *others = KLIMA.languages

    told = found(replace(KLIMA, languages=(replace(first, locale="it-IT"), *others)))

    assert told == {"languages[0].locale": "it is of another language than the code"}


def test_a_queue_whose_agents_take_no_calls_is_told() -> None:
    profile = RoutingProfileSpec(
        "chatters", (ProfileQueue("letters", "CHAT"),), concurrency={"CHAT": 2}
    )
    agent = replace(KLIMA.agents[0], username="chatter", routing_profile="chatters")
    tenant = replace(
        KLIMA,
        queues=(*KLIMA.queues, QueueSpec("letters")),
        routing_profiles=(*KLIMA.routing_profiles, profile),
        agents=(*KLIMA.agents, agent),
        menus=(replace(KLIMA.menus[0], default_queue="letters"), *KLIMA.menus[1:]),
    )

    assert list(tenant_problems(tenant)) == []
    assert found(tenant) == {
        f"queues[{len(KLIMA.queues)}]": (
            "no agent takes calls from it: those who serve it have other channels"
        )
    }


def test_a_queue_whose_agents_are_asked_late_is_told() -> None:
    profiles = tuple(
        replace(
            each,
            queues=tuple(
                replace(one, delay_s=90) if one.queue == "sales" else one for one in each.queues
            ),
        )
        for each in KLIMA.routing_profiles
    )

    told = found(replace(KLIMA, routing_profiles=profiles))

    assert told == {"queues[0]": "callers wait 60 s and more before any agent is asked"}


def test_a_queue_to_which_nothing_leads_is_told() -> None:
    served = KLIMA.routing_profiles[0]
    more = (*served.queues, ProfileQueue("spare"))
    tenant = replace(
        KLIMA,
        queues=(*KLIMA.queues, QueueSpec("spare")),
        routing_profiles=(replace(served, queues=more), *KLIMA.routing_profiles[1:]),
    )

    assert list(found(tenant).values()) == [
        "no key, rule or queue leads to it, but a customer's own queue may"
    ]


def test_the_emergency_switch_is_told() -> None:
    told = found(replace(KLIMA, emergency=Emergency(on=True)))

    assert told == {"emergency.on": "callers hear the message of the emergency switch, and no more"}


def test_a_queue_at_the_end_of_several_overflows_is_reached_in_any_order() -> None:
    chain = (QueueSpec("last"), QueueSpec("middle", overflow_to="last"))
    queues = tuple(
        replace(each, overflow_to="middle") if each.name == "sales" else each
        for each in KLIMA.queues
    )

    tenant = replace(KLIMA, queues=(*chain, *queues))

    assert {"middle", "last"} <= reached_queues(tenant)
