"""A call ends on the flows that it began on, whatever is deployed meanwhile."""

from __future__ import annotations

import pytest

from functions.publish_flows.publishing import NotPublishedError
from santral.local.testing.participants import Call
from tests.functional.connect.flow_texts import marks, speaks_and_marks
from tests.functional.connect_local import SOURCE
from tests.functional.publish_flows.deployment import Deployment, flow


def _calls(here: Deployment) -> Call:
    return here.side.service.account.centre(here.instance.id).call("+905321112233", SOURCE)


def _ran(here: Deployment, call: Call) -> str | None:
    centre = here.side.service.account.centre(here.instance.id)
    return centre.record_of(call).attributes.get("ran")


def test_a_call_goes_on_in_the_flow_that_was_published_when_it_began(here: Deployment) -> None:
    numbers = {here.number(SOURCE): "a"}
    here.publish(flow("a", speaks_and_marks("old")), numbers=numbers)
    began_before = _calls(here)

    here.publish(flow("a", speaks_and_marks("new")), numbers=numbers)
    began_after = _calls(here)

    assert _ran(here, began_before) == "old"
    assert _ran(here, began_after) == "new"


def test_a_call_outlives_a_deployment_that_is_put_back(here: Deployment) -> None:
    numbers = {here.number(SOURCE): "a"}
    refused = flow("b", marks("x").replace("UpdateContactAttributes", "PlayChess"))
    here.publish(flow("a", speaks_and_marks("old")), numbers=numbers)
    began_before = _calls(here)

    with pytest.raises(NotPublishedError):
        here.publish(flow("a", speaks_and_marks("new")), refused, numbers=numbers)
    began_after = _calls(here)

    assert _ran(here, began_before) == "old"
    assert _ran(here, began_after) == "old"
