"""What must fit together in a business, beyond each value being of the right shape.

A rule yields (path, expected). No text repeats a number or a person's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from santral.domain.crm_rules import crm_problems
from santral.domain.hours import Override, Slot, Week
from santral.domain.menu import menu_problems
from santral.domain.phrases import PLACEHOLDERS, unknown_placeholders
from santral.domain.routing_rules import routing_problems
from santral.domain.suggestions import did_you_mean, unknown_name
from santral.domain.tenant import ConsentPolicy, Tenant

Problems = Iterator[tuple[str, str]]

# A yearly holiday whose days stand in the wrong order would go round nearly the whole year.
LONGEST_HOLIDAY_DAYS: Final = 92
RESERVED_IDS: Final = frozenset({"platform"})
_ID: Final = re.compile(r"[a-z][a-z0-9-]{1,31}")
_REGION: Final = re.compile(r"[A-Z]{2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


def tenant_problems(tenant: Tenant) -> Problems:
    """Yield every problem, in the order in which a file lists its parts.

    That there is no number is none: one comes later to a business that has just begun.
    """
    yield from _identity(tenant)
    yield from _languages(tenant)
    yield from _numbers(tenant)
    yield from _schedules(tenant)
    yield from _menus(tenant)
    yield from routing_problems(tenant)
    yield from _hotlines(tenant)
    yield from _policies(tenant)
    yield from _phrases(tenant)


def _identity(tenant: Tenant) -> Problems:
    if not _ID.fullmatch(tenant.id) or tenant.id in RESERVED_IDS:
        yield "id", "expected 2 to 32 lower-case letters, digits and hyphens"
    if not tenant.name.strip():
        yield "name", "expected the name as callers hear it"
    if not is_zone(tenant.timezone):
        yield "timezone", 'expected an IANA time zone, such as "Europe/Istanbul"'
    if not _REGION.fullmatch(tenant.region):
        yield "region", 'expected a country of two capital letters, such as "TR"'


def is_zone(name: str) -> bool:
    # Zones without a region ("EST5EDT") are kept for old programs, and mean no place.
    if "/" not in name:
        return name == "UTC"
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _languages(tenant: Tenant) -> Problems:
    if not tenant.languages:
        yield "languages", "expected at least one"
    codes = [each.code for each in tenant.languages]
    yield from _unique("languages", "code", codes)
    for index, language in enumerate(tenant.languages):
        if not _LANGUAGE.fullmatch(language.code):
            yield f"languages[{index}].code", 'expected two or three small letters, such as "tr"'
        for name in ("locale", "voice"):
            if not getattr(language, name):
                yield f"languages[{index}].{name}", "missing"


def _numbers(tenant: Tenant) -> Problems:
    yield from _unique("numbers", "e164", [each.e164 for each in tenant.numbers])
    languages = [each.code for each in tenant.languages]
    menus = [each.id for each in tenant.menus]
    schedules = [each.name for each in tenant.schedules]
    for index, number in enumerate(tenant.numbers):
        path = f"numbers[{index}]"
        yield from unknown_name(
            f"{path}.language", number.language, languages, "one of the languages"
        )
        yield from unknown_name(f"{path}.menu", number.menu, menus, "the id of a menu")
        yield from unknown_name(
            f"{path}.schedule", number.schedule, schedules, "the name of a schedule"
        )


def _schedules(tenant: Tenant) -> Problems:
    yield from _unique("schedules", "name", [each.name for each in tenant.schedules])
    for index, schedule in enumerate(tenant.schedules):
        yield from _week(f"schedules[{index}].week", schedule.week)
        yield from _overrides(tenant, f"schedules[{index}].overrides", schedule.overrides)
    yield from _overrides(tenant, "holidays", tenant.holidays)


def _week(path: str, week: Week) -> Problems:
    for day, slots in week.items():
        yield from _slots(f"{path}.{day.name.lower()}", slots)


def _slots(path: str, slots: Sequence[Slot]) -> Problems:
    ordered = sorted(slots, key=lambda slot: slot.start)
    if any(one.covers(following.start) for one, following in pairwise(ordered)):
        yield path, "expected opening hours that do not overlap"


def _overrides(tenant: Tenant, path: str, overrides: Sequence[Override]) -> Problems:
    for index, override in enumerate(overrides):
        if override.last and override.last < override.first and not override.yearly:
            yield f"{path}[{index}].last", "expected a day that is not before the first"
        if override.last and override.yearly and _days(override) > LONGEST_HOLIDAY_DAYS:
            yield (
                f"{path}[{index}].last",
                "expected a holiday of at most 92 days, New Year included",
            )
        yield from _slots(f"{path}[{index}].slots", override.slots)
        if override.spoken:
            yield from _texts(tenant, f"{path}[{index}].spoken", override.spoken)


def _days(override: Override) -> int:
    """Count the days of a yearly override, which may go past New Year."""
    last = override.last or override.first
    return (last - override.first).days % 366 + 1


def _menus(tenant: Tenant) -> Problems:
    yield from _unique("menus", "id", [each.id for each in tenant.menus])
    queues = [each.name for each in tenant.queues]
    numbers = tenant.numbers or (tenant.new_number(""),)
    yield from menu_problems(tenant.menus, queues, [each.menu for each in numbers])
    for index, menu in enumerate(tenant.menus):
        yield from _texts(tenant, f"menus[{index}].prompt", menu.prompt)
        for key, choice in menu.choices.items():
            if choice.message:
                yield from _texts(tenant, f"menus[{index}].choices.{key}.message", choice.message)


def _hotlines(tenant: Tenant) -> Problems:
    queues = [each.name for each in tenant.queues]
    numbers = {each.e164 for each in tenant.numbers}
    for index, hotline in enumerate(tenant.hotlines):
        path = f"hotlines[{index}]"
        yield from _texts(tenant, f"{path}.greeting", hotline.greeting)
        if hotline.queue:
            yield from unknown_name(f"{path}.queue", hotline.queue, queues, "the name of a queue")
        if not numbers.issuperset(hotline.numbers):
            yield f"{path}.numbers", "expected numbers that are listed under numbers"
        if hotline.first is None and not hotline.week:
            yield path, "expected when: first (and last), a week, or both"
        if hotline.last and (hotline.first is None or hotline.last < hotline.first):
            yield f"{path}.last", "expected a day that is not before the first"
        yield from _week(f"{path}.week", hotline.week)


def _policies(tenant: Tenant) -> Problems:
    if tenant.emergency.message or tenant.emergency.on:
        yield from _texts(tenant, "emergency.message", tenant.emergency.message)
    if tenant.consent.text:
        yield from _texts(tenant, "consent.text", tenant.consent.text)
        if tenant.consent.policy == ConsentPolicy.NONE:
            yield "consent.policy", "expected announce or ask, since there is a text for it"
    yield from crm_problems(tenant.crm)


def _phrases(tenant: Tenant) -> Problems:
    languages = {each.code for each in tenant.languages}
    for language, phrases in tenant.phrases.items():
        if language not in languages:
            yield f"phrases.{language}", "expected one of the languages"
        for key, text in phrases.items():
            yield from _phrase(f"phrases.{language}.{key}", key, text)


def _phrase(path: str, key: str, text: str) -> Problems:
    if key not in PLACEHOLDERS:
        yield path, f"unknown phrase{did_you_mean(key, PLACEHOLDERS)}"
    elif unknown_placeholders(key, text):
        known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS[key])
        yield path, f"expected no placeholders but {known}" if known else "expected no placeholder"


def _texts(tenant: Tenant, path: str, texts: Mapping[str, str]) -> Problems:
    """Ask for a text in each of the tenant's languages, and in no other."""
    languages = [each.code for each in tenant.languages]
    for code in languages:
        if not texts.get(code, "").strip():
            yield f"{path}.{code}", "expected a text in each of the languages"
    for code in (code for code in texts if code not in languages):
        yield f"{path}.{code}", f"expected one of the languages{did_you_mean(code, languages)}"


def _unique(path: str, name: str, values: Sequence[str]) -> Problems:
    seen: Counter[str] = Counter()
    for index, value in enumerate(values):
        if value and seen[value]:
            yield f"{path}[{index}].{name}", f"expected another {name}: this one stands twice"
        seen[value] += 1
