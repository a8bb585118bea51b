"""Whatever happens to a request, all flows are as a deployment says, or all as they were."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from functions.publish_flows.definitions import Definition
from functions.publish_flows.publishing import NotPublishedError
from santral.stores.clients import Clients
from tests.fakes.network import Fault
from tests.functional.connect.flow_texts import MODULE_SETTINGS, invokes, marks, module_marks
from tests.functional.connect_local import SOURCE
from tests.functional.publish_flows.deployment import Deployment, circle, deployment, flow

# What a deployment changes: two flows that were there, a circle of new ones, a module, a number.
BEFORE = [flow("a", marks("1")), flow("b", marks("2"))]
AFTER = [
    flow("a", invokes("${module.menu}")),
    flow("b", marks("3")),
    *circle("c", "d"),
    Definition("menu", "MODULE", module_marks("4"), str(MODULE_SETTINGS).replace("'", '"')),
]
REQUESTS = 16  # of that deployment; a test counts them


class Killed(BaseException):  # not an error of the program's: it is gone
    """Lambda ends the function."""


def killing() -> Iterator[Fault]:
    yield _kill()


def _kill() -> Fault:
    raise Killed


def _deploy(
    here: Deployment, definitions: list[Definition], name: str, request: str = "request-1"
) -> str:
    """Return what it was refused with, "" where it was not."""
    try:
        here.publish(*definitions, numbers={here.number(SOURCE): name}, request=request)
    except NotPublishedError as error:
        return str(error)
    return ""


def _state(here: Deployment) -> tuple[dict[str, str], str | None]:
    return here.contents, here.answers(SOURCE)


def _wanted(here: Deployment) -> None:
    """Assert that everything is as AFTER has it."""
    assert here.contents["a"] == invokes(here.module_arn("menu"))
    assert here.contents["b"] == marks("3")
    assert here.contents["menu"] == module_marks("4")
    assert set(here.contents) == {"a", "b", "c", "d", "menu"}
    assert here.answers(SOURCE) == here.arn("c")


def test_the_deployment_of_these_stories_has_so_many_requests(clients: Clients) -> None:
    with deployment(clients) as here:
        _deploy(here, BEFORE, "a")
        here.side.network.operations.clear()

        _deploy(here, AFTER, "c", "request-2")

        assert len(here.side.network.operations) == REQUESTS


@pytest.mark.parametrize("fault", [each for each in Fault if each is not Fault.NONE])
def test_one_bad_request_changes_all_or_nothing(clients: Clients, fault: Fault) -> None:
    for place in range(list(Fault).index(fault) % 2, REQUESTS, 2):
        with deployment(clients, lag_s=2) as here:
            _deploy(here, BEFORE, "a")
            was = _state(here)
            here.side.network.faults = chain(repeat(Fault.NONE, place), [fault])

            refused = _deploy(here, AFTER, "c", "request-2")

            if refused:
                assert refused.endswith("everything is as it was")
                assert _state(here) == was
            else:
                _wanted(here)


@pytest.mark.parametrize("fault", [Fault.UNREACHABLE, Fault.THROTTLED, Fault.BROKEN_AFTER])
def test_after_a_long_failure_the_next_deployment_makes_everything_good(
    clients: Clients, fault: Fault
) -> None:
    for place in range(0, REQUESTS, 5):
        with deployment(clients) as here:
            _deploy(here, BEFORE, "a")
            here.side.network.faults = chain(repeat(Fault.NONE, place), repeat(fault, 200))
            assert _deploy(here, AFTER, "c", "request-2")

            here.side.network.faults = iter(())
            assert not _deploy(here, AFTER, "c", "request-3")

            _wanted(here)


def test_a_run_that_was_killed_is_finished_by_the_next_delivery(clients: Clients) -> None:
    for place in range(1, REQUESTS, 2):
        with deployment(clients, lag_s=2) as here:
            _deploy(here, BEFORE, "a")
            here.side.network.faults = chain(repeat(Fault.NONE, place), killing())
            with pytest.raises(Killed):
                _deploy(here, AFTER, "c", "request-2")

            assert not _deploy(here, AFTER, "c", "request-2")

            _wanted(here)


def test_what_was_overwritten_before_a_run_was_killed_comes_back_with_its_own_deployment(
    clients: Clients,
) -> None:
    for place in range(1, REQUESTS, 4):
        with deployment(clients) as here:
            _deploy(here, BEFORE, "a")
            was = _state(here)
            here.side.network.faults = chain(repeat(Fault.NONE, place), killing())
            with pytest.raises(Killed):
                _deploy(here, AFTER, "c", "request-2")

            assert not _deploy(here, BEFORE, "a", "request-3")

            assert _state(here) == was
