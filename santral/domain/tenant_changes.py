"""Changes of one part of a business: by its name, and without breaking what the rest relies on.

A business is put together piece by piece. So a change is judged by what it makes worse, and two
things may be unfinished: a menu that nothing leads to yet, and a queue that is neither reached nor
served yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from santral.domain.business_rules import tenant_problems
from santral.domain.going_live import reached_queues
from santral.domain.hours import Override
from santral.domain.menu import UNREACHABLE, Choice, Menu
from santral.domain.phrases import PHRASES
from santral.domain.routing_rules import UNSERVED
from santral.domain.tenant import Language, Number, Tenant

Problem = tuple[str, str]

# Which attribute is the name of each, in the lists whose parts are changed one by one.
NAMED_BY: Final[Mapping[str, str]] = {
    "languages": "code",
    "numbers": "e164",
    "schedules": "name",
    "queues": "name",
    "menus": "id",
    "routing_profiles": "name",
    "agents": "username",
}
MOST: Final[Mapping[str, int]] = {
    "languages": 10,
    "numbers": 100,
    "schedules": 50,
    "holidays": 300,
    "hotlines": 50,
    "queues": 100,
    "menus": 200,
    "routing_profiles": 100,
    "agents": 500,
    "tiers": 20,
}
_INDEXED: Final = re.compile(r"(\w+)\[(\d+)\]")


def part(tenant: Tenant, kind: str, name: str) -> Any:
    """Return what is called so, or None."""
    attribute = NAMED_BY[kind]
    return next((x for x in getattr(tenant, kind) if getattr(x, attribute) == name), None)


def with_part(tenant: Tenant, kind: str, value: Any) -> Tenant:
    """Put a part in the place of the one that has its name, or at the end."""
    attribute = NAMED_BY[kind]
    parts = tuple(getattr(tenant, kind))
    names = [getattr(each, attribute) for each in parts]
    name = getattr(value, attribute)
    if name not in names:
        return _with(tenant, kind, (*parts, value))
    at = names.index(name)
    return _with(tenant, kind, (*parts[:at], value, *parts[at + 1 :]))


def without_part(tenant: Tenant, kind: str, name: str) -> Tenant:
    attribute = NAMED_BY[kind]
    return _with(
        tenant, kind, tuple(x for x in getattr(tenant, kind) if getattr(x, attribute) != name)
    )


def with_fallback(tenant: Tenant, name: str) -> Tenant:
    """Make one queue the fallback queue, and no other."""
    queues = tuple(replace(each, fallback=each.name == name) for each in tenant.queues)
    return replace(tenant, queues=queues)


def with_languages(tenant: Tenant, languages: tuple[Language, ...]) -> Tenant:
    """Give a business other languages, without the texts in those that it has no more."""
    gone = {each.code for each in tenant.languages} - {each.code for each in languages}
    return replace(_without_texts(tenant, gone), languages=languages)


def switched(tenant: Tenant, *, on: bool, message: Mapping[str, str] | None) -> Tenant:
    """Throw the emergency switch; it never waits for somebody to find words.

    Args:
        message: None keeps what is there, or takes the system's own where nothing is.
    """
    texts = tenant.emergency.message if message is None else message
    if on and not texts:
        texts = {
            each.code: PHRASES.get(each.code, PHRASES["en"])["emergency"]
            for each in tenant.languages
        }
    return replace(tenant, emergency=replace(tenant.emergency, on=on, message=texts))


def with_wording(tenant: Tenant, key: str, own: Mapping[str, str]) -> Tenant:
    """Say one of the system's phrases in the words of `own`, and in no others."""
    codes = dict.fromkeys((*tenant.phrases, *own))
    phrases = {
        code: {name: text for name, text in tenant.phrases.get(code, {}).items() if name != key}
        | ({key: own[code]} if code in own else {})
        for code in codes
    }
    return replace(tenant, phrases={code: texts for code, texts in phrases.items() if texts})


def number_id(number: Number) -> str:
    """Return an id from which nobody reads the number."""
    return sha256(number.e164.encode()).hexdigest()[:8]


def change_problems(before: Tenant, after: Tenant) -> list[Problem]:
    """List what a change would make worse; paths are those of the business after it."""
    known = {_as_such(before, each) for each in _problems(before)}
    return [each for each in _problems(after) if _as_such(after, each) not in known]


def named_path(tenant: Tenant, path: str) -> str:
    """Write a path with names in the place of indices: `menus[2].id` as `menus.service.id`."""
    found = _INDEXED.match(path)
    if found is None or found[1] not in NAMED_BY:
        return path
    each = getattr(tenant, found[1])[int(found[2])]
    name = number_id(each) if found[1] == "numbers" else getattr(each, NAMED_BY[found[1]])
    return f"{found[1]}.{name}{path[found.end() :]}"


def _with(tenant: Tenant, kind: str, parts: tuple[Any, ...]) -> Tenant:
    changed: Tenant = replace(tenant, **{kind: parts})  # type: ignore[arg-type]
    return changed


def _without_texts(tenant: Tenant, gone: Collection[str]) -> Tenant:
    def said(texts: Mapping[str, str]) -> dict[str, str]:
        return {code: text for code, text in texts.items() if code not in gone}

    def day(override: Override) -> Override:
        return replace(override, spoken=said(override.spoken))

    def choice(each: Choice) -> Choice:
        return replace(each, message=said(each.message))

    def menu(each: Menu) -> Menu:
        choices = {key: choice(value) for key, value in each.choices.items()}
        return replace(each, prompt=said(each.prompt), choices=choices)

    return replace(
        tenant,
        menus=tuple(menu(each) for each in tenant.menus),
        holidays=tuple(day(each) for each in tenant.holidays),
        schedules=tuple(
            replace(each, overrides=tuple(day(x) for x in each.overrides))
            for each in tenant.schedules
        ),
        hotlines=tuple(replace(x, greeting=said(x.greeting)) for x in tenant.hotlines),
        emergency=replace(tenant.emergency, message=said(tenant.emergency.message)),
        consent=replace(tenant.consent, text=said(tenant.consent.text)),
        phrases={code: texts for code, texts in tenant.phrases.items() if code not in gone},
        agents=tuple(
            replace(each, languages=tuple(x for x in each.languages if x not in gone))
            for each in tenant.agents
        ),
    )


def _problems(tenant: Tenant) -> Iterator[Problem]:
    for kind, most in MOST.items():
        if len(getattr(tenant, kind)) > most:
            yield kind, f"expected at most {most}"
    if not tenant.menus:
        yield "menus", "expected at least one"
    reached = reached_queues(tenant) if tenant.queues else set()
    for path, expected in tenant_problems(tenant):
        is_ahead = expected == UNSERVED and _queue_at(tenant, path) not in reached
        if expected != UNREACHABLE and not is_ahead:
            yield path, expected


def _queue_at(tenant: Tenant, path: str) -> str:
    found = _INDEXED.match(path)
    return "" if found is None else tenant.queues[int(found[2])].name


def _as_such(tenant: Tenant, problem: Problem) -> Problem:
    """Return a problem so that it is the same one among other neighbours."""
    path, expected = problem
    return named_path(tenant, path), expected.partition(" (")[0]
