"""What the adapter to Amazon Connect may ask twice, and the tokens that let it."""

from __future__ import annotations

import botocore.session
import pytest

from santral.domain.errors import InputError
from santral.stores.clients import Clients
from santral.stores.connect import client_token
from santral.stores.connect_operations import Repeating, repeating


@pytest.mark.parametrize(("operation_id", "attempt"), [("", 1), ("a", 0), ("a" * 499, 1)])
def test_a_token_that_cannot_be_is_refused(operation_id: str, attempt: int) -> None:
    with pytest.raises(InputError):
        client_token(operation_id, attempt)


def test_a_token_is_the_same_whoever_makes_it() -> None:
    assert client_token("callback-1", 11) == "callback-1#11"
    assert len(client_token("a" * 498, 1)) == 500


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("StartOutboundVoiceContact", Repeating.BY_TOKEN),
        ("ReleasePhoneNumber", Repeating.BY_TOKEN),
        ("ListQueues", Repeating.READS),
        ("GetMetricDataV2", Repeating.READS),
        ("UpdateQueueStatus", Repeating.SAME),
        ("PutUserStatus", Repeating.SAME),
        ("TagResource", Repeating.SAME),
        ("StopContact", Repeating.SAME),
        ("CreateQueue", Repeating.TWICE),
        ("CreateUser", Repeating.TWICE),
        ("StartContactRecording", Repeating.TWICE),
        ("SubmitContactEvaluation", Repeating.TWICE),
        ("BatchCreateDataTableValue", Repeating.TWICE),
        ("UpdateContactRoutingData", Repeating.TWICE),
    ],
)
def test_what_asking_twice_does_is_known(clients: Clients, operation: str, kind: Repeating) -> None:
    model = clients.connect.meta.service_model.operation_model(operation)

    assert repeating(model) is kind


def test_nothing_that_adds_is_taken_for_what_may_be_asked_twice() -> None:
    model = botocore.session.get_session().get_service_model("connect")
    adding = ("Create", "Start", "Import", "Send", "Claim", "Submit", "Replicate", "Transfer")

    kinds = {
        repeating(model.operation_model(name))
        for name in model.operation_names
        if name.removeprefix("Batch").startswith(adding)
    }

    assert kinds == {Repeating.BY_TOKEN, Repeating.TWICE}
