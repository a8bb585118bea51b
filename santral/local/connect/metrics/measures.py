"""Every historical metric that can be counted here exactly, with its definition.

Source: Administrator Guide, "Metrics definitions"; API Reference, GetMetricDataV2 (valid groupings,
filters and thresholds of each). Contact metrics are of the contacts that ended in a period, their
after-contact work included, unless they say otherwise. Where nothing can be divided the answer is
None, which the API writes as a metric without a value.

Where the guide's text and its calculation disagree, the text is followed: abandoned is whom the
customer's own leaving took out of the queue (the calculation: everybody who was queued, met no
agent and has no next contact); removed from a queue is who was answered, abandoned or promised a
callback (the calculation: who was queued at all).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from santral.engine.routing.agents import StatusType
from santral.engine.timeline import SECOND
from santral.local.connect.metrics.facts import (
    BY_AGENT,
    BY_CONTACT,
    BY_OFFER,
    METHOD,
    PROFILE,
    REASON,
    Fact,
    Offered,
    Spent,
)

COUNT, SECONDS, PERCENT = "COUNT", "SECONDS", "PERCENT"
# Compares seconds in a queue with the threshold that was asked for.
Within = Callable[[int], bool]
Value = Callable[[Sequence[Any], Within], float | None]


class Sort(Enum):
    """What a metric is counted from."""

    CONTACTS = "contacts"
    OFFERS = "offers"
    SITUATIONS = "situations"


@dataclass(frozen=True, slots=True)
class Measure:
    """
    Attributes:
        keys: dimensions by which it may be filtered and grouped.
        filters: metric filters that it takes.
        at: the instant of a contact by which it falls into a period.
        limited: whether it needs a threshold.
    """

    unit: str
    value: Value
    sort: Sort = Sort.CONTACTS
    keys: frozenset[str] = BY_CONTACT
    filters: frozenset[str] = frozenset()
    at: str = "disconnected_us"
    limited: bool = False


def _count(holds: Callable[[Any], bool]) -> Value:
    return lambda items, _: float(sum(1 for each in items if holds(each)))


def _sum(of: Callable[[Any], float], over: Callable[[Any], bool] = bool) -> Value:
    return lambda items, _: float(sum(of(each) for each in items if over(each)))


def _mean(of: Callable[[Any], float], over: Callable[[Any], bool]) -> Value:
    def value(items: Sequence[Any], _: Within) -> float | None:
        figures = [of(each) for each in items if over(each)]
        return sum(figures) / len(figures) if figures else None

    return value


def _share(part: Callable[[Any], float], whole: Callable[[Any], float]) -> Value:
    """Give a percentage; None of nothing."""

    def value(items: Sequence[Any], _: Within) -> float | None:
        everything = sum(whole(each) for each in items)
        return 100 * sum(part(each) for each in items) / everything if everything else None

    return value


# --- contacts ---


def _any(_: Fact) -> bool:
    return True


def _queued(fact: Fact) -> bool:
    return fact.enqueued_us is not None


def _handled(fact: Fact) -> bool:
    return fact.connected_us is not None


def _answered(fact: Fact) -> bool:
    return _queued(fact) and _handled(fact)


def _abandoned(fact: Fact) -> bool:
    return fact.abandoned


def _held(fact: Fact) -> bool:
    return fact.holds > 0


def _removed(fact: Fact) -> bool:
    """Whether an agent answered, the customer left, or she asked to be called back."""
    return _queued(fact) and (fact.accepted or fact.abandoned or fact.called_back)


def _resolution_s(fact: Fact) -> int:
    return ((fact.resolved_us or fact.initiated_us) - fact.initiated_us) // SECOND


def _duration_s(fact: Fact) -> int:
    return ((fact.disconnected_us or fact.initiated_us) - fact.initiated_us) // SECOND


def _disconnected(fact: Fact) -> bool:
    """Whether it ended in its queue, for whatever reason, and does not go on as another contact."""
    return fact.left_in_queue and not (fact.moved or fact.called_back)


def _paused(fact: Fact) -> bool:
    return fact.paused_s > 0


def _transferred_out(fact: Fact) -> bool:
    """Whether an agent passed it on, or a flow out of the queue before any agent had it."""
    return fact.transferred or fact.moved


def _in_time(holds: Callable[[Fact], bool]) -> Value:
    return lambda facts, within: float(
        sum(1 for each in facts if holds(each) and within(each.waited_s))
    )


def _service_level(facts: Sequence[Fact], within: Within) -> float | None:
    """Of the queued, the share that left the queue in time, abandoned ones and callbacks too."""
    queued = sum(1 for each in facts if _queued(each))
    in_time = sum(1 for each in facts if _removed(each) and within(each.waited_s))
    return 100 * in_time / queued if queued else None


def _longest_wait(facts: Sequence[Fact], _: Within) -> float | None:
    return max((float(each.waited_s) for each in facts if _queued(each)), default=None)


def _resolved_in_time(facts: Sequence[Fact], within: Within) -> float:
    return float(sum(1 for each in facts if within(_resolution_s(each))))


# --- offers ---


def _connecting_s(offered: Offered) -> float:
    return (offered.offer.ended_us - offered.offer.started_us) / SECOND


def _missed_call(offered: Offered) -> bool:
    offer = offered.offer
    return offer.channel == "VOICE" and not offer.answered and not offer.abandoned


# --- situations ---


def _seconds(spent: Spent) -> float:
    return (spent.spell.ended_us - spent.spell.started_us) / SECOND


def _online(spent: Spent) -> bool:
    return spent.spell.situation.status is not StatusType.OFFLINE


def _non_productive(spent: Spent) -> bool:
    return spent.spell.situation.status is StatusType.CUSTOM


def _busy(spent: Spent) -> bool:
    """On contact; in a custom status that does not count."""
    situation = spent.spell.situation
    return situation.status is StatusType.ROUTABLE and situation.handling > 0


def _idle(spent: Spent) -> bool:
    """Available with nobody in hand; while it rings, too, and after a missed contact.

    Source: Administrator Guide, "Metrics definitions", Agent idle time, in its wording of 2025; the
    one of before left the ringing out.
    """
    situation = spent.spell.situation
    return situation.status is StatusType.ROUTABLE and not situation.handling


def _contact_seconds(spent: Spent) -> float:
    """Count the time once for each contact."""
    return spent.spell.situation.handling * _seconds(spent)


def _busy_seconds(spent: Spent) -> float:
    return _seconds(spent) if _busy(spent) else 0


def _busy_or_idle_seconds(spent: Spent) -> float:
    return _seconds(spent) if _busy(spent) or _idle(spent) else 0


def _of_situations(unit: str, value: Value) -> Measure:
    return Measure(unit, value, Sort.SITUATIONS, BY_AGENT)


def _of_offers(unit: str, value: Value, *filters: str) -> Measure:
    return Measure(unit, value, Sort.OFFERS, BY_OFFER, frozenset(filters))


def _seconds_of(value: Value, *filters: str) -> Measure:
    return Measure(SECONDS, value, filters=frozenset(filters))


def _count_of(holds: Callable[[Fact], bool], *filters: str, at: str = "disconnected_us") -> Measure:
    return Measure(COUNT, _count(holds), filters=frozenset(filters), at=at)


def _limited(unit: str, value: Value) -> Measure:
    return Measure(unit, value, limited=True)


MEASURES: Mapping[str, Measure] = {
    # how many
    "CONTACTS_CREATED": _count_of(_any, METHOD, at="initiated_us"),
    "CONTACTS_QUEUED": _count_of(_queued),
    "CONTACTS_QUEUED_BY_ENQUEUE": Measure(
        COUNT,
        _count(_queued),
        # The API names neither routing profile nor method for it.
        keys=BY_CONTACT - {PROFILE, METHOD, REASON},
        at="enqueued_us",
    ),
    "CONTACTS_HANDLED": _count_of(_handled, METHOD, REASON),
    "CONTACTS_HANDLED_BY_CONNECTED_TO_AGENT": _count_of(_handled, METHOD, at="connected_us"),
    "CONTACTS_ABANDONED": _count_of(_abandoned, METHOD),
    "CONTACTS_PUT_ON_HOLD": _count_of(_held),
    "CONTACTS_TRANSFERRED_OUT": _count_of(_transferred_out),
    "CONTACTS_TRANSFERRED_OUT_BY_AGENT": _count_of(lambda fact: fact.transferred),
    "CONTACTS_TRANSFERRED_OUT_EXTERNAL": _count_of(lambda fact: fact.external),
    "CONTACTS_TRANSFERRED_OUT_INTERNAL": _count_of(
        lambda fact: fact.transferred and not fact.external
    ),
    "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE": _count_of(lambda fact: fact.moved),
    "SUM_CONTACTS_DISCONNECTED": _count_of(_disconnected, REASON),
    "ABANDONMENT_RATE": Measure(PERCENT, _share(_abandoned, _queued)),
    # in time
    "SERVICE_LEVEL": _limited(PERCENT, _service_level),
    "CONTACTS_REMOVED_FROM_QUEUE_IN_X": _limited(COUNT, _in_time(_removed)),
    "SUM_CONTACTS_ANSWERED_IN_X": _limited(COUNT, _in_time(_answered)),
    "SUM_CONTACTS_ABANDONED_IN_X": _limited(COUNT, _in_time(_abandoned)),
    "CONTACTS_RESOLVED_IN_X": _limited(COUNT, _resolved_in_time),
    # how long
    "MAX_QUEUED_TIME": Measure(SECONDS, _longest_wait),
    "AVG_QUEUE_ANSWER_TIME": _seconds_of(
        _mean(lambda fact: fact.waited_s, _answered), METHOD, REASON
    ),
    "AVG_ABANDON_TIME": _seconds_of(_mean(lambda fact: fact.waited_s, _abandoned), METHOD),
    "AVG_HANDLE_TIME": _seconds_of(_mean(lambda fact: fact.handle_s, _handled)),
    "AVG_ACTIVE_TIME": _seconds_of(
        _mean(lambda fact: fact.handle_s - fact.paused_s, _handled),
    ),
    "AVG_AGENT_PAUSE_TIME": _seconds_of(_mean(lambda fact: fact.paused_s, _paused)),
    "AVG_INTERACTION_TIME": _seconds_of(_mean(lambda fact: fact.interaction_s, _handled), METHOD),
    "AVG_INTERACTION_AND_HOLD_TIME": _seconds_of(
        _mean(lambda fact: fact.interaction_s + fact.hold_s, _handled)
    ),
    "AVG_HOLD_TIME": _seconds_of(_mean(lambda fact: fact.hold_s, _held)),
    "AVG_HOLD_TIME_ALL_CONTACTS": _seconds_of(_mean(lambda fact: fact.hold_s, _handled)),
    "AVG_HOLDS": Measure(COUNT, _mean(lambda fact: fact.holds, _handled)),
    "AVG_AFTER_CONTACT_WORK_TIME": _seconds_of(
        _mean(lambda fact: fact.wrap_up_s, _handled), METHOD
    ),
    "AVG_CONTACT_DURATION": _seconds_of(_mean(_duration_s, _any)),
    "AVG_RESOLUTION_TIME": _seconds_of(_mean(_resolution_s, _any)),
    "SUM_HANDLE_TIME": _seconds_of(_sum(lambda fact: fact.handle_s)),
    "SUM_INTERACTION_TIME": _seconds_of(_sum(lambda fact: fact.interaction_s)),
    "SUM_INTERACTION_AND_HOLD_TIME": _seconds_of(
        _sum(lambda fact: fact.interaction_s + fact.hold_s)
    ),
    "SUM_HOLD_TIME": _seconds_of(_sum(lambda fact: fact.hold_s)),
    "SUM_AFTER_CONTACT_WORK_TIME": _seconds_of(_sum(lambda fact: fact.wrap_up_s)),
    # offers
    "AGENT_ANSWER_RATE": _of_offers(PERCENT, _share(lambda each: each.offer.answered, bool)),
    "AGENT_NON_RESPONSE": _of_offers(COUNT, _count(lambda each: not each.offer.answered)),
    "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS": _of_offers(COUNT, _count(_missed_call)),
    "SUM_CONNECTING_TIME_AGENT": _of_offers(SECONDS, _sum(_connecting_s), METHOD),
    "AVG_AGENT_CONNECTING_TIME": _of_offers(SECONDS, _mean(_connecting_s, bool), METHOD),
    # situations
    "AGENT_OCCUPANCY": _of_situations(PERCENT, _share(_busy_seconds, _busy_or_idle_seconds)),
    "SUM_ONLINE_TIME_AGENT": _of_situations(SECONDS, _sum(_seconds, _online)),
    "SUM_NON_PRODUCTIVE_TIME_AGENT": _of_situations(SECONDS, _sum(_seconds, _non_productive)),
    "SUM_IDLE_TIME_AGENT": _of_situations(SECONDS, _sum(_seconds, _idle)),
    "SUM_CONTACT_TIME_AGENT": _of_situations(SECONDS, _sum(_contact_seconds, _busy)),
    "SUM_ERROR_STATUS_TIME_AGENT": _of_situations(
        SECONDS, _sum(_seconds, lambda each: each.spell.situation.missed)
    ),
}

_INCOMING = ("INBOUND", "TRANSFER", "QUEUE_TRANSFER")


def _begun_by(*methods: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.dims[METHOD] in methods


def _handled_by(*methods: str) -> Callable[[Fact], bool]:
    return lambda fact: _handled(fact) and fact.dims[METHOD] in methods


def _agent_hung_up(fact: Fact) -> bool:
    return _handled(fact) and fact.dims.get(REASON) == "AGENT_DISCONNECT"


# By the names of GetMetricData: (statistic, measure). It groups by queue and channel alone.
OLDER: Mapping[str, tuple[str, Measure]] = {
    "CONTACTS_QUEUED": ("SUM", MEASURES["CONTACTS_QUEUED"]),
    "CONTACTS_HANDLED": ("SUM", MEASURES["CONTACTS_HANDLED"]),
    "CONTACTS_ABANDONED": ("SUM", MEASURES["CONTACTS_ABANDONED"]),
    "CONTACTS_AGENT_HUNG_UP_FIRST": ("SUM", _count_of(_agent_hung_up)),
    "CONTACTS_HANDLED_INCOMING": ("SUM", _count_of(_handled_by(*_INCOMING))),
    "CONTACTS_HANDLED_OUTBOUND": ("SUM", _count_of(_handled_by("OUTBOUND"))),
    "CALLBACK_CONTACTS_HANDLED": ("SUM", _count_of(_handled_by("CALLBACK"))),
    "API_CONTACTS_HANDLED": ("SUM", _count_of(_handled_by("API"))),
    "CONTACTS_TRANSFERRED_IN": ("SUM", _count_of(_begun_by("TRANSFER", "QUEUE_TRANSFER"))),
    "CONTACTS_TRANSFERRED_IN_FROM_QUEUE": ("SUM", _count_of(_begun_by("QUEUE_TRANSFER"))),
    "CONTACTS_TRANSFERRED_OUT": ("SUM", MEASURES["CONTACTS_TRANSFERRED_OUT"]),
    "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE": (
        "SUM",
        MEASURES["CONTACTS_TRANSFERRED_OUT_FROM_QUEUE"],
    ),
    "CONTACTS_MISSED": ("SUM", MEASURES["AGENT_NON_RESPONSE"]),
    "HANDLE_TIME": ("AVG", MEASURES["AVG_HANDLE_TIME"]),
    "AFTER_CONTACT_WORK_TIME": ("AVG", MEASURES["AVG_AFTER_CONTACT_WORK_TIME"]),
    "QUEUED_TIME": ("MAX", MEASURES["MAX_QUEUED_TIME"]),
    "ABANDON_TIME": ("AVG", MEASURES["AVG_ABANDON_TIME"]),
    "QUEUE_ANSWER_TIME": ("AVG", MEASURES["AVG_QUEUE_ANSWER_TIME"]),
    "HOLD_TIME": ("AVG", MEASURES["AVG_HOLD_TIME"]),
    "INTERACTION_TIME": ("AVG", MEASURES["AVG_INTERACTION_TIME"]),
    "INTERACTION_AND_HOLD_TIME": ("AVG", MEASURES["AVG_INTERACTION_AND_HOLD_TIME"]),
    "SERVICE_LEVEL": ("AVG", MEASURES["SERVICE_LEVEL"]),
}
