"""What may be asked of a dry-run call, and where it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.dry_run import rehearsal
from functions.dry_run.account import LARGEST_BYTES, Account, bounded
from functions.dry_run.handler import dry_run
from santral.domain.errors import DependencyError
from santral.stores.deadline import within
from tests.functional.cloud import Cloud
from tests.functional.dry_runs import draft, tried

pytestmark = pytest.mark.usefixtures("empty_cloud")

A_LIST = 'expected "all", "none", how many, or a list of usernames'


def refused(event: object) -> dict[str, str]:
    """Tell what was wrong, by path."""
    answer = dry_run(event)
    assert answer["simulation"] is True
    return {each["path"]: each["expected"] for each in answer["refused"]}


@pytest.mark.parametrize(
    ("wish", "path", "expected"),
    [
        ({"agent": "all"}, "agent", "unknown; expected some of agents, at, draft, from,"),
        ({"to": 7}, "to", "expected text"),
        ({"to": "+902120000009"}, "to", "expected one of the business's numbers"),
        ({"from": "12"}, "from", 'expected a telephone number, or "hidden"'),
        ({"at": "tomorrow"}, "at", "expected a date and a time, such as 2026-11-23T09:00"),
        ({"at": "2026-11-23"}, "at", "expected a date and a time, such as 2026-11-23T09:00"),
        ({"at": "1999-12-31T23:59"}, "at", "expected a year from 2000 to 2100"),
        ({"keys": "1,x"}, "keys", "expected groups of 0-9, * and #, or wN to wait N seconds"),
        ({"keys": "1" * 201}, "keys", "expected at most 200 keys"),
        ({"agents": "some"}, "agents", A_LIST),
        ({"agents": -1}, "agents", A_LIST),
        ({"agents": True}, "agents", A_LIST),
        ({"agents": ["nobody"]}, "agents[0]", "expected the username of an agent"),
        ({"hang_up_after_s": 1801}, "hang_up_after_s", "expected whole seconds, 0 to 1800"),
        ({"hang_up_after_s": "9"}, "hang_up_after_s", "expected whole seconds, 0 to 1800"),
    ],
)
def test_a_wrong_wish_is_refused_by_its_name(wish: Any, path: str, expected: str) -> None:
    problems = refused({"tenant": "klima", "draft": draft(), **wish})

    assert list(problems) == [path]
    assert problems[path].startswith(expected)


@pytest.mark.parametrize("event", [None, 7, "klima", [], [{"tenant": "klima"}]])
def test_what_is_no_table_is_refused(event: object) -> None:
    assert refused(event) == {"(request)": "expected a table"}


@pytest.mark.parametrize("tenant", [None, 7, "", "platform", "Klima", "klima#1", "nobody-here"])
def test_a_business_that_does_not_exist_is_refused(tenant: object) -> None:
    assert refused({"tenant": tenant}) == {"tenant": "expected the id of a business"}


def test_every_mistake_is_told_at_once() -> None:
    assert set(refused({"tenant": "klima", "at": "x", "keys": "x", "too": 1})) == {
        "at",
        "keys",
        "too",
    }


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": "another-shop"}, "draft.id"),
        ({"agnets": []}, "draft.agnets"),
        ({"numbers": 7}, "draft.numbers"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"queues": []}, "queues"),
        ({"languages": []}, "languages"),
        ({"languages": [{"code": "tr", "locale": "", "voice": ""}]}, "languages[0].locale"),
    ],
)
def test_a_draft_with_which_no_call_can_be_played_is_refused(changes: Any, path: str) -> None:
    assert path in refused({"tenant": "klima", "draft": draft(**changes)})


def test_a_draft_that_could_not_be_saved_is_refused() -> None:
    agents = [{"username": f"agent-{number}"} for number in range(1_001)]

    assert refused({"tenant": "klima", "draft": draft(name="x" * 350_000)}) == {
        "draft": "expected at most 350000 bytes of JSON"
    }
    assert refused({"tenant": "klima", "draft": draft(agents=agents)}) == {
        "draft.agents": "expected at most 1000 entries"
    }


def test_half_a_character_is_refused() -> None:
    assert list(refused({"tenant": "klima", "draft": draft(name="\ud83d")})) == ["(request)"]


def test_of_very_many_mistakes_a_hundred_are_told() -> None:
    assert len(refused({"tenant": "klima", "draft": draft(agents=[{}] * 900)})) == 100


def test_a_store_that_is_down_is_no_mistake_of_the_owner(empty_cloud: Cloud) -> None:
    empty_cloud.dynamodb.fault = empty_cloud.dynamodb.be_unreachable

    with pytest.raises(DependencyError):
        dry_run({"tenant": "klima"})


def test_when_the_time_is_over_the_call_is_broken_off() -> None:
    seconds = iter(range(1_000))

    with within(8.0, lambda: float(next(seconds))):
        answer = tried(draft=draft(), keys="1", agents="none")

    assert answer["stopped"] == "there was no time for the rest"
    assert answer["blocks"] != []


def test_a_call_through_very_many_blocks_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "MOST_BLOCKS", 100)

    answer = tried(draft=draft(), keys="1", agents="none")

    assert answer["stopped"] == "the call has gone through 100 blocks"
    assert 100 <= len(answer["blocks"]) < 130


def test_a_long_answer_loses_the_ends_of_its_longest_lists() -> None:
    account = Account(0, {}, {})
    account.blocks = [{"after_s": 1.0, "block": "x" * 100}] * 5_000
    account.heard = ["Welcome."]

    cut = bounded({**account.as_plain(), "problems": [], "findings": []})

    assert len(json.dumps(cut)) <= LARGEST_BYTES
    assert (len(cut["blocks"]), cut["left_off"]) == (1_250, {"blocks": 3_750})
    assert cut["heard"] == ["Welcome."]


def test_a_function_that_fails_silence_and_a_key_too_early_are_warnings() -> None:
    account = Account(0, {}, {})

    account((50_000, "lambda", "c", "arn:x:function:menu_step", {}, None, "exception", 50, 1))
    account((4_000_000, "silence", "c", 3_100, "play menu"))
    account((5_000_000, "key", "c", "1", False))
    account((6_000_000, "block", "c", "inbound", "say sorry", "MessageParticipant", "CallFailed"))
    account((7_000_000, "failure", "c", "NoMatchingError", "inbound", "get input"))

    assert [each["text"] for each in account.warnings] == [
        "the function menu_step has failed: exception",
        "3.1 s of silence, until 'play menu'",
        "a key was pressed while nothing listened",
        "an error branch (CallFailed) leads to 'say sorry' of inbound",
        "NoMatchingError at 'get input' of inbound: no branch handles it",
    ]
    assert account.warnings[0]["after_s"] == 0.05


SECTIONS = [key for key in draft() if key not in ("id", "timezone")]
RUBBISH = st.one_of(
    st.none(), st.integers(-5, 5), st.text(max_size=5), st.just([]), st.just({}), st.just([{}])
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.dictionaries(st.sampled_from(SECTIONS), RUBBISH, max_size=3),
    left_out=st.sets(st.sampled_from(SECTIONS), max_size=3),
    keys=st.text("0123456789*#", max_size=4),
)
def test_whatever_an_owner_has_changed_there_is_an_answer(
    changes: dict[str, object], left_out: set[str], keys: str
) -> None:
    plain = {key: value for key, value in draft(**changes).items() if key not in left_out}

    answer = tried(draft=plain, keys=keys, hang_up_after_s=300)

    assert answer["simulation"] is True
    assert answer.get("refused") or answer["lines"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    section=st.sampled_from(["queues", "agents", "routing_profiles", "menus", "numbers"]),
    index=st.integers(0, 4),
    key=st.integers(0, 8),
    value=st.one_of(st.just(""), st.just("nobody"), st.integers(-9, 9), st.just([]), st.just({})),
)
def test_whatever_an_owner_writes_into_one_field_there_is_an_answer(
    section: str, index: int, key: int, value: object
) -> None:
    entries = [dict(each) for each in draft()[section]]
    entry = entries[index % len(entries)]
    entry[sorted(entry)[key % len(entry)]] = value

    answer = tried(draft=draft(**{section: entries}), keys="1,1,1", hang_up_after_s=300)

    assert answer.get("refused") or answer["lines"]
