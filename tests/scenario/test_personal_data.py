"""Nothing about a caller is in what the functions log, not even when everything goes wrong."""

from __future__ import annotations

import json

import pytest

from santral.local.faults import Fault, Faults
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import AYSE, CLINIC_IT, KLIMA, SHOP_TR, STRANGER, with_crm

PERSONAL = ("5321112233", "5550001122", "Ayşe", "Ay\\u015fe", "Yılmaz", "K-0001", "three shops")
FAULTS = (Fault.NONE, Fault.HANG, Fault.FAIL, Fault.RUBBISH)


@pytest.mark.parametrize(
    "_faults",
    [
        pytest.param(
            None,
            marks=pytest.mark.opens(
                with_crm(KLIMA), "clinica", faults=Faults(dynamodb=database, crm=crm)
            ),
            id=f"database {database.value}, crm {crm.value}",
        )
        for database, crm in zip(FAULTS, FAULTS, strict=True)
    ],
)
def test_the_logs_of_several_calls_name_nobody(centre: WholeCentre, _faults: None) -> None:
    deniz = centre.agent("Deniz").becomes("Available")
    centre.agent("Mert").becomes("Available")
    for caller, number in ((AYSE, SHOP_TR), (STRANGER, SHOP_TR), (None, CLINIC_IT)):
        call = centre.call(from_=caller, to=number)
        for key in "77771":
            centre.wait(seconds=6)
            call.press(key)
        centre.wait(seconds=10)
        for offer in deniz.offers:
            offer.accept()
        centre.wait(seconds=20)
        call.hang_up()
        centre.wait(minutes=1)
    centre.laptop.drain()
    log = centre.laptop.log.getvalue()

    assert [word for word in PERSONAL if word in log] == []
    assert "7777" not in log
    assert all(json.loads(line)["level"] for line in log.splitlines())
