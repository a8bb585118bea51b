"""A tenant's CRM behind its circuit and its recent cards."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest

from santral.domain.errors import DependencyError, InputError, NotFoundError
from santral.domain.tenant import CrmKind, CrmSpec, Tenant
from santral.stores import crm_cards
from santral.stores.circuits import Circuits, Limits
from santral.stores.crm import Crm, CrmCard, OwnCrm
from santral.stores.crm_cards import RecentCards
from santral.stores.crm_choice import Crms
from santral.stores.crm_odoo import OdooCrm, OdooLogins
from santral.stores.crm_rest import RestCrm
from santral.stores.outside import Outside
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.fakes.crm import FakeCrm
from tests.fakes.crm_server import CrmServer, cards, hanging
from tests.functional import sample

NUMBER = sample.AYSE_NUMBER
CARD = CrmCard("Ayşe Yılmaz", "gold", open_orders=2)
SHOP = replace(sample.shop(), crm=CrmSpec(CrmKind.HTTP, "https://crm.example/"))


def no_such_secret(_: str) -> str:
    raise NotFoundError("there is no such secret")


NO_MORE_THAN_USUAL = Limits()


class Process:
    """What one process keeps, on clocks that stand still until they are told."""

    def __init__(self, limits: Limits = NO_MORE_THAN_USUAL) -> None:
        self.monotonic, self.clock = Stopwatch(), FixedClock(sample.MONDAY_MORNING)
        self.crm = FakeCrm({NUMBER: CARD})
        self.crms = Crms(
            Outside(_now_s, allowed_hosts={"127.0.0.1"}),
            Circuits(self.monotonic, limits),
            RecentCards(self.monotonic, self.clock),
            OdooLogins(self.monotonic),
            PhoneNumbersByMetadata(),
            no_such_secret,
        )

    def of(self, tenant: Tenant = SHOP) -> Crm:
        return self.crms.kept_in_check(tenant, self.crm)

    def wait(self, seconds: float) -> None:
        self.monotonic.advance(seconds)
        self.clock.now += timedelta(seconds=seconds)

    def fails(self, times: int, tenant: Tenant = SHOP) -> None:
        self.crm.is_down = True
        for _ in range(times):
            with pytest.raises(DependencyError):
                self.of(tenant).find(sample.STRANGER_NUMBER)


def _fails(crm: Crm) -> None:
    with pytest.raises(DependencyError):
        crm.find(NUMBER)


def _now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


def test_a_call_asks_for_its_card_once() -> None:
    process = Process()

    first, second = process.of().find(NUMBER), process.of().find(NUMBER)

    assert (first, second) == (CARD, CARD)
    assert process.crm.asked == 1


def test_that_somebody_is_a_stranger_is_remembered_as_long() -> None:
    process = Process()

    process.of().find(sample.STRANGER_NUMBER)
    process.of().find(sample.STRANGER_NUMBER)
    process.wait(5)
    process.of().find(sample.STRANGER_NUMBER)

    assert process.crm.asked == 2


def test_after_five_seconds_the_crm_is_asked_again() -> None:
    process = Process()

    process.of().find(NUMBER)
    process.wait(5)
    process.of().find(NUMBER)

    assert process.crm.asked == 2


def test_a_process_that_was_frozen_for_a_minute_asks_again() -> None:
    process = Process()

    process.of().find(NUMBER)
    process.clock.now += timedelta(minutes=1)
    process.of().find(NUMBER)

    assert process.crm.asked == 2


def test_while_the_crm_is_down_the_last_card_is_shown_as_stale() -> None:
    process = Process()
    process.of().find(NUMBER)
    process.crm.is_down = True
    process.wait(299)

    card = process.of().find(NUMBER)

    assert card == replace(CARD, is_stale=True)


def test_a_card_that_is_five_minutes_old_is_shown_to_nobody() -> None:
    process = Process()
    process.of().find(NUMBER)
    process.crm.is_down = True
    process.wait(300)

    with pytest.raises(DependencyError):
        process.of().find(NUMBER)


def test_no_tenant_is_shown_the_card_of_another() -> None:
    process = Process()
    process.of().find(NUMBER)
    process.crm.is_down = True

    with pytest.raises(DependencyError):
        process.of(replace(SHOP, id="clinic")).find(NUMBER)


def test_a_card_of_the_crm_before_is_not_one_of_this_crm() -> None:
    process = Process()
    process.of().find(NUMBER)
    process.crm.is_down = True
    moved = replace(SHOP, crm=CrmSpec(CrmKind.HTTP, "https://crm2.example/"))

    with pytest.raises(DependencyError):
        process.of(moved).find(NUMBER)


def test_only_so_many_cards_are_kept() -> None:
    process = Process()
    for count in range(crm_cards.MOST + 1):
        process.of().find(f"+90532{count:07d}")
    asked = process.crm.asked

    process.of().find("+905320000001")
    process.of().find("+905320000000")

    assert process.crm.asked == asked + 1


def test_a_crm_that_fails_five_times_is_left_in_peace_for_half_a_minute() -> None:
    process = Process()
    process.fails(5)
    process.wait(29)

    process.fails(3)

    assert process.crm.asked == 5


def test_after_half_a_minute_one_caller_tries_and_then_everybody_is_served() -> None:
    process = Process()
    process.fails(5)
    process.wait(30)
    process.crm.is_down = False

    assert process.of().find(NUMBER) == CARD
    assert process.of().find(sample.MEHMET_NUMBER) is None


def test_the_other_tenants_crm_is_still_asked() -> None:
    process = Process()
    process.fails(5)
    process.crm.is_down = False

    assert process.of(replace(SHOP, id="clinic")).find(NUMBER) == CARD


def test_a_tenant_whose_crm_hangs_waits_with_so_many_calls_at_most() -> None:
    process = Process(Limits(in_flight=2))
    asked, answer = [Event(), Event()], Event()

    class Slow:
        def __init__(self, begun: Event) -> None:
            self._begun = begun

        def find(self, _: str) -> None:
            self._begun.set()
            answer.wait(5)

    threads = [
        Thread(target=process.crms.kept_in_check(SHOP, Slow(each)).find, args=(f"+4930{at}",))
        for at, each in enumerate(asked)
    ]
    for thread in threads:
        thread.start()
    assert all(each.wait(5) for each in asked)

    with pytest.raises(DependencyError, match="too many under way"):
        process.of().find(NUMBER)
    of_another = process.of(replace(SHOP, id="clinic")).find(NUMBER)
    answer.set()
    for thread in threads:
        thread.join(5)

    assert of_another == CARD
    assert process.of().find(NUMBER) == CARD


def test_each_kind_of_settings_has_its_own_way_in() -> None:
    crms = Process().crms
    odoo = replace(SHOP, crm=CrmSpec(CrmKind.ODOO, "https://odoo.example", db="a", login="b"))

    assert isinstance(crms.of(replace(SHOP, crm=CrmSpec())), OwnCrm)
    assert isinstance(crms.adapter(SHOP), RestCrm)
    assert isinstance(crms.adapter(odoo), OdooCrm)


def test_a_secret_that_nobody_has_set_is_a_failure_of_the_crm() -> None:
    headers = {"Authorization": "{secret}"}
    spec = CrmSpec(CrmKind.HTTP, "https://crm.example/", secret="crm", headers=headers)

    with pytest.raises(DependencyError, match=r"^crm: its secret is not set$"):
        Process().crms.of(replace(SHOP, crm=spec)).find(NUMBER)


def test_other_tenants_are_served_at_once_while_one_crm_hangs() -> None:
    process = Process()
    with CrmServer(hanging) as slow, CrmServer(cards({NUMBER: {"name": "Ayşe"}})) as quick:
        hung = process.crms.of(replace(SHOP, crm=CrmSpec(CrmKind.HTTP, slow.url)))
        other = replace(SHOP, id="clinic", crm=CrmSpec(CrmKind.HTTP, quick.url))
        waiting = Thread(target=_fails, args=(hung,))
        waiting.start()
        began_s = _now_s()
        card = process.crms.of(other).find(NUMBER)
        took_s = _now_s() - began_s
        waiting.join(5)

    assert card == CrmCard("Ayşe")
    assert took_s < 0.3


@pytest.mark.parametrize(
    "url",
    ["https://crm.example/{number}", "https://crm.example/?tel={digits}", "http://127.0.0.1/"],
)
def test_settings_that_lead_to_a_crm_may_be_saved(url: str) -> None:
    Process().crms.check(CrmSpec(CrmKind.HTTP, url))
    Process().crms.check(CrmSpec())


@pytest.mark.parametrize("kind", [CrmKind.HTTP, CrmKind.ODOO])
def test_settings_that_lead_inside_may_not_be_saved(kind: CrmKind) -> None:
    with pytest.raises(InputError, match="a public host name"):
        Process().crms.check(CrmSpec(kind, "https://169.254.169.254/{number}"))
