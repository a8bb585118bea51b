"""Counts and service levels of small days that were worked out by hand."""

from __future__ import annotations

import hashlib

from santral.engine.timeline import SECOND
from santral.engine.trace import Event
from santral.local.figures import Digest, Figures


def chain(name: str, *steps: tuple[float, str, *tuple[object, ...]]) -> list[Event]:
    """Write the events of one inbound contact; instants in seconds."""
    begun: Event = (0, "contact", name, name, None, "INBOUND", "VOICE", None, "+15550100000")
    return [begun, *((int(at_s * SECOND), kind, name, *rest) for at_s, kind, *rest in steps)]


def answered(name: str, queued_s: float, waited_s: float) -> list[Event]:
    at_s = queued_s + waited_s
    return chain(
        name,
        (queued_s, "queued", "sales", 1, 5),
        (at_s, "offered", "ada", "sales"),
        (at_s, "accepted", "ada"),
        (at_s, "dequeued", "sales", int(waited_s * 1000)),
        (at_s, "joined", "ada"),
        (at_s + 60, "disconnected", "CUSTOMER_DISCONNECT"),
        (at_s + 60, "completed", "answered"),
    )


def abandoned(name: str, queued_s: float, waited_s: float) -> list[Event]:
    at_s = queued_s + waited_s
    return chain(
        name,
        (queued_s, "queued", "sales", 1, 5),
        (at_s, "disconnected", "CUSTOMER_DISCONNECT"),
        (at_s, "completed", "abandoned"),
    )


def figures_of(*chains: list[Event]) -> dict[str, object]:
    figures = Figures()
    for event in sorted((event for each in chains for event in each), key=lambda event: event[0]):
        figures(event)
    return figures.summary()


def test_the_two_service_levels_differ_by_those_who_hang_up_in_time() -> None:
    # Of five: 10 s and 20 s answered, 30 s answered, 5 s and 40 s abandoned.
    summary = figures_of(
        answered("a", 0, 10),
        answered("b", 0, 20),
        answered("c", 0, 30),
        abandoned("d", 0, 5),
        abandoned("e", 0, 40),
    )

    assert summary["service_level_connect"] == 0.6  # a, b and d left the queue in time
    assert summary["service_level_textbook"] == 0.4  # a and b were served in time
    assert summary["mean_wait_s"] == 20.0
    assert (summary["contacts"], summary["answered"], summary["abandoned"]) == (5, 3, 2)


def test_who_moves_to_another_queue_has_waited_in_both() -> None:
    first = chain(
        "a",
        (0, "queued", "sales", 1, 5),
        (15, "disconnected", "CONTACT_FLOW_DISCONNECT"),
    )
    second: list[Event] = [
        (15 * SECOND, "contact", "b", "a", "a", "QUEUE_TRANSFER", "VOICE", None, None),
        (15 * SECOND, "completed", "a", "served_by_flow"),
        (15 * SECOND, "queued", "b", "support", 1, 5),
        (25 * SECOND, "dequeued", "b", "support", 10_000),
        (25 * SECOND, "joined", "b", "ada"),
        (40 * SECOND, "disconnected", "b", "CUSTOMER_DISCONNECT"),
        (40 * SECOND, "completed", "b", "answered"),
    ]

    summary = figures_of(first, second)

    assert (summary["contacts"], summary["answered"], summary["served_by_flow"]) == (1, 1, 0)
    assert summary["mean_wait_s"] == 25.0
    assert summary["service_level_connect"] == 1.0  # each queue was left within 20 s
    assert summary["service_level_textbook"] == 0.0


def test_a_day_without_calls_has_no_shares() -> None:
    summary = figures_of()

    assert summary["contacts"] == 0
    assert summary["service_level_connect"] is None
    assert summary["occupancy"] is None


def test_ringing_counts_as_work() -> None:
    status: list[Event] = [
        (0, "agent_status", "", "ada", "Available"),
        (100 * SECOND, "agent_status", "", "ada", "Offline"),
    ]
    missed = chain(
        "a",
        (0, "queued", "sales", 1, 5),
        (0, "offered", "ada", "sales"),
        (20, "missed", "ada"),
        (30, "disconnected", "CUSTOMER_DISCONNECT"),
        (30, "completed", "abandoned"),
    )

    assert figures_of(status, missed)["occupancy"] == 0.2


def test_the_digest_is_sha256_over_one_json_array_a_line() -> None:
    digest = Digest()
    digest((1, "key", "a", "1", True))
    digest((2, "heard", "a", "CUSTOMER", "Text", "Günaydın", 10))

    lines = '[1,"key","a","1",true]\n[2,"heard","a","CUSTOMER","Text","Günaydın",10]\n'
    assert digest.hexdigest() == hashlib.sha256(lines.encode()).hexdigest()
