"""Whenever the local Connect is stopped, every contact has one record and is still known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import boto3
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.engine.contact import Contact, Stage
from santral.local.connect import mocked
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre

REGION = "eu-central-1"


def _accept(centre: ContactCentre) -> None:
    for offer in centre.agent.offers:
        offer.accept()


def _hang_up(centre: ContactCentre) -> None:
    if centre.agent.agent.contacts:
        centre.agent.hang_up()


def _live(centre: ContactCentre) -> list[Contact]:
    contacts = centre.instance.switchboard.contacts.values()
    return [each for each in contacts if each.disconnected_us is None]


def _stop(centre: ContactCentre) -> None:
    for each in _live(centre)[:1]:
        centre.client.stop_contact(**centre.mine, ContactId=each.id)


def _pause(centre: ContactCentre) -> None:
    for each in _live(centre):
        centre.instance.switchboard.pauses.pause(each)


def _change(centre: ContactCentre) -> None:
    for each in centre.instance.ledger.contacts()[:1]:
        centre.client.update_contact_attributes(
            **centre.mine, InitialContactId=each.id, Attributes={"order": "7"}
        )


def _wait(centre: ContactCentre) -> None:
    centre.account.wait(seconds=15)


STARTS = (ContactCentre.calls_out, ContactCentre.chat, ContactCentre.task)
ACTS = (*STARTS, _accept, _hang_up, _stop, _pause, _change, _wait)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ACTS), max_size=14))
def test_each_contact_has_its_record_and_is_described(
    acts: list[Callable[[ContactCentre], str | None]],
) -> None:
    contacts: list[str] = []
    with mocked(start=START) as account:
        details = {"IdentityManagementType": "CONNECT_MANAGED"}
        instance = account.connect.add_instance("random", details)
        add_standard_statuses(instance)
        centre = ContactCentre(boto3.client("connect", region_name=REGION), account, instance)
        centre.becomes("Available")
        for act in acts:
            started = act(centre)
            if started is not None:
                contacts.append(started)
        records = [str(each["ContactId"]) for each in account.books().records]
        changed = [each for each in records if records.count(each) > 1]
        kept = list(account.connect.kept())

    with mocked(start=START + timedelta(days=1), seed=2) as account:
        account.connect.restore(kept)
        account.wait(seconds=1)
        client = boto3.client("connect", region_name=REGION)
        records += [str(each["ContactId"]) for each in account.books().records]
        described = [
            client.describe_contact(**centre.mine, ContactId=each)["Contact"] for each in contacts
        ]

        assert set(records) == set(contacts)
        assert {each for each, times in Counter(records).items() if times > 1} == set(changed)
        assert all("DisconnectTimestamp" in each for each in described)
        ledger = account.connect.instance(centre.instance.id).ledger
        assert all(each.stage is Stage.ENDED for each in ledger.contacts())
