"""What a caller hears before anybody answers, and where she ends up."""

from __future__ import annotations

import pytest

from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import (
    AYSE,
    CLINIC_EN,
    CLINIC_IT,
    CLINICA,
    KLIMA,
    SHOP_RU,
    SHOP_TR,
    STRANGER,
    asking_consent,
    never_recording,
    with_emergency,
)


def test_a_vip_reaches_her_manager_without_a_menu(centre: WholeCentre) -> None:
    deniz = centre.agent("Deniz", profile="managers").becomes("Available")

    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=10)
    assert call.heard[0] == "Welcome to Serin Klima. Hello Ayşe, I am connecting you to Deniz."
    offer = deniz.offers[0]
    offer.accept()
    centre.wait(minutes=3)
    assert call.talks_to == "Deniz"
    call.hang_up()

    record = centre.record_of(call)
    assert record.agent == "Deniz"
    assert record.recording in centre.objects("recordings")


def test_a_vip_whose_manager_is_away_waits_for_the_other_managers_at_the_head(
    centre: WholeCentre,
) -> None:
    centre.agent("Elif").becomes("Available")

    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=15)

    assert call.waits_in == "klima-managers"
    assert call.contact.priority == 1


def test_a_vip_whose_manager_does_not_answer_goes_on_to_the_other_managers(
    centre: WholeCentre,
) -> None:
    centre.agent("Deniz").becomes("Available")
    elif_ = centre.agent("Elif")
    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=20)
    elif_.becomes("Available")
    centre.wait(seconds=30)

    elif_.accepts()
    centre.wait(seconds=10)

    assert call.talks_to == "Elif"
    assert [each.initiation_method for each in call.contacts] == ["INBOUND", "QUEUE_TRANSFER"]


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        (SHOP_TR, "Serin Klima'ya hoş geldiniz. Klima satın almak için 1'i"),
        (SHOP_RU, "Здравствуйте! Вы позвонили в компанию «Серин Клима». Если вы хотите купить"),
        (CLINIC_IT, "Benvenuti alla Clinica Aurelia. Per prenotare"),
        (CLINIC_EN, "Welcome to Clinica Aurelia. To book"),
    ],
)
@pytest.mark.opens("klima", "clinica")
def test_an_unknown_caller_hears_the_menu_in_the_numbers_language(
    centre: WholeCentre, number: str, begins: str
) -> None:
    call = centre.call(from_=STRANGER, to=number)
    centre.wait(seconds=1)

    assert len(call.heard) == 1
    assert call.heard[0].startswith(begins)


def test_a_hidden_number_hears_the_menu_too(centre: WholeCentre) -> None:
    call = centre.call(from_=None, to=SHOP_TR)
    centre.wait(seconds=1)

    assert call.heard[0].startswith("Serin Klima'ya hoş geldiniz. Klima")
    assert call.attributes["known"] == "hidden"


@pytest.mark.opens(customers=20)
def test_a_known_caller_is_greeted_by_name_in_her_language(centre: WholeCentre) -> None:
    call = centre.call(from_="+79050004410", to=SHOP_TR)
    centre.wait(seconds=1)

    assert call.heard[0].startswith("Здравствуйте, Михаил!")


def test_a_caller_who_presses_1_waits_for_sales(centre: WholeCentre) -> None:
    mert = centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)

    call.press("1")
    centre.wait(seconds=15)

    assert call.waits_in == "klima-sales"
    assert len(mert.offers) == 1


def test_a_submenu_leads_on(centre: WholeCentre) -> None:
    centre.agent("Hakan").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("2")
    centre.wait(seconds=1)
    submenu = call.heard[-1]
    call.press("1")
    centre.wait(seconds=15)

    assert submenu.startswith("Arıza bildirmek için 1'i")
    assert call.waits_in == "klima-repair"


def test_a_message_is_followed_by_the_menu_again(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("3")
    centre.wait(seconds=30)

    assert call.heard[1].startswith("Mağazamız Kadıköy'de")
    assert call.heard[2].startswith("Klima satın almak için 1'i")


def test_three_wrong_keys_lead_to_the_default_queue(centre: WholeCentre) -> None:
    centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    for key in "989":
        centre.wait(seconds=3)
        call.press(key)
    centre.wait(seconds=15)

    assert call.waits_in == "klima-reception"


def test_silence_leads_to_the_default_queue_too(centre: WholeCentre) -> None:
    centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)

    centre.wait(seconds=100)

    assert call.waits_in == "klima-reception"


def test_every_sentence_that_is_said_says_something(centre: WholeCentre) -> None:
    centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(minutes=2)

    assert all(text.strip() for text in call.heard)


# --- closed ---


@pytest.mark.opens(at="2026-11-23 13:30")
def test_at_half_past_one_the_shop_is_having_lunch(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=30)

    assert call.heard == [
        "Serin Klima'ya hoş geldiniz. Şu anda kapalıyız. "
        "Bugün saat 14:00 itibarıyla yeniden hizmetinizdeyiz."
    ]
    assert call.outcome == "served_by_flow"


@pytest.mark.opens(at="2026-11-23 12:59:59")
def test_a_second_before_lunch_it_is_open(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=0.9)

    assert "1'i" in call.heard[0]


@pytest.mark.opens(at="2026-11-23 14:00")
def test_from_two_oclock_on_it_is_open_again(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=1)

    assert "1'i" in call.heard[0]


@pytest.mark.opens(at="2026-10-29 10:30")
def test_on_a_holiday_the_caller_hears_which_one(centre: WholeCentre) -> None:
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=30)

    assert call.heard == [
        "Serin Klima'ya hoş geldiniz. Bugün kapalıyız: Cumhuriyet Bayramı. "
        "Yarın saat 9:00 itibarıyla yeniden hizmetinizdeyiz."
    ]


@pytest.mark.opens(at="2026-11-23 13:30")
def test_a_vip_at_lunch_time_hears_it_in_her_language(centre: WholeCentre) -> None:
    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=30)

    assert call.heard == [
        "Hello Ayşe, welcome to Serin Klima. We are closed at the moment. "
        "We open again today at 2 pm."
    ]


@pytest.mark.opens(with_emergency(KLIMA))
@pytest.mark.parametrize(
    ("caller", "number", "message"),
    [
        (STRANGER, SHOP_TR, "Yangın tatbikatı."),
        (STRANGER, SHOP_RU, "Учебная тревога."),
        (AYSE, SHOP_TR, "Fire drill."),
    ],
)
def test_the_emergency_switch_beats_everything(
    centre: WholeCentre, caller: str, number: str, message: str
) -> None:
    call = centre.call(from_=caller, to=number)
    centre.wait(seconds=30)

    assert len(call.heard) == 1
    assert call.heard[0].endswith(message)
    assert call.outcome == "served_by_flow"


@pytest.mark.opens(at="2026-06-14 11:00")
def test_on_a_summer_sunday_the_hotline_goes_straight_to_repair(centre: WholeCentre) -> None:
    hakan = centre.agent("Hakan").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=20)

    assert "Yaz nöbetçi servisimize hoş geldiniz." in call.heard[0]
    assert len(hakan.offers) == 1


# --- consent ---


@pytest.mark.opens(never_recording(KLIMA))
def test_a_business_that_records_nobody_records_nobody(centre: WholeCentre) -> None:
    mert = centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=15)
    mert.accepts()
    centre.wait(minutes=2)
    call.hang_up()

    assert centre.record_of(call).recording is None
    assert centre.objects("recordings") == []


def _answered(centre: WholeCentre, key: str) -> str | None:
    """Let a caller answer the question about recording, talk, and say where the recording is."""
    mert = centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=4)
    call.press(key)
    centre.wait(seconds=6)
    mert.accepts()
    centre.wait(minutes=2)
    call.hang_up()
    recording = centre.record_of(call).recording
    assert centre.objects("recordings") == ([recording] if recording else [])
    return recording


@pytest.mark.opens(asking_consent(KLIMA))
def test_who_refuses_is_not_recorded(centre: WholeCentre) -> None:
    assert _answered(centre, "2") is None


@pytest.mark.opens(asking_consent(KLIMA))
def test_who_agrees_is_recorded(centre: WholeCentre) -> None:
    assert _answered(centre, "1") is not None


@pytest.mark.opens(asking_consent(KLIMA))
def test_who_says_nothing_is_not_recorded(centre: WholeCentre) -> None:
    mert = centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(seconds=60)
    mert.becomes("Available").accepts()
    centre.wait(minutes=1)
    call.hang_up()

    record = centre.record_of(call)
    assert record.attributes["recording"] == "refused"
    assert record.recording is None


# --- several businesses ---


@pytest.mark.opens("klima", "clinica")
def test_each_business_is_served_by_its_own_people(centre: WholeCentre) -> None:
    for username in [each.username for each in KLIMA.tenant.agents]:
        centre.agent(username).becomes("Available")

    call = centre.call(from_=STRANGER, to=CLINIC_IT)
    centre.wait(minutes=3)

    assert call.waits_in is not None
    assert call.waits_in.startswith(f"{CLINICA.tenant.id}-")
    assert not any(centre.agent(each.username).offers for each in KLIMA.tenant.agents)
