"""Flows that name each other are deployed together, and all of them or none."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from functions.publish_flows.definitions import Definition, in_order
from functions.publish_flows.publishing import NotPublishedError
from santral.stores.clients import Clients
from santral.stores.deadline import within
from santral.stores.shipped_flows import PUBLISHER_TAG, STAGE_TAG
from tests.functional.connect.flow_texts import (
    MODULE_SETTINGS,
    goes_to,
    invokes,
    marks,
    module_marks,
)
from tests.functional.connect_local import SOURCE
from tests.functional.publish_flows.deployment import (
    PUBLISHER,
    Deployment,
    circle,
    deployment,
    flow,
)

PLAYS_CHESS = marks("x").replace("UpdateContactAttributes", "PlayChess")


def module(name: str, content: str, **settings: object) -> Definition:
    return Definition(name, "MODULE", content, json.dumps({**MODULE_SETTINGS, **settings}))


@pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c")])
def test_flows_that_name_each_other_in_a_circle_are_created(
    here: Deployment, names: tuple[str, ...]
) -> None:
    counts = here.publish(*circle(*names))

    assert counts == {"created": len(names), "published": 0, "deleted": 0}
    for name, then in zip(names, [*names[1:], names[0]], strict=True):
        assert here.contents[name] == goes_to(here.arn(then))


@pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c")])
def test_what_is_as_it_shall_be_is_only_read(here: Deployment, names: tuple[str, ...]) -> None:
    here.publish(*circle(*names))
    here.changes()

    counts = here.publish(*circle(*names), request="request-2")

    assert counts == {"created": 0, "published": 0, "deleted": 0}
    assert here.changes() == []


def test_a_change_publishes_that_flow_and_keeps_what_it_was(here: Deployment) -> None:
    here.publish(*circle("a", "b", "c"))
    was = here.contents
    here.changes()

    counts = here.publish(*circle("a", "b")[:1], flow("b", marks("new")), circle("b", "c", "a")[1])

    assert counts["published"] == 1
    assert here.changes() == ["CreateContactFlowVersion", "UpdateContactFlowContent"]
    assert here.contents == {**was, "b": marks("new")}
    assert here.versions == [1]


def test_the_same_blocks_drawn_and_written_otherwise_are_no_change(here: Deployment) -> None:
    here.publish(flow("a", marks("x")))
    document = json.loads(marks("x"))
    document["Actions"].reverse()
    document["Metadata"] = {"entryPointPosition": {"x": 40, "y": 40}}
    here.changes()

    here.publish(flow("a", json.dumps(document, indent=2)))

    assert here.changes() == []


def test_a_flow_that_connect_refuses_leaves_nothing_of_its_deployment(here: Deployment) -> None:
    with pytest.raises(NotPublishedError) as told:
        here.publish(*circle("a", "c"), flow("b", PLAYS_CHESS))

    where, problem, now = str(told.value).partition("\n")[0], str(told.value), here.contents
    assert where.startswith("contact_flows/flows/b.json: b: block 'mark' (PlayChess)")
    assert problem.endswith("everything is as it was")
    assert now == {}


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_a_change_that_connect_refuses_puts_back_what_was_published_before(
    here: Deployment, order: tuple[str, ...]
) -> None:
    here.publish(*circle("a", "b", "c"))
    was = here.contents
    changed = {"a": marks("new"), "b": PLAYS_CHESS, "c": marks("newer")}

    with pytest.raises(NotPublishedError, match="everything is as it was"):
        here.publish(*(flow(name, changed[name]) for name in order), flow("d", marks("d")))

    assert here.contents == was


def test_modules_are_published_before_those_that_invoke_them(here: Deployment) -> None:
    caller = json.loads(invokes("${module.menu}"))
    caller["Actions"][0]["Parameters"]["Input"] = {"language": "tr"}
    takes = {"input": {"schema": {"properties": {"language": {"type": "string"}}}}}
    here.publish(module("menu", module_marks("1")), flow("a", invokes("${module.menu}")))
    was = here.contents

    with pytest.raises(NotPublishedError):
        here.publish(
            flow("a", json.dumps(caller)),
            flow("b", PLAYS_CHESS),
            module("menu", module_marks("2"), **takes),
        )
    assert here.contents == was
    here.publish(flow("a", json.dumps(caller)), module("menu", module_marks("2"), **takes))

    assert here.contents["menu"] == module_marks("2")


def test_whoever_is_named_comes_first_as_far_as_a_circle_allows() -> None:
    definitions = [
        flow("a", invokes("${module.y}")),
        *circle("b", "c"),
        module("x", invokes("${module.y}")),
        module("y", invokes("${module.z}")),
        module("z", marks("z")),
    ]

    assert [each.name for each in in_order(definitions)] == ["z", "y", "x", "a", "c", "b"]


def test_deleting_takes_what_it_has_made_and_nothing_else(here: Deployment) -> None:
    here.make_flow_of_another("other", {STAGE_TAG: "dev", PUBLISHER_TAG: "another/Flows"})
    here.make_flow_of_another("prod", {STAGE_TAG: "prod", PUBLISHER_TAG: PUBLISHER})
    here.make_flow_of_another("console", {})
    here.publish(*circle("a", "b"), module("menu", module_marks("1")))

    assert here.withdraw() == 3

    assert set(here.contents) == {"other", "prod", "console"}
    assert here.withdraw() == 0


def test_a_resource_under_a_new_name_takes_over_and_the_old_one_deletes_nothing(
    here: Deployment,
) -> None:
    here.publish(*circle("a", "b"), publisher="santral-dev-flows/Old")

    here.publish(*circle("a", "b"))
    deleted = here.withdraw(publisher="santral-dev-flows/Old")

    assert deleted == 0
    assert set(here.contents) == {"a", "b"}


def test_a_name_that_somebody_else_has_taken_is_not_touched(here: Deployment) -> None:
    here.make_flow_of_another("b", {})

    with pytest.raises(NotPublishedError, match=r"flows/b.json: .*NameTaken"):
        here.publish(*circle("a", "b"))

    assert here.contents == {"b": marks("x")}


def test_a_flow_does_not_change_its_type(here: Deployment) -> None:
    here.publish(flow("a", marks("x")))

    with pytest.raises(NotPublishedError, match="of type CONTACT_FLOW"):
        here.publish(Definition("a", "CUSTOMER_QUEUE", marks("x")))


def test_a_flow_without_a_file_goes_unless_a_number_still_needs_it(here: Deployment) -> None:
    number = here.number(SOURCE)
    here.publish(*circle("a", "b"), flow("c", marks("c")), numbers={number: "a"})

    counts = here.publish(flow("b", marks("b")))

    assert counts["deleted"] == 1
    assert set(here.contents) == {"a", "b"}
    assert here.warnings == ["a flow without a file could not be deleted"]


def test_a_number_is_answered_by_its_flow_and_asked_for_once(here: Deployment) -> None:
    numbers = {here.number(SOURCE): "b"}
    here.publish(*circle("a", "b"), numbers=numbers)
    assert here.answers(SOURCE) == here.arn("b")
    here.changes()

    here.publish(*circle("a", "b"), numbers=numbers)
    assert here.changes() == []
    here.withdraw(numbers)

    assert here.answers(SOURCE) is None


def test_a_number_that_cannot_be_answered_puts_everything_back(here: Deployment) -> None:
    here.publish(flow("a", marks("1")), numbers={here.number(SOURCE): "a"})
    was, answers = here.contents, here.answers(SOURCE)
    nobodys = here.number(SOURCE)[:-4] + "ffff"

    with pytest.raises(NotPublishedError, match="numbers: "):
        here.publish(
            flow("a", marks("2")),
            flow("b", marks("3")),
            numbers={here.number(SOURCE): "b", nobodys: "b"},
        )

    assert here.contents == was
    assert here.answers(SOURCE) == answers


def test_the_same_request_delivered_twice_makes_nothing_twice(clients: Clients) -> None:
    with deployment(clients, lag_s=4) as here:
        wanted = [*circle("a", "b"), module("menu", module_marks("1"))]
        here.publish(*wanted)
        was = here.contents

        here.publish(*wanted)

        assert here.contents == was
        assert len(was) == 3


def test_what_could_not_be_put_back_in_time_is_not_begun(here: Deployment) -> None:
    here.publish(*circle("a", "b"))
    was = here.contents

    with (
        within(61.0, here.side.monotonic),
        pytest.raises(NotPublishedError, match="no time is left"),
    ):
        here.publish(flow("a", marks("1")), flow("b", marks("2")))

    assert here.contents == was


def test_the_oldest_version_makes_room_for_a_new_one(clients: Clients) -> None:
    with deployment(clients, contact_flow_versions=2) as here:
        for each in ("1", "2", "3", "4"):
            here.publish(flow("a", marks(each)))

        assert here.versions == [2, 3]
