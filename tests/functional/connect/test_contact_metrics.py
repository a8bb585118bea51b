"""The place and the wait of one contact through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import call_queue
from tests.functional.connect.refusals import refusal

MISSING = "ResourceNotFoundException"
NOBODY = "00000000-0000-4000-8000-00000000ffff"


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def calls(centre: ContactCentre) -> Any:
    return call_queue(centre.account, centre.instance, centre.queue)


BOTH = [{"Name": "POSITION_IN_QUEUE"}, {"Name": "ESTIMATED_WAIT_TIME"}]


def test_a_caller_can_be_told_her_place_and_her_wait(centre: ContactCentre) -> None:
    centre.with_agent(calls(centre).contact.id)
    calls(centre)
    second = calls(centre).contact.id

    answer = centre.client.get_contact_metrics(**centre.mine, ContactId=second, Metrics=BOTH)

    assert answer["MetricResults"] == [
        {"Name": "POSITION_IN_QUEUE", "Value": {"Number": 2.0}},
        {"Name": "ESTIMATED_WAIT_TIME", "Value": {"Number": 120.0}},
    ]
    assert answer["Id"] == second
    assert answer["Arn"] == f"{centre.instance.arn}/contact/{second}"


def test_without_agents_no_wait_is_estimated(centre: ContactCentre) -> None:
    waiting = calls(centre).contact.id

    answer = centre.client.get_contact_metrics(**centre.mine, ContactId=waiting, Metrics=BOTH)

    assert answer["MetricResults"] == [{"Name": "POSITION_IN_QUEUE", "Value": {"Number": 1.0}}]


def test_a_contact_that_does_not_wait_has_no_metrics(centre: ContactCentre) -> None:
    answered = centre.with_agent(calls(centre).contact.id)
    ask = centre.client.get_contact_metrics

    assert refusal(ask, **centre.mine, ContactId=answered, Metrics=BOTH) == (
        "InvalidRequestException"
    )
    assert refusal(ask, **centre.mine, ContactId=NOBODY, Metrics=BOTH) == MISSING
