"""What an owner should know before a number goes live, although the profile is in order.

business_rules.py says what does not fit together; this is what fits and is probably not meant. A
finding is (path, text); no text repeats a number or a person's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from santral.domain.hours import HORIZON
from santral.domain.menu import Choice
from santral.domain.phrases import PHRASES, PLACEHOLDERS
from santral.domain.tenant import Language, Number, ProfileQueue, Schedule, Tenant

Findings = Iterator[tuple[str, str]]

LONG_DELAY_S: Final = 60


def findings(tenant: Tenant, at: datetime) -> Findings:
    """Yield every finding, in the order in which a file lists its parts.

    Args:
        at: when the number goes live; aware.
    """
    yield from _languages(tenant)
    yield from _numbers(tenant)
    yield from _schedules(tenant, at)
    yield from _menus(tenant)
    yield from _queues(tenant)
    if tenant.emergency.on:
        yield "emergency.on", "callers hear the message of the emergency switch, and no more"


def reached_queues(tenant: Tenant) -> set[str]:
    """Return the names of the queues to which a key, a rule or another queue leads."""
    reached = {tenant.fallback_queue.name, tenant.vip.queue}
    reached.update(hotline.queue for hotline in tenant.hotlines)
    for menu in tenant.menus:
        reached.add(menu.default_queue)
        reached.update(choice.queue for choice in menu.choices.values())
    waiting = list(reached)
    while waiting:
        queue = tenant.queue(waiting.pop())
        if queue is not None and queue.overflow_to and queue.overflow_to not in reached:
            reached.add(queue.overflow_to)
            waiting.append(queue.overflow_to)
    return reached


def _languages(tenant: Tenant) -> Findings:
    for index, language in enumerate(tenant.languages):
        path = f"languages[{index}]"
        if not language.locale.casefold().startswith(language.code):
            yield f"{path}.locale", "it is of another language than the code"
        missing = _without_words(tenant, language)
        if missing:
            yield (
                f"{path}.code",
                f"{missing} of the system's own phrases are said in English: "
                "write yours under phrases",
            )


def _without_words(tenant: Tenant, language: Language) -> int:
    if language.code in PHRASES:
        return 0
    own = tenant.phrases.get(language.code, {})
    return sum(not own.get(key, "").strip() for key in PLACEHOLDERS)


def _numbers(tenant: Tenant) -> Findings:
    spoken = {code for agent in tenant.agents for code in agent.languages}
    for index, number in enumerate(tenant.numbers):
        path = f"numbers[{index}]"
        choices = _choices(tenant, number)
        if choices and not any(choice.queue or choice.transfer for choice in choices):
            yield (
                f"{path}.menu",
                "no key of its menus leads to a person: only who presses none, three times, "
                "is connected",
            )
        if spoken and number.language not in spoken:
            yield f"{path}.language", "no agent lists this language"


def _choices(tenant: Tenant, number: Number) -> list[Choice]:
    """List what the keys of all menus do to which this number's menu leads."""
    found: list[Choice] = []
    seen: set[str] = set()
    waiting = [number.menu]
    while waiting:
        menu = tenant.menu(waiting.pop())
        if menu is None or menu.id in seen:
            continue
        seen.add(menu.id)
        found.extend(menu.choices.values())
        waiting.extend(choice.menu for choice in menu.choices.values())
    return found


def _schedules(tenant: Tenant, at: datetime) -> Findings:
    for index, schedule in enumerate(tenant.schedules):
        closed = _never_opens(tenant, schedule, at)
        if not closed:
            continue
        if any(number.schedule == schedule.name for number in tenant.numbers):
            yield f"schedules[{index}]", f"{closed}: callers hear that you are closed"
        elif any(queue.schedule == schedule.name for queue in tenant.queues):
            yield f"schedules[{index}]", f"{closed}: nobody waits in its queues"


def _never_opens(tenant: Tenant, schedule: Schedule, at: datetime) -> str:
    if not any(schedule.week.values()):  # a half day before a holiday is no opening hour
        return "its week has no opening hours"
    hours = tenant.hours(schedule.name)
    if hours is not None and hours.next_opening(at) is None:
        return f"it is not open in the next {HORIZON.days} days"
    return ""


def _menus(tenant: Tenant) -> Findings:
    own = {number.e164 for number in tenant.numbers}
    for index, menu in enumerate(tenant.menus):
        for key, choice in menu.choices.items():
            if choice.transfer in own:
                yield (
                    f"menus[{index}].choices.{key}.transfer",
                    "it leads back to a number of your own: callers go round",
                )


def _queues(tenant: Tenant) -> Findings:
    reached = reached_queues(tenant)
    for index, queue in enumerate(tenant.queues):
        path = f"queues[{index}]"
        served = _served(tenant, queue.name)
        calls = [each for each in served if each.channel == "VOICE"]
        if served and not calls:
            yield path, "no agent takes calls from it: those who serve it have other channels"
        elif calls and min(each.delay_s for each in calls) > LONG_DELAY_S:
            yield path, f"callers wait {LONG_DELAY_S} s and more before any agent is asked"
        if queue.name not in reached:
            yield path, "no key, rule or queue leads to it, but a customer's own queue may"


def _served(tenant: Tenant, queue: str) -> list[ProfileQueue]:
    """List how agents serve a queue, in channels that they take."""
    used = {agent.routing_profile for agent in tenant.agents}
    return [
        each
        for profile in tenant.routing_profiles
        if profile.name in used
        for each in profile.queues
        if each.queue == queue and each.channel in profile.concurrency
    ]
