"""What people see of a contact's record, however little is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from santral.domain.contact import Outcome
from santral.domain.contact_summary import ContactSummary, summary_of
from santral.domain.timeline import Happening, in_order, moments_of, outcome_of
from tests.functional import sample

RECORD: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "events" / "contact_record.json").read_text("utf-8")
)


def summary(**changes: Any) -> ContactSummary:
    return summary_of({**RECORD, **changes}, sample.shop())


def test_a_call_that_was_answered() -> None:
    seen = summary()

    assert (seen.queue, seen.agent, seen.outcome) == ("managers", "deniz", Outcome.ANSWERED)
    assert (seen.waited_s, seen.talked_s, seen.held_s, seen.wrapped_up_s) == (9, 180, 0, 12)
    assert (seen.customer_id, seen.initial_id) == ("c-1", RECORD["ContactId"])
    assert seen.attributes == {"language": "tr-TR", "vip": "yes"}


def test_names_that_only_the_instance_knows_lose_the_prefix_of_the_business() -> None:
    seen = summary(
        Queue={"ARN": "arn:of-one-that-is-gone", "Name": "shop.old"},
        Agent={"Username": "shop.gone"},
    )

    assert (seen.queue, seen.agent) == ("old", "gone")


@pytest.mark.parametrize(
    ("reason", "changes", "outcome"),
    [
        ("CUSTOMER_DISCONNECT", {}, Outcome.ABANDONED),
        ("CONTACT_FLOW_DISCONNECT", {}, Outcome.SERVED_BY_FLOW),
        ("TELECOM_PROBLEM", {}, Outcome.FAILED),
        ("CONTACT_FLOW_DISCONNECT", {"TransferredToEndpoint": {"Address": "+902120000099"}},
         Outcome.OVERFLOWED),
        ("SOMETHING_NEW", {}, None),
        (None, {}, None),
    ],
)  # fmt: skip
def test_how_a_call_ended_that_nobody_answered(
    reason: str | None, changes: dict[str, Any], outcome: Outcome | None
) -> None:
    assert summary(Agent=None, DisconnectReason=reason, **changes).outcome is outcome


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"Queue": [], "Agent": "x", "Attributes": 7, "InitiationTimestamp": "yesterday"},
        {"InitiationTimestamp": "2026-03-02T07:30:58", "Queue": {"Duration": True, "Name": 7}},
        {"Agent": {"AgentInteractionDuration": "long"}, "CustomerEndpoint": None},
    ],
)
def test_a_record_in_which_nothing_is_as_expected_is_seen_as_empty(record: dict[str, Any]) -> None:
    seen = summary_of(record, sample.shop())

    assert (seen.began_at, seen.waited_s, seen.talked_s, seen.queue) == (None, None, None, "")


def test_what_happened_at_once_is_in_the_order_in_which_such_things_do() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    contact = replace(summary(), began_at=at, queued_at=at, answered_at=at, ended_at=at)

    happened = [each.happening for each in in_order(reversed(list(moments_of(contact))))]

    assert happened == [
        Happening.BEGAN,
        Happening.QUEUED,
        Happening.ANSWERED,
        Happening.ENDED,
        Happening.WRAPPED_UP,
    ]


def test_how_a_chain_ended_for_the_caller() -> None:
    answered, abandoned = summary(), summary(Agent=None)
    called = summary(Agent=None, InitiationMethod="CALLBACK")

    assert outcome_of([abandoned, answered]) is Outcome.ANSWERED
    assert outcome_of([abandoned, called]) is Outcome.CALLED_BACK
    assert outcome_of([abandoned]) is Outcome.ABANDONED
    assert outcome_of([]) is None
