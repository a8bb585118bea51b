"""A contact that is kept as JSON and made anew tells the same as before."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from santral.engine.contact import AgentPart, Chain, Contact, Listening, Recording
from santral.engine.directory import Directory
from santral.engine.ports import Settings
from santral.engine.records import contact_record
from santral.engine.routing.agents import Agent, RoutingProfile
from santral.engine.routing.queues import Queue
from santral.local.connect.kept_contacts import add_attributes, as_plain, from_plain

INSTANCE = "arn:aws:connect:eu-central-1:123456789012:instance/i"
instants = st.one_of(st.none(), st.integers(0, 2 * 10**15))
texts = st.one_of(st.none(), st.text(max_size=5))
maps = st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=5), max_size=3)
facts = st.fixed_dictionaries(
    {},
    optional={
        "channel": st.sampled_from(["VOICE", "CHAT", "TASK"]),
        "initiation_method": st.sampled_from(["INBOUND", "API", "CALLBACK"]),
        "connected_us": instants,
        "enqueued_us": instants,
        "dequeued_us": instants,
        "disconnected_us": instants,
        "scheduled_us": instants,
        "last_paused_us": instants,
        "paused_us": st.integers(0, 10**9),
        "pauses": st.integers(0, 10),
        "third_party_us": st.integers(0, 10**9),
        "previous_id": texts,
        "next_id": texts,
        "related_id": texts,
        "customer_number": texts,
        "system_number": texts,
        "disconnect_reason": texts,
        "name": texts,
        "description": texts,
        "customer_id": texts,
        "tags": maps,
        "template": st.one_of(st.none(), maps),
        "references": st.dictionaries(
            st.text(min_size=1, max_size=5), st.just({"Type": "URL", "Value": "v"}), max_size=2
        ),
    },
)


def _agent() -> Agent:
    return Agent("deniz", f"{INSTANCE}/agent/a", RoutingProfile("all", f"{INSTANCE}/p/1", ()))


def _contact(facts: dict[str, Any], attributes: dict[str, str], *, worked_on: bool) -> Contact:
    chain = Chain("first")
    chain.attributes.update(attributes)
    contact = Contact("c", chain, 1_000_000)
    for name, value in facts.items():
        setattr(contact, name, value)
    if worked_on:
        contact.queue = Queue("Support", f"{INSTANCE}/queue/q")
        listening = (Listening("BARGE", 5, 6),)
        contact.part = AgentPart(_agent(), 1, 2, 3, 4, listening=listening)
        contact.recordings = (Recording(1, 9, ((2, 3),), "b/p"), Recording(10, 12))
    return contact


def _kept(contact: Contact, who: Directory) -> Contact:
    plain = json.loads(json.dumps(as_plain(contact)))
    chain = Chain(plain["initial_id"])
    add_attributes(chain, plain["attributes"], newer=True)
    return from_plain(contact.id, plain, chain, who)


@given(facts, maps, st.booleans())
def test_its_record_is_the_same(
    facts: dict[str, Any], attributes: dict[str, str], worked_on: bool
) -> None:
    contact = _contact(facts, attributes, worked_on=worked_on)

    anew = _kept(contact, Directory())

    settings = Settings(instance_arn=INSTANCE)
    assert contact_record(anew, settings) == contact_record(contact, settings)
    assert anew.recordings == contact.recordings


def test_what_nobody_has_set_is_not_written() -> None:
    assert as_plain(Contact("c", Chain("first"), 1_000_000)) == {
        "initial_id": "first",
        "transfers": 0,
        "attributes": {},
        "initiated_us": 1_000_000,
        "channel": "VOICE",
        "connected_us": None,
        "priority": 5,
        "age_adjustment_us": 0,
        "enqueued_us": None,
        "dequeued_us": None,
        "offers": 0,
    }


def test_queue_and_agent_are_those_that_are_there() -> None:
    contact = _contact({}, {}, worked_on=True)
    agent, queue = _agent(), Queue("Support", f"{INSTANCE}/queue/q")
    who = Directory()
    who.add_agent(agent)
    who.add_queue(queue)

    anew = _kept(contact, who)

    assert anew.queue is queue
    assert anew.part is not None
    assert anew.part.agent is agent


def test_a_queue_of_an_agent_who_is_gone_is_still_hers() -> None:
    contact = _contact({}, {}, worked_on=False)
    contact.queue = _agent().queue

    anew = _kept(contact, Directory())

    assert anew.queue is not None
    assert anew.queue.arn == f"{INSTANCE}/queue/agent/a"
    assert anew.queue.owner is not None
