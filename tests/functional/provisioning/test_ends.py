"""How the setting up of a business ends, and what others hear of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.provision.start import start
from santral.domain.account import Account, AccountState
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import JobState
from santral.stores import accounts, connect_ledger, provisionings
from tests.fakes.network import Fault
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import START, Cell, cell


class Told:
    """Stands for the webhooks; the same event is told once."""

    def __init__(self) -> None:
        self.events: set[tuple[str, str, datetime]] = set()

    def emit(self, _tenant: str, event: str, subject: str, _: Any, *, at: datetime) -> int:
        self.events.add((str(event), subject, at))
        return 1


def listening(centre: Cell) -> Told:
    told = vars(centre.here)["webhooks"] = Told()
    return told


def test_ready_it_is_on_trial_for_two_weeks_and_its_webhooks_hear_of_it() -> None:
    with cell() as centre:
        told = listening(centre)

        centre.set_up(bakery())

        ends_at = accounts.load("bakery").value.trial_ends_at
        assert ends_at is not None
        assert timedelta(days=14) < ends_at - START < timedelta(days=14, minutes=1)
        assert told.events == {("tenant.ready", "bakery", START)}


def test_the_end_is_told_once_however_often_it_is_recorded() -> None:
    with cell() as centre:
        job = centre.set_up(bakery())
        told = listening(centre)
        ended = {"tenant": "bakery", "job": job.id, "outcome": "ready"}

        centre.handlers.call("provision", ended)

        assert told.events == set()
        assert centre.job("bakery", job.id).state is JobState.DONE
        assert centre.is_whole


def test_what_cannot_even_be_undone_needs_a_human_and_is_finished_afterwards() -> None:
    with cell() as centre:
        centre.network.faults = (
            Fault.BROKEN_BEFORE
            if centre.network.operations[-1] in ("CreateQueue", "DeleteHoursOfOperation")
            else Fault.NONE
            for _ in iter(int, 1)
        )
        job = centre.set_up(bakery())
        assert (job.state, job.reason) == (JobState.FAILED, "an operator has to look at it")
        assert centre.counts["ProvisioningNeedsHuman", "bakery"] == 1
        assert centre.state() is AccountState.PROVISIONING

        centre.network.faults = iter(())
        centre.begin()
        centre.run()

        assert centre.is_whole


def test_the_password_of_an_agent_is_neither_stored_nor_logged() -> None:
    with cell() as centre:
        made: list[str] = []
        resources = centre.here.connect_resources
        new_password = resources._new_password

        def noted() -> str:
            made.append(new_password())
            return made[-1]

        resources._new_password = noted

        centre.set_up(bakery())

        ledger = connect_ledger.LedgerOf("bakery").entries
        assert len(made) == 1
        assert not any(made[0] in each.written for each in ledger.values())
        assert made[0] not in centre.log.getvalue()


def test_no_name_number_or_address_is_logged_where_much_goes_wrong() -> None:
    with cell() as centre:
        faults = [Fault.BROKEN_AFTER, Fault.NONE, Fault.THROTTLED, Fault.GARBLED, Fault.NONE]
        centre.network.faults = iter(faults * 20)

        centre.set_up(bakery())

        [number] = centre.profile().numbers
        for personal in ("Mary", "Baker", number.e164):
            assert personal not in centre.log.getvalue()


def test_only_who_is_approved_is_set_up() -> None:
    with cell() as centre:
        accounts.create(Account("bakery", "The Bakery", START))

        with pytest.raises(ConflictError):
            start(centre.here, "bakery", by="operator")
        with pytest.raises(NotFoundError):
            start(centre.here, "nobody", by="operator")
        assert provisionings.under_way() == []


def test_what_was_taken_away_is_told_to_the_certificate() -> None:
    with cell() as centre:
        centre.set_up(bakery())
        centre.take_away("bakery")

        removed = sorted(f"{each.kind}" for each in connect_ledger.removed("bakery"))
        connect_ledger.forget_all("bakery")

        assert removed == [
            "association",
            "entry_flow",
            "hours",
            "hours",
            "number",
            "override",
            "queue",
            "queue",
            "quick_connect",
            "quick_connect",
            "quick_connect",
            "routing_profile",
            "shown",
            "shown",
            "user",
        ]
        assert list(connect_ledger.removed("bakery")) == []
